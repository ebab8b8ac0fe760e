"""Chinese text: widths, numerals, dates, masking of personal data, likeness. Plain Python without Django."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

import cn2an

from ipweek.base.errors import Refusal

# Full-width ASCII and the ideographic space; every entry is one character for one.
_HALFWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ONE_FORM = (
    dict.fromkeys(map(ord, "“”„‟〝〞「」『』«»"), '"')
    | dict.fromkeys(map(ord, "‘’‚‛′"), "'")
    | dict.fromkeys(map(ord, "‐‑‒–—―−─━"), "-")
    | dict.fromkeys(map(ord, "〜∼"), "~")
    | dict.fromkeys(map(ord, "·•‧∙・"), "·")
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def to_halfwidth(text: str) -> str:
    """Turn full-width letters, digits and ASCII punctuation and the wide space into half-width ones (1:1)."""
    return text.translate(_HALFWIDTH)


def fold(text: str) -> str:
    """Return a form for matching that keeps every offset: `len(fold(s)) == len(s)`.

    Character by character: compatibility forms (full width, Kangxi radicals of PDF text, circled digits)
    become the plain character where that is one character; quotes, dashes, spaces become one kind each.
    """
    return "".join(map(_fold_one, text))


@cache
def _fold_one(character: str) -> str:
    plain = character.translate(_ONE_FORM)
    if plain != character:
        return plain
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1:
        return character
    return " " if plain.isspace() and plain not in "\n\r\t" else plain.translate(_ONE_FORM)


def normalise(text: str) -> str:
    """Return a form for comparing: NFKC, one kind of quote and dash, nothing invisible, single spaces."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_ONE_FORM)
    return " ".join(plain.split())


# --- numerals ---

_UNITS = {"百": 2, "千": 3, "万": 4, "亿": 8}
_MANTISSA = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?", re.ASCII)
_PART = re.compile(r"(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)(万亿|[十百千]?[万亿]|[百千])", re.ASCII)
_NUMERAL = re.compile(r"[零一二三四五六七八九十百千万亿]+")
_DIGITS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")}
# Capital and old forms, and 两; one character for one except 廿 and 卅.
_PLAIN_NUMERAL = str.maketrans(
    {
        **dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸", "一二三四五六七八九十百千万亿二三六", strict=True)),
        **dict.fromkeys("〇○Ｏ", "零"),
        **dict.fromkeys("两兩", "二"),
        "廿": "二十",
        "卅": "三十",
        "點": "点",
        "負": "负",
    }
)


def chinese_number(number: int) -> str:
    """Write a whole number in small Chinese numerals as headings do: 一, 十, 二十三, 一百零五.

    Raises:
        ValueError: outside 0 to 9 999 999 999 999.
    """
    if not 0 <= number < 10**13:
        raise ValueError(f"no Chinese numeral for {number}")
    return str(cn2an.an2cn(number))


def parse_number(text: str) -> Decimal:
    """Read one exact number: 三百二十, 1.2万, ２，０００, 12万5千, 三点五亿, 二〇二二.

    Bounds (余, 多, 近), ranges (三五, 十几) and percentages are not exact numbers and are refused: whoever
    reads prose handles them before.

    Raises:
        Refusal: if the text is not one exact number.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_PLAIN_NUMERAL).strip()
    sign = Decimal(1)
    if plain[:1] in {"-", "−", "负", "+"}:
        sign = Decimal(1) if plain[0] == "+" else Decimal(-1)
        plain = plain[1:].strip()
    value = _arabic(plain)
    if value is None:
        value = _chinese(plain)
    if value is None:
        raise Refusal(f"“{ellipsis(text.strip(), 20)}”不是一个确定的数，请填写数字，如 1200 或 1.2万。")
    return sign * value


def _arabic(text: str) -> Decimal | None:
    """Read 1200, 1,200, 1.2万, 12万5千; None if the text is none of these."""
    if _MANTISSA.fullmatch(text):
        return Decimal(text.replace(",", "").replace(" ", ""))
    total, position, last = Decimal(0), 0, 99
    while match := _PART.match(text, position):
        exponent = _exponent(match[2])
        # Each part must be a smaller order than the one before, and fit below it: 12万5千, not 5千12万.
        part = Decimal(match[1].replace(",", "")).scaleb(exponent)
        if exponent >= last or (position and part >= Decimal(10) ** last):
            return None
        total, position, last = total + part, match.end(), exponent
    rest = text[position:]
    if position and rest:
        # A single digit after 万 is the next lower order (1万2 is 12 000); anything longer is ambiguous.
        if not (len(rest) == 1 and rest.isdigit() and rest.isascii() and rest != "0" and last > 0):
            return None
        total += Decimal(int(rest)).scaleb(last - 1)
    return total if position else None


def _exponent(unit: str) -> int:
    return sum({**_UNITS, "十": 1}[character] for character in unit)


def _chinese(text: str) -> Decimal | None:
    """Read 三百二十, 二〇二二, 三点五万; None if the text is none of these."""
    if "点" in text:
        return _chinese_decimal(text)
    if not _NUMERAL.fullmatch(text):
        return None
    if all(character in _DIGITS for character in text):
        # Digit by digit only where it cannot be a range: 二〇二二 is read, 三五 (three to five) is not.
        if len(text) == 1 or "零" in text[1:] or len(text) >= 4:
            return Decimal("".join(_DIGITS[character] for character in text))
        return None
    try:
        return Decimal(cn2an.cn2an(text, "normal"))
    except (ValueError, InvalidOperation, KeyError):
        return None


def _chinese_decimal(text: str) -> Decimal | None:
    whole, _, rest = text.partition("点")
    match = re.fullmatch(r"([零一二三四五六七八九]+)(万亿|[十百千]?[万亿])?", rest)
    value = _chinese(whole)
    if match is None or value is None:
        return None
    # Digits are copied as text: cn2an goes through float here.
    digits = "".join(_DIGITS[character] for character in match[1])
    return Decimal(f"{int(value)}.{digits}").scaleb(_exponent(match[2] or ""))


# --- dates ---


def cn_date(day: date) -> str:
    """Write a day as official documents do (GB/T 9704-2012 7.3.5.4): 2022年4月20日, no padding."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_range(start: date, end: date) -> str:
    """Write a period without repeating year and month: 2022年4月20日至26日.

    Raises:
        ValueError: if the end lies before the start.
    """
    if end < start:
        raise ValueError("the period ends before it starts")
    if start == end:
        return cn_date(start)
    if start.year != end.year:
        return f"{cn_date(start)}至{cn_date(end)}"
    if start.month != end.month:
        return f"{cn_date(start)}至{end.month}月{end.day}日"
    return f"{cn_date(start)}至{end.day}日"


# --- masking ---

# Searched in the half-width form. The parts of an address are bounded so that the search stays linear.
_PHONE_IN_TEXT = re.compile(
    r"(?<![\d.])(?:(?:\+86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|(?:\(0\d{2,3}\) ?|0\d{2,3}[- ]?)\d{7,8})(?!\d)",
    re.ASCII,
)
_ID_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}[- ]?\d{8}[- ]?\d{3}[\dXx](?![0-9A-Za-z])", re.ASCII)
_EMAIL_IN_TEXT = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


def mask_phone(phone: str) -> str:
    """Mask a telephone number for lists: 138****8000, 0393-***5719; public short numbers (12345) stay."""
    plain = to_halfwidth(phone).strip().removeprefix("+86").lstrip("- ")
    mobile = re.sub("[- ]", "", plain)
    if re.fullmatch(r"1[3-9]\d{9}", mobile):
        return f"{mobile[:3]}****{mobile[-4:]}"
    fixed = plain.replace("(", "").replace(")", "-")
    if match := re.fullmatch(r"(0(?:10|2\d|[3-9]\d\d))?([- ]*)(\d{3,4})(\d{4})", fixed):
        return f"{match[1] or ''}{match[2][:1]}{'*' * len(match[3])}{match[4]}"
    if re.fullmatch(r"\d{3,5}", plain):
        return plain
    return _keep_ends(plain, 0, 2)


def mask_id(number: str) -> str:
    """Mask an identity number: the division and the last four characters stay, 110105********002X."""
    plain = to_halfwidth(number).strip()
    return _keep_ends(plain, 6, 4) if len(plain) in {15, 18} else _keep_ends(plain, 0, 2)


def mask_email(address: str) -> str:
    """Mask a mail address: the first character and the domain stay, a***@example.com."""
    name, at, domain = to_halfwidth(address).strip().rpartition("@")
    return f"{name[:1]}***@{domain}" if at and name else _keep_ends(domain, 0, 0)


def mask_personal(text: str) -> str:
    """Mask telephone numbers, identity numbers and mail addresses inside running text."""
    text = _masked(_ID_IN_TEXT, mask_id, text)
    text = _masked(_PHONE_IN_TEXT, mask_phone, text)
    return _masked(_EMAIL_IN_TEXT, mask_email, text)


def _masked(pattern: re.Pattern[str], mask: Callable[[str], str], text: str) -> str:
    pieces, position = [], 0
    for match in pattern.finditer(to_halfwidth(text)):
        pieces += [text[position : match.start()], mask(match[0])]
        position = match.end()
    return "".join([*pieces, text[position:]])


def _keep_ends(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


# --- likeness ---

_NOT_WORDS = re.compile(r"[\W_]+")


def bigrams(text: str) -> list[str]:
    """Return the overlapping pairs of characters in order, punctuation and case aside; a lone one stays."""
    plain = _NOT_WORDS.sub("", normalise(text).casefold())
    return [plain[index : index + 2] for index in range(max(len(plain) - 1, min(len(plain), 1)))]


def similarity(one: str, other: str) -> float:
    """Return the likeness of two texts from 0 to 1: Dice's coefficient over their character pairs."""
    left, right = Counter(bigrams(one)), Counter(bigrams(other))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def ellipsis(text: str, length: int) -> str:
    """Shorten a text to at most `length` characters, the last of them … when something was cut."""
    return text if len(text) <= length else text[: max(length - 1, 0)].rstrip() + "…"
