"""Correctable values: typed text in, values out, and back again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan import Quantity, fields

KINDS = {"other": "其他"}


def field(pointer):
    return fields.find(pointer, KINDS)


@pytest.mark.parametrize(
    ("pointer", "typed", "value"),
    [
        ("/title", "  关于  通知 ", "关于 通知"),
        ("/start", "2022年4月20日", date(2022, 4, 20)),
        ("/start", "2022-4-20", date(2022, 4, 20)),
        ("/activities/3/start", "", None),
        ("/year", "2022", 2022),
        ("/themes", "甲\r\n\r\n乙", ("甲", "乙")),
        ("/activities/3/lead", "甲局、乙局，甲局", ("甲局", "乙局")),
        ("/activities/3/kind", "other", "other"),
        ("/deliverables/0/classes", ["county", "member"], ("member", "county")),
        ("/activities/0/quotas", "5个 典型案例", (Quantity(n=Decimal(5), unit="个", what="典型案例"),)),
        (
            "/activities/0/quotas",
            "至少 120 家 企业",
            (Quantity(n=Decimal(120), unit="家", what="企业", bound="min"),),
        ),
        ("/slug", "2022-ZSCQ", "2022-zscq"),
    ],
)
def test_parse(pointer, typed, value):
    assert fields.parse(field(pointer), typed, pointer) == value


@pytest.mark.parametrize(
    ("pointer", "typed", "sentence"),
    [
        ("/name", "", "请填写活动周名称。"),
        ("/name", "长" * 121, "活动周名称最多120个字，现在有121个字，请缩短。"),
        ("/year", "二〇二二", "年度请填写不超过四位的数字。"),
        ("/year", "22", "年度请填写1985至2100之间的年份。"),
        ("/slug", "宣传周", "网址名只能用小写字母、数字和连字符，例如 2022-zscqxcz。"),
        (
            "/activities/0/quotas",
            "-5个 案例",
            "数量要求“-5个 案例”无法识别，请每行写一项，数量和对象之间空一格，例如“5个 典型案例”。",
        ),
        ("/activities/0/quotas", "9999999999999个 案例", "数量“9999999999999”应大于0且不超过一万亿。"),
        ("/deliverables/0/code", "x", "类别没有“x”这一项，请从列出的选项中选择。"),
    ],
)
def test_refusals_name_field_and_remedy(pointer, typed, sentence):
    with pytest.raises(Refusal) as caught:
        fields.parse(field(pointer), typed, pointer)
    assert (caught.value.sentence, caught.value.field) == (sentence, pointer)


@pytest.mark.parametrize(
    "pointer", ["", "/", "/text", "/activities", "/activities/x/title", "/activities/01/title"]
)
def test_other_values_cannot_be_corrected(pointer):
    assert field(pointer) is None


@given(
    st.sampled_from(["min", "max", "approx", "exact"]),
    st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2),
    st.sampled_from(["个", "份", "万元", "家次"]),
    st.sampled_from(["案例", "宣传 资料", "“小巨人”企业"]),
)
def test_quantities_come_back_as_shown(bound, number, unit, what):
    quantity = Quantity(n=number, unit=unit, what=what, bound=bound)
    shown = fields.show(field("/activities/0/quotas"), (quantity,))
    assert fields.parse(field("/activities/0/quotas"), shown) == (quantity,)


@given(st.dates(date(1985, 1, 1), date(2100, 12, 31)))
def test_days_come_back_as_shown(day):
    assert fields.parse(field("/start"), fields.show(field("/start"), day)) == day
