"""Totals a unit states in its own prose summary: claims, compared with the ledger and shown, never added."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ipweek.campaign.domain import ledger, metrics
from ipweek.campaign.enums import Bound, DeliverableCode
from ipweek.campaign.models import Fact
from ipweek.notice.reading.figures import read_figures
from ipweek.people.models import Unit
from ipweek.reporting.domain.summary import wording
from ipweek.reporting.models import Return

Known = Mapping[str, tuple[Decimal, str]]

# Which metric a figure of prose claims: its measure words, and a word of what it counts.
CLAIMED: tuple[tuple[str, frozenset[str], tuple[str, ...]], ...] = (
    ("sessions", frozenset({"场", "场次", "次"}), ("活动", "宣传")),
    ("copies", frozenset({"份", "册", "本"}), ("资料", "手册", "材料", "折页", "传单")),
    ("consultations", frozenset({"人次", "人"}), ("咨询",)),
    ("trainings", frozenset({"期", "场"}), ("培训", "讲座")),
    ("attendances", frozenset({"人次", "人"}), ("参加", "参与", "培训", "群众", "学生")),
    ("stories", frozenset({"篇", "条"}), ("报道", "稿件", "媒体", "信息")),
    ("enterprise_visits", frozenset({"家", "家次", "户"}), ("走访", "企业", "服务")),
    ("inspections", frozenset({"户", "户次", "家"}), ("检查",)),
    ("filed_cases", frozenset({"件", "起"}), ("立案", "查处")),
)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A total that a prose summary states, and what the ledger has for the unit and those below it."""

    metric: str
    what: str
    claimed: str
    ledger: str
    differs: bool


def of_return(found: Return) -> list[Claim]:
    """The claims of one unit summary; none for other returns. Two queries."""
    if found.obligation.deliverable.code != DeliverableCode.SUMMARY:
        return []
    campaign, unit = found.obligation.deliverable.campaign, found.obligation.unit
    scope = Unit.objects.filter(path__startswith=unit.path)
    return compare(found.content.get("text", ""), totals(ledger.effective(campaign, scope)))


def totals(facts: Iterable[Fact]) -> Known:
    """Metric → (sum, bound) of facts."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.metric, []).append(fact)
    return {code: ledger.summed(group) for code, group in groups.items()}


def compare(text: str, known: Known) -> list[Claim]:
    """The totals stated in a prose text beside those of the ledger."""
    shown = []
    for metric, value, bound in stated(read_figures(text)["figures"]):
        recorded, exactness = known.get(metric.code, (Decimal(0), Bound.EXACT.value))
        shown.append(
            Claim(
                metric=metric.code,
                what=metric.name,
                claimed=wording.amount(value, metric.unit, bound),
                ledger=wording.amount(recorded, metric.unit, exactness),
                differs=value != recorded,
            )
        )
    return shown


def stated(figures: Iterable[dict[str, Any]]) -> list[tuple[metrics.Metric, Decimal, str]]:
    """The done figures of a reading whose metric the ledger keeps, each metric once: its largest number."""
    found: dict[str, tuple[metrics.Metric, Decimal, str]] = {}
    for figure in figures:
        metric = _metric_of(figure)
        if figure["planned"] or metric is None:
            continue
        value = Decimal(str(figure["n"]))
        if metric.code not in found or found[metric.code][1] < value:
            found[metric.code] = metric, value, figure["bound"]
    return list(found.values())


def _metric_of(figure: dict[str, Any]) -> metrics.Metric | None:
    for code, units, words in CLAIMED:
        if figure["unit"] in units and any(word in figure["what"] for word in words):
            return metrics.get(code)
    return None
