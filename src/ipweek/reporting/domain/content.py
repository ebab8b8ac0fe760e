"""What a return holds, by the code of its deliverable: which fields there are and when they are fit to be handed in.

A draft may be incomplete or wrong; `check` runs at submission. Content is a JSON object; numbers are strings of
Decimals so that nothing is rounded on the way.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from ipweek.base import clock
from ipweek.base.errors import Refusal
from ipweek.campaign.domain import metrics
from ipweek.campaign.enums import Bound, DeliverableCode
from ipweek.campaign.models import Campaign

Content = dict[str, Any]
TEXT = ("title", "text")
FIELDS: dict[str, tuple[str, ...]] = {
    DeliverableCode.PLAN: ("title", "text", "person", "phone"),
    DeliverableCode.PERSON: ("person", "job", "phone"),
    DeliverableCode.BRIEF: ("title", "day", "activity", "occurrence", "text", "figures", "place", "partners"),
    DeliverableCode.PRACTICE: ("title", "activity", "text"),
    DeliverableCode.COVERAGE: ("title", "outlet", "day", "link", "activity", "text"),
    DeliverableCode.SUMMARY: TEXT,
    DeliverableCode.LIST: TEXT,
    DeliverableCode.CASE: TEXT,
    DeliverableCode.OTHER: TEXT,
}
REQUIRED: dict[str, tuple[str, ...]] = {
    DeliverableCode.PLAN: ("title", "text", "person"),
    DeliverableCode.PERSON: ("person", "phone"),
    DeliverableCode.BRIEF: ("title", "day", "text"),
    DeliverableCode.PRACTICE: TEXT,
    DeliverableCode.COVERAGE: ("title", "outlet", "day"),
    DeliverableCode.SUMMARY: TEXT,
    DeliverableCode.LIST: TEXT,
    DeliverableCode.CASE: TEXT,
    DeliverableCode.OTHER: TEXT,
}
LABELS = {
    "title": "标题",
    "text": "正文",
    "person": "责任人",
    "job": "职务",
    "phone": "联系电话",
    "activity": "所属活动",
    "occurrence": "对应场次",
    "day": "活动日期",
    "place": "地点",
    "partners": "联合单位",
    "outlet": "媒体名称",
    "link": "链接",
    "figures": "数据",
}
OWN_LABELS = {
    (DeliverableCode.BRIEF, "text"): "活动情况",
    (DeliverableCode.COVERAGE, "title"): "报道标题",
    (DeliverableCode.COVERAGE, "day"): "刊发日期",
    (DeliverableCode.COVERAGE, "text"): "内容摘要",
    (DeliverableCode.PRACTICE, "text"): "主要做法和成效",
}
MAIN_METRICS = ("attendances", "copies", "consultations")
BRIEF_METRICS = (*MAIN_METRICS, "stories", "enterprise_visits", "inspections", "filed_cases")
SHORTEST = {DeliverableCode.PLAN: 20, DeliverableCode.SUMMARY: 20, DeliverableCode.PRACTICE: 20}
LONGEST = 20_000
LINE = 200
LONGEST_LINE = {"place": 120}
LARGEST = 10_000_000
SLACK = timedelta(days=60)
# What tells of something that has happened; its numbers enter the ledger.
HAPPENED = frozenset({DeliverableCode.BRIEF, DeliverableCode.COVERAGE})
# What may as well be an attached document; a brief and a cutting are read on the page.
ATTACHABLE = frozenset(
    {
        DeliverableCode.PLAN,
        DeliverableCode.PRACTICE,
        DeliverableCode.SUMMARY,
        DeliverableCode.LIST,
        DeliverableCode.CASE,
        DeliverableCode.OTHER,
    }
)


def label(code: str, field: str) -> str:
    """What a field is called in the return of a deliverable."""
    return OWN_LABELS.get((DeliverableCode(code), field), LABELS[field])


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content in canonical JSON; equal content has an equal digest."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def clean(code: str, content: Mapping[str, Any]) -> Content:
    """The content reduced to the fields of its deliverable, texts without control characters; what a draft keeps."""
    found: Content = {}
    for field in FIELDS[code]:
        value = content.get(field)
        if isinstance(value, str):
            value = _printable(value)
        if value not in (None, "", [], {}):
            found[field] = value
    return found


def check(code: str, content: Content, campaign: Campaign, *, documents: int = 0) -> None:
    """Raise Refusal unless the content may be handed in.

    Args:
        code: of the deliverable.
        content: as `clean` leaves it.
        campaign: dates must lie near it.
        documents: how many documents are attached; a plan or summary may consist of one.

    Raises:
        Refusal: naming the first missing field, a text too short or too long, a date far from the campaign, or a
            number that is none, is negative or absurd.
    """
    attached = documents > 0 and code in ATTACHABLE
    for field in REQUIRED[code]:
        if not content.get(field) and not (attached and field == "text"):
            raise Refusal(f"请填写“{label(code, field)}”后再报送。", field=field)
    _check_text(code, content.get("text", ""), attached=attached)
    for field in FIELDS[code]:
        most = LONGEST_LINE.get(field, LINE)
        if field != "text" and isinstance(content.get(field), str) and len(content[field]) > most:
            raise Refusal(f"“{label(code, field)}”超过 {most} 字，请精简。", field=field)
    if "day" in content:
        _check_day(label(code, "day"), content["day"], campaign)
        if code in HAPPENED and date.fromisoformat(content["day"]) > clock.today():
            raise Refusal(f"“{label(code, 'day')}”还没有到，请在活动开展以后报送。", field="day")
    if not content.get("link", "http").startswith("http"):
        raise Refusal("链接请从 https:// 开始填写。", field="link")
    figures(content)


def figures(content: Content) -> dict[str, tuple[Decimal, str]]:
    """The numbers of a brief as metric → (value, bound).

    Raises:
        Refusal: for anything that is no non-negative number of sensible size; `field` is the metric.
    """
    found: dict[str, tuple[Decimal, str]] = {}
    for code, entry in (content.get("figures") or {}).items():
        metric = metrics.get(code)
        try:
            value = Decimal(str(entry["value"]))
        except (InvalidOperation, KeyError, TypeError):
            raise Refusal(f"“{metric.name}”请填写数字，例如 120。", field=code) from None
        if not value.is_finite() or value < 0:
            raise Refusal(f"“{metric.name}”不能是负数，请修改。", field=code)
        if value > LARGEST:
            raise Refusal(f"“{metric.name}”超过一千万，请核对单位后重新填写。", field=code)
        if value != value.quantize(Decimal(1).scaleb(-metric.places)):
            said = f"最多保留 {metric.places} 位小数" if metric.places else "请填写整数"
            raise Refusal(f"“{metric.name}”{said}，请修改。", field=code)
        bound = entry.get("bound", Bound.EXACT)
        if bound not in Bound.values:
            raise Refusal(f"“{metric.name}”的精确程度请从列表中选择。", field=code)
        found[code] = (value, bound)
    return found


def day_of(content: Content) -> date | None:
    """The day a return names, or None when there is none or it cannot be read (in a draft)."""
    try:
        return date.fromisoformat(content.get("day", ""))
    except (TypeError, ValueError):
        return None


def _check_text(code: str, text: str, *, attached: bool) -> None:
    least = 0 if attached else SHORTEST.get(DeliverableCode(code), 0)
    if len(text) < least:
        raise Refusal(
            f"“{label(code, 'text')}”少于 {least} 字，请写清主要做法和成效，或把全文作为附件上传。",
            field="text",
        )
    if len(text) > LONGEST:
        raise Refusal(
            f"“{label(code, 'text')}”超过 {LONGEST} 字，请精简，或把全文作为附件上传。", field="text"
        )


def _check_day(name: str, day: str, campaign: Campaign) -> None:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Refusal(f"{name}请按 2022-04-20 的格式填写。", field="day") from None
    if not campaign.start - SLACK <= found <= campaign.end + SLACK:
        raise Refusal(
            f"{name}与活动周（{campaign.start:%Y-%m-%d}至{campaign.end:%Y-%m-%d}）相差超过六十天，请核对年份和月份。",
            field="day",
        )


def _printable(text: str) -> str:
    """Line ends made one; control characters and lone surrogates, which no paper can print, dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    ).strip()
