"""Which years the working calendar knows, and from where."""

from dataclasses import dataclass
from datetime import date

from ipweek.base import calendar
from ipweek.base.calendar import CalendarMissing, YearPlan
from ipweek.base.calendar_notice import ParsedPlan
from ipweek.base.domain.calendar import imported_plans
from ipweek.base.enums import DayKind
from ipweek.ui.formats import WEEKDAYS


@dataclass(frozen=True, kw_only=True)
class KnownYear:
    """A year the calendar knows: its notice, whether it was imported here, and how many days it arranges."""

    year: int
    source: str
    imported: bool
    rest: int
    work: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One arranged day in words."""

    day: date
    weekday: str
    kind: str
    tone: str
    name: str


def known() -> list[KnownYear]:
    """Every known year, the newest first. One query."""
    with calendar.remembered():
        imported = imported_plans()
        years = sorted({*range(calendar.FIRST_YEAR, calendar.LAST_YEAR + 1), *imported}, reverse=True)
        plans = [imported.get(year) or calendar.year_plan(year) for year in years]
    return [
        KnownYear(
            year=plan.year,
            source=plan.source,
            imported=plan.year in imported,
            rest=len(plan.rest),
            work=len(plan.work),
        )
        for plan in plans
    ]


def missing(today: date) -> list[int]:
    """Of this year and the next those without an arrangement."""
    lacking = []
    for year in (today.year, today.year + 1):
        try:
            calendar.year_plan(year)
        except CalendarMissing:
            lacking.append(year)
    return lacking


def days(plan: YearPlan | ParsedPlan) -> list[Line]:
    """The arranged days in order, for the table of a year or the preview of an import."""
    if isinstance(plan, ParsedPlan):
        rows = [(row.day, row.kind, row.name) for row in plan.rows]
    else:
        rows = [(day, DayKind.REST.value, name) for day, name in plan.rest.items()]
        rows += [(day, DayKind.WORK.value, name) for day, name in plan.work.items()]
    return [
        Line(
            day=day,
            weekday=f"周{WEEKDAYS[day.weekday()]}",
            kind=str(DayKind(kind).label),
            tone="done" if kind == DayKind.REST else "warning",
            name=name,
        )
        for day, kind, name in sorted(rows)
    ]
