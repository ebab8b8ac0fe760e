"""What a summary says, as data: campaign, activity by activity, requirement by requirement, practices, gaps.

Every figure lists the facts it is the sum of, each fact its source. Nothing depends on the day of building, nor on
who builds.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from ipweek.campaign.domain import kinds, ledger, metrics, sources
from ipweek.campaign.enums import DeliverableCode
from ipweek.campaign.models import Activity, Campaign, Fact, Occurrence
from ipweek.people.models import Unit
from ipweek.reporting.domain import claims, completeness, queries
from ipweek.reporting.domain.summary import gaps, wording
from ipweek.reporting.enums import ReturnState

FORMAT = "ipweek.summary/1"
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What was read from the database for one summary.

    Attributes:
        campaign: what is summed up.
        scope: the units summed up; None for the whole campaign.
        facts: those that count, by day.
        credited: occurrence → units it credits.
        activities: of the notice, in its order.
        matrix: who has handed in what.
    """

    campaign: Campaign
    scope: QuerySet[Unit] | None
    facts: list[Fact]
    credited: dict[int, list[int]]
    activities: list[Activity]
    matrix: completeness.Matrix

    def of(self, activity: int | None) -> list[Fact]:
        """The facts of one activity (None: of no activity)."""
        return [fact for fact in self.facts if fact.activity_id == activity]

    def joint(self, facts: Iterable[Fact]) -> int:
        """How many occurrences among these facts credit more than one unit."""
        return len({fact.occurrence_id for fact in facts if len(self.credited[fact.occurrence_id]) > 1})


def collect(campaign: Campaign, unit: Unit, *, signed_on: date | None = None) -> Json:
    """Everything the summary of a unit says; the office's is that of the whole campaign.

    Args:
        campaign: what is summed up.
        unit: who reports; figures are those of the unit and all below it.
        signed_on: the day set under the paper, if it is already known; never "today".
    """
    whole = unit.pk == campaign.office_id
    found = _gather(campaign, None if whole else Unit.objects.filter(path__startswith=unit.path))
    columns = [_column(column, found.matrix, index) for index, column in enumerate(found.matrix.columns)]
    data = {
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
        "units": len(found.matrix.rows),
        "classes": _classes(found.matrix),
        "totals": _figures(found.facts),
        "joint": found.joint(found.facts),
        "activities": [_activity(found, activity) for activity in found.activities],
        "unassigned": _figures(found.of(None)),
        "by_unit": _by_unit(found.facts),
        "requirements": [
            {
                "clause": requirement.clause,
                "title": requirement.title,
                "returns": [row for row in columns if row["clause"] == requirement.clause],
            }
            for requirement in campaign.requirements.all()
        ],
        "returns": columns,
        "practices": _practices(found),
        "claims": _claims(found),
        "doubles": _doubles(found.facts),
        "overruled": _overruled(found),
    }
    return data | {"gaps": gaps.stated(data), "checks": gaps.to_check(data)}


def digest(data: Json) -> str:
    """SHA-256 of the canonical JSON of summary data."""
    return hashlib.sha256(dumps(data)).hexdigest()


def dumps(data: Json) -> bytes:
    """The canonical JSON file of a summary; equal data, equal bytes."""
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _gather(campaign: Campaign, scope: QuerySet[Unit] | None) -> Gathered:
    facts = list(ledger.effective(campaign, scope).select_related("occurrence", "unit").order_by("day", "pk"))
    credited: dict[int, list[int]] = defaultdict(list)
    through = Occurrence.units.through.objects.filter(occurrence__campaign=campaign)
    for occurrence, unit in through.order_by("pk").values_list("occurrence_id", "unit_id"):
        credited[occurrence].append(unit)
    activities = list(campaign.activities.prefetch_related("targets"))
    for activity in activities:
        activity.campaign = campaign
    return Gathered(
        campaign=campaign,
        scope=scope,
        facts=facts,
        credited=credited,
        activities=activities,
        matrix=completeness.matrix(campaign, scope),
    )


def _figures(facts: Iterable[Fact]) -> list[Json]:
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
                "facts": [_fact(fact) for fact in group],
            }
        )
    return found


def _fact(fact: Fact) -> Json:
    return {
        "id": fact.pk,
        "value": wording.number(fact.value),
        "bound": fact.bound,
        "day": fact.day.isoformat(),
        "unit": fact.unit.name,
        "occurrence": fact.occurrence.title,
        "rank": str(fact.get_rank_display()),
        "source": fact.source,
        "source_name": sources.label(fact.source),
    }


def _activity(found: Gathered, activity: Activity) -> Json:
    facts = found.of(activity.pk)
    section = kinds.get(activity.kind).summary(activity, found.scope)
    figures = _figures(facts)
    return {
        "id": activity.pk,
        "clause": activity.clause,
        "title": activity.title,
        "kind": activity.kind,
        "targets": [_target(target, figures) for target in activity.targets.all()],
        "figures": figures,
        "units": list(dict.fromkeys(fact.unit.name for fact in sorted(facts, key=_place_of_unit))),
        "joint": found.joint(facts),
        "largest": _largest(facts),
        "sentences": list(section.sentences),
        "annexes": [
            {"title": annex.title, "header": list(annex.header), "rows": [list(row) for row in annex.rows]}
            for annex in section.annexes
        ],
    }


def _target(target: Any, figures: list[Json]) -> Json:
    """A quantity the notice asks for, beside what the ledger has when it keeps that metric."""
    for figure in figures:
        if figure["name"] in target.what or target.what in figure["name"]:
            return {
                "text": str(target),
                "metric": figure["metric"],
                "done": figure["value"],
                "met": Decimal(figure["value"]) >= target.n,
            }
    kept = any(metric.name == target.what for metric in metrics.every())
    done = "0" if kept else None
    return {"text": str(target), "metric": None, "unit": target.unit, "done": done, "met": False}


def _place_of_unit(fact: Fact) -> tuple[int, int]:
    return fact.unit.position, fact.unit_id


def _largest(facts: list[Fact]) -> Json | None:
    """The best attended of at least five occurrences, if it stands alone at the top."""
    counted = sorted((fact for fact in facts if fact.metric == "attendances"), key=lambda fact: -fact.value)
    if len(counted) < 5 or counted[0].value == counted[1].value:
        return None
    first = counted[0]
    return {
        "title": first.occurrence.title,
        "unit": first.unit.name,
        "day": first.day.isoformat(),
        "text": wording.amount(first.value, metrics.get("attendances").unit, first.bound),
        "fact": first.pk,
    }


def _by_unit(facts: Iterable[Fact]) -> list[Json]:
    """Figures by leading unit; a joint occurrence stands at the unit that leads it, so the rows sum to the total."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[_place_of_unit(fact)].append(fact)
    rows = []
    for _, group in sorted(groups.items()):
        sums: dict[str, list[Fact]] = defaultdict(list)
        for fact in group:
            sums[fact.metric].append(fact)
        values = {code: wording.number(ledger.summed(some)[0]) for code, some in sorted(sums.items())}
        rows.append({"unit": group[0].unit.name, "unit_id": group[0].unit_id, "values": values})
    return rows


def _classes(matrix: completeness.Matrix) -> list[Json]:
    numbers: dict[str, int] = {}
    for row in matrix.rows:
        numbers[row.unit_class] = numbers.get(row.unit_class, 0) + 1
    return [
        {"name": name, "number": numbers[code]}
        for code, name in completeness.CLASSES.items()
        if code in numbers
    ]


def _column(column: completeness.Column, matrix: completeness.Matrix, index: int) -> Json:
    deliverable = column.deliverable
    cells = [(row.unit, row.cells[index]) for row in matrix.rows if row.cells[index].obligation]
    most = sorted((pair for pair in cells if pair[1].accepted > 1), key=lambda pair: -pair[1].accepted)[:3]
    return {
        "id": deliverable.pk,
        "code": deliverable.code,
        "title": "责任人名单" if deliverable.code == DeliverableCode.PERSON else deliverable.title,
        "clause": deliverable.clause,
        "modality": deliverable.modality,
        "many": column.many,
        "due": deliverable.due_effective.isoformat() if deliverable.due_effective else None,
        "owing": column.owing,
        "accepted": column.accepted,
        "pieces": column.pieces,
        "most": [{"unit": unit.name, "pieces": cell.accepted} for unit, cell in most] if column.many else [],
        "late": [unit.name for unit, cell in cells if cell.state == completeness.LATE_ACCEPTED],
        "missing": [unit.name for unit, cell in cells if cell.state not in completeness.DONE],
    }


def _practices(found: Gathered) -> list[Json]:
    accepted = queries.returns(found.campaign, found.scope).filter(
        obligation__deliverable__code=DeliverableCode.PRACTICE, state=ReturnState.ACCEPTED
    )
    return [
        {
            "return": item.pk,
            "title": item.content.get("title", ""),
            "unit": item.obligation.unit.name,
            "text": item.content.get("text", ""),
        }
        for item in accepted.order_by("obligation__unit__position", "obligation__unit_id", "pk")
    ]


def _claims(found: Gathered) -> list[Json]:
    """Totals in accepted prose summaries that the ledger does not bear out; shown, never added."""
    accepted = queries.returns(found.campaign, found.scope).filter(
        obligation__deliverable__code=DeliverableCode.SUMMARY, state=ReturnState.ACCEPTED
    )
    rows = []
    for item in accepted.order_by("obligation__unit__position", "obligation__unit_id", "pk"):
        known = claims.totals(
            [fact for fact in found.facts if item.obligation.unit_id in found.credited[fact.occurrence_id]]
        )
        rows += [
            {
                "return": item.pk,
                "unit": item.obligation.unit.name,
                "metric": claim.metric,
                "what": claim.what,
                "claimed": claim.claimed,
                "ledger": claim.ledger,
            }
            for claim in claims.compare(item.content.get("text", ""), known)
            if claim.differs
        ]
    return rows


def _doubles(facts: Iterable[Fact]) -> list[Json]:
    """Days on which a unit leads both a session of ipweek and something known by a brief only: perhaps the same."""
    groups: dict[tuple[date, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.metric == "sessions":
            groups[fact.day, fact.unit_id].append(fact)
    return [
        {
            "unit": group[0].unit.name,
            "day": day.isoformat(),
            "titles": [fact.occurrence.title for fact in group],
        }
        for (day, _), group in sorted(groups.items())
        if len({fact.occurrence.key.partition(":")[0] for fact in group}) > 1
    ]


def _overruled(found: Gathered) -> int:
    """How many reported numbers differ from the better source that counts in their place."""
    counting = {(fact.occurrence_id, fact.metric): fact.value for fact in found.facts}
    return sum(
        claim.value != counting.get((claim.occurrence_id, claim.metric), claim.value)
        for claim in ledger.claims(found.campaign).only("occurrence_id", "metric", "value")
    )
