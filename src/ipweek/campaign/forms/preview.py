"""The plan as a form: every correctable value as a control with what has to be said about it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan import Plan, PlannedActivity, PlannedDeliverable, Problem, Question, fields
from ipweek.campaign.domain.plan.fields import Typed
from ipweek.campaign.domain.plan.places import field_for
from ipweek.campaign.domain.plan.values import Values
from ipweek.campaign.forms.about import about_place
from ipweek.ui import formats

ASKED = "asked:"
CONFIRM = "ok:"
STATE = "state"
LONG_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something said under a control; tones are error, warning, info."""

    tone: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Control:
    """One value of the form."""

    pointer: str
    label: str
    sort: str
    value: Typed
    choices: Sequence[tuple[str, str, bool]] = ()
    notes: tuple[Note, ...] = ()
    question: Question | None = None
    corrected: bool = False
    required: bool = False
    limit: int = 0

    @property
    def id(self) -> str:
        """Identifier in the page: /activities/0/title → activities-0-title."""
        return page_id(self.pointer)

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width of the form."""
        if self.sort == fields.TEXT:
            return self.limit >= LONG_NAME
        return self.sort in {fields.LONG, fields.LINES, fields.QUANTITIES, fields.CHOICES}

    @property
    def plain_day(self) -> bool:
        """Whether a date box can show the value; what was typed wrongly stays visible as text."""
        return not self.value or re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(self.value)) is not None

    @property
    def wrong(self) -> bool:
        """Whether what stands here cannot be used."""
        return any(note.tone == "error" for note in self.notes)

    @property
    def calls(self) -> bool:
        """Whether the officer has to do something here."""
        return self.wrong or (self.question is not None and not self.question.confirmed)

    @property
    def rows(self) -> int:
        """Height of a text box in lines."""
        return 6 if self.sort == fields.LONG else max(2, self.value.count("\n") + 1)


@dataclass(frozen=True, kw_only=True)
class Item:
    """An activity, requirement or deliverable with its controls; `about` is what its closed line says."""

    pointer: str
    number: int
    title: str
    about: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    first: bool = False
    last: bool = False

    @property
    def id(self) -> str:
        """Identifier in the page."""
        return page_id(self.pointer)

    @property
    def calls(self) -> bool:
        """Whether a control inside needs the officer."""
        return any(control.calls for control in self.controls)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the list of things to see to, linked to its control."""

    anchor: str
    text: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class PreviewForm:
    """Everything the right pane shows."""

    head: tuple[Control, ...]
    activities: tuple[Item, ...]
    requirements: tuple[Item, ...]
    deliverables: tuple[Item, ...]
    removed: tuple[tuple[str, str], ...]
    errors: tuple[Line, ...]
    questions: tuple[Line, ...]
    hints: tuple[Line, ...]
    present: frozenset[str] = field(default_factory=frozenset)

    def controls(self) -> Iterable[Control]:
        """All controls in order."""
        yield from self.head
        for item in (*self.activities, *self.requirements, *self.deliverables):
            yield from item.controls

    def state(self) -> str:
        """What the page shows, to be sent back with the form: tells what was typed from what was drawn."""
        shown = {control.pointer: control.value for control in self.controls()}
        said = {control.pointer: signature(control) for control in self.controls() if signature(control)}
        return json.dumps({"shown": shown, "said": said}, ensure_ascii=False)


HEAD = ("/name", "/title", "/doc_number", "/office", "/year", "/start", "/end", "/themes", "/slug")
ACTIVITY = (
    "title",
    "kind",
    "clause",
    "start",
    "end",
    "modality",
    "place",
    "lead",
    "with",
    "items",
    "quotas",
    "text",
)
DELIVERABLE = (
    "what",
    "code",
    "classes",
    "words",
    "modality",
    "due/rule",
    "due/amount",
    "due/unit",
    "due/date",
    "due/effective",
)


def page_id(pointer: str) -> str:
    """The identifier of a pointer in the page."""
    return pointer.strip("/").replace("/", "-") or "plan"


def build_form(plan: Plan, values: Values) -> PreviewForm:
    """The form of a plan."""
    maker = _Maker(plan, values)
    activities = [maker.activity(number, each) for number, each in enumerate(plan.activities, 1)]
    return PreviewForm(
        head=tuple(maker.control(pointer) for pointer in HEAD),
        activities=_ends(activities),
        requirements=tuple(
            Item(
                pointer=each.pointer,
                number=number,
                title=each.title,
                about=(each.clause,) if each.clause else (),
                controls=(maker.control(f"{each.pointer}/title"),),
            )
            for number, each in enumerate(plan.requirements, 1)
        ),
        deliverables=_ends(
            [maker.deliverable(number, each) for number, each in enumerate(plan.deliverables, 1)]
        ),
        removed=tuple(maker.removed()),
        errors=tuple(maker.line(problem) for problem in plan.blocking),
        questions=tuple(maker.asked(question) for question in plan.open_questions),
        hints=tuple(maker.line(problem) for problem in plan.problems if not problem.blocks),
        present=frozenset(values.shown),
    )


def signature(control: Control) -> str:
    """Everything said about a control; equal signatures need no redrawing."""
    asked = f"{control.question.reason}{control.question.shown}" if control.question else ""
    return "|".join(
        [*(f"{note.tone}{note.text}" for note in control.notes), asked, "*" if control.corrected else ""]
    ).strip("|")


class _Maker:
    """Makes controls, each with the problems and the question that belong to it."""

    def __init__(self, plan: Plan, values: Values) -> None:
        self._plan = plan
        self._values = values
        self._questions = {question.pointer: question for question in plan.questions}
        self._problems: dict[str, list[Problem]] = {}
        self._owed: dict[str, int] = {}
        for problem in plan.problems:
            place = field_for(problem.pointer, values.shown, values.kinds)
            self._problems.setdefault(place or "", []).append(problem)
        for obligation in plan.obligations:
            self._owed[obligation.deliverable] = self._owed.get(obligation.deliverable, 0) + 1

    def control(self, pointer: str, *said: str) -> Control:
        """The control of a pointer; `said` are notes besides its problems."""
        found = self._values.field(pointer)
        value = self._values.shown.get(pointer, "")
        notes = [
            Note(tone="error" if problem.blocks else "warning", text=problem.words)
            for problem in self._problems.get(pointer, ())
        ]
        choices = [
            (code, name, code in value if found.sort == fields.CHOICES else code == value)
            for code, name in (found.choices or {}).items()
        ]
        return Control(
            pointer=pointer,
            label=found.label,
            sort=found.sort,
            value=value,
            choices=choices,
            notes=(*notes, *(Note(tone="info", text=text) for text in said if text)),
            question=self._questions.get(pointer),
            corrected=self._values.corrected(pointer),
            required=found.required,
            limit=found.length,
        )

    def activity(self, number: int, planned: PlannedActivity) -> Item:
        """An activity."""
        about = [
            planned.clause,
            self._values.kinds.get(planned.kind, ""),
            *(fields.quantity_words(target) for target in planned.targets),
        ]
        return Item(
            pointer=planned.pointer,
            number=number,
            title=planned.title or "（未命名）",
            about=tuple(text for text in about if text),
            controls=tuple(self.control(f"{planned.pointer}/{name}") for name in ACTIVITY),
        )

    def deliverable(self, number: int, planned: PlannedDeliverable) -> Item:
        """A deliverable: who owes it and until when."""
        place = planned.pointer
        owed = f"{self._owed.get(place, 0)}家单位"
        said = {"classes": f"按现有单位，应报{owed}。", "due/effective": self._day_words(planned)}
        due = planned.due
        until = formats.plain_date(due.effective) if due.effective else due.text or "未写期限"
        return Item(
            pointer=place,
            number=number,
            title=planned.title or "（未命名）",
            about=tuple(text for text in (planned.clause, owed, until) if text),
            controls=tuple(self.control(f"{place}/{name}", said.get(name, "")) for name in DELIVERABLE),
        )

    def removed(self) -> Iterable[tuple[str, str]]:
        """Pointers and titles of what has been taken out."""
        for name, title in (("activities", "title"), ("deliverables", "what")):
            for index in self._values.removed(name):
                pointer = f"/{name}/{index}"
                shown = self._values.corrections.get(f"{pointer}/{title}") or self._values.raw(
                    f"{pointer}/{title}"
                )
                yield pointer, str(shown or "（未命名）")

    def line(self, problem: Problem) -> Line:
        """A problem as a line of a list."""
        place = field_for(problem.pointer, self._values.shown, self._values.kinds)
        anchor = f"f-{page_id(place)}" if place else about_place(problem.pointer) or page_id(problem.pointer)
        return Line(anchor=anchor, text=problem.sentence, remedy=problem.remedy)

    def asked(self, question: Question) -> Line:
        """A question as a line of a list."""
        shown = question.shown or "（空）"
        return Line(
            anchor=f"f-{page_id(question.pointer)}", text=f"{question.label}：{shown}", remedy=question.reason
        )

    def _day_words(self, planned: PlannedDeliverable) -> str:
        due = planned.due
        if not due.literal or not due.effective or due.literal == due.effective:
            return ""
        moved = due.effective > due.literal and not self._values.corrected(f"{planned.pointer}/due/effective")
        why = "是休息日，顺延至下一个工作日" if moved else "，按填写的实际期限执行"
        return f"字面期限{formats.full_date(due.literal)}{why}。"


def _ends(items: list[Item]) -> tuple[Item, ...]:
    last = len(items)
    return tuple(
        Item(**{**each.__dict__, "first": place == 1, "last": place == last})
        for place, each in enumerate(items, 1)
    )


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What a browser sent: values, boxes of inferred values, and what the page had shown."""

    typed: Mapping[str, Typed]
    shown: Mapping[str, Typed]
    said: Mapping[str, str]
    confirmed: Mapping[str, str | None]


def posted(data: QueryDict, kinds: Mapping[str, str]) -> Posted:
    """Read a posted form; fields the page had not shown are not looked at.

    Raises:
        Refusal: when the hidden state is missing or broken, since then nothing can be told from what was drawn.
    """
    state = _state(data.get(STATE, ""))
    typed: dict[str, Typed] = {}
    confirmed: dict[str, str | None] = {}
    for pointer in state["shown"]:
        found = fields.find(pointer, kinds)
        if found is None:
            continue
        if found.sort == fields.CHOICES:
            typed[pointer] = [str(code) for code in data.getlist(pointer)]
        elif pointer in data:
            typed[pointer] = str(data[pointer])
        if f"{ASKED}{pointer}" in data:
            seen = str(data[f"{ASKED}{pointer}"])
            confirmed[pointer] = seen if f"{CONFIRM}{pointer}" in data else None
    return Posted(typed=typed, shown=state["shown"], said=state["said"], confirmed=confirmed)


def _state(text: str) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads(text)
        good = isinstance(found["shown"], dict) and isinstance(found["said"], dict)
    except (ValueError, KeyError, TypeError):
        good = False
    if not good:
        raise Refusal("页面内容不完整，没有保存，请刷新页面后再改。")
    return found  # type: ignore[no-any-return]
