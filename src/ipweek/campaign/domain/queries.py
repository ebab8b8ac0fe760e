"""Reading campaigns, activities, deliverables and facts: scoped, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.http import Http404

from ipweek.campaign.domain import counters, kind_names, ledger, metrics, sources
from ipweek.campaign.domain.counters import Counter
from ipweek.campaign.domain.metrics import Metric
from ipweek.campaign.models import Activity, Campaign, Deliverable, Fact
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User


def campaigns_for(user: permissions.Person) -> QuerySet[Campaign]:
    """The campaigns a person may see: all of the installation, or none without a role."""
    everything = Campaign.objects.select_related("office")
    return everything if permissions.may(user, "campaign.view") else everything.none()


def campaign_for(user: permissions.Person, slug: str) -> Campaign:
    """The campaign with this address, as far as the person may see it.

    Raises:
        Http404: when there is none or it is not theirs to see.
    """
    campaign = campaigns_for(user).filter(slug=slug).first()
    if campaign is None:
        raise Http404("没有这个活动周。")
    return campaign


def current_campaign(user: permissions.Person) -> Campaign | None:
    """The latest campaign a person may see; where the desk opens."""
    return campaigns_for(user).first()


@dataclass(frozen=True, kw_only=True)
class ActivityRow:
    """One line of the list of activities: the activity, the name of its kind, its count per column."""

    activity: Activity
    kind: str
    cells: tuple[tuple[Counter, int], ...]


def activity_rows(campaign: Campaign, units: QuerySet[Unit]) -> tuple[Sequence[Counter], list[ActivityRow]]:
    """The activities of a campaign with what was counted at these units; one query per counter."""
    columns = counters.every()
    counted = [(column, column.count(campaign, units)) for column in columns]
    names = kind_names.choices()
    return columns, [
        ActivityRow(
            activity=activity,
            kind=names.get(activity.kind, names["other"]),
            cells=tuple((column, numbers.get(activity.pk, 0)) for column, numbers in counted),
        )
        for activity in campaign.activities.prefetch_related("targets")
    ]


def deliverables(campaign: Campaign) -> QuerySet[Deliverable]:
    """The deliverables of a campaign with `owed`, the number of units that owe each."""
    return campaign.deliverables.annotate(owed=Count("obligations")).order_by("position", "pk")


@dataclass(frozen=True, kw_only=True)
class FactFilter:
    """What a list of facts is narrowed to; empty values do not narrow.

    `unit` means the unit and those below it, as in summaries; `unassigned` keeps only facts of no activity.
    """

    metric: str = ""
    activity: int | None = None
    unassigned: bool = False
    unit: int | None = None
    first: date | None = None
    last: date | None = None


def facts(campaign: Campaign, user: User, narrowed: FactFilter) -> QuerySet[Fact]:
    """The facts that count, at the units a person may see, narrowed; ready for a list."""
    units: QuerySet[Unit] | None = permissions.units_for(user, "fact.view")
    if narrowed.unit and units is not None:
        units = units.filter(path__contains=f"/{narrowed.unit}/")
    elif permissions.everywhere(user, "fact.view"):
        units = None
    found = ledger.effective(campaign, units)
    if narrowed.metric:
        found = found.filter(metric=narrowed.metric)
    if narrowed.activity:
        found = found.filter(activity=narrowed.activity)
    if narrowed.unassigned:
        found = found.filter(activity=None)
    if narrowed.first:
        found = found.filter(day__gte=narrowed.first)
    if narrowed.last:
        found = found.filter(day__lte=narrowed.last)
    return found.select_related("occurrence", "activity", "unit").order_by("-day", "-pk")


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One line of the ledger: the fact, its metric, and the label and address of its source."""

    fact: Fact
    metric: Metric
    source: str
    url: str


def fact_rows(campaign: Campaign, found: Iterable[Fact]) -> list[FactRow]:
    """Facts as lines; a source whose app is not there keeps its plain name and no address."""
    return [
        FactRow(fact=fact, metric=metrics.get(fact.metric), source=label, url=url)
        for fact in found
        for label, url in [_source(campaign, fact.source)]
    ]


def fact_totals(found: QuerySet[Fact]) -> list[tuple[Metric, ledger.Total]]:
    """Sums per metric of exactly these facts, in the order of the metric table."""
    return [(metrics.get(total.metric), total) for total in ledger.totals_of(found, by_activity=False)]


def units_not_in(campaign: Campaign) -> int:
    """How many units in use do not take part in a campaign yet."""
    return Unit.objects.filter(active=True).exclude(memberships__campaign=campaign).count()


def _source(campaign: Campaign, source: str) -> tuple[str, str]:
    try:
        return sources.link(campaign.slug, source)
    except KeyError:
        return source, ""
