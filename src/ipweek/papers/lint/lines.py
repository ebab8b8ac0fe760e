"""The rules that look at one line (a paragraph) at a time."""

import re
from collections.abc import Callable, Iterator

from ipweek.papers.lint.finding import Finding, Severity

_NUMBER_LIKE = re.compile(
    r"(?P<body>[\u4e00-\u9fa5]{2,20})(?P<open>[〔\[［【（(〈<])\s*(?P<year>\d{2}|\d{4})\s*(?P<close>[〕\]］】）)〉>])"
    r"\s*第?\s*(?P<serial>\d+)\s*号"
)
FULL_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
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
_PAIRS = {"（": "）", "《": "》", "〔": "〕", "“": "”", "【": "】"}


def numbers(line: str) -> Iterator[Finding]:
    """Document numbers with the wrong brackets, padding, 第, short years or blanks."""
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


def dates(line: str) -> Iterator[Finding]:
    """Dates padded, spaced, in Chinese numerals or with marks instead of 年月日."""
    for match in FULL_DATE.finditer(line):
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


RULES: tuple[Callable[[str], Iterator[Finding]], ...] = (
    numbers,
    dates,
    _copy_line,
    _half_width,
    _small_signs,
    _labels,
    _brackets,
)
