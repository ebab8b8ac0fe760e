"""The matrix unit × deliverable: computed from content and acceptance, never from a click.

A cell says what has been received and whether it was in time. "及时" deliverables have no day: their cells show how
many came and when the last one did. One silent unit never blocks the others. What a notice allows or encourages
stands apart from what it demands and is never overdue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from ipweek.base import clock
from ipweek.campaign.enums import Modality
from ipweek.campaign.models import Campaign, Deliverable, Obligation
from ipweek.people.enums import UnitClass
from ipweek.people.models import Unit
from ipweek.reporting.domain import queries
from ipweek.reporting.domain.returns import MANY
from ipweek.reporting.enums import ReturnState

ACCEPTED, LATE_ACCEPTED, WAITING, SENT_BACK = "accepted", "late", "waiting", "sent_back"
OWED, OVERDUE, NOT_OWED, NONE_YET = "owed", "overdue", "not_owed", "none_yet"
DONE = frozenset({ACCEPTED, LATE_ACCEPTED})
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
# What the list of obligations can be narrowed to, in the order of the filter.
STANDINGS = {
    "done": ("已通过", DONE),
    LATE_ACCEPTED: ("已通过，但逾期", frozenset({LATE_ACCEPTED})),
    WAITING: ("待审核", frozenset({WAITING})),
    SENT_BACK: ("已退回", frozenset({SENT_BACK})),
    OVERDUE: ("逾期未报", frozenset({OVERDUE})),
    "open": ("未报", frozenset({OWED, NONE_YET})),
}
CLASSES = {str(code): str(label) for code, label in UnitClass.choices}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One unit's standing for one deliverable."""

    obligation: Obligation | None
    state: str
    accepted: int = 0
    waiting: int = 0
    last: date | None = None

    @property
    def counted(self) -> bool:
        """Whether the cell shows a number of accepted returns rather than a state."""
        return (
            self.obligation is not None and self.obligation.deliverable.due_rule in MANY and self.accepted > 0
        )

    @property
    def words(self) -> str:
        """The state in words; for prompt deliverables how many were accepted and when the last one came."""
        if self.counted:
            last = f"，最近 {self.last.month}月{self.last.day}日" if self.last else ""
            return f"{self.accepted} 篇{last}"
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
        """The list behind the cell: the returns of this unit for this deliverable, as many as the cell says."""
        return self._list(ReturnState.ACCEPTED if self.counted else "")

    @property
    def waiting_url(self) -> str:
        """The returns of this cell that wait for a decision."""
        return self._list(ReturnState.SUBMITTED)

    def _list(self, state: str) -> str:
        if self.obligation is None:
            return ""
        given = {
            "unit": self.obligation.unit_id,
            "deliverable": self.obligation.deliverable_id,
            "state": state,
        }
        slug = self.obligation.deliverable.campaign.slug
        return _address("reporting:returns", slug, given)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A unit with its cells, in the order of the columns."""

    unit: Unit
    unit_class: str
    cells: tuple[Cell, ...]

    @property
    def class_name(self) -> str:
        """The class the unit has in the campaign, in words."""
        return CLASSES[self.unit_class]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A deliverable with its counts of units: owing it, accepted (late ones included), waiting, sent back, overdue.

    `pieces` counts accepted returns, which for prompt deliverables are more than the units.
    """

    deliverable: Deliverable
    owing: int
    accepted: int
    late: int
    waiting: int
    sent_back: int
    overdue: int
    pieces: int
    unit_class: str = ""

    @property
    def many(self) -> bool:
        """Whether a unit hands in many returns."""
        return self.deliverable.due_rule in MANY

    @property
    def counts(self) -> list[tuple[str, int, str]]:
        """(words, number, address of the list of that many rows), the empty ones left out but 应报 and 已通过."""
        numbers = (
            ("应报", self.owing, ""),
            ("已通过", self.accepted, "done"),
            ("待审核", self.waiting, WAITING),
            ("已退回", self.sent_back, SENT_BACK),
            ("逾期未报", self.overdue, OVERDUE),
        )
        return [
            (words, number, self._obligations(standing))
            for words, number, standing in numbers
            if number or standing in {"", "done"}
        ]

    @property
    def pieces_url(self) -> str:
        """The accepted returns of this deliverable."""
        given = {"deliverable": self.deliverable.pk, "state": ReturnState.ACCEPTED, "class": self.unit_class}
        return _address("reporting:returns", self.deliverable.campaign.slug, given)

    def _obligations(self, standing: str) -> str:
        given = {"deliverable": self.deliverable.pk, "standing": standing, "class": self.unit_class}
        return _address("reporting:obligations", self.deliverable.campaign.slug, given)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The whole matrix; `columns` carry the counts that equal the lists behind them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def groups(self) -> list[tuple[str, int]]:
        """How strongly the notice obliges, with the number of columns: 应报 first, 可报 and 鼓励 apart."""
        found: dict[str, int] = {}
        for column in self.columns:
            found[column.deliverable.modality] = found.get(column.deliverable.modality, 0) + 1
        names = {Modality.MUST: "应报事项", Modality.MAY: "可报事项", Modality.ENCOURAGED: "鼓励报送"}
        return [(names[Modality(code)], number) for code, number in found.items()]


def matrix(campaign: Campaign, units: queries.Units = None, *, unit_class: str = "") -> Matrix:
    """Build the matrix for the units in scope, optionally of one class. Three queries, whatever the size."""
    strength = [str(code) for code in (Modality.MUST, Modality.MAY, Modality.ENCOURAGED)]
    deliverables = sorted(campaign.deliverables.all(), key=lambda found: strength.index(found.modality))
    memberships = campaign.memberships.select_related("unit").filter(unit__active=True)
    if units is not None:
        memberships = memberships.filter(unit__in=units)
    if unit_class:
        memberships = memberships.filter(unit_class=unit_class)
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
    for deliverable in deliverables:
        deliverable.campaign = campaign
    columns = tuple(
        _column(deliverable, [row.cells[index] for row in rows], unit_class)
        for index, deliverable in enumerate(deliverables)
    )
    return Matrix(columns=columns, rows=rows)


def standings(
    campaign: Campaign,
    units: queries.Units = None,
    *,
    deliverable: Deliverable | None = None,
    standing: str = "",
    unit_class: str = "",
) -> list[Cell]:
    """The obligations behind a number of the matrix, one cell each. One query."""
    members: dict[str, object] = {"unit__memberships__campaign": campaign}
    if unit_class:
        members["unit__memberships__unit_class"] = unit_class
    found = queries.obligations(campaign, units).filter(**members)
    if deliverable is not None:
        found = found.filter(deliverable=deliverable)
    cells = [cell(item) for item in found]
    if not standing:
        return cells
    return [one for one in cells if one.state in STANDINGS[standing][1]]


def cell(item: Obligation) -> Cell:
    """The standing of one obligation as `queries.obligations` annotates it."""
    counts = vars(item)
    last = clock.local(counts["last_accepted"]).date() if counts["last_accepted"] else None
    return Cell(
        obligation=item,
        state=_state(item),
        accepted=counts["accepted"],
        waiting=counts["submitted"],
        last=last,
    )


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
    over = item.due_effective is not None and clock.now() >= clock.end_of_day(item.due_effective)
    return OVERDUE if over and item.modality == Modality.MUST else OWED


def _late(item: Obligation) -> bool:
    """Whether the first submission came after the day (which ends at 24:00 local) had ended."""
    first = vars(item)["first_submitted"]
    if item.due_effective is None or first is None or item.deliverable.due_rule in MANY:
        return False
    return bool(first >= clock.end_of_day(item.due_effective))


def _column(deliverable: Deliverable, cells: Iterable[Cell], unit_class: str) -> Column:
    owing = [found for found in cells if found.obligation]

    def having(*states: str) -> int:
        return sum(found.state in states for found in owing)

    return Column(
        deliverable=deliverable,
        owing=len(owing),
        accepted=having(ACCEPTED, LATE_ACCEPTED),
        late=having(LATE_ACCEPTED),
        waiting=having(WAITING),
        sent_back=having(SENT_BACK),
        overdue=having(OVERDUE),
        pieces=sum(found.accepted for found in owing),
        unit_class=unit_class,
    )


def _address(name: str, slug: str, given: dict[str, object]) -> str:
    return f"{reverse(name, kwargs={'slug': slug})}?{urlencode({key: value for key, value in given.items() if value})}"
