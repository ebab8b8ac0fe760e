"""What a cell means, whatever way it was typed."""

import datetime as dt
import re
from decimal import Decimal

from ipweek.base.errors import Refusal
from ipweek.base.text import parse_number, to_halfwidth
from ipweek.papers.sheets.model import Column, Kind, Value

Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""What the reader gives for a cell."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")
_DATE = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SERIAL_START = dt.date(1899, 12, 30)
_SERIALS = range(18264, 73051)
"""1950 to 2099 as serial days of the 1900 calendar."""
_EXACT_DIGITS = 10**15


class CellRefusal(Refusal):
    """A cell that does not mean what its column asks for."""


def plain(cell: Cell) -> str:
    """The cell as trimmed text; whole numbers without a decimal point, the guard of an export taken off."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case str():
            text = _INVISIBLE.sub("", cell).strip()
            return text[1:] if _GUARDED.match(text) else text
        case _:
            return str(cell)


def parse(cell: Cell, column: Column) -> Value:
    """The value of a cell.

    Raises:
        CellRefusal: with the sentence for the line.
    """
    text = plain(cell)
    if not text:
        if column.required:
            raise CellRefusal("为必填项，请填写。")
        return None
    return _choice(text, column) if column.choices else _typed(cell, text, column)


def _typed(cell: Cell, text: str, column: Column) -> Value:
    if column.kind is Kind.DATE:
        return _day(cell, text)
    if column.kind is Kind.CODE:
        return _code(cell, text, column)
    if column.kind is Kind.TEXT:
        return _text(text, column)
    number = _number(cell, text, column)
    return int(number) if column.kind is Kind.INTEGER else number


def _key(text: str) -> str:
    return "".join(to_halfwidth(text).split()).casefold()


def _choice(text: str, column: Column) -> str:
    for choice in column.choices:
        if _key(choice) == _key(text):
            return choice
    shown = "、".join(column.choices[:8]) + ("等" if len(column.choices) > 8 else "")
    raise CellRefusal(f"“{_short(text)}”不在可选范围内，请从下拉列表中选择：{shown}。")


def _text(text: str, column: Column) -> str:
    if len(text) > column.longest:
        raise CellRefusal(f"文字有{len(text)}字，超过{column.longest}字，请精简。")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _code(cell: Cell, text: str, column: Column) -> str:
    if isinstance(cell, int | float) and abs(cell) >= _EXACT_DIGITS:
        raise CellRefusal("单元格是数字格式，超过15位的数字已失真，请将单元格设为文本格式后重新录入。")
    if re.fullmatch(r"\d\.\d+[eE]\+?\d+", text):
        raise CellRefusal("号码已被改写为科学记数法，请将单元格设为文本格式后重新录入。")
    return _text("".join(to_halfwidth(text).split()), column)


def _number(cell: Cell, text: str, column: Column) -> Decimal:
    if isinstance(cell, dt.date | dt.time | dt.timedelta | bool):
        raise CellRefusal(f"“{_short(text)}”不是数字，请填写数字。")
    if isinstance(cell, int | float):
        # repr gives the shortest decimal that means this float, which is what was typed.
        value = Decimal(repr(cell))
    elif "万" in column.title and re.search("[万亿]", text):
        raise CellRefusal(f"“{_short(text)}”中带有单位，本栏已按万计，请只填写数字。")
    else:
        try:
            value = parse_number(text)
        except Refusal as error:
            raise CellRefusal(f"“{_short(text)}”不是数字，请只填写数字。") from error
    if column.kind is Kind.INTEGER and value != value.to_integral_value():
        raise CellRefusal(f"“{_short(text)}”不是整数，请填写整数。")
    if column.minimum is not None and value < column.minimum:
        raise CellRefusal(f"“{_short(text)}”小于{column.minimum}，请核对。")
    if column.maximum is not None and value > column.maximum:
        raise CellRefusal(f"“{_short(text)}”大于{column.maximum}，请核对。")
    return value


def _day(cell: Cell, text: str) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return _SERIAL_START + dt.timedelta(days=int(cell))
    half = to_halfwidth(text).replace("。", ".").strip()
    match = _DATE.fullmatch(half) or _COMPACT_DATE.fullmatch(half)
    if match is None and half.isascii() and half.isdigit() and int(half) in _SERIALS:
        return _SERIAL_START + dt.timedelta(days=int(half))
    if match is None:
        raise CellRefusal(f"“{_short(text)}”不是完整的日期，请写全年月日，例如2022年4月20日。")
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise CellRefusal(f"“{_short(text)}”这一天不存在，请核对日期。") from error


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"
