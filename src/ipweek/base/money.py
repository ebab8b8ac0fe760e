"""Money: Decimal yuan, shown in 元 or 万元. No float anywhere; halves are rounded up, as accounts do."""

import re
from decimal import ROUND_HALF_UP, Decimal

from ipweek.base.errors import Refusal
from ipweek.base.text import normalise, parse_number

FEN = Decimal("0.01")
WAN = Decimal(10_000)
# Beyond this nothing in a city's campaign is an amount of money but a slip of the unit.
LARGEST = Decimal(10) ** 12

_AMOUNT = re.compile(r"(?:人民币|RMB|¥|￥)?\s*(.+?)\s*(?:(亿|万|千|百)?元)?\s*[整正]?", re.IGNORECASE)


def parse(text: str, *, negative: bool = False) -> Decimal:
    """Read an amount and return yuan: 3,000元, 1.2万元, ¥500, 五十万元整, 200.5.

    Args:
        text: the amount as typed; without a unit it is yuan.
        negative: whether amounts below nought are accepted.

    Raises:
        Refusal: if it is no amount, is finer than a fen, is negative or absurdly large.
    """
    match = _AMOUNT.fullmatch(normalise(text))
    if match is None:
        raise Refusal("请填写金额，如 3000元 或 1.2万元。")
    try:
        yuan = parse_number(match[1] + (match[2] or ""))
    except Refusal as refusal:
        raise Refusal(f"“{text.strip()[:20]}”不是金额，请填写数字和单位，如 3000元 或 1.2万元。") from refusal
    if yuan < 0 and not negative:
        raise Refusal("金额不能为负数，请核对。")
    if abs(yuan) > LARGEST:
        raise Refusal("金额超过一万亿元，请核对单位是元还是万元。")
    if yuan != yuan.quantize(FEN):
        raise Refusal("金额最多精确到分，请保留两位小数。")
    return yuan.quantize(FEN)


def round_fen(yuan: Decimal) -> Decimal:
    """Round an amount to whole fen, halves away from nought."""
    return yuan.quantize(FEN, ROUND_HALF_UP)


def to_fen(yuan: Decimal) -> int:
    """Return whole fen of an amount in yuan.

    Raises:
        ValueError: if the amount is finer than a fen; round explicitly first.
    """
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"{yuan} yuan is finer than a fen")
    return int(fen)


def from_fen(fen: int) -> Decimal:
    """Return yuan (two places) of whole fen."""
    return (Decimal(fen) / 100).quantize(FEN)


def format_yuan(yuan: Decimal) -> str:
    """Write an amount in 元 with thousands separators: 12,345元, 12,345.60元."""
    rounded = round_fen(yuan)
    return f"{rounded:,.0f}元" if rounded == rounded.to_integral_value() else f"{rounded:,.2f}元"


def format_wan(yuan: Decimal, places: int = 2) -> str:
    """Write an amount in 万元, rounded to `places` and without trailing noughts: 1.23万元, 1,200万元."""
    wan = (yuan / WAN).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{wan:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{'0' if text == '-0' else text}万元"
