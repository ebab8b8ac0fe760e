"""The years the working calendar knows."""

from datetime import date

import pytest

from ipweek.base import calendar
from ipweek.base.calendar_notice import parse_plan
from ipweek.base.domain.calendar import import_year
from ipweek.desk.domain import years

NOTICE = (
    "国务院办公厅关于2027年部分节假日安排的通知\n"
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。\n"
    "三、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。\n"
)


def imported():
    plan = parse_plan(NOTICE)
    return import_year(plan.year, plan.rows, "示例来源", by=None)


@pytest.mark.django_db
def test_all_built_in_years_are_known_with_their_source():
    found = years.known()

    assert [known.year for known in found] == list(range(2026, 2003, -1))
    assert {known.imported for known in found} == {False}
    of_2022 = next(known for known in found if known.year == 2022)
    assert of_2022.source == "国务院办公厅关于2022年部分节假日安排的通知（国办发明电〔2021〕11号）"
    assert (of_2022.rest, of_2022.work) == (len(calendar.year_plan(2022).rest), 7)


@pytest.mark.django_db
def test_an_imported_year_is_known_as_imported():
    imported()

    first = years.known()[0]

    assert (first.year, first.source, first.imported, first.rest, first.work) == (
        2027,
        "示例来源",
        True,
        15,
        2,
    )


@pytest.mark.django_db
def test_a_missing_year_is_said_until_it_is_imported():
    assert years.missing(date(2022, 4, 1)) == []
    assert years.missing(date(2026, 11, 1)) == [2027]
    assert years.missing(date(2027, 1, 1)) == [2027, 2028]
    imported()
    assert years.missing(date(2026, 11, 1)) == []


def test_days_are_told_in_order_with_weekday_and_arrangement():
    lines = years.days(parse_plan(NOTICE))

    assert [(line.day, line.weekday, line.kind, line.name) for line in lines[:4]] == [
        (date(2027, 1, 1), "周五", "放假", "元旦"),
        (date(2027, 1, 2), "周六", "放假", "元旦"),
        (date(2027, 1, 3), "周日", "放假", "元旦"),
        (date(2027, 5, 1), "周六", "放假", "劳动节"),
    ]
    assert (lines[8].day, lines[8].kind, lines[8].tone) == (date(2027, 5, 8), "上班", "warning")
    assert len(lines) == 17
