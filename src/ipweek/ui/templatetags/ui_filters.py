"""Filters: how a number, a day or a size is written.

None and "" come out as "—", since an empty cell reads as a slip.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import template

from ipweek.ui import formats

register = template.Library()
EMPTY = "—"


def _filter(name: str, write: Callable[[Any], str]) -> None:
    def apply(value: Any) -> str:
        return EMPTY if value is None or value == "" else write(value)

    register.filter(name, apply)


_filter("date_full", formats.full_date)
_filter("date_plain", formats.plain_date)
_filter("date_short", formats.short_date)
_filter("moment", formats.moment)
_filter("number", formats.thousands)
_filter("wan", formats.ten_thousands)
_filter("yuan", formats.yuan)
_filter("file_size", formats.file_size)


@register.filter
def until(start: formats.Day, end: formats.Day) -> str:
    """`{{ start|until:end }}`: 2022年4月20日—26日."""
    return formats.period(start, end)


register.filter("iso", formats.machine)


@register.filter
def minutes(value: timedelta) -> int:
    """Whole minutes of a duration, rounded up."""
    return -int(-value.total_seconds() // 60)
