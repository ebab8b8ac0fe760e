"""What is wrong or doubtful in a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]


def check(notice: Notice, result: Json) -> list[Json]:
    """All diagnostics of a result, in the order of the text."""
    return []
