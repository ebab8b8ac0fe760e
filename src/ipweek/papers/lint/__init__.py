"""Remarks on the form of an official paper's text (GB/T 9704-2012), each with its place and remedy.

Only form is judged, never content. The text is not changed; every remark says what would be right.
"""

from collections.abc import Iterator
from dataclasses import replace

from ipweek.papers.checking import NUMBER
from ipweek.papers.document import Document, Figure, Heading, ListBlock, Paragraph, Table, plain
from ipweek.papers.lint.finding import Finding, Severity
from ipweek.papers.lint.lines import FULL_DATE, RULES, dates, numbers
from ipweek.papers.lint.whole import annexes, level_skips, lines

__all__ = ["Finding", "Severity", "check", "check_date", "check_document", "check_number"]


def check(text: str) -> list[Finding]:
    """All remarks on a text, in the order they stand; lines are paragraphs.

    The order and spans refer to the text as given.
    """
    findings: list[Finding] = []
    for start, line in lines(text):
        for rule in RULES:
            findings.extend(_moved(finding, start) for finding in rule(line))
    findings.extend(level_skips(text))
    findings.extend(annexes(text))
    return sorted(set(findings), key=lambda finding: (finding.start, finding.end, finding.code))


def check_document(document: Document) -> list[tuple[str, Finding]]:
    """The remarks on each piece of a document, with the name of the piece.

    Document number, annex list and copy line are right by construction and are not looked at again.
    """
    pieces = [("标题", "".join(document.title)), ("主送机关", document.addressees), ("附注", document.note)]
    for number, block in enumerate(document.body, 1):
        pieces.extend((f"正文第{number}段", words) for words in _words(block))
    return [(place, finding) for place, words in pieces for finding in check(words)]


def _words(block: Paragraph | Heading | ListBlock | Table | Figure) -> Iterator[str]:
    match block:
        case Paragraph():
            yield plain(block.text)
        case Heading():
            yield block.text + plain(block.follow)
        case ListBlock():
            yield from (plain(item) for item in block.items)
        case Table():
            yield from (
                block.caption,
                *block.header,
                *(cell for row in block.rows for cell in row),
                block.note,
            )
        case Figure():
            yield block.caption


def check_number(text: str) -> list[Finding]:
    """Remarks on a 发文字号 that should stand alone; empty when it is right."""
    if NUMBER.match(text):
        return []
    found = list(numbers(text))
    if found:
        return found
    message = f"“{text}”不合发文字号的格式。"
    remedy = "写作“机关代字〔四位年份〕序号号”，例如“甲办〔2022〕1号”。"
    return [Finding("number.form", Severity.ERROR, 0, len(text), message, remedy)]


def check_date(text: str) -> list[Finding]:
    """Remarks on a 成文日期 that should stand alone; empty when it is right."""
    found = list(dates(text))
    if found or FULL_DATE.fullmatch(text):
        return found
    message = f"“{text}”不是完整的成文日期。"
    return [Finding("date.form", Severity.ERROR, 0, len(text), message, "写全年月日，例如“2022年3月28日”。")]


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=finding.start + by, end=finding.end + by)
