"""What the overview of a campaign shows, in the scope of a person; each number equals the list behind its link."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from ipweek.base import clock
from ipweek.campaign.domain import kinds, ledger, metrics
from ipweek.campaign.domain.kinds import CalendarItem
from ipweek.campaign.enums import Bound, DeliverableCode
from ipweek.campaign.models import Campaign
from ipweek.people.models import Unit
from ipweek.reporting.domain import completeness, queries
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return
from ipweek.ui.charts import Chart, Series

COMING = 8
BRIEFS = 6
# The order of the chart's series; "late" counts with the accepted ones, "none yet" owes nothing by a day.
SERIES = (
    ("已通过", {completeness.ACCEPTED, completeness.LATE_ACCEPTED}),
    ("待审核", {completeness.WAITING}),
    ("已退回", {completeness.SENT_BACK}),
    ("逾期未报", {completeness.OVERDUE}),
    ("未报", {completeness.OWED, completeness.NONE_YET}),
)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of the ledger with the list of facts behind it."""

    name: str
    value: Decimal
    unit: str
    exact: bool
    url: str
    note: str


def figures(campaign: Campaign, units: QuerySet[Unit]) -> list[Figure]:
    """The totals of the ledger at these units, in the order of the metric table."""
    address = reverse("campaign:facts", kwargs={"slug": campaign.slug})
    shown = []
    for total in ledger.totals(campaign, units, by_activity=False):
        metric = metrics.get(total.metric)
        shown.append(
            Figure(
                name=metric.name,
                value=total.value,
                # 余 says that the number was rounded down; any other rounding is 约.
                unit=f"余{metric.unit}" if total.bound == Bound.MORE else metric.unit,
                exact=total.bound in {Bound.EXACT, Bound.MORE},
                url=f"{address}?metric={metric.code}",
                note=f"来自 {total.facts} 条记录",
            )
        )
    return shown


def completeness_chart(matrix: completeness.Matrix) -> Chart | None:
    """Units by standing for every deliverable; None when nobody owes anything."""
    columns = [(index, column) for index, column in enumerate(matrix.columns) if column.owing]
    if not columns:
        return None
    states = {index: [row.cells[index].state for row in matrix.rows] for index, _ in columns}
    return Chart(
        "stacked",
        "各应报事项完成情况",
        tuple(column.deliverable.title for _, column in columns),
        tuple(
            Series(name, tuple(sum(state in wanted for state in states[index]) for index, _ in columns))
            for name, wanted in SERIES
        ),
        "家",
        source="完成情况表",
    )


def coming(campaign: Campaign, units: QuerySet[Unit]) -> list[CalendarItem]:
    """The next items of all kinds that one of these units holds; a calendar that kinds share is asked once."""
    names = set(units.values_list("name", flat=True))
    asked = dict.fromkeys(kind.calendar for kind in kinds.every())
    now = clock.now()
    items = [
        item
        for calendar in asked
        for item in calendar(campaign, None)
        if item.end > now and names.intersection(item.units)
    ]
    return sorted(items, key=lambda item: (item.start, item.title))[:COMING]


def latest_briefs(campaign: Campaign, units: QuerySet[Unit]) -> QuerySet[Return]:
    """The newest accepted briefs of these units."""
    found = queries.returns(campaign, units).filter(
        state=ReturnState.ACCEPTED, obligation__deliverable__code=DeliverableCode.BRIEF
    )
    return found.order_by("-accepted_at", "-pk")[:BRIEFS]
