"""Web pages to the lines of their main text, out of navigation, footers and scripts."""

import codecs
import re

from lxml import etree, html

from . import encodings, refusals
from .numbering import render
from .refusals import UnreadableFile
from .xml import DEEPEST

DROPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "button",
    "select", "option", "input", "textarea", "nav", "footer", "aside", "head", "link", "meta", "audio",
    "video", "map", "rt", "rp",
))  # fmt: skip
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "o:p", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
CHROME_SHARE = 0.3  # what is named like page furniture but holds more of the text than this is none
LINKED_SHARE = 0.6  # a block whose text is links to this share is navigation
FEWEST_LINKS = 4
COLOPHON_LENGTH = 400  # characters; what a page says of its own site is shorter
LAYOUT_CELL = 400  # characters; longer cells hold page layout, not values

_CHARSET = re.compile(rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumb|crumbs?|footer|foot|header|topbar|sidebar|share|bdshare|toolbar|copyright"
    r"|qrcode|pagination|related|friendlink|links?)(?:$|[\s_-])",
    re.I,
)
_BUTTON = (
    r"(?:打印(?:本页|此页|正文)?|关闭(?:本页|此页|窗口)?|收藏|返回(?:顶部|首页|列表)?|分享(?:到|至)?[:：]?|扫一扫.{0,20}|字[号体][:：]?|[大中小]"
    r"|加入收藏|设为首页|无障碍|长者模式|A[+-]|微信|微博|QQ空间)"
)
_BUTTONS = re.compile(
    rf"[\s\[【〖(（|｜]*{_BUTTON}(?:[\s\]】〗)）|｜\[【〖(（]*{_BUTTON})*[\s\]】〗)）|｜]*"
    r"|[上下]一[篇条]\s*[:：].*|您?(?:当前|现在)?的?所?在?位置\s*[:：].*|首页\s*[>»›].*"
)
_COLOPHON = re.compile("版权所有|ICP备|公网安备|网站标识码|技术支持[:：]|Copyright", re.I)
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’…—"
_WIDE_GAP = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n\s*(?=[{_WIDE}])")
_NUMBERED = re.compile(r"\s*[(（]?[\d一二三四五六七八九十]+[)）.．、]")
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read(data: bytes) -> tuple[str, list[str]]:
    """Return the main text of a page, one line for each block and tab-separated table rows, and notes.

    Raises:
        UnreadableFile: no text in it, or nested beyond reason.
    """
    source, notes = _decode(data)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(refusals.NO_TEXT) from error
    if _depth(root) > DEEPEST:
        raise UnreadableFile(refusals.TOO_DEEP)
    title = _title(root)
    _strip(root)
    body = root.find("body")
    lines = _Lines().collect(root if body is None else body)
    lines = [line for line in lines if not _BUTTONS.fullmatch(line)]
    if title and title not in _squeezed("".join(lines[:8])):
        lines.insert(0, title)
    return "\n".join(lines), notes


def _decode(data: bytes) -> tuple[str, list[str]]:
    """The characters of a page by its own declaration, where the bytes agree with it."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii", "replace").lower()
        try:
            return encodings.clean(data.decode("gb18030" if name in ("gb2312", "gbk") else name)), []
        except (LookupError, UnicodeError):
            pass  # pages lie about their encoding; the bytes decide then
    return encodings.decode(data)


def _depth(root: etree._Element) -> int:
    """How deep elements nest, found without recursion."""
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _title(root: etree._Element) -> str:
    """The title that government pages give in their ArticleTitle meta element, or a single h1."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (meta.get("content") or "").strip():
            return _squeezed(meta.get("content") or "")
    headings = list(root.iter("h1"))
    return _squeezed("".join(map(str, headings[0].itertext()))) if len(headings) == 1 else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _strip(root: etree._Element) -> None:
    """Take out what is not text for people, and page furniture that holds little of the text."""
    masses = _masses(root)
    limit = CHROME_SHARE * masses[root]
    doomed = []
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        furniture = (
            tag == "header"
            or element.get("role") in ("navigation", "banner", "contentinfo")
            or _CHROME.search(names)
        )
        if (
            tag in DROPPED
            or _HIDDEN.search(element.get("style") or "")
            or element.get("hidden") is not None
            or (
                furniture
                and tag not in ("html", "body")
                and masses[element] < limit
                and element.find(".//h1") is None
            )
            or _linked(element, masses, tag)
            or _colophon(element, tag, masses[root])
        ):
            doomed.append(element)
    for element in doomed:
        parent = element.getparent()
        if parent is not None:
            html_tail = element.tail
            previous = element.getprevious()
            parent.remove(element)
            if html_tail and previous is not None:
                previous.tail = (previous.tail or "") + html_tail
            elif html_tail:
                parent.text = (parent.text or "") + html_tail


def _linked(element: etree._Element, masses: dict[etree._Element, int], tag: str) -> bool:
    """Whether a block is a list of links, save the list of a notice's own annexes."""
    if tag not in ("ul", "ol", "div", "table", "section", "dl"):
        return False
    links = element.findall(".//a")
    if len(links) < FEWEST_LINKS:
        return False
    text = _squeezed("".join(map(str, element.itertext())))
    return len(text) - masses[element] > LINKED_SHARE * len(text) and "附件" not in text


def _colophon(element: etree._Element, tag: str, whole: int) -> bool:
    """Whether a block holds only what a site says of itself: its owner and its registrations."""
    if tag not in ("div", "p", "table", "section", "td", "ul"):
        return False
    text = _squeezed("".join(map(str, element.itertext())))
    return len(text) < min(COLOPHON_LENGTH, whole / 2) and bool(_COLOPHON.search(text)) and "附件" not in text


def _masses(root: etree._Element) -> dict[etree._Element, int]:
    """For each element the characters of running text in it, outside links and dropped elements."""
    masses: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        tag = element.tag if isinstance(element.tag, str) else ""
        own = 0 if tag in DROPPED or tag == "a" else len(_squeezed(element.text or ""))
        if tag not in DROPPED and tag != "a":
            own += sum(masses[part] + len(_squeezed(part.tail or "")) for part in element)
        masses[element] = own
    return masses


class _Lines:
    """Collects the lines of an element: a block element begins and ends a line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._buffer: list[str] = []

    def collect(self, element: etree._Element) -> list[str]:
        """Return the lines of an element."""
        self._inside(element)
        self._flush()
        return self._lines

    def _flush(self) -> None:
        text = _WIDE_GAP.sub("", "".join(self._buffer)).replace("\xa0", " ")
        self._buffer.clear()
        if text := re.sub(r"[ \n\t]+", " ", text).strip(" \u3000"):
            self._lines.append(text)

    def _inside(self, element: etree._Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "table" and (rows := _values(element)) is not None:
            self._flush()
            self._lines += rows
            return
        if tag == "pre":
            self._flush()
            self._lines += [
                line for line in "".join(map(str, element.itertext())).split("\n") if line.strip()
            ]
            return
        self._buffer.append(element.text or "")
        number = int(start) if (start := element.get("start") or "1").isdigit() and len(start) < 5 else 1
        for part in element:
            name = part.tag if isinstance(part.tag, str) else ""
            if name == "br" or (name and name not in INLINE):
                self._flush()
            if tag == "ol" and name == "li":
                if not _NUMBERED.match("".join(map(str, part.itertext()))):
                    self._buffer.append(
                        render(number, _LIST_TYPES.get(element.get("type") or "", "decimal")) + "."
                    )
                number += 1
            self._inside(part)
            if name and name not in INLINE:
                self._flush()
            self._buffer.append(part.tail or "")


def _values(table: etree._Element) -> list[str] | None:
    """The rows of a table of values; None for a table that only lays out the page."""
    if table.find(".//table") is not None:
        return None
    out: list[str] = []
    carried: dict[int, int] = {}  # column → rows still covered by a cell above
    widest = 0
    for row in table.iter("tr"):
        values: list[str] = []
        for cell in (part for part in row if part.tag in ("td", "th")):
            _cover(values, carried)
            text = " ".join(_Lines().collect(cell))
            if len(text) > LAYOUT_CELL:
                return None
            column = len(values)
            width, height = (_span(cell, name) for name in ("colspan", "rowspan"))
            values += [text] + [""] * (width - 1)
            if height > 1:
                carried |= dict.fromkeys(range(column, column + width), height - 1)
        _cover(values, carried)
        widest = max(widest, len(values))
        if any(values):
            out.append("\t".join(values))
    return out if widest > 1 else None


def _cover(values: list[str], carried: dict[int, int]) -> None:
    """Fill the columns that a cell further up reaches down into."""
    while (place := len(values)) in carried:
        left = carried.pop(place)
        values.append("")
        if left > 1:
            carried[place] = left - 1


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 64) if value.isdigit() and len(value) < 4 else 1
