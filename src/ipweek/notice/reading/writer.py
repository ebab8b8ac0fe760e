"""Collects plain values with the spans they were read from."""

from __future__ import annotations

import re
from datetime import date

from ipweek.notice.reading.flow import Run, Span, raw


class Writer:
    """Collects values, their spans and the reasons of what was inferred."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[str, list[Span]] = {}
        self.inferred: dict[str, str] = {}

    def value(self, pointer: str, run: Run | None, *, packed: bool = False) -> str | None:
        """The original characters of a run under a pointer; white space of line breaks and letter-spacing taken out."""
        if run is None or not run.text:
            return None
        spans = run.spans()
        self.spans[pointer] = spans
        return tidy(raw(self.text, spans), packed=packed)

    def plain(self, run: Run) -> str:
        """The original characters of a run without a pointer."""
        return tidy(raw(self.text, run.spans()))

    def day(self, pointer: str, day: date | None, spans: list[Span]) -> str | None:
        """An ISO date under a pointer."""
        if day is None:
            return None
        self.spans[pointer] = spans
        return day.isoformat()


def tidy(text: str, *, packed: bool = False) -> str:
    """A value without invisible characters; without any white space when packed, else with single spaces."""
    text = re.sub("[\u200b-\u200f\u2060\ufeff\u00ad]+|@@", "", text)
    if packed:
        text = re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", text)
    return re.sub(r"\s+", " ", text).strip()


def inside(title: Run, run: Run) -> bool:
    """Whether a title was cut out of a run."""
    spans = run.spans()
    return bool(spans) and spans[0][0] <= title.at(0) < spans[-1][1]


def merged(spans: list[Span]) -> list[Span]:
    """Spans in order, touching and overlapping ones as one."""
    merged: list[Span] = []
    for a, b in sorted(spans):
        if merged and a <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], b)
        else:
            merged.append([a, b])
    return merged


def outer(run: Run) -> Span:
    """The first and the last character of a run as one span."""
    spans = run.spans()
    return [spans[0][0], spans[-1][1]] if spans else [run.at(0), run.at(0)]
