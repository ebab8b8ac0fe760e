"""Folding of the characters of a notice and runs of text that know where they came from.

Every rule of the reader works on *folded* text: half-width digits, letters and marks, one kind of quote and of
dash, simplified script. Folding is one character for one, so a position in folded text is a position in the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from ipweek.notice.reading.lexicon.script import TABLE as SCRIPT

Span = list[int]

_QUOTES = "“”„‟＂「」『』〝〞″"
_SINGLE = "‘’‚‛＇′"
_DASHES = "—–‐‑‒―－─−~～〜﹣⁓∼"
_SPACES = "\u3000\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u1680"
# Radicals stand for their characters in texts taken out of PDF files.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
FOLD = {
    **SCRIPT,
    **_RADICALS,
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, _QUOTES), '"'),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "∶︰﹕"), ":"),
    **dict.fromkeys(map(ord, "·•・‧∙⋅●"), "·"),
    **dict.fromkeys(map(ord, "○◯"), "〇"),
    ord("．"): ".",
    ord("﹒"): ".",
    ord("﹐"): ",",
    ord("﹔"): ";",
    ord("｡"): "。",
    ord("﹑"): "、",
    ord("､"): "、",
    ord("﹙"): "(",
    ord("﹚"): ")",
    ord("〈"): "《",
    ord("〉"): "》",
}
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]+|@@")


def fold(text: str) -> str:
    """The text with every character replaced by its plain form; same length, same positions."""
    return text.translate(FOLD)


@dataclass(slots=True)
class Run:
    """A stretch of folded text put together from pieces of the original.

    Attributes:
        text: Folded text.
        starts: Where each piece begins in ``text``.
        origins: Where each piece begins in the original text.
        line: Number (from 0) of the first line in the list of lines.
        blank: Whether an empty line stands before it.
        indent: Columns of white space before the first character.
    """

    text: str
    starts: list[int]
    origins: list[int]
    line: int = 0
    blank: bool = False
    indent: int = 0

    def at(self, position: int) -> int:
        """The place in the original text of a character of the run."""
        index = max(bisect_right(self.starts, position) - 1, 0)
        return self.origins[index] + position - self.starts[index]

    def spans(self, start: int = 0, end: int | None = None) -> list[Span]:
        """The pieces of the original that a stretch of the run came from, as [start, end)."""
        end = len(self.text) if end is None else end
        found: list[Span] = []
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.starts) and self.starts[index] < end:
            stop = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
            low, high = max(start, self.starts[index]), min(end, stop)
            if low < high:
                origin = self.origins[index] + low - self.starts[index]
                found.append([origin, origin + high - low])
            index += 1
        return found

    def cut(self, start: int, end: int | None = None) -> Run:
        """A part of the run, without the white space at its ends."""
        end = len(self.text) if end is None else end
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        end = max(start, end - (len(part) - len(part.rstrip())))
        if start == 0 and end == len(self.text):
            return self
        starts, origins = [0], [self.at(start)]
        for place, origin in zip(self.starts, self.origins, strict=True):
            if start < place < end:
                starts.append(place - start)
                origins.append(origin)
        return Run(self.text[start:end], starts, origins, self.line, self.blank, self.indent)


def run_of(folded: str, start: int, end: int) -> Run:
    """A run over ``folded[start:end]`` without characters that nobody sees, and without outer white space."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    part = folded[start:end]
    if not _UNSEEN.search(part):
        return Run(part, [0], [start])
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = place = 0
    for match in [*_UNSEEN.finditer(part), None]:
        stop = match.start() if match else len(part)
        if stop > place:
            pieces.append(part[place:stop])
            starts.append(length)
            origins.append(start + place)
            length += stop - place
        place = match.end() if match else place
    return Run("".join(pieces), starts or [0], origins or [start]).cut(0)


def joined(runs: list[Run]) -> Run:
    """Several runs in a row as one, nothing between them."""
    if len(runs) == 1:
        return runs[0]
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for run in runs:
        starts.extend(length + place for place in run.starts)
        origins.extend(run.origins)
        length += len(run.text)
    first = runs[0]
    return Run("".join(run.text for run in runs), starts, origins, first.line, first.blank, first.indent)


def raw(text: str, spans: list[Span]) -> str:
    """The original characters of some spans, joined."""
    return "".join(text[a:b] for a, b in spans)
