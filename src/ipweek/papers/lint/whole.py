"""The rules that need the whole text: order of levels, annexes."""

import re
from collections.abc import Iterator

from ipweek.base.text import to_halfwidth
from ipweek.papers.lint.finding import Finding, Severity

_LEVELS = (
    (1, re.compile(r"^\s*[一二三四五六七八九十]+、")),
    (2, re.compile(r"^\s*[（(][一二三四五六七八九十]+[）)]")),
    (3, re.compile(r"^\s*\d{1,2}[.．](?!\d)")),
    (4, re.compile(r"^\s*[（(]\d{1,2}[）)]")),
)
_ANNEX_NOTE = re.compile(r"^\s*附件\s*[：:]\s*(.+)$")
_ANNEX_ITEM = re.compile(r"^\s*(?:附件\s*[：:]\s*)?(\d{1,2})[.．、]\s*(.+)$")
_ANNEX_PAGE = re.compile(r"^\s*附件\s*(\d{0,2})\s*[：:]?\s*$")


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with the place each begins."""
    start = 0
    for line in text.split("\n"):
        yield start, line.rstrip("\r")
        start += len(line) + 1


def level_skips(text: str) -> Iterator[Finding]:
    """A heading more than one level below the one above it; a paper may begin at any level."""
    level = 0
    for start, line in lines(text):
        for own, pattern in _LEVELS:
            match = pattern.match(line)
            if match is None:
                continue
            # 1. under 一、 is common where a section has no （一）; only a jump over two levels is certain.
            if level and own > level + 1:
                severity = Severity.WARNING if own > level + 2 else Severity.HINT
                yield Finding(
                    "level.skip",
                    severity,
                    start + match.start(),
                    start + match.end(),
                    f"标题由第{level}级跳到第{own}级。",
                    "按“一、”“（一）”“1.”“（1）”的次序逐级使用。",
                )
            level = own
            break


def annexes(text: str) -> Iterator[Finding]:
    """The list of annexes: no end punctuation, and the same names above the annexes themselves."""
    filled = [(start, line) for start, line in lines(text) if line.strip()]
    names: dict[str, str] = {}
    listing = False
    for index, (start, line) in enumerate(filled):
        note = _ANNEX_NOTE.match(line)
        item = _ANNEX_ITEM.match(line)
        if note or (listing and item):
            listing = True
            name = item[2] if item else note[1] if note else ""
            names[item[1] if item else ""] = name.rstrip("。；，、.;,").strip()
            yield from _annex_line(start, line)
            continue
        listing = False
        page = _ANNEX_PAGE.match(line)
        if page and names and index + 1 < len(filled):
            yield from _annex_title(names, page[1], filled[index + 1])


def _annex_line(start: int, line: str) -> Iterator[Finding]:
    words = line.rstrip()
    if words.endswith(("。", "；", "，", "、", ".", ";", ",")):
        end = start + len(words)
        yield Finding(
            "annex.stop", Severity.ERROR, end - 1, end, "附件名称后不加标点。", f"删去末尾的“{words[-1]}”。"
        )
    if match := re.match(r"\s*附件\s*:", line):
        yield Finding(
            "annex.colon",
            Severity.ERROR,
            start,
            start + match.end(),
            "“附件”后用全角冒号。",
            "改为“附件：”。",
        )


def _annex_title(names: dict[str, str], number: str, below: tuple[int, str]) -> Iterator[Finding]:
    start, title = below
    wanted = names.get(number) or (names.get("") if number in ("", "1") else None)
    if wanted is None:
        message, remedy = f"附件说明中没有附件{number}。", "在附件说明中补上，或改正附件序号。"
    elif _bare(wanted) != _bare(title):
        message, remedy = "附件标题与附件说明中的名称不一致。", f"附件说明中为“{wanted}”，请改为一致。"
    else:
        return
    yield Finding("annex.title", Severity.ERROR, start, start + len(title), message, remedy)


def _bare(text: str) -> str:
    return "".join(to_halfwidth(text).split())
