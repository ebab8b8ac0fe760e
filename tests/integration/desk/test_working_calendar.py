"""Importing a year of the working calendar."""

from datetime import date

import pytest
from tests.factories.people import UnitFactory, UserFactory
from tests.integration.desk.pages import Shown
from tests.unit.desk.domain.test_years import NOTICE

from ipweek.base import calendar, clock
from ipweek.base.models import AuditEntry, CalendarYear
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db
IMPORT = "/desk/calendar/import/"


@pytest.fixture
def office(as_):
    return as_(UserFactory(role=Role.OFFICE))


def test_the_years_are_listed_with_their_source(office):
    page = Shown.of(office.get("/desk/calendar/"))

    assert page.texts('//table[@id="years"]/tbody/tr[1]/*') == [
        "2026年",
        "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）",
        "随产品提供",
        "33 天",
        "6 天",
    ]
    assert len(page.root.xpath('//table[@id="years"]/tbody/tr')) == 23
    assert page.texts('//*[contains(@class,"alert")]') == []


def test_a_missing_year_is_said_loudly(office):
    with clock.at("2026-11-23T09:00"):
        page = Shown.of(office.get("/desk/calendar/"))

    assert page.texts('//*[@class="alert-body"]//strong') == ["2027年的节假日安排还没有导入，"]


def test_the_days_of_a_year(office):
    page = Shown.of(office.get("/desk/calendar/2022/"))

    assert page.texts("//h1") == ["2022年节假日安排"]
    assert page.texts('//table[@id="days"]/tbody/tr[1]/*') == ["2022年1月1日", "周六", "放假", "元旦"]
    assert len(page.root.xpath('//table[@id="days"]/tbody/tr')) == 39
    assert office.get("/desk/calendar/2050/").status_code == 404


def test_pasting_shows_the_days_and_stores_nothing(office):
    page = Shown.of(office.post(IMPORT, {"text": NOTICE}))

    assert page.texts("//h1") == ["核对2027年节假日安排"]
    assert len(page.root.xpath('//table[@id="days"]/tbody/tr')) == 17
    assert page.root.xpath('//input[@name="source"]/@value') == ["国务院办公厅关于2027年部分节假日安排的通知"]
    assert CalendarYear.objects.count() == 0


def test_confirming_stores_what_was_shown(office):
    shown = office.post(IMPORT, {"text": NOTICE})
    form = Shown.of(shown).root.xpath("//main//form")[0]
    answer = office.post(
        IMPORT, {**{name: value or "" for name, value in form.fields.items()}, "act": "confirm"}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/desk/calendar/")
    assert calendar.is_working_day(date(2027, 5, 8))
    assert not calendar.is_working_day(date(2027, 5, 3))
    entry = AuditEntry.objects.get(act="calendar.imported")
    assert entry.summary == "导入2027年节假日安排，共17天，来源：国务院办公厅关于2027年部分节假日安排的通知"
    assert Shown.of(office.get("/desk/calendar/")).texts('//table[@id="years"]/tbody/tr[1]/*[3]') == [
        "本系统导入"
    ]


def test_what_does_not_fit_must_be_checked_first(office):
    text = NOTICE.replace("5月8日（周六）", "5月8日（周日）")
    page = Shown.of(office.post(IMPORT, {"text": text}))
    assert page.texts('//*[contains(@class,"alert")]//li') == ["2027年5月8日不是周日，请核对原文。"]

    refused = office.post(IMPORT, {"text": text, "source": "示例", "act": "confirm"})
    assert refused.status_code == 422
    assert Shown.of(refused).texts('//*[@class="field-error"]/p') == [
        "错误：请先按上面的提示核对原文，再勾选确认。"
    ]
    assert CalendarYear.objects.count() == 0

    office.post(IMPORT, {"text": text, "source": "示例", "checked": "on", "act": "confirm"})
    assert CalendarYear.objects.get().year == 2027


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "没有安排的文字"}, "未找到年份，请粘贴放假通知全文（含标题），或先选择年份。"),
        (
            {"text": "没有安排的文字", "year": "2027"},
            "未识别出放假安排，请粘贴形如“一、元旦：1月1日至3日放假，共3天。”的通知正文。",
        ),
        ({"text": ""}, "请填写“放假通知正文”。"),
    ],
)
def test_what_cannot_be_read_comes_back_with_a_sentence(office, data, sentence):
    response = office.post(IMPORT, data)

    page = Shown.of(response)
    assert response.status_code == 422
    assert page.texts('//*[@class="field-error"]/p') == [f"错误：{sentence}"]
    assert page.root.xpath('string(//textarea[@name="text"])').strip() == data["text"]


def test_half_a_notice_is_refused_at_the_confirmation(office):
    half = NOTICE[: NOTICE.index("三、")]
    response = office.post(IMPORT, {"text": half, "source": "示例", "act": "confirm"})

    assert response.status_code == 422
    assert Shown.of(response).texts('//*[contains(@class,"error-summary")]//li') == [
        "安排中缺少法定节假日2027年10月1日、2027年10月2日、2027年10月3日，请粘贴通知全文或补全后再导入。"
    ]
    assert CalendarYear.objects.count() == 0


@pytest.mark.parametrize("role", [Role.CONTACT, Role.CHECKER, Role.LEADER, Role.EDITOR])
def test_only_the_office_imports(as_, role):
    unit = {"role__unit": UnitFactory()} if role == Role.CONTACT else {}
    browser = as_(UserFactory(role=role, **unit))

    assert browser.get("/desk/calendar/").status_code == 200
    assert browser.get(IMPORT).status_code == 403
    assert browser.post(IMPORT, {"text": NOTICE, "source": "示例", "act": "confirm"}).status_code == 403
    assert CalendarYear.objects.count() == 0
