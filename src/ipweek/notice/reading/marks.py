"""Numbering marks and labels at the start of a line: 一、 （一） 1. 1、 （1） ① 3.1 第一， 一是 活动1：."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = "一二三四五六七八九十"
_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "廿": 20, "卅": 30}


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering mark.

    Attributes:
        scheme: How the number is written: ``一、`` ``（一）`` ``1.`` ``（1）`` ``①`` ``3.1``
            ``第一`` ``一是`` ``活动1`` ``row``.
        number: The number, of ``3.1`` the last part.
        length: Characters of the mark and the space behind it.
        label: The number as official references write it, for example ``四`` or ``（七）``.
        parent: Of ``3.1`` the first part, else 0.
    """

    scheme: str
    number: int
    length: int
    label: str
    parent: int = 0


def han_number(text: str) -> int | None:
    """The value of a number in Han or Arabic digits up to 万 (十二, 二十, 一百二十, 2000), else None."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < 12 else None
    total = section = digit = 0
    for char in text:
        if char in "廿卅":
            section += _DIGIT[char]
        elif char in _DIGIT:
            digit = _DIGIT[char]
        elif char in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        elif char == "万":
            total += (section + digit or 1) * 10000
            section = digit = 0
        else:
            return None
    return total + section + digit if text else None


_H = rf"[{HAN}]{{1,3}}"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一、", re.compile(rf"({_H}) ?[、.,:](?![{HAN}]{{1,3}}(?:[、是]|等奖)) ?")),
    ("（一）", re.compile(rf"[(〔\[] ?({_H}) ?[)〕\]][、.:,]? ?|([㈠-㈩])[、.]? ?")),
    ("3.1", re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.|、)?(?![\d月日.xX*×-]) ?(?=[^\d\s年%万亿])")),
    (
        "1.",
        re.compile(
            r"(\d{1,2}) ?(?:、|\.(?!\d)|\.(?=(?:19|20)[\dxX*×]{2} ?年|\d{1,2} ?月 ?\d)|[,:](?=[^\d\s]{2})) ?|([⒈-⒛]) ?"
        ),
    ),
    ("（1）", re.compile(r"\( ?(\d{1,2}) ?\)[、.]? ?|(\d{1,2})\)[、.]? ?|([⑴-⒇])[、.]? ?")),
    ("①", re.compile(r"([①-⑳])[、.]? ?")),
    (
        "第一",
        re.compile(
            rf"第({_H}|\d{{1,2}})(?:项|部分|步|个)?[,、:.] ?"
            rf"|第({_H}|\d{{1,2}})(?:项|部分|章|篇)(?: |$|(?=[\u4e00-\u9fa5]))"
        ),
    ),
    ("一是", re.compile(rf"({_H})是(?=[^否])[,:]? ?")),
    ("活动1", re.compile(rf"(?:活动|项目|任务|板块|专场)({_H}|\d{{1,2}})[:、.,)] ?")),
    ("row", re.compile(r"(\d{1,2})(?:\t| +(?=[^\d\s年月日.]))")),
)
_CIRCLED = {
    **{chr(0x2460 + i): i + 1 for i in range(20)},
    **{chr(0x2474 + i): i + 1 for i in range(20)},
    **{chr(0x2488 + i): i + 1 for i in range(20)},
    **{chr(0x3220 + i): i + 1 for i in range(10)},
}


def marker(text: str, position: int = 0) -> Mark | None:
    """The numbering mark at a position of folded text, if one stands there."""
    head = text[position : position + 1]
    if not head or (head not in _STARTS and not head.isdigit()):
        return None
    for scheme, shape in _PATTERNS:
        match = shape.match(text, position)
        if not match:
            continue
        groups = [group for group in match.groups() if group]
        number = _CIRCLED.get(groups[-1]) or han_number(groups[-1])
        if not number:
            continue
        label = _label(scheme, groups[-1] if groups[-1] not in _CIRCLED else str(number), number)
        parent = int(groups[0]) if scheme == "3.1" else 0
        label = f"{parent}.{number}" if parent else label
        return Mark(scheme, number, match.end() - position, label, parent)
    return None


_STARTS = frozenset(HAN + "([〔第活项任板专") | frozenset(_CIRCLED)


def _label(scheme: str, written: str, number: int) -> str:
    if scheme == "（一）":
        return f"（{written if written[0] in HAN else to_han(number)}）"
    if scheme == "（1）":
        return f"（{number}）"
    if scheme in ("第一", "一是", "活动1"):
        return {"第一": "第{}", "一是": "{}是", "活动1": "活动{}"}[scheme].format(written)
    return written


def to_han(number: int) -> str:
    """A number from 1 to 99 in Han digits."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return head + (digits[ones] if ones or not tens else "")


_LABEL = re.compile(
    r"(?:请)?(?:联 *系 *人|联 *络 *[人员]|联系方式|联系电话|联络电话|咨询电话|电 *话|手 *机"
    r"|办公电话|传 *真|邮 *箱|电子邮?[件箱]"
    r"|电子信箱|E-?mail|邮 *编|邮政编码|地 *址|通讯地址|联系地址|附 *件 ?\d{0,2}|抄 *[送报]|主 *送|主办(?:单位)?"
    r"|承办(?:单位)?"
    r"|协办(?:单位)?|支持单位|参加单位|参与单位|责任单位|牵头单位|配合单位"
    r"|(?:活动|举办|宣传)?时 *间|(?:活动|举办)?地 *点|(?:活动"
    r"|宣传)?主 *题|(?:活动|宣传)?对 *象|(?:活动)?内 *容|参加人员|参会人员|注)"
    r"(?:及(?:电话|手机|联系电话|联系方式))? ?[:(]"
    r"|附件\d{0,2}$|(?:附件|附表)\d{1,2}(?=\D)|\(?此件",
    re.IGNORECASE,
)


def is_label(text: str) -> bool:
    """Whether a line begins with a label such as 联系人： or 附件：."""
    return bool(_LABEL.match(text))
