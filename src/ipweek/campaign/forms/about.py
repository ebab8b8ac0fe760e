"""What else the reader found in a notice: shown beside the plan, not part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class About:
    """One line: identifier in the page, label, text."""

    id: str
    label: str
    text: str


# First part of the pointer → label. Several parts may share a line's label, never its identifier.
LABELS = {
    "addressees": "主送",
    "signed_by": "落款单位",
    "signed_on": "成文日期",
    "printed_by": "印发机关",
    "printed_on": "印发日期",
    "contacts": "联系方式",
    "deadlines": "文中期限",
    "annexes": "附件",
    "cites": "引用文件",
    "guiding": "指导思想",
}


def about(reading: Mapping[str, Any]) -> list[About]:
    """The lines that have something to show."""
    lines = []
    for name, label in LABELS.items():
        text = _text(name, reading.get(name))
        if text:
            lines.append(About(id=f"a-{name}", label=label, text=text))
    return lines


def about_place(pointer: str) -> str | None:
    """The line that shows a pointer outside the plan."""
    name = pointer.removeprefix("/").partition("/")[0]
    return f"a-{name}" if name in LABELS else None


def _text(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "contacts":
        parts = [*(value.get("names") or []), *(value.get("phones") or []), *(value.get("emails") or [])]
        return "　".join(str(part) for part in parts)
    listed = value if isinstance(value, list) else [value]
    return "；".join(text for each in listed if (text := _one(each)))


def _one(each: Any) -> str:
    if isinstance(each, Mapping):
        found = each.get("title") or each.get("what") or each.get("text") or each.get("number") or ""
        day = each.get("date")
        return f"{found}（{day}）" if day else str(found)
    return str(each)
