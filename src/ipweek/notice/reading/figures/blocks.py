"""A text cut into paragraphs and tables, without page numbers and what a web page says about itself."""

import re
from collections.abc import Iterator

from ipweek.notice.reading.flow import Run, joined, run_of
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.lines import page_of, paragraphs
from ipweek.notice.reading.marks import marker

from .tables import Cell, cells_of

Block = Run | list[list[Cell]]

WRAPPED = 14  # characters; shorter lines were not broken by hand
META_LENGTH = 120
META_PLACES = 6  # lines from the beginning where a page speaks of itself
OTHER_TABLE = 3  # rows whose lengths differ by more are of two tables
_LINE = re.compile(r"[^\n\r]+")
_PAGE = re.compile(r"[-·.]{1,3} ?\d{1,3} ?[-·.]{1,3}|第 ?\d{1,3} ?页(?:,? ?共 ?\d{1,3} ?页)?")
_CUT = re.compile(r"\d[.,]?$")
_REST = re.compile(r"[\d.]*[^\W\d]")


def blocks_of(text: str, folded: str) -> list[Block]:
    """The paragraphs and the tables of a text, in order; lines broken by hand are joined again.

    Args:
        text: the text as given.
        folded: the same folded, character by character.
    """
    width = page_of(text).width
    out: list[Block] = []
    lines: list[Run] = []
    rows: list[list[Cell]] = []
    originals: list[Run] = []

    def close() -> None:
        if len(rows) > 1:
            out.extend(paragraphs(lines, width))
            out.append(list(rows))
            lines.clear()
        else:
            for original in originals:
                _append(lines, original)
        rows.clear()
        originals.clear()

    for line, cells in _lines(folded):
        if cells is None or (rows and abs(len(cells) - len(rows[-1])) > OTHER_TABLE):
            close()
        if cells is None:
            _append(lines, line)
        else:
            rows.append(cells)
            originals.append(line)
    close()
    out.extend(paragraphs(lines, width))
    return out


def _lines(folded: str) -> Iterator[tuple[Run, list[Cell] | None]]:
    """The lines that say something, each with its cells if it may be a row of a table."""
    end = number = 0
    for match in _LINE.finditer(folded):
        run = run_of(folded, match.start(), match.end())
        if not run.text or _PAGE.fullmatch(run.text):
            continue
        number += 1
        if _meta(run.text, number):
            continue
        run.blank = folded.count("\n", end, match.start()) > 1
        run.indent = len(match[0]) - len(match[0].lstrip())
        run.line = number - 1
        end = match.end()
        last = run.at(len(run.text) - 1) + 1
        yield run, cells_of(folded, match.start(), last)


def _meta(text: str, number: int) -> bool:
    """Whether a line is what a web page says about the item: source, time, number of readers."""
    if len(text) > META_LENGTH or "。" in text:
        return False
    words = pattern("figures", "lists.meta_line", r"{} ?:").findall(text)
    return len(words) > 1 or (len(words) == 1 and number <= META_PLACES and _is_count(text))


def _is_count(text: str) -> bool:
    return bool(pattern("figures", "lists.meta_line", r"(?:[\[(] ?)?{} ?: ?\d+ ?次?[\])]?").fullmatch(text))


def _append(lines: list[Run], line: Run) -> None:
    """Add a line, or join it to the one before where a hard wrap cut a number in two."""
    if (
        lines
        and not line.blank
        and len(lines[-1].text) >= WRAPPED
        and _CUT.search(lines[-1].text)
        and _REST.match(line.text)
        and not marker(line.text)
    ):
        lines[-1] = joined([lines[-1], line])
    else:
        lines.append(line)
