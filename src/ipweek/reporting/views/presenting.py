"""Returns in words for their pages: rows of label and text, the trail of versions, the attachments."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ipweek.base.errors import Refusal
from ipweek.base.text import cn_date, mask_phone
from ipweek.campaign.domain import metrics
from ipweek.campaign.models import Campaign, Occurrence
from ipweek.people.models import Unit
from ipweek.reporting.domain import content as contents
from ipweek.reporting.domain.returns import PHOTOS
from ipweek.reporting.domain.summary import wording
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import TONES, Return, ReturnFile, ReturnVersion
from ipweek.ui.templatetags.ui_pieces import FileItem, TimelineItem


@dataclass(frozen=True, kw_only=True)
class Attachments:
    """The attachments of a return: pictures to look at, papers to fetch, and the rows they come from."""

    rows: list[ReturnFile]
    photos: list[FileItem]
    papers: list[FileItem]


def state(found: Return) -> tuple[str, str]:
    """Label and tone of a return's state."""
    return found.get_state_display(), TONES[ReturnState(found.state)]


def rows(
    code: str, content: dict[str, Any], campaign: Campaign, *, masked: bool = False
) -> list[tuple[str, str]]:
    """Every field but the title, which heads the page, and the long text, as label and words.

    Args:
        code: of the deliverable.
        content: of the return or one of its versions.
        campaign: whose activities and units are named.
        masked: hide telephone numbers from those who neither wrote nor check it.
    """
    found = []
    for field in contents.FIELDS[code]:
        if field in {"title", "text", "figures"} or field not in content:
            continue
        words = _words(field, content[field], campaign)
        found.append(
            (contents.label(code, field), mask_phone(words) if masked and field == "phone" else words)
        )
    for metric, entry in (content.get("figures") or {}).items():
        known = metrics.get(metric)
        found.append((known.name, _amount(known, content, metric, entry)))
    return found


def trail(found: Return, slug: str) -> list[TimelineItem]:
    """The submissions and decisions, the newest first; a submission leads to what was handed in then. One query."""
    here = reverse("reporting:return", kwargs={"slug": slug, "pk": found.pk})
    people = ("submitted_by", "decided_by", "reopened_by")
    items: list[TimelineItem] = []
    for version in found.versions.select_related(*people).order_by("-number"):
        items += _events(version, f"{here}?version={version.number}")
    return items


def opinion(found: Return) -> str:
    """The checker's last reason, while the return is sent back."""
    if found.state != ReturnState.SENT_BACK:
        return ""
    last = found.versions.order_by("-number").first()
    return (last.reopen_reason or last.reason) if last else ""


def attachments(found: Return, slug: str) -> Attachments:
    """The attachments of a return. One query."""
    kept = list(found.files.all())

    def items(*, photos: bool) -> list[FileItem]:
        return [
            FileItem(
                row.name,
                reverse("reporting:file", kwargs={"slug": slug, "pk": found.pk, "file": row.pk}),
                row.size,
                "",
            )
            for row in kept
            if (row.kind in PHOTOS) == photos
        ]

    return Attachments(rows=kept, photos=items(photos=True), papers=items(photos=False))


def _events(version: ReturnVersion, url: str) -> list[TimelineItem]:
    """What happened with one version, the newest first."""
    items = []
    number = f"第{version.number}版"
    if version.reopened_at:
        who = str(version.reopened_by or "")
        items.append(
            TimelineItem(
                version.reopened_at, f"退回更正（{number}）", who, version.reopen_reason, "danger", ""
            )
        )
    if version.decided_at:
        decision = ReturnState(version.decision)
        who = str(version.decided_by or "")
        title = f"{decision.label}（{number}）"
        items.append(TimelineItem(version.decided_at, title, who, version.reason, TONES[decision], ""))
    who = str(version.submitted_by or "")
    items.append(TimelineItem(version.submitted_at, f"报送{number}", who, "", "progress", url))
    return items


def _amount(metric: metrics.Metric, content: dict[str, Any], code: str, entry: dict[str, str]) -> str:
    """A number of a brief in words; one that a draft holds but nobody can read as it was typed."""
    try:
        value, bound = contents.figures({"figures": {code: content["figures"][code]}})[code]
    except Refusal:
        return str(entry.get("value", ""))
    return wording.amount(value, metric.unit, bound)


def _words(field: str, value: Any, campaign: Campaign) -> str:
    if field == "activity":
        activity = campaign.activities.filter(pk=value).first()
        return activity.title if activity else ""
    if field == "occurrence":
        occurrence = Occurrence.objects.filter(campaign=campaign, pk=value).first()
        return f"{occurrence.title}（{cn_date(occurrence.day)}）" if occurrence else ""
    if field == "partners":
        return "、".join(Unit.objects.filter(pk__in=value).values_list("name", flat=True))
    if field == "day":
        day = contents.day_of({"day": value})
        return cn_date(day) if day else str(value)
    return str(value)
