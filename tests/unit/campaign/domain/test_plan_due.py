"""Due rules on the working calendar."""

from datetime import date

import pytest

from ipweek.base.calendar import CalendarMissing
from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan import Due
from ipweek.campaign.domain.plan.due import Rule, after, day_before, resolve

END = date(2022, 4, 26)


@pytest.mark.parametrize(
    ("amount", "unit", "day"),
    [
        (1, "week", date(2022, 5, 3)),
        (7, "day", date(2022, 5, 3)),
        (3, "working_day", date(2022, 4, 29)),
        (5, "working_day", date(2022, 5, 6)),
        (1, "month", date(2022, 5, 26)),
        (10, "month", date(2023, 2, 26)),
    ],
)
def test_periods_after_the_end(amount, unit, day):
    assert after(END, amount, unit) == day


def test_a_month_ends_on_the_last_day_of_a_shorter_month():
    assert after(date(2022, 1, 31), 1, "month") == date(2022, 2, 28)


def test_unknown_ends_stay_unknown():
    assert after(None, 1, "week") is None
    assert after(END, None, "week") is None


def test_absurd_lengths_are_refused():
    with pytest.raises(Refusal) as caught:
        after(END, 200, "week")
    assert caught.value.sentence == "期限超过三年，请核对期限的长度和单位。"


def test_working_days_need_a_calendar():
    with pytest.raises(CalendarMissing):
        after(date(2027, 4, 26), 3, "working_day")


@pytest.mark.parametrize("rule", ["promptly", "recurring", "each_activity", "none"])
def test_rules_without_a_day_have_none(rule):
    assert resolve(Rule(rule=rule, day=date(2022, 5, 1), text="及时"), end=END) == Due(rule=rule, text="及时")


def test_a_make_up_sunday_is_a_working_day():
    assert resolve(Rule(rule="date", day=date(2022, 4, 24)), end=END).effective == date(2022, 4, 24)


def test_the_day_before_a_campaign_is_a_working_day():
    assert day_before(date(2022, 5, 5)) == date(2022, 4, 29)
