"""How numbers, dates and deadlines read in Chinese on every page: plain functions, used by the tags."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ipweek.base import clock

WEEKDAYS = "一二三四五六日"
Number = int | float | Decimal
Day = date | datetime


@dataclass(frozen=True)
class Remaining:
    """A deadline in words and in tone; `days` is negative once it has passed."""

    days: int
    words: str
    tone: str


def local_day(value: Day) -> date:
    """The Shanghai day of a date or of an aware moment."""
    return clock.local(value).date() if isinstance(value, datetime) else value


def last_day(value: Day) -> date:
    """The day a deadline falls on; a moment at 00:00 means 24:00 of the day before."""
    if isinstance(value, datetime):
        return (clock.local(value) - timedelta(microseconds=1)).date()
    return value


def remaining(due: Day) -> Remaining:
    """Days left until a deadline, counted in calendar days from the clock's today.

    A due day counts in full (a date-only deadline ends at 24:00 local); a moment of today that has passed
    is late.
    """
    days = (last_day(due) - clock.today()).days
    if days < 0:
        return Remaining(days, f"已逾期 {-days} 天", "danger")
    if isinstance(due, datetime) and due <= clock.now():
        return Remaining(days, "今天已过时", "danger")
    if days == 0:
        return Remaining(0, "今天截止", "warning")
    return Remaining(days, f"还剩 {days} 天", "warning" if days <= 3 else "neutral")


def full_date(value: Day) -> str:
    """2022年4月20日（周三）."""
    day = local_day(value)
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def plain_date(value: Day) -> str:
    """2022年4月20日."""
    day = local_day(value)
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(value: Day) -> str:
    """4月20日, with the year in front when it is not this year."""
    day = local_day(value)
    return f"{day.month}月{day.day}日" if day.year == clock.today().year else plain_date(day)


def moment(value: datetime) -> str:
    """2022年4月20日 09:05."""
    return f"{plain_date(value)} {clock.local(value):%H:%M}"


def period(start: Day, end: Day) -> str:
    """2022年4月20日—26日, naming month and year again only where they change."""
    first, last = local_day(start), local_day(end)
    if first == last:
        return plain_date(first)
    if first.year != last.year:
        return f"{plain_date(first)}—{plain_date(last)}"
    if first.month != last.month:
        return f"{plain_date(first)}—{last.month}月{last.day}日"
    return f"{plain_date(first)}—{last.day}日"


def thousands(value: Number) -> str:
    """1,234,567; decimals are kept as they are, without trailing zeros."""
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ten_thousands(value: Number) -> str:
    """Numbers from 10,000 on in 万, at most two decimals, half up: 12.35万; smaller ones as `thousands`."""
    exact = Decimal(str(value))
    if abs(exact) < 10000:
        return thousands(exact)
    return thousands((exact / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)) + "万"


def yuan(value: Number) -> str:
    """Money given in yuan with two decimals: 1,234.50 元."""
    return f"{Decimal(str(value)).quantize(Decimal('0.01'), ROUND_HALF_UP):,f} 元"


def machine(value: Day) -> str:
    """The ISO form for `<time datetime>`, local."""
    return clock.local(value).isoformat() if isinstance(value, datetime) else value.isoformat()


def file_size(size: int) -> str:
    """A size in bytes as 字节, KB or MB."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"
