"""Putting a plan together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan import checks, due, fields, naming, wording
from ipweek.campaign.domain.plan.owed import obligations
from ipweek.campaign.domain.plan.questions import Questions
from ipweek.campaign.domain.plan.shapes import (
    Due,
    Head,
    Plan,
    PlannedActivity,
    PlannedDeliverable,
    PlannedRequirement,
    PlannedUnit,
    Problem,
)
from ipweek.campaign.domain.plan.values import Json, Values
from ipweek.campaign.enums import DeliverableCode, DueRule, Modality

# What is drawn up before the week begins; a notice that names no day for it means: in time for the start.
WITHOUT_DAY = frozenset({DeliverableCode.PLAN, DeliverableCode.PERSON})


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a plan is laid into: kinds of activities by code, the units known, the office, numbers in use.

    `office` is the name of the installation's office when there is one; `taken` maps document numbers of
    campaigns already launched to the campaigns' names.
    """

    kinds: Mapping[str, str]
    units: Sequence[PlannedUnit] = ()
    office: str = ""
    taken: Mapping[str, str] | None = None


def build(
    reading: Json,
    corrections: Mapping[str, Any] | None = None,
    confirmed: Mapping[str, str] | None = None,
    *,
    around: Surroundings,
) -> Plan:
    """What a launch would create from a reading, its corrections and confirmations; nothing is stored.

    Args:
        reading: JSON of `ipweek read` (format ipweek.notice/1).
        corrections: JSON Pointer → what was typed, see `values`.
        confirmed: pointer of an inferred value → what the officer has confirmed there.
        around: what it is laid into.
    """
    plan, _ = build_with_values(reading, corrections or {}, confirmed or {}, around=around)
    return plan


def build_with_values(
    reading: Json, corrections: Mapping[str, Any], confirmed: Mapping[str, str], *, around: Surroundings
) -> tuple[Plan, Values]:
    """`build`, and the values it has read: what each form field shows."""
    values = Values(reading, corrections, around.kinds)
    questions = Questions(values, confirmed)
    head = _head(values, questions, around)
    activities = tuple(_activity(values, index) for index in values.indexes("activities"))
    requirements = tuple(_requirement(values, index) for index in values.indexes("requirements"))
    deliverables = tuple(
        _deliverable(values, questions, head, index) for index in values.indexes("deliverables")
    )
    owed = obligations(deliverables, around.units)
    questions.from_reading()
    titles = {activity.pointer: activity.title for activity in activities}
    titles |= {deliverable.pointer: deliverable.title for deliverable in deliverables}
    found = Plan(
        head=head,
        activities=activities,
        requirements=requirements,
        deliverables=deliverables,
        units=tuple(around.units),
        obligations=owed,
        questions=questions.asked(titles),
    )
    problems = (*checks.problems(found, values), *values.problems)
    return _with(found, problems), values


def _with(plan: Plan, problems: tuple[Problem, ...]) -> Plan:
    ranked = sorted(problems, key=lambda problem: not problem.blocks)
    return Plan(**{**plan.__dict__, "problems": tuple(ranked)})


def _head(values: Values, questions: Questions, around: Surroundings) -> Head:
    title = values.read("/title", "") or ""
    start, end = values.read("/start"), values.read("/end")
    signed = values.raw("/signed_on")
    year = values.read("/year", start.year if start else int(signed[:4]) if signed else None)
    theme = values.raw("/theme")
    themes = values.read("/themes", (str(theme),) if theme else ())
    name = values.read("/name", naming.campaign_name(title, year, themes[0] if themes else "")) or ""
    issuer = str(values.raw("/issuer") or values.raw("/signed_by") or "")
    office = values.read("/office", around.office or issuer) or ""
    if not values.raw("/issuer") and issuer and not around.office:
        questions.ask("/office", office, "原文没有发文机关，取自落款")
    number = values.read("/doc_number", "") or ""
    if other := (around.taken or {}).get(number):
        questions.ask("/doc_number", number, f"此发文字号已用于“{other}”，继续启动会另建一个活动周")
    return Head(
        name=name,
        slug=values.read("/slug", naming.slug(name, year)) or "",
        title=title,
        number=number,
        year=year,
        themes=themes or (),
        start=start,
        end=end,
        office=office,
    )


def _activity(values: Values, index: int) -> PlannedActivity:
    pointer = f"/activities/{index}"
    suggested = tuple(str(kind) for kind in values.raw(f"{pointer}/kinds") or [])
    first = next((kind for kind in suggested if kind in values.kinds), "other")
    kind = values.read(f"{pointer}/kind", first) or first
    return PlannedActivity(
        pointer=pointer,
        kind=kind,
        kinds=suggested or (kind,),
        title=values.read(f"{pointer}/title", "") or "",
        clause=values.read(f"{pointer}/clause", "") or "",
        text=values.read(f"{pointer}/text", values.words(pointer)) or "",
        span=values.span(pointer),
        place=values.read(f"{pointer}/place", "") or "",
        lead=values.read(f"{pointer}/lead", ()),
        partners=values.read(f"{pointer}/with", ()),
        items=values.read(f"{pointer}/items", ()),
        start=values.read(f"{pointer}/start"),
        end=values.read(f"{pointer}/end"),
        modality=values.read(f"{pointer}/modality", Modality.MUST.value) or Modality.MUST.value,
        targets=values.read(f"{pointer}/quotas", ()),
    )


def _requirement(values: Values, index: int) -> PlannedRequirement:
    pointer = f"/requirements/{index}"
    raw = values.raw(pointer)
    return PlannedRequirement(
        pointer=pointer,
        title=values.read(f"{pointer}/title", raw if isinstance(raw, str) else "") or "",
        clause=str(values.raw(f"{pointer}/clause") or ""),
        text=str(values.raw(f"{pointer}/text") or ""),
        span=values.span(pointer),
    )


def _deliverable(values: Values, questions: Questions, head: Head, index: int) -> PlannedDeliverable:
    pointer = f"/deliverables/{index}"
    title = values.read(f"{pointer}/what", "") or ""
    owing = wording.owing(values.raw(f"{pointer}/who") or [])
    classes = values.read(f"{pointer}/classes", owing.classes)
    words = values.read(f"{pointer}/words", owing.words)
    if owing.reason and values.raw(pointer):
        questions.ask_once(
            f"{pointer}/classes", _owing_words(classes, words), owing.reason, f"{pointer}/words"
        )
    code = values.read(f"{pointer}/code", DeliverableCode.OTHER.value) or DeliverableCode.OTHER.value
    resolved = _due(values, questions, head, pointer, code)
    return PlannedDeliverable(
        pointer=pointer,
        code=code,
        title=title,
        clause=str(values.raw(f"{pointer}/clause") or ""),
        text=str(values.raw(f"{pointer}/text") or ""),
        span=values.span(pointer),
        classes=classes,
        words=words,
        modality=values.read(f"{pointer}/modality", Modality.MUST.value) or Modality.MUST.value,
        due=resolved,
        inferred=questions.reason_under(pointer),
    )


def _due(values: Values, questions: Questions, head: Head, pointer: str, code: str) -> Due:
    # A rule not computed here (from the day of the notice, say) still has the day the reader found.
    known = DueRule.DATE if values.raw(f"{pointer}/due/date") else DueRule.NONE
    rule = values.read(f"{pointer}/due/rule", known.value) or known.value
    amount = values.read(f"{pointer}/due/amount")
    unit = values.read(f"{pointer}/due/unit", "day" if amount else "") or ""
    text = str(values.raw(f"{pointer}/due/text") or "")
    typed_day = values.read(f"{pointer}/due/date") if values.corrected(f"{pointer}/due/date") else None
    if typed_day:
        rule = DueRule.DATE.value
    day = typed_day or (values.read(f"{pointer}/due/date") if rule == DueRule.DATE else None)
    if rule == DueRule.NONE and code in WITHOUT_DAY and not values.corrected(f"{pointer}/due/rule"):
        rule, day = _plan_day(values, questions, head, pointer)
    set_day = (
        values.read(f"{pointer}/due/effective") if values.corrected(f"{pointer}/due/effective") else None
    )
    try:
        found = due.resolve(
            due.Rule(rule=rule, day=day, amount=amount, unit=unit, text=text), end=head.end, effective=set_day
        )
    except Refusal as refusal:
        values.problems.append(
            Problem(
                code="due",
                pointer=f"{pointer}/due/amount",
                sentence=refusal.sentence,
                blocks=True,
                severity="error",
            )
        )
        found = Due(rule=rule, amount=amount, unit=unit, text=text)
    found = _without_calendar(questions, pointer, found)
    _show_due(values, pointer, found)
    return found


def _plan_day(values: Values, questions: Questions, head: Head, pointer: str) -> tuple[str, Any]:
    """A plan is demanded but no day given: propose the last working day before the start."""
    place = f"{pointer}/due/date"
    if head.start is None or values.corrected(place):
        return DueRule.NONE.value, None
    try:
        day = due.day_before(head.start)
    except Refusal as refusal:
        questions.ask(place, "未定", f"原文没有写报送日期；{refusal.sentence}")
        return DueRule.NONE.value, None
    reason = "原文没有写报送日期，建议为活动开始前最后一个工作日"
    questions.ask(place, day.isoformat(), reason)
    return DueRule.DATE.value, day


def _without_calendar(questions: Questions, pointer: str, found: Due) -> Due:
    """Without a calendar of the year the officer may confirm the literal day; until then it stays open."""
    if not found.missing_year or not found.literal:
        return found
    place = f"{pointer}/due/effective"
    reason = (
        f"尚未导入{found.missing_year}年的节假日安排，无法判断这一天是否工作日；"
        "可先导入，或确认按字面日期执行"
    )
    if not questions.ask(place, found.literal.isoformat(), reason):
        return found
    return Due(**{**found.__dict__, "effective": found.literal})


def _show_due(values: Values, pointer: str, found: Due) -> None:
    """What the form shows of a due rule is what came out, unless the officer has typed otherwise."""
    for name, value in (("rule", found.rule), ("date", found.literal), ("effective", found.effective)):
        place = f"{pointer}/due/{name}"
        if not values.corrected(place):
            values.shown[place] = fields.show(values.field(place), value)


def _owing_words(classes: Sequence[str], words: Sequence[str]) -> str:
    named = [fields.OWING[code] for code in classes if code in fields.OWING]
    return "、".join([*named, *(f"名称含“{word}”" for word in words)]) or "未定"
