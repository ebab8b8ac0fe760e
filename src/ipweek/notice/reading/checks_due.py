"""Doubts about what must be handed in and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from ipweek.base import calendar as working
from ipweek.notice.reading.diagnostics import diagnostic

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]


def check_due(notice: Notice, result: Json) -> Iterator[Json]:
    """Terms without a day, on a rest day, before the notice, or whose day cannot be known."""
    seen: set[str] = set()
    for index, one in enumerate(result["deliverables"]):
        pointer = f"/deliverables/{index}"
        spans = result["spans"].get(pointer)
        rule = one["due"]["rule"]
        if rule == "promptly":
            if one["due"]["text"] + str(spans) not in seen:
                seen.add(one["due"]["text"] + str(spans))
                yield diagnostic("promptly-no-date", pointer=pointer, spans=spans, text=one["due"]["text"])
        elif rule == "none" and not one["due"]["text"]:
            yield diagnostic("plan-no-day", pointer=pointer, spans=spans, text=one["what"])
    for index, (one, trouble) in enumerate(zip(result["deadlines"], notice.troubles, strict=True)):
        pointer = f"/deadlines/{index}"
        spans = result["spans"].get(pointer)
        yield from _day(one, trouble, pointer, spans, notice.tail.signed)


def _day(one: Json, trouble: str, pointer: str, spans: Any, signed: date | None) -> Iterator[Json]:
    day = date.fromisoformat(one["date"]) if one["date"] else None
    if trouble:
        year = int(trouble.rpartition(":")[2]) if ":" in trouble else 0
        yield diagnostic(
            trouble.partition(":")[0], pointer=pointer, spans=spans, text=one["text"], day=day, year=year
        )
    if day is None:
        return
    if signed and day < signed:
        yield diagnostic("deadline-before-issue", pointer=pointer, spans=spans, day=day, signed=signed)
    try:
        if not working.is_working_day(day):
            yield diagnostic(
                "deadline-rest-day", pointer=pointer, spans=spans, day=day, next=working.next_working_day(day)
            )
    except working.CalendarMissing as missing:
        yield diagnostic(
            "calendar-missing", pointer=pointer, spans=spans, year=missing.year, text=one["text"]
        )
