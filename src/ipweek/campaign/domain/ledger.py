"""The facts ledger: what happened is an occurrence, how much of it a fact.

One occurrence counts once however many report it. Of several sources the highest rank counts (recorded in ipweek >
accepted brief > figure read from prose); the others stay visible as claims and are never added. A joint occurrence
credits every unit and counts once. 人 are never summed over occurrences, 人次 are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.campaign.domain import metrics
from ipweek.campaign.enums import Bound, SourceRank
from ipweek.campaign.models import Activity, Campaign, Fact, Occurrence
from ipweek.people.models import Unit, User

LARGEST = Decimal("1e12")
Values = Mapping[str, tuple[Decimal | int, str]]


@dataclass(frozen=True, kw_only=True)
class Total:
    """A rolled-up number: its metric, the activity it belongs to (None: all), value, bound, and how many facts."""

    metric: str
    activity_id: int | None
    value: Decimal
    bound: str
    facts: int

    @property
    def exact(self) -> bool:
        """Whether no part is rounded."""
        return self.bound == Bound.EXACT


@transaction.atomic
def occurrence(
    *,
    campaign: Campaign,
    key: str,
    title: str,
    day: date,
    unit: Unit,
    units: Iterable[Unit] = (),
    activity: Activity | None = None,
    place: str = "",
) -> Occurrence:
    """Get or update the occurrence with this key; `units` are credited beside the leading `unit`.

    Raises:
        Refusal: when the activity belongs to another campaign.
    """
    if activity is not None and activity.campaign_id != campaign.pk:
        raise Refusal("所选活动不属于本次活动周，请重新选择。", field="activity")
    found, _ = Occurrence.objects.update_or_create(
        campaign=campaign,
        key=key,
        defaults={"title": title, "day": day, "unit": unit, "activity": activity, "place": place},
    )
    found.units.set({unit.pk, *(other.pk for other in units)})
    found.facts.filter(withdrawn_at=None).exclude(day=day, unit=unit, activity=activity).update(
        day=day, unit=unit, activity=activity, updated_at=clock.now()
    )
    return found


@transaction.atomic
def record(what: Occurrence, *, source: str, rank: SourceRank, values: Values, by: User | None) -> list[Fact]:
    """Make `values` the live facts of this source: equal ones keep their row, changed ones are withdrawn and rewritten.

    Args:
        what: the occurrence counted.
        source: the row the numbers come from, for example "session:12".
        rank: how far the source is trusted.
        values: metric code → (value, bound).
        by: who recorded them.

    Raises:
        Refusal: for an unknown metric, a negative or an absurd number.
    """
    for code, (value, bound) in values.items():
        _check(code, Decimal(value))
        if bound not in Bound.values:
            raise ValueError(f"unknown bound {bound!r}")
    live = {fact.metric: fact for fact in what.facts.filter(source=source, withdrawn_at=None)}
    kept, fresh, gone = [], [], []
    for code, (value, bound) in values.items():
        known = live.pop(code, None)
        if known and (known.value, known.bound, known.rank) == (Decimal(value), bound, rank):
            kept.append(known)
            continue
        if known:
            gone.append(known)
        fresh.append(
            Fact(
                occurrence=what,
                campaign_id=what.campaign_id,
                activity_id=what.activity_id,
                unit_id=what.unit_id,
                metric=code,
                value=Decimal(value),
                bound=bound,
                day=what.day,
                rank=rank,
                source=source,
                recorded_by=by,
                created_at=clock.now(),
                updated_at=clock.now(),
            )
        )
    gone += live.values()
    _withdraw(gone)
    Fact.objects.bulk_create(fresh)
    if fresh or gone:
        audit.record(
            "fact.recorded",
            what,
            by=by,
            summary=f"{what.title}：{len(fresh)} 项新记，{len(gone)} 项作废",
            data={"source": source},
            campaign_id=what.campaign_id,
            unit_id=what.unit_id,
        )
    return [*kept, *fresh]


@transaction.atomic
def withdraw(what: Occurrence, *, source: str, by: User | None) -> int:
    """Withdraw all live facts of a source, for example when a session is reopened. Returns how many."""
    gone = list(what.facts.filter(source=source, withdrawn_at=None))
    _withdraw(gone)
    if gone:
        audit.record(
            "fact.withdrawn",
            what,
            by=by,
            summary=f"{what.title}：{len(gone)} 项作废",
            data={"source": source},
            campaign_id=what.campaign_id,
            unit_id=what.unit_id,
        )
    return len(gone)


def live(campaign: Campaign) -> QuerySet[Fact]:
    """Every fact of a campaign that has not been withdrawn, of whatever rank."""
    return Fact.objects.filter(campaign=campaign, withdrawn_at=None)


def effective(
    campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit] | None = None, activity: Activity | None = None
) -> QuerySet[Fact]:
    """The facts that count: per occurrence and metric the highest rank, of equal ranks the latest.

    Args:
        campaign: whose ledger.
        units: only occurrences that credit one of them (None: all).
        activity: only this activity.
    """
    found = live(campaign).filter(~Exists(_better()))
    if units is not None:
        found = found.filter(
            Exists(Occurrence.units.through.objects.filter(occurrence=OuterRef("occurrence"), unit__in=units))
        )
    if activity is not None:
        found = found.filter(activity=activity)
    return found


def claims(campaign: Campaign) -> QuerySet[Fact]:
    """Live facts that do not count because a better source of the same occurrence does."""
    return live(campaign).filter(Exists(_better()))


def _better() -> QuerySet[Fact]:
    """The facts that overrule one: same occurrence and metric, higher rank or the same and later.

    The occurrence implies the campaign, which is left out so that the narrow index is used.
    """
    same = Fact.objects.filter(
        withdrawn_at=None, occurrence=OuterRef("occurrence"), metric=OuterRef("metric")
    )
    return same.filter(Q(rank__gt=OuterRef("rank")) | Q(rank=OuterRef("rank"), pk__gt=OuterRef("pk")))


def totals(
    campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit] | None = None, *, by_activity: bool = True
) -> list[Total]:
    """Sums of the effective facts per metric (and activity), in the order of the metric table.

    A total is exact only when all its parts are; one part "more" makes it "more", mixed rounding "approx".
    Metrics that may not be summed are left out (see `Metric.summable`). One query, whatever the number of facts.
    """
    return totals_of(effective(campaign, units), by_activity=by_activity)


def totals_of(facts: QuerySet[Fact], *, by_activity: bool = True) -> list[Total]:
    """The same sums over a narrowed list of effective facts, so that a total equals the list it stands over."""
    keys = ("metric", "activity_id") if by_activity else ("metric",)
    rows = (
        facts.order_by()
        .values(*keys)
        .annotate(
            total=Coalesce(Sum("value"), Decimal(0)),
            rows=Count("pk"),
            more=Count("pk", filter=Q(bound=Bound.MORE)),
            less=Count("pk", filter=Q(bound=Bound.LESS)),
            rough=Count("pk", filter=Q(bound=Bound.APPROX)),
        )
    )
    order = {metric.code: index for index, metric in enumerate(metrics.every())}
    found = [
        Total(
            metric=row["metric"],
            activity_id=row.get("activity_id"),
            value=row["total"],
            bound=_bound(row["more"], row["less"], row["rough"]),
            facts=row["rows"],
        )
        for row in rows
        if metrics.get(row["metric"]).summable
    ]
    return sorted(found, key=lambda total: (total.activity_id or 0, order[total.metric]))


def summed(facts: Iterable[Fact]) -> tuple[Decimal, str]:
    """Sum and bound of facts of one metric; the same rule as `totals`."""
    group = list(facts)
    more = sum(fact.bound == Bound.MORE for fact in group)
    less = sum(fact.bound == Bound.LESS for fact in group)
    rough = sum(fact.bound == Bound.APPROX for fact in group)
    return sum((fact.value for fact in group), Decimal(0)), _bound(more, less, rough)


def _bound(more: int, less: int, rough: int) -> str:
    """The bound of a sum: what all its parts allow to be said. 余 and 近 together say no more than 约."""
    if rough or (more and less):
        return Bound.APPROX.value
    if less:
        return Bound.LESS.value
    return Bound.MORE.value if more else Bound.EXACT.value


def _check(code: str, value: Decimal) -> None:
    try:
        metric = metrics.get(code)
    except KeyError:
        raise Refusal(f"没有“{code}”这项指标，请从指标表中选择。", field=code) from None
    if not value.is_finite():
        raise Refusal(f"“{metric.name}”请填写数字。", field=code)
    if value < 0:
        raise Refusal(f"“{metric.name}”不能是负数，请改为 0 或正数。", field=code)
    if value >= LARGEST:
        raise Refusal(f"“{metric.name}”的数字过大，请核对单位后重新填写。", field=code)
    if value != value.quantize(Decimal(1).scaleb(-metric.places)):
        said = f"保留最多 {metric.places} 位小数" if metric.places else "填写整数"
        raise Refusal(f"“{metric.name}”请{said}。", field=code)


def _withdraw(facts: Iterable[Fact]) -> None:
    now = clock.now()
    Fact.objects.filter(pk__in=[fact.pk for fact in facts]).update(withdrawn_at=now, updated_at=now)
