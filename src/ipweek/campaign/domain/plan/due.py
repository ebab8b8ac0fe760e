"""Due rules on the working calendar: the rule is kept, its day is computed (notice clause 五（四）)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ipweek.base import calendar
from ipweek.base.calendar import CalendarMissing
from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan.shapes import Due
from ipweek.campaign.enums import DueRule

WITHOUT_DAY = frozenset({DueRule.EACH_ACTIVITY, DueRule.PROMPTLY, DueRule.RECURRING, DueRule.NONE})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A due rule as worded: kind of rule, its fixed day, or its length."""

    rule: str
    day: date | None = None
    amount: int | None = None
    unit: str = ""
    text: str = ""


def resolve(rule: Rule, *, end: date | None, effective: date | None = None) -> Due:
    """The days a rule comes to.

    Args:
        rule: as worded or corrected.
        end: last day of the campaign.
        effective: a day the officer has set; otherwise a rest day moves to the next working day (民法典
            art. 203 by analogy). Without a calendar of the year it stays open and `missing_year` says which.

    Raises:
        Refusal: if the length is absurd.
    """
    plain = Due(rule=rule.rule, amount=rule.amount, unit=rule.unit, text=rule.text)
    if rule.rule in WITHOUT_DAY:
        return plain
    literal: date | None = None
    missing: int | None = None
    try:
        literal = rule.day if rule.rule == DueRule.DATE else after(end, rule.amount, rule.unit)
        if literal and not effective:
            effective = calendar.effective_deadline(literal)
    except CalendarMissing as error:
        missing = error.year
    return Due(
        rule=rule.rule,
        amount=rule.amount,
        unit=rule.unit,
        text=rule.text,
        literal=literal,
        effective=effective if literal else None,
        missing_year=missing,
    )


def after(end: date | None, amount: int | None, unit: str) -> date | None:
    """The last day of a period that begins after `end`; the day itself is not counted (民法典 art. 201).

    Args:
        end: day the period runs from; None gives None.
        amount: length of the period; None gives None.
        unit: day, working_day, week or month (it ends on the same day of the later month, or its last).

    Raises:
        CalendarMissing: for working days in a year without a calendar.
        Refusal: if the period is longer than three years.
    """
    if end is None or amount is None:
        return None
    if amount * {"week": 7, "month": 31}.get(unit, 1) > 1100:
        raise Refusal("期限超过三年，请核对期限的长度和单位。")
    if unit == "working_day":
        return calendar.add_working_days(end, amount)
    if unit == "month":
        years, month = divmod(end.month - 1 + amount, 12)
        year = end.year + years
        return date(year, month + 1, min(end.day, monthrange(year, month + 1)[1]))
    return calendar.add_days(end, amount * 7 if unit == "week" else amount)


def day_before(start: date) -> date:
    """The last working day before a day: a proposal for plans whose clause gives no day.

    Raises:
        CalendarMissing: if the year has no calendar.
    """
    return calendar.add_working_days(start, -1)
