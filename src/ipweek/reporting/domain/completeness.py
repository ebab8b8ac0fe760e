"""The matrix unit × deliverable: computed from content and acceptance, never from a click.

A cell says what has been received and whether it was in time. "及时" deliverables have no day: their cells show how
many came and when the last one did. One silent unit never blocks the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from ipweek.base import clock
from ipweek.campaign.models import Campaign, Deliverable, Obligation
from ipweek.people.models import Unit
from ipweek.reporting.domain import queries
from ipweek.reporting.domain.returns import MANY

ACCEPTED, LATE_ACCEPTED, WAITING, SENT_BACK = "accepted", "late", "waiting", "sent_back"
OWED, OVERDUE, NOT_OWED, NONE_YET = "owed", "overdue", "not_owed", "none_yet"
WORDS = {
    ACCEPTED: ("已通过", "done"),
    LATE_ACCEPTED: ("已通过（逾期）", "warning"),
    WAITING: ("待审核", "progress"),
    SENT_BACK: ("已退回", "danger"),
    OWED: ("未报", "neutral"),
    OVERDUE: ("逾期未报", "danger"),
    NONE_YET: ("暂无", "neutral"),
    NOT_OWED: ("不需报", "neutral"),
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One unit's standing for one deliverable."""

    obligation: Obligation | None
    state: str
    accepted: int = 0
    last: date | None = None

    @property
    def words(self) -> str:
        """The state in words; for prompt deliverables how many were accepted."""
        if self.obligation is not None and self.obligation.deliverable.due_rule in MANY and self.accepted:
            return f"{self.accepted} 篇"
        return WORDS[self.state][0]

    @property
    def tone(self) -> str:
        """The tone of the state's tag."""
        return WORDS[self.state][1]

    @property
    def label(self) -> str:
        """The whole cell in words, for those who do not see the table."""
        if self.obligation is None:
            return WORDS[NOT_OWED][0]
        return f"{self.obligation.unit.name}，{self.obligation.deliverable.title}：{self.words}"

    @property
    def url(self) -> str:
        """The list behind the cell: the returns of this unit for this deliverable."""
        if self.obligation is None:
            return ""
        address = reverse("reporting:returns", kwargs={"slug": self.obligation.deliverable.campaign.slug})
        return f"{address}?unit={self.obligation.unit_id}&deliverable={self.obligation.deliverable_id}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A unit with its cells, in the order of the columns."""

    unit: Unit
    unit_class: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A deliverable with its counts: how many owe it, how many are accepted, waiting or overdue."""

    deliverable: Deliverable
    owing: int
    accepted: int
    waiting: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The whole matrix; `columns` carry the counts that equal the lists behind them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def matrix(campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit] | None = None) -> Matrix:
    """Build the matrix for the units in scope. Three queries, whatever the size."""
    deliverables = list(campaign.deliverables.all())
    memberships = campaign.memberships.select_related("unit").filter(unit__active=True)
    if units is not None:
        memberships = memberships.filter(unit__in=units)
    cells = {(item.unit_id, item.deliverable_id): cell(item) for item in queries.obligations(campaign, units)}
    empty = Cell(obligation=None, state=NOT_OWED)
    rows = tuple(
        Row(
            unit=member.unit,
            unit_class=member.unit_class,
            cells=tuple(cells.get((member.unit_id, deliverable.pk), empty) for deliverable in deliverables),
        )
        for member in memberships
    )
    rows = tuple(row for row in rows if any(found.obligation for found in row.cells))
    columns = tuple(
        _column(deliverable, [row.cells[index] for row in rows]) for index, deliverable in enumerate(deliverables)
    )
    return Matrix(columns=columns, rows=rows)


def cell(item: Obligation) -> Cell:
    """The standing of one obligation as `queries.obligations` annotates it."""
    last = clock.local(item.last_submitted).date() if item.last_submitted else None  # type: ignore[attr-defined]
    return Cell(obligation=item, state=_state(item), accepted=item.accepted, last=last)  # type: ignore[attr-defined]


def _state(item: Obligation) -> str:
    counts = vars(item)
    if counts["accepted"]:
        return LATE_ACCEPTED if _late(item) else ACCEPTED
    if counts["submitted"]:
        return WAITING
    if counts["sent_back"]:
        return SENT_BACK
    if item.deliverable.due_rule in MANY:
        return NONE_YET
    if item.due_effective and clock.now() >= clock.end_of_day(item.due_effective):
        return OVERDUE
    return OWED


def _late(item: Obligation) -> bool:
    """Whether the first submission came after the day (which ends at 24:00 local) had ended."""
    first = vars(item)["first_submitted"]
    if item.due_effective is None or first is None or item.deliverable.due_rule in MANY:
        return False
    return bool(first >= clock.end_of_day(item.due_effective))


def _column(deliverable: Deliverable, cells: list[Cell]) -> Column:
    owing = [found for found in cells if found.obligation]
    return Column(
        deliverable=deliverable,
        owing=len(owing),
        accepted=sum(found.state in {ACCEPTED, LATE_ACCEPTED} for found in owing),
        waiting=sum(found.state == WAITING for found in owing),
        overdue=sum(found.state == OVERDUE for found in owing),
    )
