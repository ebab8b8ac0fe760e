"""What may be handed in, by deliverable."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.reporting import BRIEF

from ipweek.base import clock
from ipweek.base.errors import Refusal
from ipweek.campaign.enums import DeliverableCode
from ipweek.campaign.models import Campaign
from ipweek.reporting.domain import content

WEEK = Campaign(start=date(2022, 4, 20), end=date(2022, 4, 26))
LONG = "宣传周期间按照通知要求开展了各项活动，成效明显。"


def figures(**numbers):
    return {"figures": {code: {"value": value, "bound": "exact"} for code, value in numbers.items()}}


def refused(code, given_content, **kwargs):
    with pytest.raises(Refusal) as found:
        content.check(code, given_content, WEEK, **kwargs)
    return found.value.field, found.value.sentence


@pytest.mark.parametrize(
    ("code", "given_content"),
    [
        ("brief", BRIEF),
        ("brief", BRIEF | figures(attendances="120", copies="0")),
        ("plan", {"title": "方案", "text": LONG, "person": "示例人"}),
        ("person", {"person": "示例人", "phone": "0393-0000000"}),
        (
            "coverage",
            {"title": "报道", "outlet": "示例日报", "day": "2022-04-22", "link": "https://example.com/1"},
        ),
        ("summary", {"title": "小结", "text": LONG}),
    ],
)
def test_what_is_fit(code, given_content):
    content.check(code, given_content, WEEK)


@pytest.mark.parametrize("code", DeliverableCode.values)
def test_every_required_field_is_asked_for(code):
    whole = {"title": "标题", "text": LONG, "person": "示例人", "phone": "0393-0000000", "outlet": "示例日报"}
    whole |= {"day": "2022-04-21"}
    content.check(code, content.clean(code, whole), WEEK)
    for field in content.REQUIRED[code]:
        short = {key: value for key, value in whole.items() if key != field}
        assert refused(code, short) == (field, f"请填写“{content.label(code, field)}”后再报送。")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "2021-04-21"}, "day"),
        ({"day": "2022-13-01"}, "day"),
        ({"day": "四月"}, "day"),
        ({"title": "字" * 201}, "title"),
        ({"place": "字" * 121}, "place"),
        ({"text": "字" * 20_001}, "text"),
        (figures(copies="-1"), "copies"),
        (figures(copies="很多"), "copies"),
        (figures(copies="Infinity"), "copies"),
        (figures(copies="NaN"), "copies"),
        (figures(copies="10000001"), "copies"),
        (figures(attendances="12.5"), "attendances"),
        ({"figures": {"copies": {"value": "1", "bound": "roughly"}}}, "copies"),
        ({"figures": {"copies": {}}}, "copies"),
    ],
)
def test_what_is_not_fit_names_its_field(changes, field):
    assert refused("brief", BRIEF | changes)[0] == field


def test_a_link_that_runs_a_script_is_none():
    given_content = {
        "title": "报道",
        "outlet": "示例日报",
        "day": "2022-04-22",
        "link": "javascript:alert(1)",
    }
    assert refused("coverage", given_content) == ("link", "链接请从 https:// 开始填写。")


def test_a_short_plan_needs_its_document():
    given_content = {"title": "方案", "text": "见附件", "person": "示例人"}
    assert refused("plan", given_content)[0] == "text"
    content.check("plan", given_content, WEEK, documents=1)


def test_a_brief_is_written_not_attached():
    assert refused("brief", {"title": "标题", "day": "2022-04-21"}, documents=1)[0] == "text"


@pytest.mark.parametrize("day", ["2022-02-19", "2022-06-25"])
def test_sixty_days_around_the_week_are_near_enough(day):
    with clock.at("2022-06-30T09:00:00+08:00"):
        content.check("brief", BRIEF | {"day": day}, WEEK)


def test_what_has_not_happened_is_not_reported():
    assert refused("brief", BRIEF | {"day": "2022-04-26"}) == (
        "day",
        "“活动日期”还没有到，请在活动开展以后报送。",
    )
    with clock.at("2022-04-26T00:00:00+08:00"):
        content.check("brief", BRIEF | {"day": "2022-04-26"}, WEEK)


texts = st.dictionaries(st.sampled_from(["title", "text", "place", "person"]), st.text(max_size=40))


@given(st.sampled_from(DeliverableCode.values), texts)
@settings(max_examples=60)
def test_cleaning_is_settled_after_once_and_keeps_every_visible_character(code, given_content):
    once = content.clean(code, given_content)
    assert content.clean(code, once) == once
    assert set(once) <= set(content.FIELDS[code])
    for field, value in once.items():
        shown = [character for character in given_content[field] if character.isprintable()]
        assert [character for character in value if character.isprintable()] == list("".join(shown).strip())


def test_a_digest_depends_on_content_not_on_order():
    assert content.digest({"a": 1, "b": 2}) == content.digest({"b": 2, "a": 1})
    assert content.digest({"a": 1}) != content.digest({"a": 2})
