"""Pieces with a template of their own under ui/pieces."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.template import Context

from ipweek.ui import charts, formats
from ipweek.ui.templatetags.ui_small import TONES, one_of

register = template.Library()
MESSAGE_TONES = {
    "debug": "neutral",
    "info": "info",
    "success": "done",
    "warning": "warning",
    "error": "danger",
}
SAVED = "saved:"


@register.inclusion_tag("ui/pieces/breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """当前位置: label, url, label, url, …, label of this page."""
    if len(parts) % 2 == 0:
        raise template.TemplateSyntaxError("breadcrumb takes label and url in turn and ends with a label")
    return {"links": list(zip(parts[:-1:2], parts[1::2], strict=True)), "here": parts[-1]}


@register.inclusion_tag("ui/pieces/empty_state.html")
def empty_state(title: str, hint: str, url: str = "", action: str = "") -> dict[str, Any]:
    """An empty list: what is missing, and what to do about it."""
    return {"title": title, "hint": hint, "url": url, "action": action}


@register.inclusion_tag("ui/pieces/pairs.html")
def pairs(rows: Iterable[tuple[str, Any]], columns: int = 1) -> dict[str, Any]:
    """A definition list of (term, value); empty values are shown as 未填写."""
    one_of("columns", columns, (1, 2))  # type: ignore[arg-type]
    return {"rows": [(term, value) for term, value in rows], "columns": columns}


@register.inclusion_tag("ui/pieces/steps.html")
def steps(names: str, current: int) -> dict[str, Any]:
    """A step bar: names joined by "|", `current` counts from 1."""
    labels = names.split("|")
    if not 1 <= current <= len(labels):
        raise template.TemplateSyntaxError(f"step {current} of {len(labels)}")
    found = [
        {
            "label": label,
            "state": "done" if place < current else "current" if place == current else "todo",
            "number": place,
        }
        for place, label in enumerate(labels, 1)
    ]
    return {"steps": found, "current": current, "total": len(labels)}


@dataclass(frozen=True)
class Tab:
    """One tab: a link to a page of its own."""

    code: str
    label: str
    url: str
    count: int | None = None


@register.inclusion_tag("ui/pieces/tabs.html")
def tabs(label: str, items: Iterable[Tab], current: str) -> dict[str, Any]:
    """Tabs are links; the server draws the chosen page."""
    return {"label": label, "items": list(items), "current": current}


@register.inclusion_tag("ui/pieces/figure_card.html")
def figure_card(
    label: str,
    number: formats.Number,
    unit: str = "",
    url: str = "",
    note: str = "",
    exact: bool = True,
    tone: str = "neutral",
) -> dict[str, Any]:
    """A figure that equals the list behind its link; `exact=False` adds 约."""
    one_of("tone", tone, TONES)
    return {
        "label": label,
        "number": formats.thousands(number),
        "unit": unit,
        "url": url,
        "note": note,
        "exact": exact,
        "tone": tone,
    }


@dataclass(frozen=True)
class FileItem:
    """One file of a list; `size` in bytes."""

    name: str
    url: str
    size: int | None = None
    note: str = ""


@register.inclusion_tag("ui/pieces/file_list.html")
def file_list(files: Iterable[FileItem], empty: str = "没有附件") -> dict[str, Any]:
    """Files with size and a link that fetches them."""
    return {"files": list(files), "empty": empty}


@dataclass(frozen=True)
class TimelineItem:
    """One event of a trail."""

    when: datetime
    title: str
    who: str = ""
    text: str = ""
    tone: str = "neutral"
    url: str = ""


@register.inclusion_tag("ui/pieces/timeline.html")
def timeline(items: Iterable[TimelineItem], label: str = "办理经过") -> dict[str, Any]:
    """The trail of versions and acts, in the order given."""
    return {"items": [(item, TONES[one_of("tone", item.tone, TONES)]) for item in items], "label": label}


@register.inclusion_tag("ui/pieces/copyable.html")
def copyable(text: str, label: str = "复制", multiline: bool = False) -> dict[str, Any]:
    """Text with a button that copies it; `multiline` for letters to paste into a group chat."""
    return {"text": text, "label": label, "multiline": multiline}


@register.inclusion_tag("ui/pieces/pagination.html", takes_context=True)
def pagination(context: Context, page_obj: "Page[Any]", unit: str = "条") -> dict[str, Any]:
    """Page links that keep the other words of the query."""
    return {
        "request": context["request"],
        "page_obj": page_obj,
        "numbers": list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)),
        "ellipsis": page_obj.paginator.ELLIPSIS,
        "total": page_obj.paginator.count,
        "unit": unit,
    }


@register.inclusion_tag("ui/pieces/message.html")
def message_box(message: Message) -> dict[str, Any]:
    """One message of django.contrib.messages; an extra tag "saved:<key>" drops that form's local draft."""
    saved = [word[len(SAVED) :] for word in message.tags.split() if word.startswith(SAVED)]
    tone = MESSAGE_TONES[message.level_tag]
    return {"text": message.message, "tone": tone, "shape": TONES[tone], "saved": saved[0] if saved else ""}


@register.inclusion_tag("ui/pieces/chart.html")
def chart(spec: charts.Chart) -> dict[str, Any]:
    """A chart drawn on the server in two widths, with its table of figures."""
    return {
        "wide": charts.svg(spec, charts.WIDE),
        "narrow": charts.svg(spec, charts.NARROW),
        "spec": spec,
        "head": charts.table_head(spec),
        "rows": charts.table_rows(spec),
    }
