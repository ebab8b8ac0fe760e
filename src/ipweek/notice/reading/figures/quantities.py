"""Numbers with units in one paragraph, each with the words that say what was counted."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ipweek.base.errors import Refusal
from ipweek.base.text import parse_number
from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.lexicon import pattern, table

from . import words

Bound = Literal["exact", "more", "less", "approx"]
BOUNDS: tuple[Bound, ...] = ("less", "approx", "more")
WAN = Decimal(10_000)
SCALES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": WAN, "亿": WAN * WAN}
MONEY = ("元", "美元")
LONGEST_NUMBER = 20
LONGEST_LABEL = 40
LONGEST_NOUN = 16
MASK = "〓"
_BOUNDARY = re.compile(r"[,，;。:!?\n\t()|]")
_NOUN = re.compile(r"的?(?!、)((?:(?!\d)[\w、" + MASK + r"\"])*)")
_WIDE_COMMA = re.compile("(?<![０-９])，|，(?![０-９])")
_COLLECTIVE = "百千万亿"


@dataclass
class Quantity:
    """A number with its unit as it stands in a paragraph.

    Attributes:
        start: first character in the run, with a word such as 近.
        end: behind the last one.
        n: the value in `unit`; money written in 万 or 亿 is in 万元.
        unit: the unit as written, brackets half-width.
        bound: what the words around say of the value.
        label: the words of the clause in front.
        what: what was counted, as the text calls it.
        span: place in the original text.
        reason: why this is no result of the activity, "" for a result.
        planned: announced, not done.
        day: ISO date the sentence names, if any.
        n_max: the upper end of a range.
        paragraph: number of the paragraph it stands in.
    """

    start: int
    end: int
    n: Decimal
    unit: str
    bound: Bound = "exact"
    label: str = ""
    what: str = ""
    span: tuple[int, int] = (0, 0)
    reason: str = ""
    planned: bool = False
    day: str | None = None
    n_max: Decimal | None = None
    paragraph: int = 0
    grain: Decimal = Decimal(0)  # what a number in 万 or 亿 was rounded to, in `unit`
    announced: bool = False  # said to be a total: 共, 合计, 累计

    @property
    def heading(self) -> str:
        """The last two characters of what was counted: 宣传资料 and 资料 are one subject."""
        return re.sub(r"[^\w]|人数$|数量?$|总数$", "", self.what)[-2:]


def scan(run: Run, text: str) -> list[Quantity]:
    """All quantities of a paragraph in order; vague ones (数百份) carry the reason `vague`.

    Args:
        run: the folded paragraph.
        text: the original text it was folded from.
    """
    plain = without_names(run, text)
    found: list[Quantity] = []
    for match in words.quantity().finditer(plain):
        if match["skip"] is None:
            quantity = _vague(match, 0) if match["vague"] else _read(match, plain)
            if quantity is not None:
                found.append(quantity)
    found = _with_views(found, plain)
    for quantity in found:
        quantity.span = (run.at(quantity.start), run.at(quantity.end - 1) + 1)
    _describe(found, run.text)
    return found


def without_names(run: Run, text: str) -> str:
    """The folded text with quoted names blanked and full-width commas kept apart; length as before."""
    original = "".join(text[start:end] for start, end in run.spans())
    if len(original) != len(run.text):
        return run.text
    # A full-width comma parts thousands only between full-width digits.
    commas = {match.start() for match in _WIDE_COMMA.finditer(original)}
    folded = "".join("，" if place in commas else char for place, char in enumerate(run.text))
    pieces: list[str] = []
    place = 0
    for match in words.quoted().finditer(original):
        first, last = match.start() + 1, match.end() - 1
        inside = folded[first:last]
        spoken = pattern("figures", "lists.first_person").search(inside)
        if len(match[0]) <= 10 or spoken or not re.search(r"\d", inside):
            pieces += [folded[place:first], MASK * (last - first)]
            place = last
    return "".join((*pieces, folded[place:]))


def bound_of(before: str, mid: str, behind: str) -> Bound:
    """What the words in front, inside and behind say of a number; those nearest the digits weigh most."""
    if mid:
        return "approx" if mid == "来" else "more"
    for key in BOUNDS:
        if before in table("figures")["lists"][key] and before:
            return key
    for key in BOUNDS:
        if behind in table("figures")["lists"][f"{key}_behind"]:
            return key
    return "exact"


def value_of(number: str, scale: str = "") -> Decimal | None:
    """The value of a number as written, None for one that is no exact number (三五, 百十)."""
    number = re.sub("[wW]$", "万", number.replace(" ", ""))
    if len(number) > LONGEST_NUMBER:
        return None
    if number[0] in _COLLECTIVE:
        number = "一" + number
    try:
        value = parse_number(number)
    except Refusal:
        return None
    for unit in scale:
        value = value.scaleb(SCALES[unit].adjusted())
    return value


def in_unit(value: Decimal, unit: str, scaled: bool) -> tuple[Decimal, str]:
    """Money that was written in 万 or 亿 becomes 万元; everything else stays."""
    if unit in MONEY and scaled:
        return value.scaleb(-4), "万" + unit
    return value, unit


def _vague(match: re.Match[str], start: int) -> Quantity:
    return Quantity(max(match.start(), start), match.end(), Decimal(0), "", "approx", reason="vague")


def _read(match: re.Match[str], plain: str) -> Quantity | None:
    """One quantity out of a match of the grammar, None if the characters only look like one."""
    number, unit, before = match["number"], match["unit"], match["before"] or ""
    mid = match["mid"] or match["mid2"] or ""
    start = match.start()
    other_word = plain[start - 1 : start] and plain[start - 1 : start] in words.guarded(before)
    if before and (other_word or (before == "上" and number[0] not in "十百千万")):
        start, before = match.start("low") if match["low"] else match.start("number"), ""
    following = plain[match.end() : match.end() + 8]
    if unit == "个" and pattern("figures", "lists.abstract").match(following):
        return None
    if not number[0].isdigit() and not _counts(match, plain, bool(before or mid), following):
        return None
    value = value_of(number, match["scale"] or "")
    if value is None:
        return _vague(match, start)
    scaled = bool(re.search("[万亿wW]", number + (match["scale"] or "")))
    n, unit = in_unit(value, unit, scaled)
    other = "次" if match["other"] == "/次" else match["other"] or ""  # 人/次 is 人次
    quantity = Quantity(start, match.end(), n, unit + other)
    quantity.bound = bound_of(before, mid, match["behind"] or "")
    quantity.grain = _grain(number + (match["scale"] or ""), unit)
    low = value_of(match["low"]) if match["low"] else None
    if low is not None:
        exponent = n.adjusted() if low.adjusted() < 3 and value >= WAN else 0
        quantity.n_max, quantity.bound = n, "approx"
        quantity.n = low.scaleb(exponent - low.adjusted()) if exponent and low * WAN <= value * 10 else low
    return quantity


def _grain(number: str, unit: str) -> Decimal:
    """What the last digit of a number in 万 or 亿 stands for, 0 for a number counted out."""
    if (
        not number[0].isdigit()
        or (unit == "万元" and "亿" not in number)
        or not (scaled := re.search("[万亿]+$", number))
    ):
        return Decimal(0)
    digits = re.match(r"[\d,]+(?:\.(\d+))?", number)
    decimals = len(digits[1] or "") if digits else 0
    exponent = (
        sum(4 if char == "万" else 8 for char in scaled[0]) - decimals - (4 if unit.startswith("万") else 0)
    )
    return Decimal(1).scaleb(exponent)


def _counts(match: re.Match[str], plain: str, bounded: bool, following: str) -> bool:
    """Whether a number in Chinese numerals counts something rather than being part of a word."""
    number, unit, start = match["number"], match["unit"], match.start("number")
    previous = plain[start - 1 : start]
    if previous and previous in (
        "第统唯专逐每某另之不独周初单同" if number == "一" else "第每周三一二四五六七八九十百千万"
    ):
        return False
    if previous == "分" and unit in table("figures")["lists"]["divided"]:
        return False
    if number[0] in _COLLECTIVE and len(number) == 1:
        return bounded
    value = value_of(number)
    if value is None:
        return True
    if value <= 1:
        clause = _BOUNDARY.split(plain[max(0, start - 16) : start])[-1]
        ends = "" if not following or not following[0].isalnum() else "[了过]?$"
        return bool(re.search(words.words("lists.held") + ends, clause))
    return unit not in table("figures")["lists"]["loose"] or _concrete(unit, value, following)


def _concrete(unit: str, value: Decimal, following: str) -> bool:
    """Whether 个, 项 and the like behind a Chinese numeral count things: 两个乡镇, never 三个结合."""
    if value > 10:
        return not pattern("figures", "lists.abstract").match(following)
    if unit == "项" and pattern("figures", "lists.abstract_of_project").match(following):
        return False
    ends = not following or not following[0].isalnum()
    named = pattern("figures", "lists.countable").search(following[:5])
    return ends or (bool(named) and not pattern("figures", "lists.abstract").match(following))


def _with_views(found: list[Quantity], plain: str) -> list[Quantity]:
    """Readings of views and heads that stand without a unit, among the others in order."""
    taken = {place for quantity in found for place in range(quantity.start, quantity.end)}
    for match in words.view().finditer(plain):
        start = match.start("before") if match["before"] else match.start("number")
        value = value_of(match["number"], match["scale"] or "")
        if value is None or start in taken:
            continue
        mid = match["mid"] or match["mid2"] or ""
        bound = bound_of(match["before"] or "", mid, match["behind"] or "")
        found.append(Quantity(start, match.end(), value, "次" if match["views"] else "人", bound))
    return sorted(found, key=lambda quantity: quantity.start)


def _describe(found: list[Quantity], folded: str) -> None:
    """Give every quantity the words of its clause and the name of what it counts."""
    end = 0
    for index, quantity in enumerate(found):
        window = folded[max(end, quantity.start - LONGEST_LABEL) : quantity.start]
        quantity.label = _BOUNDARY.split(window)[-1].lstrip("、和及与 ")
        behind = found[index + 1].start if index + 1 < len(found) else len(folded)
        noun = _noun(folded[quantity.end : min(behind, quantity.end + LONGEST_NOUN)])
        label = bare(quantity.label)
        quantity.what = noun or label
        if not quantity.what and index:
            quantity.what = found[index - 1].what
        end = quantity.end


def _noun(behind: str) -> str:
    """The noun that follows a unit: 3场讲座, 1200名师生参加."""
    match = _NOUN.match(behind)
    noun = match[1] if match else ""
    noun = re.split(f"{words.words('lists.noun_stop')}|{words.words('lists.verbs')}", noun)[0]
    return noun.strip('、的"') if len(noun) > 1 else ""


def bare(label: str) -> str:
    """A label without the adverbs around it: 现场共发放宣传资料约 → 发放宣传资料."""
    label = re.sub(rf"^(?:{words.words('lists.leading')}|[、\s])+", "", label)
    return re.sub(rf"(?:{words.words('lists.trailing')}|[、\s])+$", "", label)
