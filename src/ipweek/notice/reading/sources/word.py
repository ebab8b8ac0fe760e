"""Word documents (.docx) to lines of text, as a reader of the printed page would see them.

The document part is walked here and not with a converter because three things that real notices depend on
are drawn by Word and stand in no paragraph: list numbers (一、 （一） 1.), tables in their place between the
paragraphs, and text boxes. Element names are compared without namespace, so strict files read as well.
"""

from collections.abc import Iterator

from lxml import etree

from . import refusals
from .archives import Archive
from .numbering import Counter, Level
from .refusals import UnreadableFile
from .xml import attribute, child, local, parse

SKIPPED = frozenset((
    "del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "pPr", "rPr", "rt", "tblPr",
    "tblGrid", "trPr", "tcPr", "sectPr", "footnoteReference", "endnoteReference", "commentReference",
    "sdtPr", "sdtEndPr",
))  # fmt: skip
BLOCKS = frozenset(("p", "tbl"))
TAB = "    "  # a tab inside a paragraph is white space; tabs proper part the cells of a table


def read(archive: Archive) -> str:
    """Return the text of a document: paragraphs and table rows in order, list numbers included.

    Headers, footers, footnotes, comments, hidden text and tracked deletions are left out.

    Raises:
        UnreadableFile: a part is damaged.
    """
    body = child(parse(archive.read("word/document.xml")), "body")
    if body is None:
        raise UnreadableFile(refusals.BROKEN)
    return "\n".join(_Document(archive).blocks(body))


class _Document:
    """One walk over a document; it holds the running list numbers."""

    def __init__(self, archive: Archive) -> None:
        self._lists = _Lists(archive)

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Lines of the paragraphs and tables below an element, through content controls and insertions."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name and name not in SKIPPED:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        for box in _boxes(paragraph):
            yield from self.blocks(box)
        text = "".join(_runs(paragraph))
        number = self._lists.number(paragraph) if text.strip() else ""
        yield from (number + text).split("\n")

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in _below(table, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells = list(_below(row, "tc"))
            if len(cells) == 1:  # a frame around text, not a row of values
                yield from self.blocks(cells[0])
                continue
            values = []
            for cell in cells:
                merged = child(cell, "tcPr", "vMerge")
                kept = merged is None or attribute(merged, "val") == "restart"
                lines = (line.replace("\t", " ").strip() for line in self.blocks(cell)) if kept else ()
                span = attribute(child(cell, "tcPr", "gridSpan"), "val") or "1"
                values += [" ".join(line for line in lines if line)]
                values += [""] * (min(int(span), 64) - 1 if span.isdigit() else 0)
            yield "\t".join(values)


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, through content controls."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _below(element, name)


def _boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """The contents of text boxes anchored in a paragraph, each once."""
    for element in parent:
        name = local(element)
        if name == "txbxContent":
            yield element
        elif name and name not in SKIPPED:
            yield from _boxes(element)


def _runs(parent: etree._Element) -> Iterator[str]:
    for element in parent:
        name = local(element)
        if name == "t":
            yield (element.text or "").replace("\t", TAB).replace("\n", " ")
        elif name in ("br", "cr"):
            yield "\n"
        elif name in ("tab", "ptab"):
            yield TAB
        elif name == "noBreakHyphen":
            yield "-"
        elif name in SKIPPED or name in BLOCKS or name == "txbxContent" or (name == "r" and _hidden(element)):
            continue
        elif name:
            yield from _runs(element)


def _hidden(run: etree._Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


class _Lists:
    """The list definitions of a document and where each list has got to."""

    def __init__(self, archive: Archive) -> None:
        self._counters: dict[str, Counter] = {}
        self._instances: dict[str, tuple[str, dict[int, int]]] = {}
        self._begun: set[str] = set()
        self._styles: dict[str, tuple[str | None, str | None, str | None]] = {}
        if "word/numbering.xml" in archive.names:
            self._load(parse(archive.read("word/numbering.xml")))
        if "word/styles.xml" in archive.names:
            self._load_styles(parse(archive.read("word/styles.xml")))

    def _load(self, root: etree._Element) -> None:
        links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for definition in root:
            key = attribute(definition, "abstractNumId")
            if local(definition) == "abstractNum" and key is not None:
                levels = dict(_level(part) for part in definition if local(part) == "lvl")
                self._counters[key] = Counter(levels)
                if (name := attribute(child(definition, "styleLink"), "val")) is not None:
                    links[name] = key
                if (name := attribute(child(definition, "numStyleLink"), "val")) is not None:
                    linked[key] = name
        for key, name in linked.items():
            if name in links:
                self._counters[key] = self._counters[links[name]]
        for instance in root:
            if local(instance) == "num":
                number, target = (
                    attribute(instance, "numId"),
                    attribute(child(instance, "abstractNumId"), "val"),
                )
                if number is not None and target in self._counters:
                    self._instances[number] = (target, self._overrides(instance, target))

    def _overrides(self, instance: etree._Element, target: str) -> dict[int, int]:
        """Numbers at which an instance starts its list again, by level; redefined levels take effect."""
        starts: dict[int, int] = {}
        for override in instance:
            if local(override) != "lvlOverride":
                continue
            index = _integer(attribute(override, "ilvl"), 0)
            if (start := attribute(child(override, "startOverride"), "val")) is not None:
                starts[index] = _integer(start, 1)
            if (redefined := child(override, "lvl")) is not None:
                counter = self._counters[target]
                self._counters[target] = Counter(counter.levels | dict([_level(redefined)]), counter.values)
        return starts

    def _load_styles(self, root: etree._Element) -> None:
        for style in root:
            key = attribute(style, "styleId")
            if local(style) == "style" and key is not None:
                properties = child(style, "pPr", "numPr")
                self._styles[key] = (
                    attribute(child(properties, "numId"), "val"),
                    attribute(child(properties, "ilvl"), "val"),
                    attribute(child(style, "basedOn"), "val"),
                )

    def number(self, paragraph: etree._Element) -> str:
        """Advance the list a paragraph belongs to and return its number, "" outside lists."""
        own = child(paragraph, "pPr", "numPr")
        instance, level = attribute(child(own, "numId"), "val"), attribute(child(own, "ilvl"), "val")
        style = attribute(child(paragraph, "pPr", "pStyle"), "val")
        seen: set[str] = set()
        while style in self._styles and style not in seen and (instance is None or level is None):
            seen.add(style)
            inherited, inherited_level, parent = self._styles[style]
            instance = inherited if instance is None else instance
            level = inherited_level if level is None else level
            style = parent
        if instance not in self._instances or instance is None:
            return ""
        target, starts = self._instances[instance]
        counter = self._counters[target]
        if instance not in self._begun:
            self._begun.add(instance)
            for index, start in starts.items():
                counter.values[index] = start - 1
        return counter.step(_integer(level, 0))


def _level(element: etree._Element) -> tuple[int, Level]:
    suffix = attribute(child(element, "suff"), "val") or "tab"
    restart = attribute(child(element, "lvlRestart"), "val")
    return _integer(attribute(element, "ilvl"), 0), Level(
        style=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        start=_integer(attribute(child(element, "start"), "val"), 1),
        spaced=suffix == "space",
        restart=None if restart is None else _integer(restart, 0),
    )


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
