"""A notice cut into pieces for highlighting: which words carry which values. Pure functions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of the text under the same marks.

    Attributes:
        text: the characters; all pieces joined give the text.
        targets: what the words stand for, the narrowest mark first; empty for plain text.
        anchors: targets whose words begin here.
    """

    text: str
    targets: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Mark:
    start: int
    end: int
    target: str


def pieces(
    text: str, spans: Mapping[str, Iterable[Iterable[int]]], target: Callable[[str], str | None]
) -> list[Piece]:
    """Cut a text at the borders of all spans, which may nest, overlap and come in several parts.

    Args:
        text: the notice.
        spans: JSON Pointer → spans [start, end) in code points; several where a page break cuts a sentence.
        target: what a pointer is shown as (a field of the form); None leaves the words unmarked.
    """
    marks = list(_marks(text, spans, target))
    borders = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    starts: dict[int, list[_Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.start, []).append(mark)
    begun: set[str] = set()
    active: list[_Mark] = []
    found = []
    for start, end in pairwise(borders):
        active = [mark for mark in active if mark.end > start] + starts.get(start, [])
        ranked = sorted(active, key=lambda mark: (mark.end - mark.start, mark.start, mark.target))
        targets = tuple(dict.fromkeys(mark.target for mark in ranked))
        anchors = tuple(each for each in targets if each not in begun)
        begun.update(anchors)
        found.append(Piece(text=text[start:end], targets=targets, anchors=anchors))
    return found


def _marks(
    text: str, spans: Mapping[str, Iterable[Iterable[int]]], target: Callable[[str], str | None]
) -> Iterable[_Mark]:
    for pointer, parts in spans.items():
        shown = target(pointer)
        if shown is None:
            continue
        for part in parts:
            start, end = part
            if 0 <= start < end <= len(text):
                yield _Mark(start=start, end=end, target=shown)
