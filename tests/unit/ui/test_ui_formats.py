"""How numbers, dates and deadlines read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.base import clock
from ipweek.ui import formats
from ipweek.ui.formats import Remaining

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2022, 3, 30), Remaining(-2, "已逾期 2 天", "danger")),
        (date(2022, 4, 1), Remaining(0, "今天截止", "warning")),
        (date(2022, 4, 4), Remaining(3, "还剩 3 天", "warning")),
        (date(2022, 4, 5), Remaining(4, "还剩 4 天", "neutral")),
        (datetime(2022, 4, 1, 8, 59, tzinfo=clock.SHANGHAI), Remaining(0, "今天已过时", "danger")),
        (datetime(2022, 4, 1, 9, 1, tzinfo=clock.SHANGHAI), Remaining(0, "今天截止", "warning")),
    ],
)
def test_remaining(due: formats.Day, expected: Remaining) -> None:
    assert formats.remaining(due) == expected


@given(day=DAYS)
def test_a_day_and_its_24_o_clock_are_the_same_deadline(day: date) -> None:
    with clock.at("2022-04-01T09:00"):
        assert formats.remaining(clock.end_of_day(day)).days == formats.remaining(day).days


def test_moments_are_shown_in_local_time() -> None:
    evening = datetime(2022, 4, 20, 16, 5, tzinfo=UTC)
    assert formats.moment(evening) == "2022年4月21日 00:05"
    assert formats.full_date(evening) == "2022年4月21日（周四）"
    assert formats.machine(evening) == "2022-04-21T00:05:00+08:00"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2022, 4, 20), date(2022, 4, 26), "2022年4月20日—26日"),
        (date(2022, 4, 28), date(2022, 5, 3), "2022年4月28日—5月3日"),
        (date(2022, 12, 28), date(2023, 1, 3), "2022年12月28日—2023年1月3日"),
        (date(2022, 4, 20), date(2022, 4, 20), "2022年4月20日"),
    ],
)
def test_period(start: date, end: date, words: str) -> None:
    assert formats.period(start, end) == words


def test_short_date_names_another_year() -> None:
    assert formats.short_date(date(2022, 4, 20)) == "4月20日"
    assert formats.short_date(date(2021, 4, 20)) == "2021年4月20日"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (Decimal("1234.50"), "1,234.5"),
        (-1000, "-1,000"),
        (0.1, "0.1"),
        (100, "100"),
    ],
)
def test_thousands(value: formats.Number, words: str) -> None:
    assert formats.thousands(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(9999, "9,999"), (10000, "1万"), (123456, "12.35万"), (123450000, "12,345万"), (-20000, "-2万")],
)
def test_ten_thousands(value: int, words: str) -> None:
    assert formats.ten_thousands(value) == words


@given(value=st.integers(-(10**15), 10**15))
def test_thousands_loses_nothing(value: int) -> None:
    assert int(formats.thousands(value).replace(",", "")) == value


def test_money_and_sizes() -> None:
    assert formats.yuan(Decimal("1234567.5")) == "1,234,567.50 元"
    assert formats.yuan(Decimal("0.005")) == "0.01 元"
    assert [formats.file_size(size) for size in (12, 2048, 2_400_000)] == ["12 字节", "2 KB", "2.3 MB"]


@given(day=DAYS, days=st.integers(1, 400))
def test_remaining_counts_calendar_days(day: date, days: int) -> None:
    with clock.at(day):
        assert formats.remaining(day + timedelta(days=days)).words == f"还剩 {days} 天"
        assert formats.remaining(day - timedelta(days=days)).words == f"已逾期 {days} 天"
