"""Days of what is due: literal dates, and terms counted from the end of the campaign or from the notice."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from ipweek.base import calendar as working
from ipweek.notice.reading.dates import When, Years, month_end
from ipweek.notice.reading.terms import Due


@dataclass(frozen=True)
class Resolved:
    """The literal day of a term, and the code of a diagnostic if it is none or not exact."""

    day: date | None
    trouble: str = ""


def resolve(due: Due, years: Years, end: date | None, signed: date | None) -> Resolved:
    """The literal day something is due.

    Args:
        due: The term as written.
        years: The year of days without one.
        end: The last day of the campaign.
        signed: The date of the notice.
    """
    if due.rule == "date":
        return _dated(due, years, signed)
    if due.rule in ("after_end", "after_notice"):
        anchor = end if due.rule == "after_end" else signed
        if due.amount is None:
            return Resolved(None, "digits-missing")
        if anchor is None:
            return Resolved(None, "deadline-undated")
        return _after(anchor, due.amount, due.unit)
    return Resolved(None, "deadline-undated" if due.rule == "after_event" else "")


def _dated(due: Due, years: Years, signed: date | None) -> Resolved:
    """The day of a date as written."""
    when = due.when
    if when is None:
        return Resolved(None, "digits-missing")
    if when.loose:
        return _loose(when, years)
    day = years.end(when)
    if day is None:
        return Resolved(None, "year-missing" if years.year is None or years.masked else "date-impossible")
    if when.first[0] is None and signed and (signed - day).days > 180 and day.month <= 6 <= signed.month:
        later = years.end(When(when.start, when.end, (str(day.year + 1), *when.first[1:]), None))
        return Resolved(later or day)
    return Resolved(day)


def _loose(when: When, years: Years) -> Resolved:
    """The last day of 上旬, 中旬, 下旬 or of a month; other loose times have none."""
    year, month = years.of(when.first[0]), when.first[1]
    if year is None or month is None:
        return Resolved(None, "year-missing")
    last = {"上旬": 10, "中旬": 20, "下旬": 31, "底": 31, "末": 31}.get(when.loose)
    if last is None:
        return Resolved(None, "deadline-undated")
    day = date(year, month, last) if last < 28 else month_end(year, month)
    return Resolved(day, "" if when.loose in ("底", "末") else "deadline-loose")


def _after(anchor: date, amount: int, unit: str) -> Resolved:
    if unit == "working_day":
        try:
            return Resolved(working.add_working_days(anchor, amount, count_start_day=False))
        except working.CalendarMissing as missing:
            return Resolved(None, f"calendar-missing:{missing.year}")
    if unit == "month":
        index = anchor.month - 1 + amount
        year, month = anchor.year + index // 12, index % 12 + 1
        return Resolved(date(year, month, min(anchor.day, months.monthrange(year, month)[1])))
    return Resolved(anchor + timedelta(days=amount * (7 if unit == "week" else 1)))
