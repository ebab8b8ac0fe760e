"""What a summary says, as data: campaign, activity by activity, requirement by requirement, gaps.

Every figure lists the facts it is the sum of, each fact its source. Nothing depends on the day of building.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from ipweek.campaign.domain import kinds, ledger, metrics, sources
from ipweek.campaign.enums import DeliverableCode, Modality
from ipweek.campaign.models import Activity, Campaign, Fact
from ipweek.people.models import Unit
from ipweek.reporting.domain import completeness, queries
from ipweek.reporting.domain.returns import MANY
from ipweek.reporting.domain.summary import wording
from ipweek.reporting.enums import ReturnState

FORMAT = "ipweek.summary/1"
Json = dict[str, Any]


def collect(campaign: Campaign, unit: Unit, *, signed_on: date | None = None) -> Json:
    """Everything the summary of a unit says; the office's is that of the whole campaign.

    Args:
        campaign: what is summed up.
        unit: who reports; figures are those of the unit and all below it.
        signed_on: the day set under the paper, if it is already known; never "today".
    """
    whole = unit.pk == campaign.office_id
    scope = Unit.objects.filter(path__startswith=unit.path, active=True)
    facts = list(
        ledger.effective(campaign, None if whole else scope).select_related("occurrence", "unit").order_by("day", "pk")
    )
    by_activity: dict[int | None, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_activity[fact.activity_id].append(fact)
    activities = list(campaign.activities.prefetch_related("targets"))
    matrix = completeness.matrix(campaign, None if whole else scope)
    return {
        "format": FORMAT,
        "campaign": {
            "name": campaign.name,
            "title": campaign.title,
            "document_number": campaign.document_number,
            "themes": campaign.themes,
            "start": campaign.start.isoformat(),
            "end": campaign.end.isoformat(),
        },
        "unit": unit.name,
        "office": campaign.office.name,
        "whole": whole,
        "signed_on": signed_on.isoformat() if signed_on else None,
        "units": len(matrix.rows),
        "totals": _figures(facts, campaign),
        "activities": [
            _activity(campaign, activity, by_activity.get(activity.pk, []), None if whole else scope)
            for activity in activities
        ],
        "unassigned": _figures(by_activity.get(None, []), campaign),
        "by_unit": _by_unit(facts),
        "returns": [_column(column, matrix, index) for index, column in enumerate(matrix.columns)],
        "practices": _practices(campaign, None if whole else scope),
        "gaps": _gaps(campaign, activities, by_activity, matrix, facts),
    }


def digest(data: Json) -> str:
    """SHA-256 of the canonical JSON of summary data."""
    return hashlib.sha256(dumps(data)).hexdigest()


def dumps(data: Json) -> bytes:
    """The canonical JSON file of a summary; equal data, equal bytes."""
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _figures(facts: Iterable[Fact], campaign: Campaign) -> list[Json]:
    """One figure per summable metric, in the order of the metric table, with the facts behind it."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.metric].append(fact)
    found = []
    for metric in metrics.every():
        group = groups.get(metric.code)
        if not group or not metric.summable:
            continue
        total, bound = ledger.summed(group)
        found.append(
            {
                "metric": metric.code,
                "name": metric.name,
                "unit": metric.unit,
                "definition": metric.definition,
                "value": wording.number(total),
                "bound": bound,
                "text": wording.phrase(metric.code, total, bound),
                "facts": [_fact(fact, campaign) for fact in group],
            }
        )
    return found


def _fact(fact: Fact, campaign: Campaign) -> Json:
    label, url = sources.link(campaign.slug, fact.source)
    return {
        "id": fact.pk,
        "value": wording.number(fact.value),
        "bound": fact.bound,
        "day": fact.day.isoformat(),
        "unit": fact.unit.name,
        "occurrence": fact.occurrence.title,
        "rank": fact.get_rank_display(),
        "source": label,
        "url": url,
    }


def _activity(
    campaign: Campaign, activity: Activity, facts: list[Fact], scope: QuerySet[Unit] | None
) -> Json:
    activity.campaign = campaign
    section = kinds.get(activity.kind).summary(activity, scope)
    return {
        "clause": activity.clause,
        "title": activity.title,
        "kind": activity.kind,
        "targets": [str(target) for target in activity.targets.all()],
        "figures": _figures(facts, campaign),
        "sentences": list(section.sentences),
        "annexes": [
            {"title": annex.title, "header": list(annex.header), "rows": [list(row) for row in annex.rows]}
            for annex in section.annexes
        ],
    }


def _by_unit(facts: Iterable[Fact]) -> list[Json]:
    """Figures by leading unit; a joint occurrence stands at the unit that leads it, so the rows sum to the total."""
    groups: dict[tuple[int, int, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.unit.position, fact.unit_id, fact.unit.name].append(fact)
    rows = []
    for (_, _, name), group in sorted(groups.items()):
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for fact in group:
            sums[fact.metric] += fact.value
        rows.append({"unit": name, "values": {code: wording.number(value) for code, value in sorted(sums.items())}})
    return rows


def _column(column: completeness.Column, matrix: completeness.Matrix, index: int) -> Json:
    deliverable = column.deliverable
    cells = [(row.unit, row.cells[index]) for row in matrix.rows if row.cells[index].obligation]
    done = {completeness.ACCEPTED, completeness.LATE_ACCEPTED}
    return {
        "code": deliverable.code,
        "title": deliverable.title,
        "clause": deliverable.clause,
        "modality": deliverable.modality,
        "many": deliverable.due_rule in MANY,
        "due": deliverable.due_effective.isoformat() if deliverable.due_effective else None,
        "owing": column.owing,
        "accepted": column.accepted,
        "pieces": sum(cell.accepted for _, cell in cells),
        "late": [unit.name for unit, cell in cells if cell.state == completeness.LATE_ACCEPTED],
        "missing": [unit.name for unit, cell in cells if cell.state not in done],
    }


def _practices(campaign: Campaign, scope: QuerySet[Unit] | None) -> list[Json]:
    found = queries.returns(campaign, scope).filter(
        obligation__deliverable__code=DeliverableCode.PRACTICE, state=ReturnState.ACCEPTED
    )
    return [
        {"title": item.content.get("title", ""), "unit": item.obligation.unit.name, "text": item.content.get("text", "")}
        for item in found.order_by("accepted_at", "pk")
    ]


def _gaps(
    campaign: Campaign,
    activities: list[Activity],
    by_activity: dict[int | None, list[Fact]],
    matrix: completeness.Matrix,
    facts: list[Fact],
) -> list[str]:
    """What the reader must know: who did not report, what has no figures, what is rounded or claimed twice."""
    gaps = []
    for index, column in enumerate(matrix.columns):
        row = _column(column, matrix, index)
        if row["missing"] and not row["many"] and row["modality"] == Modality.MUST:
            gaps.append(f"{row['title']}应报{row['owing']}家，已通过{row['accepted']}家，尚缺：{'、'.join(row['missing'])}。")
    silent = [activity.title for activity in activities if not by_activity.get(activity.pk)]
    if silent:
        gaps.append(f"以下活动暂无数据：{'；'.join(silent)}。")
    rounded = [fact for fact in facts if fact.bound != "exact"]
    if rounded:
        gaps.append(f"有{len(rounded)}项数据为估计或约数，合计中以“余”“约”标明。")
    claims = ledger.claims(campaign).filter(unit__in={fact.unit_id for fact in facts}).count()
    if claims:
        gaps.append(f"有{claims}项上报数字与系统内登记重复，合计只采用登记数，未重复相加。")
    return gaps
