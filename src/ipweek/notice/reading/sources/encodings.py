"""Bytes to characters in any encoding Chinese offices use."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator

from . import refusals
from .refusals import UnreadableFile

SAMPLE = 20_000  # characters looked at when encodings are compared
CERTAIN = 0.98  # no other encoding needs to be tried
GOOD = 0.75  # a reading at least this plausible is text
TOLERATED = 0.02  # share of damaged characters that is noted, not refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_PUNCTUATION = frozenset(
    "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～　〇％＋－／＝﹒•①②③④⑤⑥⑦⑧⑨⑩㎡℃№×→■□●○★▲"
)
_NOISE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\u00ad]")
_NOISE_RATIO = 0.3


def decode(data: bytes) -> tuple[str, list[str]]:
    """Decode a text file, telling the encoding by its byte order mark, else by what reads as Chinese.

    UTF-8 comes first, then GB18030 (which contains GBK and GB2312), UTF-16 without a mark, and Big5 where
    the bytes make clearly better sense that way. NUL bytes strewn into the text are dropped.

    Returns:
        The text with line ends as one newline and without control or invisible characters, and notes.

    Raises:
        UnreadableFile: no encoding gives plausible text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _finish(*_lenient(data[len(mark) :], encoding))
    best, chosen = 0.0, ("", 0)
    for reading, handicap in _readings(data):
        plausible = _plausible(*reading)
        if plausible - handicap > best:
            best, chosen = plausible - handicap, reading
        if best >= CERTAIN:
            break
    if best < GOOD:
        raise UnreadableFile(refusals.BINARY)
    return _finish(*chosen)


def clean(text: str) -> str:
    """Return the text with one kind of line end and without control or invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.translate({0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"})
    return _NOISE.sub("", text)


def _readings(data: bytes) -> Iterator[tuple[tuple[str, int], float]]:
    """The candidate readings, the likeliest first, each with the lead it needs over those before it."""
    plain = data.replace(b"\x00", b"")
    yield _lenient(plain, "utf-8"), 0.0
    yield _lenient(plain, "gb18030"), 0.0
    if len(data) > 1:
        yield _lenient(data, "utf-16-le"), 0.02
        yield _lenient(data, "utf-16-be"), 0.02
    yield _lenient(plain, "big5hkscs"), 0.1


def _lenient(data: bytes, encoding: str) -> tuple[str, int]:
    """Decode with damaged characters replaced; return also how many there were."""
    text = data.decode(encoding, "replace")
    return text, text.count("\ufffd")


def _finish(text: str, damaged: int) -> tuple[str, list[str]]:
    noise = len(_NOISE.findall(text))
    if damaged > max(3, TOLERATED * len(text)) or noise - text.count("\x00") > _NOISE_RATIO * len(text):
        raise UnreadableFile(refusals.BINARY)
    return clean(text), [f"有{damaged}处字符已损坏，无法识别，请对照原件核对。"] if damaged else []


def _plausible(text: str, damaged: int) -> float:
    """How much of a text is what Chinese offices write, 0 to 1; damaged characters weigh double."""
    sample = text[:SAMPLE]
    if not sample.strip():
        return 0.0
    marks = sum(_weight(char) * times for char, times in Counter(sample).items()) / len(sample)
    return marks - 2 * damaged / len(text)


def _weight(char: str) -> float:
    code = ord(char)
    if 0x20 <= code < 0x7F or char in "\t\n\r\f" or char in _PUNCTUATION or 0xFF01 <= code <= 0xFF5E:
        return 1.0
    if 0x4E00 <= code <= 0x9FFF:
        return _rarity(char)
    if char in "\x00\ufeff\u200b\xa0\u3000" or 0x2010 <= code <= 0x2027:
        return 0.9
    return 0.1 if code >= 0xA0 and not 0xD800 <= code < 0xF900 else -1.0


def _rarity(char: str) -> float:
    """Everyday characters (GB 2312 level 1) count full, those of level 2 and Big5 level 1 less."""
    try:
        return 1.0 if char.encode("gb2312")[0] <= 0xD7 else 0.8
    except UnicodeEncodeError:
        pass
    try:
        return 0.9 if 0xA4 <= char.encode("big5")[0] <= 0xC6 else 0.4
    except UnicodeEncodeError:
        return 0.2
