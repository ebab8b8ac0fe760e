"""Importing the State Council's yearly holiday arrangement."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from ipweek.base import audit, calendar
from ipweek.base.calendar_notice import PlanRow
from ipweek.base.enums import DayKind
from ipweek.base.errors import Refusal
from ipweek.base.models import CalendarDay, CalendarYear
from ipweek.base.text import cn_date

# Days off by law in every year since 1949 (元旦, 劳动节, 国庆节): a plan without them was not read whole.
_ALWAYS_OFF = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))


def import_year(
    year: int, rows: Iterable[PlanRow], source: str, *, by: AbstractBaseUser | None
) -> CalendarYear:
    """Store a year's arrangement, replacing an earlier import of the same year.

    Args:
        year: the year arranged.
        rows: its days off and make-up working days; `calendar_notice.parse_plan` reads them from the notice.
        source: title and number of the notice.
        by: who imports.

    Raises:
        Refusal: if the rows cannot be a whole and sane arrangement; nothing is stored then.
    """
    days = sorted(rows)
    source = source.strip()
    _check(year, days, source)
    with transaction.atomic():
        stored, created = CalendarYear.objects.get_or_create(year=year, defaults={"source": source})
        if not created:
            stored.source = source
            stored.save(update_fields=["source"])
            stored.days.all().delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(year=stored, day=row.day, kind=row.kind, name=row.name) for row in days
        )
        audit.record(
            "calendar.imported",
            stored,
            by,
            summary=f"{'导入' if created else '重新导入'}{year}年节假日安排，共{len(days)}天，来源：{source}",
            data={"days": [[row.day, row.kind, row.name] for row in days]},
        )
    calendar.forget()
    return stored


def imported_plans() -> Mapping[int, calendar.YearPlan]:
    """Return all imported arrangements by year, in one query; the provider of `base.calendar`."""
    collected: dict[int, tuple[str, dict[date, str], dict[date, str]]] = {}
    rows = CalendarDay.objects.order_by("day").values_list(
        "year__year", "year__source", "day", "kind", "name"
    )
    for year, source, day, kind, name in rows:
        _, rest, work = collected.setdefault(year, (source, {}, {}))
        (work if kind == DayKind.WORK else rest)[day] = name
    return {
        year: calendar.YearPlan(year, source, rest, work) for year, (source, rest, work) in collected.items()
    }


def _check(year: int, rows: list[PlanRow], source: str) -> None:
    if not 1949 < year < 2200:
        raise Refusal(f"年份 {year} 不合理，请核对。", field="year")
    if not source:
        raise Refusal("请填写来源，如放假通知的标题和文号。", field="source")
    seen: set[date] = set()
    for row in rows:
        if row.day in seen:
            raise Refusal(f"{cn_date(row.day)}出现两次，请只保留一条。", field="rows")
        seen.add(row.day)
        if row.kind not in DayKind.values:
            raise Refusal(f"{cn_date(row.day)}的安排“{row.kind}”无法识别，只能是放假或上班。", field="rows")
        if row.day.year != year and (row.day.year, row.day.month) != (year - 1, 12):
            raise Refusal(f"{cn_date(row.day)}不在{year}年，请核对日期。", field="rows")
        if row.kind == DayKind.WORK and row.day.weekday() < 5:
            raise Refusal(f"{cn_date(row.day)}不是周六或周日，不能作为调休上班日，请核对。", field="rows")
    rest = {row.day for row in rows if row.kind == DayKind.REST}
    missing = [date(year, month, day) for month, day in _ALWAYS_OFF if date(year, month, day) not in rest]
    if missing:
        days = "、".join(cn_date(day) for day in missing)
        raise Refusal(f"安排中缺少法定节假日{days}，请粘贴通知全文或补全后再导入。", field="rows")
    made_up = len(rows) - len(rest)
    if made_up > sum(day.weekday() < 5 for day in rest):
        raise Refusal("调休上班日多于放假的工作日，请核对。", field="rows")
