"""Returns in words: rows of label and text, the trail of versions, claims of a prose summary beside the ledger."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from ipweek.base.text import cn_date
from ipweek.campaign.domain import ledger, metrics
from ipweek.campaign.enums import DeliverableCode
from ipweek.campaign.models import Campaign, Occurrence
from ipweek.notice.reading.figures import read_figures
from ipweek.people.models import Unit
from ipweek.reporting.domain import content as contents
from ipweek.reporting.domain.summary import wording
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import TONES, Return
from ipweek.ui.templatetags.ui_pieces import FileItem, TimelineItem

@dataclass(frozen=True, kw_only=True)
class Claim:
    """A total that a prose summary states, and what the ledger has for the unit."""

    what: str
    claimed: str
    ledger: str
    differs: bool


def state(found: Return) -> tuple[str, str]:
    """Label and tone of a return's state."""
    return found.get_state_display(), TONES[ReturnState(found.state)]


def rows(code: str, content: dict[str, Any], campaign: Campaign) -> list[tuple[str, str]]:
    """Every field but the long text as label and words."""
    found = []
    for field in contents.FIELDS[code]:
        if field in {"text", "figures"} or field not in content:
            continue
        found.append((contents.LABELS[field], _words(field, content[field], campaign)))
    for metric, (value, bound) in contents.figures(content).items():
        known = metrics.get(metric)
        found.append((known.name, wording.amount(value, known.unit, bound)))
    return found


def trail(found: Return) -> list[TimelineItem]:
    """The submissions and decisions, the newest first. One query."""
    items = []
    for version in found.versions.select_related("submitted_by", "decided_by").order_by("-number"):
        if version.decided_at:
            label = ReturnState(version.decision).label
            items.append(
                TimelineItem(
                    version.decided_at, f"{label}（第{version.number}版）", str(version.decided_by or ""), version.reason,
                    TONES[ReturnState(version.decision)], "",
                )
            )
        items.append(
            TimelineItem(
                version.submitted_at, f"报送第{version.number}版", str(version.submitted_by or ""), "", "progress", ""
            )
        )
    return items


def opinion(found: Return) -> str:
    """The checker's last reason, while the return is sent back."""
    if found.state != ReturnState.SENT_BACK:
        return ""
    last = found.versions.exclude(reason="").order_by("-number").first()
    return last.reason if last else ""


def files(found: Return) -> list[FileItem]:
    """The attachments as the page's file list shows them. One query."""
    slug = found.obligation.deliverable.campaign.slug
    return [
        FileItem(kept.name, reverse("reporting:file", kwargs={"slug": slug, "pk": found.pk, "file": kept.pk}), kept.size, "")
        for kept in found.files.all()
    ]


def claims(found: Return) -> list[Claim]:
    """Totals stated in a prose summary beside the ledger of the unit: differences are shown, never added."""
    if found.obligation.deliverable.code != DeliverableCode.SUMMARY:
        return []
    campaign = found.obligation.deliverable.campaign
    scope = Unit.objects.filter(path__startswith=found.obligation.unit.path)
    known = {total.metric: total for total in ledger.totals(campaign, scope, by_activity=False)}
    shown = []
    for figure in read_figures(found.content.get("text", ""))["figures"]:
        metric = _metric_of(figure)
        if figure["planned"] or metric is None:
            continue
        total = known.get(metric.code)
        value = Decimal(str(figure["n"]))
        shown.append(
            Claim(
                what=metric.name,
                claimed=wording.amount(value, metric.unit, figure["bound"]),
                ledger=wording.amount(total.value, metric.unit, total.bound) if total else f"0{metric.unit}",
                differs=value != (total.value if total else 0),
            )
        )
    return shown


# Which metric a figure of prose claims: its measure word and a word of what it counts.
CLAIMED = (
    ("sessions", {"场", "场次", "次"}, ("活动", "宣传")),
    ("copies", {"份", "册", "本"}, ("资料", "手册", "材料", "折页", "传单")),
    ("consultations", {"人次", "人"}, ("咨询",)),
    ("trainings", {"期", "场"}, ("培训", "讲座")),
    ("attendances", {"人次", "人"}, ("参加", "参与", "培训", "群众", "学生")),
    ("stories", {"篇", "条"}, ("报道", "稿件", "媒体", "信息")),
    ("enterprise_visits", {"家", "家次", "户"}, ("走访", "企业", "服务")),
    ("inspections", {"户", "户次", "家"}, ("检查",)),
    ("filed_cases", {"件", "起"}, ("立案", "查处")),
)


def _metric_of(figure: dict[str, Any]) -> metrics.Metric | None:
    for code, units, words in CLAIMED:
        if figure["unit"] in units and any(word in figure["what"] for word in words):
            return metrics.get(code)
    return None


def _words(field: str, value: Any, campaign: Campaign) -> str:
    if field == "activity":
        activity = campaign.activities.filter(pk=value).first()
        return activity.title if activity else ""
    if field == "occurrence":
        occurrence = Occurrence.objects.filter(campaign=campaign, pk=value).first()
        return occurrence.title if occurrence else ""
    if field == "partners":
        return "、".join(Unit.objects.filter(pk__in=value).values_list("name", flat=True))
    if field == "day":
        return cn_date(date.fromisoformat(value))
    return str(value)
