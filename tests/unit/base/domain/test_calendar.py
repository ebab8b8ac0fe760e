"""Importing a year's holiday arrangement."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model

from ipweek.base import calendar
from ipweek.base.calendar_notice import PlanRow, parse_plan
from ipweek.base.domain.calendar import import_year, imported_plans
from ipweek.base.errors import Refusal
from ipweek.base.models import AuditEntry, CalendarDay, CalendarYear

pytestmark = pytest.mark.django_db

# An invented arrangement: no notice for 2027 was known when this was written.
INVENTED = """一、元旦：2026年12月31日至2027年1月2日放假调休，共3天。2027年1月3日上班。
二、劳动节：5月1日至3日放假，共3天。
三、国庆节：10月1日至5日放假，共5天。"""
SOURCE = "示例安排"


def rows():
    return parse_plan(INVENTED, 2027).rows


def test_an_imported_year_is_used_at_once():
    with pytest.raises(calendar.CalendarMissing):
        calendar.is_working_day(date(2027, 5, 3))
    with calendar.remembered():
        assert calendar.is_working_day(date(2026, 12, 31))
        import_year(2027, rows(), SOURCE, by=None)
        assert not calendar.is_working_day(date(2026, 12, 31))
    assert not calendar.is_working_day(date(2027, 5, 3))
    assert calendar.is_working_day(date(2027, 1, 3))
    assert calendar.describe(date(2027, 1, 3)) == "2027-01-03 星期日，元旦调休上班"
    assert calendar.year_plan(2027).source == SOURCE


def test_import_is_on_record():
    user = get_user_model().objects.create(username="office")
    stored = import_year(2027, rows(), f" {SOURCE} ", by=user)
    row = AuditEntry.objects.of(stored).get()
    assert (row.act, row.actor, row.summary) == (
        "calendar.imported",
        user,
        "导入2027年节假日安排，共12天，来源：示例安排",
    )
    assert row.data["days"][0] == ["2026-12-31", "rest", "元旦"]


def test_importing_again_replaces():
    import_year(2027, rows(), SOURCE, by=None)
    fewer = [row for row in rows() if row.day != date(2027, 10, 5)]
    import_year(2027, fewer, "更正", by=None)
    assert (CalendarYear.objects.get().source, CalendarDay.objects.count()) == ("更正", 11)
    assert calendar.is_working_day(date(2027, 10, 5))


def test_a_correction_goes_before_the_built_in_year():
    plan = calendar.year_plan(2022)
    corrected = [PlanRow(day, "rest", name) for day, name in plan.rest.items()]
    corrected += [PlanRow(day, "work", name) for day, name in plan.work.items() if day != date(2022, 4, 24)]
    import_year(2022, corrected, "更正", by=None)
    assert not calendar.is_working_day(date(2022, 4, 24))
    assert calendar.is_working_day(date(2022, 5, 7))


def changed(**replacement):
    return [row._replace(**replacement) if row.day == date(2027, 1, 3) else row for row in rows()]


@pytest.mark.parametrize(
    ("year", "make", "source", "sentence"),
    [
        (2027, rows, " ", "请填写来源，如放假通知的标题和文号。"),
        (1900, rows, SOURCE, "年份 1900 不合理，请核对。"),
        (2027, lambda: [*rows(), rows()[0]], SOURCE, "2026年12月31日出现两次，请只保留一条。"),
        (2027, lambda: changed(kind="half"), SOURCE, "2027年1月3日的安排“half”无法识别，只能是放假或上班。"),
        (2027, lambda: changed(day=date(2028, 1, 1)), SOURCE, "2028年1月1日不在2027年，请核对日期。"),
        (
            2027,
            lambda: changed(day=date(2027, 1, 4)),
            SOURCE,
            "2027年1月4日不是周六或周日，不能作为调休上班日，请核对。",
        ),
        (
            2027,
            lambda: [row for row in rows() if row.name != "国庆节"],
            SOURCE,
            "安排中缺少法定节假日2027年10月1日、2027年10月2日、2027年10月3日，请粘贴通知全文或补全后再导入。",
        ),
        (
            2027,
            lambda: [
                *rows(),
                *(PlanRow(date(2027, 2, 6) + timedelta(weeks=week), "work", "春节") for week in range(9)),
            ],
            SOURCE,
            "调休上班日多于放假的工作日，请核对。",
        ),
    ],
)
def test_what_cannot_be_a_whole_arrangement_is_refused(year, make, source, sentence):
    with pytest.raises(Refusal) as caught:
        import_year(year, make(), source, by=None)
    assert str(caught.value) == sentence
    assert not CalendarYear.objects.exists()


def test_all_imported_years_come_in_one_query(django_assert_num_queries):
    import_year(2027, rows(), SOURCE, by=None)
    moved = [
        PlanRow(date(row.day.year + 1, row.day.month, row.day.day), row.kind, row.name)
        for row in rows()
        if row.kind == "rest"
    ]
    import_year(2028, moved, SOURCE, by=None)
    with django_assert_num_queries(1):
        assert sorted(imported_plans()) == [2027, 2028]
