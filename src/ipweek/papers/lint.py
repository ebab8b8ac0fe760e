"""Remarks on the form of an official paper's text (GB/T 9704-2012), each with its place and remedy.

Only form is judged, never content. The text is not changed; every remark says what would be right.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ipweek.base.text import to_halfwidth
from ipweek.papers.checking import NUMBER
from ipweek.papers.document import Document, Figure, Heading, ListBlock, Paragraph, Table, plain


class Severity(StrEnum):
    """How much a remark weighs: against the standard, likely wrong, or a matter of style."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """A remark.

    Attributes:
        code: what kind of remark, stable.
        severity: how much it weighs.
        start: first character concerned, counted from 0.
        end: the one after the last.
        message: what is wrong, in a Chinese sentence.
        remedy: what to write instead or to do.
    """

    code: str
    severity: Severity
    start: int
    end: int
    message: str
    remedy: str


_NUMBER_LIKE = re.compile(
    r"(?P<body>[\u4e00-\u9fa5]{2,20})(?P<open>[〔\[［【（(〈<])\s*(?P<year>\d{2}|\d{4})\s*(?P<close>[〕\]］】）)〉>])"
    r"\s*第?\s*(?P<serial>\d+)\s*号"
)
_PADDED_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WORD_DATE = re.compile(
    r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_MARK_DATE = re.compile(r"(?<![\d.\-/])(\d{4})([.\-/])(\d{1,2})\2(\d{1,2})(?![\d.\-/])")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fa5”》）])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fa5“《（])")
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_NEEDLESS_COMMA = re.compile(r"(?<=[》”])、(?=[《“])")
_PAGE_NUMBER = re.compile(r"^\s*-\s*\d+\s*-\s*$")
_SHORT_PHONE = re.compile(r"(?:电话|传真|热线)[号码]*\s*[：:]\s*(\d{7,8})(?!\d)")
_SPACED_TITLE = re.compile(r"(?:[\u4e00-\u9fa5][ \u3000]){2,}[\u4e00-\u9fa5]$")
_LEVELS = (
    (1, re.compile(r"^\s*[一二三四五六七八九十]+、")),
    (2, re.compile(r"^\s*[（(][一二三四五六七八九十]+[）)]")),
    (3, re.compile(r"^\s*\d{1,2}[.．](?!\d)")),
    (4, re.compile(r"^\s*[（(]\d{1,2}[）)]")),
)
_WRONG_LABELS = (
    (
        re.compile(r"^\s*([一二三四五六七八九十]+)[.．,，](?=[\u4e00-\u9fa5])"),
        "一级标题序数后用顿号，例如“一、”。",
    ),
    (
        re.compile(r"^\s*[（(][一二三四五六七八九十]+[）)][、.，,]"),
        "二级标题序数的括号后不加标点，例如“（一）”。",
    ),
    (re.compile(r"^\s*\d{1,2}、"), "三级标题序数后用下脚点，例如“1.”。"),
    (re.compile(r"^\s*[（(]\d{1,2}[）)][、.，,]"), "四级标题序数的括号后不加标点，例如“（1）”。"),
)
_ANNEX_NOTE = re.compile(r"^\s*附件\s*[：:]\s*(.+)$")
_ANNEX_ITEM = re.compile(r"^\s*(?:附件\s*[：:]\s*)?(\d{1,2})[.．、]\s*(.+)$")
_ANNEX_PAGE = re.compile(r"^\s*附件\s*(\d{0,2})\s*[：:]?\s*$")
_PAIRS = {"（": "）", "《": "》", "〔": "〕", "“": "”", "【": "】"}


def check(text: str) -> list[Finding]:
    """All remarks on a text, in the order they stand; lines are paragraphs.

    The order and spans refer to the text as given.
    """
    findings: list[Finding] = []
    for start, line in _lines(text):
        for rule in _LINE_RULES:
            findings.extend(_moved(finding, start) for finding in rule(line))
    findings.extend(_level_skips(text))
    findings.extend(_annexes(text))
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
    found = list(_numbers(text))
    if found:
        return found
    message = f"“{text}”不合发文字号的格式。"
    remedy = "写作“机关代字〔四位年份〕序号号”，例如“甲办〔2022〕1号”。"
    return [Finding("number.form", Severity.ERROR, 0, len(text), message, remedy)]


def check_date(text: str) -> list[Finding]:
    """Remarks on a 成文日期 that should stand alone; empty when it is right."""
    found = list(_dates(text))
    if found or _PADDED_DATE.fullmatch(text):
        return found
    message = f"“{text}”不是完整的成文日期。"
    return [Finding("date.form", Severity.ERROR, 0, len(text), message, "写全年月日，例如“2022年3月28日”。")]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line.rstrip("\r")
        start += len(line) + 1


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=finding.start + by, end=finding.end + by)


def _numbers(line: str) -> Iterator[Finding]:
    for match in _NUMBER_LIKE.finditer(line):
        faults = []
        if (match["open"], match["close"]) != ("〔", "〕"):
            faults.append(("number.bracket", "年份应用六角括号“〔〕”"))
        if len(match["year"]) != 4:
            faults.append(("number.year", "年份应写全四位"))
        if match["serial"].startswith("0"):
            faults.append(("number.padding", "序号不编虚位"))
        if "第" in match[0][match.end("close") - match.start() :]:
            faults.append(("number.ordinal", "序号前不加“第”字"))
        if re.search(r"\s", match[0]):
            faults.append(("number.space", "发文字号中不留空格"))
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        right = f"{match['body']}〔{year}〕{int(match['serial'])}号"
        for code, fault in faults:
            yield Finding(
                code, Severity.ERROR, match.start(), match.end(), f"发文字号{fault}。", f"改为“{right}”。"
            )


def _dates(line: str) -> Iterator[Finding]:
    for match in _PADDED_DATE.finditer(line):
        right = f"{match[1]}年{int(match[2])}月{int(match[3])}日"
        if match[0] != right:
            code, fault = (
                ("date.space", "日期中不留空格")
                if re.search(r"\s", match[0])
                else ("date.padding", "月、日不编虚位")
            )
            yield Finding(code, Severity.ERROR, match.start(), match.end(), f"{fault}。", f"改为“{right}”。")
    for match in _WORD_DATE.finditer(line):
        yield Finding(
            "date.numerals",
            Severity.ERROR,
            match.start(),
            match.end(),
            "成文日期用阿拉伯数字。",
            "改为“2022年3月28日”的写法。",
        )
    for match in _MARK_DATE.finditer(line):
        month, day = int(match[3]), int(match[4])
        if 1 <= month <= 12 and 1 <= day <= 31:
            right = f"{match[1]}年{month}月{day}日"
            yield Finding(
                "date.marks",
                Severity.ERROR,
                match.start(),
                match.end(),
                "日期应写出年月日。",
                f"改为“{right}”。",
            )


def _copy_line(line: str) -> Iterator[Finding]:
    match = re.match(r"\s*抄送\s*[：:]?", line)
    if match is None or not line[match.end() :].strip():
        return
    if "：" not in match[0]:
        yield Finding(
            "copy.colon", Severity.ERROR, match.start(), match.end(), "“抄送”后用全角冒号。", "改为“抄送：”。"
        )
    words = line.rstrip()
    if not words.endswith("。"):
        yield Finding(
            "copy.stop", Severity.ERROR, len(words) - 1, len(words), "抄送机关之后标句号。", "在末尾加“。”。"
        )


def _half_width(line: str) -> Iterator[Finding]:
    for match in _HALF_WIDTH.finditer(line):
        right = match[0].translate(_FULL)
        yield Finding(
            "punctuation.half",
            Severity.WARNING,
            match.start(),
            match.end(),
            f"中文之间用了半角标点“{match[0]}”。",
            f"改为“{right}”。",
        )


def _small_signs(line: str) -> Iterator[Finding]:
    for match in _NEEDLESS_COMMA.finditer(line):
        yield Finding(
            "punctuation.enumeration",
            Severity.HINT,
            match.start(),
            match.end(),
            "并列的书名号、引号之间通常不用顿号。",
            "删去“、”。",
        )
    if page := _PAGE_NUMBER.match(line):
        number = line.strip("- \u3000")
        yield Finding(
            "page.number",
            Severity.WARNING,
            page.start(),
            page.end(),
            "页码左右各放一条一字线，不用连字符。",
            f"改为“— {number} —”，单页居右空一字，双页居左空一字。",
        )
    for match in _SHORT_PHONE.finditer(line):
        yield Finding(
            "phone.area",
            Severity.WARNING,
            match.start(1),
            match.end(1),
            f"电话“{match[1]}”缺少区号。",
            "写作“区号-号码”。",
        )
    if spaced := _SPACED_TITLE.search(line):
        yield Finding(
            "title.spaced",
            Severity.WARNING,
            spaced.start(),
            spaced.end(),
            "标题的字间加了空格。",
            f"改为“{re.sub(r'[ 　]', '', spaced[0])}”。",
        )


def _labels(line: str) -> Iterator[Finding]:
    for pattern, remedy in _WRONG_LABELS:
        if match := pattern.match(line):
            yield Finding(
                "level.label",
                Severity.WARNING,
                match.start(),
                match.end(),
                "标题序数的标点不合规范。",
                remedy,
            )


def _brackets(line: str) -> Iterator[Finding]:
    """Brackets and quotation marks that do not close within their paragraph."""
    open_signs: list[tuple[str, int]] = []
    for place, char in enumerate(line):
        if char in _PAIRS:
            open_signs.append((char, place))
        elif char in _PAIRS.values():
            if open_signs and _PAIRS[open_signs[-1][0]] == char:
                open_signs.pop()
            elif not (char == "）" and re.match(r"\s*(?:\d{1,2}|[一二三四五六七八九十]+)$", line[:place])):
                yield _lonely(char, place)
    for char, place in open_signs:
        yield _lonely(char, place)


def _lonely(char: str, place: int) -> Finding:
    return Finding(
        "bracket.pair", Severity.WARNING, place, place + 1, f"“{char}”没有成对。", "补上另一半或删去这一半。"
    )


_LINE_RULES: tuple[Callable[[str], Iterator[Finding]], ...] = (
    _numbers,
    _dates,
    _copy_line,
    _half_width,
    _small_signs,
    _labels,
    _brackets,
)


def _level_skips(text: str) -> Iterator[Finding]:
    """A heading more than one level below the one above it; a paper may begin at any level."""
    level = 0
    for start, line in _lines(text):
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


def _annexes(text: str) -> Iterator[Finding]:
    """The list of annexes: no end punctuation, and the same names above the annexes themselves."""
    lines = [(start, line) for start, line in _lines(text) if line.strip()]
    names: dict[str, str] = {}
    listing = False
    for index, (start, line) in enumerate(lines):
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
        if page and names and index + 1 < len(lines):
            yield from _annex_title(names, page[1], lines[index + 1])


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
