"""What a plan is made of. Every part carries the JSON Pointer of the reading it comes from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number the notice asks for: five (n) 个 (unit) 典型案例 (what), exact or not (min, max, approx)."""

    n: Decimal
    unit: str
    what: str
    bound: str = "exact"


@dataclass(frozen=True, kw_only=True)
class Head:
    """The campaign itself. Days are None while unknown; `slug` is a proposal, made unique at launch."""

    name: str
    slug: str
    title: str
    number: str
    year: int | None
    themes: tuple[str, ...]
    start: date | None
    end: date | None
    office: str


@dataclass(frozen=True, kw_only=True)
class PlannedActivity:
    """One activity to create."""

    pointer: str
    kind: str
    kinds: tuple[str, ...]
    title: str
    clause: str
    text: str
    span: Span | None
    place: str
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    items: tuple[str, ...]
    start: date | None
    end: date | None
    modality: str
    targets: tuple[Quantity, ...]


@dataclass(frozen=True, kw_only=True)
class PlannedRequirement:
    """One requirement of the notice, kept for the structure of the summary."""

    pointer: str
    title: str
    clause: str
    text: str
    span: Span | None


@dataclass(frozen=True, kw_only=True)
class Due:
    """A due rule and the days it comes to.

    Attributes:
        rule: a `DueRule`; amount and unit (day, working_day, week, month) for relative ones; text: as worded.
        literal: the day the rule gives; None when there is none (及时, 定期, each activity).
        effective: the next working day when that is a rest day; None as long as `missing_year` is open.
        missing_year: the year without a working calendar, which makes the effective day unknown.
    """

    rule: str
    amount: int | None = None
    unit: str = ""
    text: str = ""
    literal: date | None = None
    effective: date | None = None
    missing_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedDeliverable:
    """One thing to hand in. `classes` and `words` (parts of unit names) say together which units owe it."""

    pointer: str
    code: str
    title: str
    clause: str
    text: str
    span: Span | None
    classes: tuple[str, ...]
    words: tuple[str, ...]
    modality: str
    due: Due
    inferred: str = ""


@dataclass(frozen=True, kw_only=True)
class PlannedUnit:
    """A unit that takes part: stored (`pk`) or a line of a member list not yet stored (None)."""

    name: str
    unit_class: str
    pk: int | None = None


@dataclass(frozen=True, kw_only=True)
class StoredUnit(PlannedUnit):
    """A unit of the database."""

    pk: int


@dataclass(frozen=True, kw_only=True)
class PlannedObligation:
    """A deliverable one unit will owe."""

    deliverable: str
    unit: PlannedUnit
    modality: str
    literal: date | None
    effective: date | None


@dataclass(frozen=True, kw_only=True)
class Question:
    """A value the text does not give outright; it has to be confirmed (or corrected) before launch."""

    pointer: str
    label: str
    shown: str
    reason: str
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something to see to, at the value it concerns. `blocks` stops the launch until it is corrected."""

    code: str
    pointer: str
    sentence: str
    remedy: str = ""
    blocks: bool = False
    severity: str = "warning"

    @property
    def words(self) -> str:
        """Sentence and remedy in one."""
        return f"{self.sentence.rstrip('。')}。{self.remedy}" if self.remedy else self.sentence


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a launch would create, and what stands in its way."""

    head: Head
    activities: tuple[PlannedActivity, ...] = ()
    requirements: tuple[PlannedRequirement, ...] = ()
    deliverables: tuple[PlannedDeliverable, ...] = ()
    units: tuple[PlannedUnit, ...] = ()
    obligations: tuple[PlannedObligation, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Questions not yet confirmed."""
        return tuple(question for question in self.questions if not question.confirmed)

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """Problems that stop the launch."""
        return tuple(problem for problem in self.problems if problem.blocks)

    @property
    def ready(self) -> bool:
        """Whether it may be launched."""
        return not self.open_questions and not self.blocking
