"""From the text to its lines and paragraphs: page numbers and web chrome out, hard-wrapped lines rejoined."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ipweek.notice.reading.flow import Run, fold, joined, run_of
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.marks import is_label, marker
from ipweek.notice.reading.sections import roles_of

_LINE = re.compile("[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_PAGE = re.compile(
    r"[-·.]* ?\d{1,3} ?[-·.]*|- ?[0-9ivxIVX]{1,4} ?-"
    r"|第? ?\d{1,3} ?页(?: ?[,/]? ?共 ?\d{1,3} ?页)?|\d{1,3} ?/ ?\d{1,3}|共 ?\d{1,3} ?页"
)
_BULLET = re.compile(r"^[·*■□◆◇★☆▪▲➢✓>]+ ?(?=\S)")
_STAR = re.compile(r"[★☆◆◇■□▲△◎※➢✓►▶] ?(?=\S)")
_STOP = re.compile(r"""[。;:!?…]["')）》】]*$|[.;:]$""")
_INNER = re.compile(r"[,。;、]")


@dataclass
class Page:
    """The lines of a document and what was taken from around it.

    Attributes:
        lines: Lines of the document, without chrome and page numbers.
        meta: What the web page said: ``doc_number``, ``published``, ``written`` → runs.
        width: Columns of a hard-wrapped line, 0 if lines are not wrapped.
    """

    lines: list[Run]
    meta: dict[str, Run] = field(default_factory=dict)
    width: int = 0


def columns(text: str) -> int:
    """Columns a text takes when Han characters take two."""
    return sum(2 if ord(c) > 0x2E80 or c in '"、。·-' else 1 for c in text)


def page_of(text: str) -> Page:
    """The lines of a text, cleaned."""
    folded = fold(text)
    lines: list[Run] = []
    end = 0
    for match in _LINE.finditer(folded):
        run = run_of(folded, match.start(), match.end())
        if not run.text:
            continue
        run.blank = len(_BREAK.findall(folded, end, match.start())) > 1
        run.indent = columns(match[0][: len(match[0]) - len(match[0].lstrip())])
        end = match.end()
        lines.append(run)
    page = Page([])
    _keep(lines, page)
    page.width = _wrap_width(page.lines)
    for index, line in enumerate(page.lines):
        line.line = index
    return page


def _keep(lines: list[Run], page: Page) -> None:
    """Sorts lines into the document, the web page's own table and what belongs to neither."""
    first, last = _edges(lines)
    seen_body = False
    awaited = ""  # a key of the web page's table that stands alone, its value being on the next line
    numbers = sum(1 for line in lines if line.text.isdigit())
    for index, line in enumerate(lines):
        text = line.text
        if _page_number(lines, index, numbers):
            if page.lines and index + 1 < len(lines):
                lines[index + 1].blank = True
            continue
        bare = _BULLET.sub("", text) if len(text) <= 160 else text
        if len(text) > 160:
            awaited = ""
        elif awaited:
            page.meta.setdefault(awaited, line.cut(len(text) - len(bare)))
            awaited = ""
            continue
        elif _take_cells(line, page) or (not seen_body and _take_row(line, page)):
            continue
        elif not (seen_body and len(text) > 30):
            taken, awaited = _take_meta(line, bare, page, seen_body=seen_body)
            if taken:
                continue
        signed = (
            index > last and page.lines and _ORG_LINE.fullmatch(page.lines[-1].text) and _ISO.fullmatch(text)
        )
        if len(text) <= 160 and not signed and _chrome(bare, edge=not first <= index <= last):
            continue
        seen_body = seen_body or "。" in text or len(text) > 160
        star = _STAR.match(text)
        page.lines.append(line.cut(star.end()) if star else line)


def _chrome(text: str, *, edge: bool) -> bool:
    """Whether a line belongs to the web page: some words say so anywhere, others only around the document."""
    return bool(
        pattern("heads", "chrome").fullmatch(text)
        or (edge and (pattern("heads", "chrome_edge").fullmatch(text) or _navigation(text)))
    )


def _navigation(text: str) -> bool:
    """Whether a line is a row of links: short words side by side, one of them the home page or the like."""
    cells = re.split(r" {2,}|[|/·] ?", text)
    return (
        len(cells) > 2 and max(map(len, cells)) <= 12 and pattern("heads", "links").search(text) is not None
    )


_TOLD = re.compile(r"。|\t|\||\S {3,}\S+ {3,}\S|^附 ?[件表录]|\d{1,2} ?月.{1,3} ?日")


def _edges(lines: list[Run]) -> tuple[int, int]:
    """The first and the last line that is surely document: lines around them may be the web page's."""
    told = [
        index
        for index, line in enumerate(lines)
        if (_TOLD.search(line.text[:400]) or len(line.text) > 160) and not _chrome(line.text, edge=True)
    ]
    first = next((index for index in told if "。" in lines[index].text), told[0] if told else len(lines))
    return first, told[-1] if told else -1


def _page_number(lines: list[Run], index: int, numbers: int) -> bool:
    """Whether a line is a page number."""
    text = lines[index].text
    return len(text) <= 16 and _PAGE.fullmatch(text) is not None and not _cell(lines, index, numbers)


def _take_cells(line: Run, page: Page) -> bool:
    """Takes a line of several keys and values of the web page's table."""
    cells = _meta_cells(line.text)
    for start, cell in cells:
        name, _, value = cell.partition(":")
        key, _ = _meta(name.replace(" ", "") + ":" + value.strip())
        if key and value.strip():
            offset = start + len(name) + 1
            page.meta.setdefault(key, line.cut(offset, offset + len(value)))
    return bool(cells)


def _take_row(line: Run, page: Page) -> bool:
    """Takes a row of the web page's table whose key and value are parted by a tab or wide space."""
    row = _ROW.fullmatch(line.text)
    if not row or not pattern("heads", "meta_all").fullmatch(row["key"].replace(" ", "")):
        return False
    value = line.cut(*row.span("value"))
    key, _ = _meta(row["key"].replace(" ", "") + ":" + value.text)
    name = {
        "标题": "title",
        "名称": "title",
        "发文机关": "issuer",
        "发文单位": "issuer",
        "发文机构": "issuer",
    }
    page.meta.setdefault(key or name.get(row["key"].replace(" ", ""), "other"), value)
    return True


_ROW = re.compile(
    r"【?(?P<key>[\u3400-\u9fff](?: ?[\u3400-\u9fff]){1,5}) ?】?(?:\t *| {2,}|[:|] *\t)(?P<value>\S.{0,120})"
)


def _take_meta(line: Run, bare: str, page: Page, *, seen_body: bool) -> tuple[bool, str]:
    """Takes a line with one key of the web page's table; whether it is one, and the key whose value is to come."""
    key, value = _meta(bare)
    if not key or (seen_body and key == "published" and not value):
        return False, ""
    text, awaited = line.text, ""
    if value:
        start = text.rfind(value)
        page.meta.setdefault(key, line.cut(start, start + len(value)))
    elif bare != text or (key == "doc_number" and ":" not in text):
        awaited = key
    return bool(value or awaited or bare != text or ":" in bare), awaited


def _cell(lines: list[Run], index: int, numbers: int) -> bool:
    """Whether a line that is only a number is the first cell of a table row rather than a page number."""
    text = lines[index].text
    if not text.isdigit() or numbers < 2:
        return False
    beside = [lines[k].text for k in (index - 1, index + 1) if 0 <= k < len(lines)]
    return all(len(other) < 30 for other in beside)


def _meta_cells(text: str) -> list[tuple[int, str]]:
    """The cells of a line that holds nothing but keys and values parted by wide space; empty if it is no such line."""
    cells = [(m.start(), m[0]) for m in re.finditer(r"[^ :](?:[^:]{0,9}): ?(?:(?! {2,}).)*", text)]
    keys = pattern("heads", "meta_all", r"{}$")
    if (
        cells
        and all(keys.match(re.sub(" ", "", cell.split(":", 1)[0])) for _, cell in cells)
        and (len(cells) > 1 or re.match(r"\S +\S", text))
    ):
        return cells
    return []


def _meta(text: str) -> tuple[str, str]:
    """The key and the value of a line of the web page's own table."""
    for key in ("doc_number", "published", "written", "keys"):
        match = pattern("heads", f"meta_{key}", r"(?:【)?{} ?[:】]? ?").match(text)
        if not match:
            continue
        rest = text[match.end() :].strip()
        if key == "published":
            date = re.match(r"\d{4}[-./年] ?\d{1,2}[-./月] ?\d{1,2}日?(?=$|[^-至到日\d]|\s)", rest)
            if date and (match[0].rstrip()[-1:] in ":】" or len(match[0]) >= 4):
                return key, date[0]
            if not rest and len(text) >= 4 and ":" not in text and text not in ("活动时间", "活动日期"):
                return key, ""
        elif key == "doc_number":
            number = re.match(r"\S{1,20}[〔\[(【]\d{2,4}[〕\])】]\S{0,3}\d+ ?号", rest)
            if number or not rest:
                return key, number[0] if number else ""
        elif key == "written":
            date = re.match(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?", rest)
            if date or not rest:
                return key, date[0] if date else ""
        elif not rest and text[-1:] != ":":
            return "", ""
    return "", ""


def _wrap_width(lines: list[Run]) -> int:
    """Columns at which long lines were broken by hand, 0 if they were not."""
    widths = [columns(line.text) + line.indent for line in lines if 30 <= len(line.text) * 2 <= 300]
    if len(widths) < 4:
        return 0
    widest = max(widths)
    near = Counter(width // 4 for width in widths)
    best, count = max(((key, near[key] + near[key + 1]) for key in near), key=lambda pair: (pair[1], pair[0]))
    if count >= max(4, 0.35 * len(widths)) and (best + 2) * 4 >= widest - 8:
        return best * 4
    return 0


def paragraphs(lines: list[Run], width: int) -> list[Run]:
    """Lines put together to paragraphs where a page break or a hard wrap cut them."""
    base = Counter(line.indent for line in lines if len(line.text) >= 20).most_common(1)
    found: list[list[Run]] = []
    for line in lines:
        if found and _continues(found[-1], line, width, base[0][0] if base else 0):
            found[-1].append(line)
        else:
            found.append([line])
    return [joined(group) for group in found]


def _continues(group: list[Run], line: Run, width: int, base: int) -> bool:
    """Whether a line carries on the sentence of the lines before it."""
    last, text = group[-1], line.text
    previous = last.text
    if _parted(previous, text) or (_DATED.match(text) and _DATED.match(group[0].text)):
        return False
    if previous[-1] in ",、(《" or _open(previous):
        return True
    indented = line.indent - min(base, last.indent) >= 3
    if indented or _ends_in_heading(previous) or looks_closed(previous) or looks_closed(text):
        return False
    if width and columns(previous) + last.indent >= width - 6:
        return True
    sentence = len(group) > 1 or (len(previous) >= 14 and _INNER.search(previous) is not None)
    ended = width and not line.blank and len(group) > 1 and columns(previous) < width - 12
    return sentence and not ended


def _parted(previous: str, text: str) -> bool:
    """Whether a mark between two lines parts them: a full stop, a table, a number, a label."""
    if _STOP.search(previous) or "\t" in text or "\t" in previous or "|" in text:
        return True
    return marker(text) is not None or is_label(text)


def _ends_in_heading(text: str) -> bool:
    """Whether the heading of the next section is glued to the end (…18:00二、联播内容)."""
    glued = _GLUED.search(text)
    return bool(glued and glued.start() and roles_of(text[text.rfind("、") + 1 :]))


_GLUED = re.compile(r"[一二三四五六七八九十]、[\u3400-\u9fff]{2,12}$")


_DATED = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}(?:日|-)")


def _open(text: str) -> bool:
    """Whether a bracket or a title is still open at the end."""
    return text.rfind("(") > text.rfind(")") or text.rfind("《") > text.rfind("》")


def looks_closed(text: str) -> bool:
    """Whether a line stands for itself: a date, a name of a body, a line of the imprint."""
    return bool(_ALONE.fullmatch(text)) or bool(len(text) <= 40 and _ORG_LINE.fullmatch(text))


_ISO = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_ALONE = re.compile(
    r"(?:.{0,40} )?\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日(?: ?印发)?"
    r"|[一二三四五六七八九〇零○0-9]{4}年[一二三四五六七八九十0-9]{1,3}月[一二三四五六七八九十0-9]{1,3}日"
    r"(?: ?印发)?|附件 ?\d*"
)
_ORG_LINE = pattern("heads", "org_ends", r"[^,。;:!?、\"(]{0,38}{}")
