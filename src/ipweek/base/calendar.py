"""The working calendar of China: rest days, make-up working days, deadlines. Plain Python without Django.

Years 2004–2026 come with the product (facts of the `chinesecalendar` library); later years and corrections
are imported and reach this module through `use`. A year without data is said, never guessed.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from chinese_calendar import constants

from ipweek.base.calendar_sources import plan_source
from ipweek.base.errors import Refusal

FIRST_YEAR, LAST_YEAR = 2004, 2026

_WEEKDAYS = "一二三四五六日"
# The library writes some festivals without 节.
_FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


class CalendarMissing(Refusal):
    """The working calendar of a year has not been imported.

    Attributes:
        year: the year concerned.
    """

    def __init__(self, year: int) -> None:
        super().__init__(
            f"尚未导入 {year} 年的节假日安排，无法计算工作日；"
            "请在“工作日历”中导入国务院办公厅公布的放假通知。"
        )
        self.year = year

    def __reduce__(self) -> tuple[type["CalendarMissing"], tuple[int]]:  # type: ignore[override]
        return type(self), (self.year,)


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The holiday arrangement of one year.

    Attributes:
        year: the year arranged.
        source: the notice it comes from.
        rest: days off with the holiday's name (weekend days inside a holiday included).
        work: Saturdays and Sundays worked to make up, with the holiday's name.

    Days of the December before may belong to a plan: 2018-12-31 was off by the plan for 2019.
    """

    year: int
    source: str
    rest: Mapping[date, str]
    work: Mapping[date, str]


Provider = Callable[[], Mapping[int, YearPlan]]

_provider: Provider | None = None
_memo: ContextVar[list[Mapping[int, YearPlan]] | None] = ContextVar("ipweek_calendar", default=None)


def use(provider: Provider | None) -> Provider | None:
    """Set where imported plans come from (before the built-in ones) and return the former provider."""
    global _provider
    former, _provider = _provider, provider
    forget()
    return former


@contextlib.contextmanager
def remembered() -> Iterator[None]:
    """Ask the provider at most once inside this block: one request, one command, one batch of rows."""
    if _memo.get() is not None:
        yield
        return
    token = _memo.set([])
    try:
        yield
    finally:
        _memo.reset(token)


def forget() -> None:
    """Drop what `remembered` holds, after an import."""
    memo = _memo.get()
    if memo is not None:
        memo.clear()


def year_plan(year: int) -> YearPlan:
    """Return the arrangement of a year: the imported one, else the built-in one.

    Raises:
        CalendarMissing: if there is neither.
    """
    plan = _imported().get(year)
    if plan is not None:
        return plan
    if FIRST_YEAR <= year <= LAST_YEAR:
        return _built_in(year)
    raise CalendarMissing(year)


def is_working_day(day: date) -> bool:
    """Return whether offices work on a day.

    Raises:
        CalendarMissing: if the year's arrangement is not known; so do all functions below.
    """
    working, _ = _look_up(day)
    return working


def next_working_day(day: date) -> date:
    """Return the day itself if it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day = _shift(day, 1)
    return day


def effective_deadline(day: date) -> date:
    """Return the day a deadline falls on in effect: a rest day moves to the next working day.

    A civil-law rule (民法典 art. 203) applied by analogy; the literal date is always shown beside it.
    """
    return next_working_day(day)


def add_working_days(day: date, count: int, count_start_day: bool = False) -> date:
    """Return the `count`-th working day from a day on.

    Args:
        day: the day the period runs from.
        count: working days; negative counts backwards.
        count_start_day: whether the day itself is the first one; 公示 notices differ, 民法典 art. 201
            excludes it.

    Raises:
        Refusal: if the start day is to be counted in a period of no days, or the period exceeds 1000 days.
    """
    if abs(count) > 1000:
        raise Refusal("工作日天数超过1000天，请核对。")
    if count_start_day and count == 0:
        raise Refusal("计入起始日时，工作日天数至少为1天。")
    step = -1 if count < 0 else 1
    left = abs(count)
    if count_start_day and is_working_day(day):
        left -= 1
    while left:
        day = _shift(day, step)
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to and including `end`; negative if `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))


def add_days(day: date, count: int) -> date:
    """Return the day `count` calendar days later, the start day not counted (民法典 art. 201): 一周内 is 7.

    Raises:
        Refusal: if the result lies outside the calendar.
    """
    return _shift(day, count)


def describe(day: date) -> str:
    """Say what kind of day it is: 2022-05-03 星期二，劳动节假期."""
    head = f"{day.isoformat()} 星期{_WEEKDAYS[day.weekday()]}"
    working, name = _look_up(day)
    if name is None:
        return f"{head}，{'工作日' if working else '周末'}"
    return f"{head}，{name}调休上班" if working else f"{head}，{name}假期"


def _look_up(day: date) -> tuple[bool, str | None]:
    """Return whether a day is worked and the holiday that made it so."""
    plans = [year_plan(day.year)]
    if day.month == 12 and (following := _imported().get(day.year + 1)) is not None:
        plans.insert(0, following)
    for plan in plans:
        if day in plan.work:
            return True, plan.work[day]
        if day in plan.rest:
            return False, plan.rest[day]
    return day.weekday() < 5, None


def _shift(day: date, count: int) -> date:
    try:
        return day + timedelta(days=count)
    except OverflowError as error:
        raise Refusal("天数过大，算出的日期超出日历范围，请核对。") from error


def _imported() -> Mapping[int, YearPlan]:
    if _provider is None:
        return {}
    memo = _memo.get()
    if memo is None:
        return _provider()
    if not memo:
        memo.append(_provider())
    return memo[0]


@cache
def _built_in(year: int) -> YearPlan:
    return YearPlan(
        year=year,
        source=plan_source(year),
        rest=_of_year(constants.holidays, year),
        work=_of_year(constants.workdays, year),
    )


def _of_year(days: Mapping[date, str], year: int) -> Mapping[date, str]:
    def name(code: str) -> str:
        chinese = str(constants.Holiday(code).chinese)
        return _FULL_NAMES.get(chinese, chinese)

    return MappingProxyType({day: name(code) for day, code in days.items() if day.year == year})
