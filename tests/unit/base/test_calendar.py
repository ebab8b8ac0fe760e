"""The working calendar: vectors of the standards, imports that go first, missing years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.base import calendar
from ipweek.base.errors import Refusal

D = date.fromisoformat
MISSING_2027 = (
    "尚未导入 2027 年的节假日安排，无法计算工作日；请在“工作日历”中导入国务院办公厅公布的放假通知。"
)


@pytest.fixture(autouse=True)
def built_in_only():
    former = calendar.use(None)
    yield
    calendar.use(former)


def test_a_week_after_the_end_lands_on_a_holiday():
    literal = calendar.add_days(D("2022-04-26"), 7)
    assert literal == D("2022-05-03")
    assert calendar.effective_deadline(literal) == D("2022-05-05")


@pytest.mark.parametrize(
    ("start", "excluded", "included"),
    [
        ("2022-04-26", "2022-05-06", "2022-05-05"),
        ("2022-04-28", "2022-05-09", "2022-05-07"),
        ("2022-04-25", "2022-05-05", "2022-04-29"),
        ("2022-04-22", "2022-04-28", "2022-04-27"),
        ("2022-04-18", "2022-04-24", "2022-04-22"),
        ("2025-04-14", "2025-04-21", "2025-04-18"),
        ("2026-09-24", "2026-10-09", "2026-10-08"),
    ],
)
def test_five_working_days(start, excluded, included):
    assert calendar.add_working_days(D(start), 5) == D(excluded)
    assert calendar.add_working_days(D(start), 5, count_start_day=True) == D(included)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2022-04-20", "2022-04-25"), ("2022-09-28", "2022-10-09"), ("2025-09-26", "2025-10-09")],
)
def test_five_working_days_start_included(start, end):
    assert calendar.add_working_days(D(start), 5, count_start_day=True) == D(end)


def test_a_missing_year_is_said():
    for act in (
        calendar.is_working_day,
        calendar.next_working_day,
        calendar.effective_deadline,
        calendar.describe,
        lambda day: calendar.add_working_days(day, 5),
    ):
        with pytest.raises(calendar.CalendarMissing) as caught:
            act(D("2027-01-04"))
        assert (str(caught.value), caught.value.year) == (MISSING_2027, 2027)


def test_counting_into_a_missing_year_is_said():
    with pytest.raises(calendar.CalendarMissing, match="2027"):
        calendar.add_working_days(D("2026-12-30"), 5)
    with pytest.raises(calendar.CalendarMissing, match="2003"):
        calendar.is_working_day(D("2003-12-31"))
    assert calendar.add_days(D("2026-12-30"), 5) == D("2027-01-04")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2022-05-03", "2022-05-03 星期二，劳动节假期"),
        ("2022-04-24", "2022-04-24 星期日，劳动节调休上班"),
        ("2022-04-23", "2022-04-23 星期六，周末"),
        ("2022-04-20", "2022-04-20 星期三，工作日"),
        ("2022-04-05", "2022-04-05 星期二，清明节假期"),
    ],
)
def test_describe(day, words):
    assert calendar.describe(D(day)) == words


@pytest.mark.parametrize("year", range(calendar.FIRST_YEAR, calendar.LAST_YEAR + 1))
def test_every_built_in_year_is_whole(year):
    plan = calendar.year_plan(year)
    assert str(year) in plan.source
    assert {
        date(year, 1, 1),
        date(year, 5, 1),
        date(year, 10, 1),
        date(year, 10, 2),
        date(year, 10, 3),
    } <= set(plan.rest)
    assert all(day.weekday() >= 5 for day in plan.work)
    assert not set(plan.rest) & set(plan.work)


def test_sources_name_the_notice_or_say_the_number_is_unknown():
    assert (
        calendar.year_plan(2022).source
        == "国务院办公厅关于2022年部分节假日安排的通知（国办发明电〔2021〕11号）"
    )
    assert calendar.year_plan(2004).source == "国务院办公厅公布的2004年节假日安排（文号未核）"
    assert calendar.year_plan(2020).source.endswith(
        "；国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）"
    )


def test_an_imported_plan_goes_first_and_reaches_into_december():
    new_year = {D("2026-12-31"): "元旦", D("2027-01-01"): "元旦"}
    plan = calendar.YearPlan(2027, "示例", new_year, {D("2027-01-02"): "元旦"})
    calendar.use(lambda: {2027: plan})
    assert not calendar.is_working_day(D("2026-12-31"))
    assert calendar.is_working_day(D("2027-01-02"))
    assert calendar.next_working_day(D("2026-12-31")) == D("2027-01-02")
    assert calendar.is_working_day(D("2026-12-30"))


def test_provider_is_asked_once_while_remembered():
    asked = []

    def provider():
        asked.append(1)
        return {}

    calendar.use(provider)
    with calendar.remembered():
        for number in range(30):
            calendar.is_working_day(D("2022-04-01") + timedelta(days=number))
        with calendar.remembered():
            calendar.is_working_day(D("2022-04-01"))
        assert len(asked) == 1
        calendar.forget()
        calendar.is_working_day(D("2022-04-01"))
        assert len(asked) == 2
    calendar.is_working_day(D("2022-04-01"))
    assert len(asked) == 3


def test_absurd_counts_are_refused():
    with pytest.raises(Refusal, match="工作日天数超过1000天，请核对。"):
        calendar.add_working_days(D("2022-04-20"), 1001)
    with pytest.raises(Refusal, match="计入起始日时，工作日天数至少为1天。"):
        calendar.add_working_days(D("2022-04-20"), 0, count_start_day=True)
    with pytest.raises(Refusal, match="天数过大"):
        calendar.add_days(D("2022-04-20"), 10**7)


days = st.dates(D("2005-01-01"), D("2025-06-30"))


@given(days, st.integers(0, 40))
def test_counting_back_undoes_counting_on(day, count):
    start = calendar.next_working_day(day)
    end = calendar.add_working_days(start, count)
    assert calendar.add_working_days(end, -count) == start
    assert calendar.working_days_between(start, end) == count
    assert calendar.working_days_between(end, start) == -count


@given(days, st.integers(1, 40))
def test_the_last_day_is_worked_and_start_counts_at_most_one(day, count):
    excluded = calendar.add_working_days(day, count)
    included = calendar.add_working_days(day, count, count_start_day=True)
    assert calendar.is_working_day(excluded)
    assert calendar.is_working_day(included)
    assert calendar.add_working_days(included, int(calendar.is_working_day(day))) == excluded


@given(days)
def test_a_deadline_never_moves_back(day):
    effective = calendar.effective_deadline(day)
    assert effective >= day
    assert calendar.is_working_day(effective)
    assert all(
        not calendar.is_working_day(day + timedelta(days=step)) for step in range((effective - day).days)
    )
