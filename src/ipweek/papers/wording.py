"""Words and measures that PDF and Word share: title lines, annex labels, the copy line, column widths."""

import unicodedata
from collections.abc import Sequence

from ipweek.base.text import cn_date
from ipweek.papers.document import Align, Annex, Document, Mark, Table

TITLE_CHARACTERS = 20
"""Full-width characters of 22 pt that fit into the 156 mm of a title line, one kept free."""

_NO_START = "，。、；：？！）》”’】〉」』—…·％%)]}的了"
_NO_END = "（《“‘【〈「『([{第"
_GOOD_END = "的，、于和与及"
_BODY_END, _PLACE_END = "局厅部委院会办", "年省市县区州"


def subject(document: Document) -> str:
    """The paper's title in one line, for the properties of the file."""
    return document.subject or "".join(document.title)


def width(text: str) -> float:
    """The width of a text in full-width characters; half-width ones count a half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(lines: Sequence[str], room: int = TITLE_CHARACTERS) -> tuple[str, ...]:
    """The lines of a title; a line that does not fit is broken into lines of like length at a seam of sense.

    Never between the characters of a number or a Latin word, inside 《》 or before closing punctuation.
    """
    result: list[str] = []
    for line in lines:
        result.extend(_broken(line.strip(), room))
    return tuple(result)


def _broken(line: str, room: int) -> list[str]:
    total = width(line)
    if total <= room:
        return [line]
    share = total / -(-total // room)
    best, at = float("inf"), 0
    for position in range(1, len(line)):
        left = width(line[:position])
        if left > room:
            break
        cost = abs(left - share) + _seam_cost(line, position)
        if cost < best:
            best, at = cost, position
    return [line[:at], *_broken(line[at:], room)] if at else [line]


def _seam_cost(line: str, position: int) -> float:
    before, after = line[position - 1], line[position]
    cost = 0.0
    if after in _NO_START or before in _NO_END:
        cost += 50
    if before.isascii() and after.isascii():
        cost += 50
    if (before.isdigit() and after in "年月日号个项届%") or (after.isdigit() and not before.isdigit()):
        cost += 4
    if line[:position].count("《") > line[:position].count("》"):
        cost += 6
    if line[:position].count("“") > line[:position].count("”"):
        cost += 6
    if before in _GOOD_END:
        cost -= 3
    elif before in _BODY_END:
        cost -= 1.5
    elif before in _PLACE_END:
        cost -= 1.1
    return cost


def annex_label(annexes: Sequence[Annex], annex: Annex) -> str:
    """附件 for the only one, else 附件1, 附件2 … by place (GB/T 9704-2012, 7.3.7)."""
    return "附件" if len(annexes) == 1 else f"附件{annexes.index(annex) + 1}"


def cc_names(names: Sequence[str]) -> str:
    """The 抄送 names between 抄送： and the end, full stop included; empty for none (7.4.2)."""
    return "，".join(names) + "。" if names else ""


def column_shares(table: Table) -> tuple[float, ...]:
    """The share of the width each column takes, summing to 1; by the longest entry unless given."""
    if table.widths:
        wanted = list(table.widths)
    else:
        wanted = []
        for index, head in enumerate(table.header):
            cells = [head, *(row[index] for row in table.rows)]
            longest = max(max((width(part) for part in cell.split("\n")), default=0.0) for cell in cells)
            wanted.append(min(max(longest, 3.0), 16.0) + 1.0)
    total = sum(wanted)
    return tuple(share / total for share in wanted)


def alignments(table: Table) -> tuple[Align, ...]:
    """How each column stands; centred unless said, long prose to the left."""
    if table.align:
        return table.align
    return tuple(
        Align.LEFT if any(width(row[index]) > 16 for row in table.rows) else Align.CENTER
        for index in range(len(table.header))
    )


MARK_LARGEST, MARK_JOINT, MARK_SMALLEST = 54, 36, 36
"""Sizes of the red mark in points: of a single issuer, of joint issuers, and the least before narrowing."""

AREA_POINTS = 156 / 25.4 * 72


def mark_lines(mark: Mark | None) -> list[str]:
    """The lines of the red mark where each stands on its own: joint issuers one below the other."""
    if mark is None:
        return []
    if len(mark.names) == 1:
        return [mark.names[0] + mark.suffix]
    return [*mark.names, *([mark.suffix] if mark.suffix else [])]


def mark_size(mark: Mark) -> int:
    """The size of the red mark in points; longer names are smaller down to 36 pt and then narrowed."""
    longest = max(width(line) for line in mark_lines(mark))
    largest = MARK_LARGEST if len(mark.names) == 1 else MARK_JOINT
    return min(largest, max(MARK_SMALLEST, int(AREA_POINTS / max(longest, 1.0))))


def mark_measures(mark: Mark | None, line: str) -> tuple[int, int]:
    """Size in points and horizontal scale in percent of one line of the mark."""
    if mark is None:
        return MARK_SMALLEST, 100
    size = mark_size(mark)
    natural = width(line) * size
    return size, min(100, int(AREA_POINTS / natural * 100)) if natural else 100


def sign_off(document: Document) -> tuple[dict[str, float], float]:
    """Insets from the right edge, in characters, of every signature and of the date (7.3.5).

    Sealed papers: date four characters in, names centred over it. Unsealed: name two in and the date
    beginning two characters right of it; a date longer than the name stands two in itself.
    """
    day = width(cn_date(document.date)) if document.date else 0.0
    names = {name: width(name) for name in document.signatures}
    longest = max(names.values(), default=0.0)
    if document.sealed or not names:
        middle, date_inset = 4 + day / 2, 4.0
    elif day <= longest:
        middle, date_inset = 2 + longest / 2, longest - day
    else:
        middle, date_inset = day + 4 - longest / 2, 2.0
    return {name: max(0.0, middle - own / 2) for name, own in names.items()}, date_inset
