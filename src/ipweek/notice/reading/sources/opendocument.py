"""OpenDocument texts (.odt) to lines of text: paragraphs, list numbers and table rows in order."""

from collections.abc import Iterator

from lxml import etree

from . import refusals
from .archives import Archive
from .numbering import Counter, Level
from .refusals import UnreadableFile
from .word import TAB
from .xml import attribute, child, local, parse

SKIPPED = frozenset((
    "tracked-changes", "note", "annotation", "annotation-end", "sequence-decls", "forms", "ruby-text",
    "change", "change-start", "change-end", "index-title-template",
))  # fmt: skip
MOST_REPEATS = 64
FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
    "一, 二, 三, ...": "chineseCounting",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "子, 丑, 寅, ...": "ideographZodiac",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
}


def read(archive: Archive) -> str:
    """Return the text of a document. Notes, comments, headers and tracked changes are left out.

    Raises:
        UnreadableFile: damaged, or encrypted with a password.
    """
    if "META-INF/manifest.xml" in archive.names:
        manifest = parse(archive.read("META-INF/manifest.xml"))
        if any(local(element) == "encryption-data" for element in manifest.iter()):
            raise UnreadableFile(refusals.LOCKED)
    content = parse(archive.read("content.xml"))
    body = child(content, "body", "text")
    if body is None:
        raise UnreadableFile(refusals.BROKEN)
    roots = [content]
    if "styles.xml" in archive.names:
        roots.insert(0, parse(archive.read("styles.xml")))
    return "\n".join(_Document(roots).blocks(body))


class _Document:
    """One walk over a document; it holds the running list numbers."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self._left: dict[
            str, dict[int, int]
        ] = {}  # where each list style stopped, for lists that continue one
        for root in roots:
            for group in root:
                for style in group:
                    name = attribute(style, "name")
                    if local(style) == "list-style" and name is not None:
                        self._styles[name] = dict(_levels(style))

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Lines of the paragraphs, lists and tables below an element."""
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, "")
            elif name == "list":
                yield from self._list(element, None, 0)
            elif name == "table":
                yield from self._table(element)
            elif name and name not in SKIPPED:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: etree._Element, number: str) -> Iterator[str]:
        for box in _boxes(paragraph):
            yield from self.blocks(box)
        yield from (number + "".join(_inline(paragraph))).split("\n")

    def _list(self, element: etree._Element, counter: Counter | None, depth: int) -> Iterator[str]:
        style = attribute(element, "style-name")
        if counter is None or (style in self._styles and depth == 0):
            counter = Counter(self._styles.get(style or "", {}))
        if attribute(element, "continue-numbering") == "true" and style is not None:
            counter.values |= self._left.get(style, {}) if depth == 0 else {}
        for item in element:
            number = "" if local(item) == "list-header" else None
            for part in item:
                name = local(part)
                if name == "list":
                    yield from self._list(part, counter, depth + 1)
                elif name in ("p", "h"):
                    if number is None:
                        start = attribute(item, "start-value")
                        if start is not None and start.isdigit():
                            counter.values[depth] = int(start) - 1
                        number = counter.step(depth)
                    yield from self._paragraph(part, number)
                    number = ""
                elif name == "table":
                    yield from self._table(part)
        if style is not None and depth == 0:
            self._left[style] = counter.values

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in _rows(table):
            values: list[str] = []
            cells = [cell for cell in row if local(cell) in ("table-cell", "covered-table-cell")]
            if len(cells) == 1:
                yield from self.blocks(cells[0])
                continue
            for cell in cells:
                lines = (line.replace("\t", " ").strip() for line in self.blocks(cell))
                repeated = attribute(cell, "number-columns-repeated") or "1"
                times = min(int(repeated), MOST_REPEATS) if repeated.isdigit() else 1
                values += [" ".join(line for line in lines if line)] * times
            while values and not values[-1]:
                values.pop()
            yield "\t".join(values)


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _boxes(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if local(element) == "text-box":
            yield element
        elif local(element) and local(element) not in SKIPPED:
            yield from _boxes(element)


def _inline(element: etree._Element) -> Iterator[str]:
    yield " ".join((element.text or "").split("\n"))
    for part in element:
        name = local(part)
        if name == "s":
            count = attribute(part, "c") or "1"
            yield " " * (min(int(count), MOST_REPEATS) if count.isdigit() else 1)
        elif name == "tab":
            yield TAB
        elif name == "line-break":
            yield "\n"
        elif name and name not in SKIPPED and name != "text-box":
            yield from _inline(part)
        yield " ".join((part.tail or "").split("\n"))


def _levels(style: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in style:
        position = attribute(element, "level") or ""
        if not position.isdigit():
            continue
        index = int(position) - 1
        if local(element) != "list-level-style-number":
            yield index, Level("bullet")
            continue
        shown = attribute(element, "display-levels") or "1"
        first = index + 1 - (int(shown) if shown.isdigit() else 1)
        number = ".".join(f"%{place + 1}" for place in range(max(first, 0), index + 1))
        start = attribute(element, "start-value") or "1"
        yield (
            index,
            Level(
                style=FORMATS.get(attribute(element, "num-format") or "", "decimal"),
                text=(attribute(element, "num-prefix") or "")
                + number
                + (attribute(element, "num-suffix") or ""),
                start=int(start) if start.isdigit() else 1,
            ),
        )
