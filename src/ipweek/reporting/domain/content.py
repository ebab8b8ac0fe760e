"""What a return holds, by the code of its deliverable: which fields there are and when they are fit to be handed in.

A draft may be incomplete; `check` runs at submission. Content is a JSON object; numbers are strings of Decimals so
that nothing is rounded on the way.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from ipweek.base.errors import Refusal
from ipweek.campaign.domain import metrics
from ipweek.campaign.enums import Bound, DeliverableCode
from ipweek.campaign.models import Campaign

Content = dict[str, Any]
TEXT = ("title", "text")
FIELDS: dict[str, tuple[str, ...]] = {
    DeliverableCode.PLAN: ("title", "text", "person", "phone"),
    DeliverableCode.PERSON: ("person", "job", "phone"),
    DeliverableCode.BRIEF: ("title", "activity", "occurrence", "day", "place", "partners", "text", "figures"),
    DeliverableCode.PRACTICE: ("title", "activity", "text"),
    DeliverableCode.COVERAGE: ("title", "outlet", "day", "link", "text"),
    DeliverableCode.SUMMARY: ("title", "text"),
    DeliverableCode.LIST: TEXT,
    DeliverableCode.CASE: TEXT,
    DeliverableCode.OTHER: TEXT,
}
REQUIRED: dict[str, tuple[str, ...]] = {
    DeliverableCode.PLAN: ("title", "text", "person"),
    DeliverableCode.PERSON: ("person", "phone"),
    DeliverableCode.BRIEF: ("title", "day", "text"),
    DeliverableCode.PRACTICE: ("title", "text"),
    DeliverableCode.COVERAGE: ("title", "outlet", "day"),
    DeliverableCode.SUMMARY: ("title", "text"),
    DeliverableCode.LIST: ("title", "text"),
    DeliverableCode.CASE: ("title", "text"),
    DeliverableCode.OTHER: ("title", "text"),
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
BRIEF_METRICS = ("attendances", "copies", "consultations", "stories", "enterprise_visits", "inspections", "filed_cases")
SHORTEST = {DeliverableCode.PLAN: 20, DeliverableCode.SUMMARY: 20, DeliverableCode.PRACTICE: 20}
LONGEST = 20_000
SLACK = timedelta(days=60)


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content in canonical JSON; equal content has an equal digest."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def clean(code: str, content: Mapping[str, Any]) -> Content:
    """The content reduced to the fields of its deliverable, texts stripped; what the draft keeps."""
    found: Content = {}
    for field in FIELDS[code]:
        value = content.get(field)
        if isinstance(value, str):
            value = value.strip()
        if value not in (None, "", [], {}):
            found[field] = value
    return found


def check(code: str, content: Content, campaign: Campaign) -> None:
    """Raise Refusal unless the content may be handed in.

    Raises:
        Refusal: naming the first missing field, a text too short or too long, a date far from the campaign, or a
            number that is none, is negative or absurd.
    """
    for field in REQUIRED[code]:
        if not content.get(field):
            raise Refusal(f"请填写“{LABELS[field]}”后再报送，已填内容已经保存。", field=field)
    text = content.get("text", "")
    if len(text) < SHORTEST.get(DeliverableCode(code), 0):
        raise Refusal(f"“{LABELS['text']}”少于 {SHORTEST[DeliverableCode(code)]} 字，请写清主要做法和成效。", field="text")
    if len(text) > LONGEST:
        raise Refusal(f"“{LABELS['text']}”超过 {LONGEST} 字，请精简，或把全文作为附件上传。", field="text")
    if "day" in content:
        _check_day(content["day"], campaign)
    figures(content)


def figures(content: Content) -> dict[str, tuple[Decimal, str]]:
    """The numbers of a brief as metric → (value, bound).

    Raises:
        Refusal: for anything that is no non-negative number of sensible size.
    """
    found: dict[str, tuple[Decimal, str]] = {}
    for code, entry in (content.get("figures") or {}).items():
        name = metrics.get(code).name
        try:
            value = Decimal(str(entry["value"]))
        except (InvalidOperation, KeyError, TypeError):
            raise Refusal(f"“{name}”请填写数字，例如 120。", field=code) from None
        if not value.is_finite() or value < 0:
            raise Refusal(f"“{name}”不能是负数，请修改。", field=code)
        if value > 10_000_000:
            raise Refusal(f"“{name}”超过一千万，请核对单位后重新填写。", field=code)
        bound = entry.get("bound", Bound.EXACT)
        if bound not in Bound.values:
            raise Refusal(f"“{name}”的精确程度请从列表中选择。", field=code)
        found[code] = (value, bound)
    return found


def _check_day(day: str, campaign: Campaign) -> None:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Refusal("日期请按 2022-04-20 的格式填写。", field="day") from None
    if not campaign.start - SLACK <= found <= campaign.end + SLACK:
        raise Refusal(
            f"日期与活动周（{campaign.start:%Y-%m-%d}至{campaign.end:%Y-%m-%d}）相差超过六十天，请核对年份和月份。",
            field="day",
        )
