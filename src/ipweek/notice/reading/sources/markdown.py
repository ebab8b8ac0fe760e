"""Markdown to plain lines: marks dropped, tables to tab-separated rows, numbers of lists kept."""

import re

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_RULE = re.compile(r"^\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|=+|-{2,})\s*$")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
_QUOTE = re.compile(r"^ {0,3}(?:>\s?)+")
_BULLET = re.compile(r"^(\s*)[*+-]\s+(?=\S)")
_ROW_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_INLINE = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"<br\s*/?>", re.I), " "),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)


def plain(text: str) -> str:
    """Return a Markdown text as plain lines.

    Pipe tables become tab-separated rows without their rule line. Numbers of ordered lists stay, as do
    characters that only look like marks.
    """
    lines = text.split("\n")
    out: list[str] = []
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            continue
        body = _QUOTE.sub("", line)
        if "|" in body and (row := _row(lines, index, body)) is not None:
            out.extend(row)
            continue
        if _RULE.match(body):
            continue
        if heading := _HEADING.match(body):
            body = heading[1]
        out.append(_inline(_BULLET.sub(r"\1", body)).rstrip())
    return "\n".join(out)


def _row(lines: list[str], index: int, body: str) -> list[str] | None:
    """The tab-separated row of a table line: nothing for its rule, None where the line is no table row."""
    if _ROW_RULE.match(body):
        return []
    above = index and "|" in lines[index - 1]
    below = index + 1 < len(lines) and "|" in lines[index + 1]
    if not (above or below):
        return None
    cells = re.split(r"(?<!\\)\|", body.strip().removeprefix("|").removesuffix("|"))
    return ["\t".join(_inline(cell.strip()) for cell in cells)]


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text
