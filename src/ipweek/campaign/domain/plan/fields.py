"""Which values of a reading may be corrected, how each is typed, shown and checked: one table.

A field is found by its JSON Pointer. What is typed is text (a list for several choices); `parse` turns it
into a value or refuses with a sentence, `show` turns a value into what the form shows:
`parse(show(value)) == value`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan.shapes import Quantity
from ipweek.campaign.enums import DeliverableCode, DueRule, Modality
from ipweek.people.enums import UnitClass

Typed = str | list[str]

DUE_UNITS = {"day": "天", "working_day": "个工作日", "week": "周", "month": "个月"}
OWING = {code: label for code, label in UnitClass.choices if code != UnitClass.OFFICE}
BOUNDS = {"min": "不少于", "max": "不超过", "approx": "约"}
_BOUND_WORDS = {"至少": "min", "不低于": "min", **{word: code for code, word in BOUNDS.items()}}
_QUANTITY = re.compile(rf"({'|'.join(_BOUND_WORDS)})?\s*(\d+(?:\.\d+)?)\s*([^\s\d]{{1,6}})\s+(\S.*)")
FIRST_YEAR, LAST_YEAR = 1985, 2100
MOST = 10**12


@dataclass(frozen=True, kw_only=True)
class Field:
    """One correctable value: where, its Chinese label, how it is typed and what bounds it."""

    pattern: str
    label: str
    sort: str
    choices: Mapping[str, str] | None = None
    length: int = 0
    required: bool = False


TEXT, LONG, DAY, WHOLE, CHOICE, CHOICES, NAMES, LINES, QUANTITIES, SLUG = (
    "text",
    "long",
    "day",
    "whole",
    "choice",
    "choices",
    "names",
    "lines",
    "quantities",
    "slug",
)
N = r"/(?:0|[1-9]\d{0,3})"
FIELDS = (
    Field(pattern="/name", label="活动周名称", sort=TEXT, length=120, required=True),
    Field(pattern="/slug", label="网址名", sort=SLUG, length=60, required=True),
    Field(pattern="/title", label="通知标题", sort=TEXT, length=200),
    Field(pattern="/doc_number", label="发文字号", sort=TEXT, length=60),
    Field(pattern="/office", label="主办办公室", sort=TEXT, length=120, required=True),
    Field(pattern="/year", label="年度", sort=WHOLE),
    Field(pattern="/themes", label="主题", sort=LINES, length=120),
    Field(pattern="/start", label="开始日期", sort=DAY, required=True),
    Field(pattern="/end", label="结束日期", sort=DAY, required=True),
    Field(pattern=f"/activities{N}/title", label="活动名称", sort=TEXT, length=200, required=True),
    Field(pattern=f"/activities{N}/kind", label="类型", sort=CHOICE, required=True),
    Field(pattern=f"/activities{N}/clause", label="条款", sort=TEXT, length=24),
    Field(pattern=f"/activities{N}/start", label="开始", sort=DAY),
    Field(pattern=f"/activities{N}/end", label="结束", sort=DAY),
    Field(pattern=f"/activities{N}/place", label="地点", sort=TEXT, length=120),
    Field(pattern=f"/activities{N}/lead", label="牵头单位", sort=NAMES, length=120),
    Field(pattern=f"/activities{N}/with", label="配合单位", sort=NAMES, length=120),
    Field(pattern=f"/activities{N}/items", label="子项", sort=LINES, length=200),
    Field(pattern=f"/activities{N}/quotas", label="数量要求", sort=QUANTITIES),
    Field(
        pattern=f"/activities{N}/modality",
        label="要求程度",
        sort=CHOICE,
        choices=dict(Modality.choices),
        required=True,
    ),
    Field(pattern=f"/activities{N}/text", label="通知原文", sort=LONG, length=20000),
    Field(pattern=f"/requirements{N}/title", label="要求", sort=TEXT, length=200, required=True),
    Field(pattern=f"/deliverables{N}/what", label="应报事项", sort=TEXT, length=120, required=True),
    Field(
        pattern=f"/deliverables{N}/code",
        label="类别",
        sort=CHOICE,
        choices=dict(DeliverableCode.choices),
        required=True,
    ),
    Field(pattern=f"/deliverables{N}/classes", label="由哪些单位报送", sort=CHOICES, choices=OWING),
    Field(pattern=f"/deliverables{N}/words", label="另按名称含有的字词", sort=NAMES, length=20),
    Field(
        pattern=f"/deliverables{N}/modality",
        label="要求程度",
        sort=CHOICE,
        choices=dict(Modality.choices),
        required=True,
    ),
    Field(
        pattern=f"/deliverables{N}/due/rule",
        label="期限规则",
        sort=CHOICE,
        choices=dict(DueRule.choices),
        required=True,
    ),
    Field(pattern=f"/deliverables{N}/due/amount", label="期限长度", sort=WHOLE),
    Field(pattern=f"/deliverables{N}/due/unit", label="期限单位", sort=CHOICE, choices=DUE_UNITS),
    Field(pattern=f"/deliverables{N}/due/date", label="字面期限", sort=DAY),
    Field(pattern=f"/deliverables{N}/due/effective", label="实际期限", sort=DAY),
)
_COMPILED = tuple((re.compile(field.pattern), field) for field in FIELDS)


def find(pointer: str, kinds: Mapping[str, str]) -> Field | None:
    """The field of a pointer, None when that value cannot be corrected. `kinds`: codes and names of kinds."""
    for pattern, field in _COMPILED:
        if pattern.fullmatch(pointer):
            return replace(field, choices=kinds) if pointer.endswith("/kind") else field
    return None


def parse(field: Field, typed: Typed, pointer: str = "") -> Any:
    """Turn typed text into a value: str, date or None, int or None, tuple of str, tuple of `Quantity`.

    Raises:
        Refusal: with the sentence for the person who typed it; its field is the pointer.
    """
    try:
        return _parse_required(field, typed) if field.required else _PARSERS[field.sort](field, typed)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, pointer or None) from refusal


def _parse_required(field: Field, typed: Typed) -> Any:
    value = _PARSERS[field.sort](field, typed)
    if value in (None, "", ()):
        raise Refusal(f"请填写{field.label}。")
    return value


def show(field: Field, value: Any) -> Typed:
    """Turn a value into what its form field shows."""
    if field.sort == CHOICES:
        return list(value or ())
    if value is None:
        return ""
    if field.sort == QUANTITIES:
        return "\n".join(quantity_words(quantity) for quantity in value)
    joint = {NAMES: "、", LINES: "\n"}.get(field.sort)
    return joint.join(value) if joint else str(value)


def quantity_words(quantity: Quantity) -> str:
    """5个 典型案例; 不少于120家 企业."""
    return f"{BOUNDS.get(quantity.bound, '')}{quantity.n.normalize():f}{quantity.unit} {quantity.what}"


def _one_line(field: Field, typed: Typed) -> str:
    text = " ".join(_as_text(typed).split())
    return _within(field, text)


def _long(field: Field, typed: Typed) -> str:
    return _within(field, _as_text(typed).replace("\r\n", "\n").strip())


def _slug(field: Field, typed: Typed) -> str:
    text = _as_text(typed).strip().lower()
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise Refusal("网址名只能用小写字母、数字和连字符，例如 2022-zscqxcz。")
    return _within(field, text)


def _day(field: Field, typed: Typed) -> date | None:
    text = _as_text(typed).strip()
    if not text:
        return None
    if plain := re.fullmatch(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?", text):
        try:
            day = date(int(plain[1]), int(plain[2]), int(plain[3]))
        except ValueError as error:
            raise Refusal(f"{field.label}“{text}”不是存在的日期，请核对。") from error
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    raise Refusal(
        f"{field.label}“{text}”无法采用，请写成 2022-04-20 的形式，年份在{FIRST_YEAR}至{LAST_YEAR}之间。"
    )


def _whole(field: Field, typed: Typed) -> int | None:
    text = _as_text(typed).strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise Refusal(f"{field.label}请填写不超过四位的数字。")
    number = int(text)
    if field.pattern == "/year" and not FIRST_YEAR <= number <= LAST_YEAR:
        raise Refusal(f"年度请填写{FIRST_YEAR}至{LAST_YEAR}之间的年份。")
    return number


def _choice(field: Field, typed: Typed) -> str:
    text = _as_text(typed).strip()
    if text and text not in (field.choices or {}):
        raise Refusal(f"{field.label}没有“{text}”这一项，请从列出的选项中选择。")
    return text


def _choices(field: Field, typed: Typed) -> tuple[str, ...]:
    chosen = typed if isinstance(typed, list) else typed.split()
    for one in chosen:
        _choice(field, one)
    return tuple(code for code in field.choices or {} if code in chosen)


def _names(field: Field, typed: Typed) -> tuple[str, ...]:
    parts = re.split(r"[、，,;；\n]+", "\n".join(typed) if isinstance(typed, list) else typed)
    return tuple(dict.fromkeys(_within(field, part.strip()) for part in parts if part.strip()))


def _lines(field: Field, typed: Typed) -> tuple[str, ...]:
    parts = typed if isinstance(typed, list) else typed.splitlines()
    return tuple(_within(field, " ".join(part.split())) for part in parts if part.strip())


def _quantities(field: Field, typed: Typed) -> tuple[Quantity, ...]:
    return tuple(_quantity(line) for line in _lines(field, typed))


def _quantity(line: str) -> Quantity:
    found = _QUANTITY.fullmatch(line)
    if not found:
        raise Refusal(f"数量要求“{line}”无法识别，请每行写一项，数量和对象之间空一格，例如“5个 典型案例”。")
    try:
        number = Decimal(found[2])
    except InvalidOperation as error:
        raise Refusal(f"数量“{found[2]}”无法识别。") from error
    if not 0 < number <= MOST:
        raise Refusal(f"数量“{found[2]}”应大于0且不超过一万亿。")
    if number != number.quantize(Decimal("0.01")):
        raise Refusal(f"数量“{found[2]}”最多保留两位小数。")
    return Quantity(
        n=number, unit=found[3], what=found[4][:60], bound=_BOUND_WORDS.get(found[1] or "", "exact")
    )


def _as_text(typed: Typed) -> str:
    return typed if isinstance(typed, str) else "\n".join(typed)


def _within(field: Field, text: str) -> str:
    if field.length and len(text) > field.length:
        raise Refusal(f"{field.label}最多{field.length}个字，现在有{len(text)}个字，请缩短。")
    return text


_PARSERS: dict[str, Callable[[Field, Typed], Any]] = {
    TEXT: _one_line,
    LONG: _long,
    SLUG: _slug,
    DAY: _day,
    WHOLE: _whole,
    CHOICE: _choice,
    CHOICES: _choices,
    NAMES: _names,
    LINES: _lines,
    QUANTITIES: _quantities,
}
