"""The officer's work between reading and launching: corrections, confirmations, members.

What is typed is kept as typed, also when it cannot be used yet: the plan then says why at that value and the
launch waits. So nothing typed is lost, and nothing wrong is launched. Nothing else is stored before launch.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ipweek.base.errors import Refusal
from ipweek.campaign.domain import kind_names
from ipweek.campaign.domain.members import as_planned
from ipweek.campaign.domain.plan import Plan, StoredUnit, fields
from ipweek.campaign.domain.plan.build import Surroundings, build_with_values
from ipweek.campaign.domain.plan.fields import Typed
from ipweek.campaign.domain.plan.values import LISTS, MOST_ITEMS, Values, every_index
from ipweek.campaign.models import Campaign, LaunchPlan
from ipweek.notice.models import NoticeDocument
from ipweek.people.domain import permissions, units
from ipweek.people.models import Unit, User

LONGEST_TYPED = 20000
UP, DOWN = "up", "down"


def for_document(document: NoticeDocument, *, by: User | None) -> LaunchPlan:
    """The plan of a document, made when there is none yet."""
    row, _ = LaunchPlan.objects.get_or_create(document=document, defaults={"by": by})
    return row


def unsaved(document: NoticeDocument) -> LaunchPlan:
    """The plan of a document for looking at: the stored one, or one that is kept nowhere."""
    known = LaunchPlan.objects.select_related("campaign").filter(document=document.pk).first()
    return known or LaunchPlan(document=document)


def plan_of(row: LaunchPlan) -> Plan:
    """What launching this row would create, with its questions and problems."""
    return plan_and_values(row)[0]


def plan_and_values(row: LaunchPlan) -> tuple[Plan, Values]:
    """The plan, and what each field of its form shows."""
    return build_with_values(row.document.reading, row.corrections, row.confirmed, around=surroundings(row))


def surroundings(row: LaunchPlan) -> Surroundings:
    """What the row's plan is laid into. Three queries."""
    office = units.office()
    known = stored_units()
    listed = {unit.name: unit for unit in as_planned(row.members)}
    staying = [
        replace(unit, unit_class=listed.pop(unit.name).unit_class) if unit.name in listed else unit
        for unit in known
    ]
    taken = Campaign.objects.exclude(document_number="")
    if row.document_id is not None:
        taken = taken.exclude(document=row.document_id)
    return Surroundings(
        kinds=kind_names.choices(),
        units=(*staying, *listed.values()),
        office=office.name if office else "",
        taken=dict(taken.values_list("document_number", "name")),
    )


def stored_units() -> list[StoredUnit]:
    """All units in use, as plans see them."""
    rows = Unit.objects.filter(active=True).order_by("position", "pk").values_list("pk", "name", "unit_class")
    return [StoredUnit(pk=pk, name=name, unit_class=unit_class) for pk, name, unit_class in rows]


@transaction.atomic
def save(
    row: LaunchPlan,
    typed: Mapping[str, Typed],
    *,
    shown: Mapping[str, Typed] | None = None,
    confirmed: Mapping[str, str | None] | None = None,
    by: User | None,
) -> LaunchPlan:
    """Keep what was typed and confirmed.

    Args:
        row: whose plan.
        typed: pointer → what the field holds now; pointers that are no fields are refused.
        shown: pointer → what the field showed when the page was drawn; equal values are no correction.
        confirmed: pointer → the inferred value as shown beside the ticked box, None when it is not ticked.
        by: who typed.

    Raises:
        Refusal: for a value that is no field, or an absurdly long one; nothing is kept then.
    """
    row = _locked(row, by)
    kinds = kind_names.choices()
    before = shown or {}
    changed = {}
    for pointer, value in typed.items():
        if fields.find(pointer, kinds) is None:
            raise Refusal("提交的内容与这份通知对不上，请刷新页面后再改。")
        if len("".join(value)) > LONGEST_TYPED:
            raise Refusal(f"填写的内容超过{LONGEST_TYPED}个字，请缩短。", pointer)
        if pointer not in before or _plain(before[pointer]) != _plain(value):
            changed[pointer] = value
    if changed:
        row.corrections = _corrected(row, changed)
    for pointer, seen in (confirmed or {}).items():
        if seen is None:
            row.confirmed.pop(pointer, None)
        else:
            row.confirmed[pointer] = seen
    row.by = by or row.by
    row.save()
    return row


@transaction.atomic
def confirm_all(row: LaunchPlan, *, by: User | None) -> LaunchPlan:
    """Confirm every inferred value as it stands (`ipweek launch --yes`)."""
    row = _locked(row, by)
    row.confirmed |= {question.pointer: question.shown for question in plan_of(row).questions}
    row.by = by or row.by
    row.save()
    return row


@transaction.atomic
def reset(row: LaunchPlan, pointer: str, *, by: User | None) -> LaunchPlan:
    """Go back to what the notice says at one value."""
    row = _locked(row, by)
    row.corrections.pop(pointer, None)
    row.by = by or row.by
    row.save()
    return row


@transaction.atomic
def add(row: LaunchPlan, name: str, *, by: User | None) -> str:
    """Add an empty activity or deliverable and return its pointer.

    Raises:
        Refusal: past 200 items.
    """
    row = _locked(row, by)
    indexes = every_index(row.document.reading, row.corrections, _list_name(name))
    if len(indexes) >= MOST_ITEMS:
        raise Refusal(f"最多{MOST_ITEMS}项，不能再添加。")
    pointer = f"/{name}/{max(indexes, default=-1) + 1}"
    row.corrections[pointer] = {}
    row.by = by or row.by
    row.save()
    return pointer


@transaction.atomic
def remove(row: LaunchPlan, pointer: str, *, by: User | None, back: bool = False) -> LaunchPlan:
    """Take an item out of the plan, or put it back; what was typed in it stays."""
    row = _locked(row, by)
    _item(row, pointer)
    if back:
        row.corrections.pop(f"{pointer}/removed", None)
    else:
        row.corrections[f"{pointer}/removed"] = True
    row.by = by or row.by
    row.save()
    return row


@transaction.atomic
def move(row: LaunchPlan, pointer: str, direction: str, *, by: User | None) -> LaunchPlan:
    """Move an item one place up or down."""
    row = _locked(row, by)
    name, index = _item(row, pointer)
    order = Values(row.document.reading, row.corrections, {}).indexes(name)
    if index in order:
        place = order.index(index)
        other = place - 1 if direction == UP else place + 1
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
    row.corrections[f"/{name}/order"] = order
    row.by = by or row.by
    row.save()
    return row


@transaction.atomic
def set_members(row: LaunchPlan, rows: Iterable[dict[str, Any]], *, by: User | None) -> LaunchPlan:
    """Keep the lines of a member list until the launch; they replace those kept before."""
    row = _locked(row, by)
    row.members = list(rows)
    row.by = by or row.by
    row.save()
    return row


def earlier() -> QuerySet[LaunchPlan]:
    """All notices brought so far with their campaigns, the latest first."""
    return LaunchPlan.objects.select_related("document", "campaign").order_by("-pk")


def _locked(row: LaunchPlan, by: User | None) -> LaunchPlan:
    """The row as it is now, held until the act ends; a launched plan is not changed any more."""
    if by is not None:
        permissions.require(by, "campaign.launch")
    found = LaunchPlan.objects.select_for_update(of=("self",)).select_related("document").get(pk=row.pk)
    if found.campaign_id is not None:
        raise Refusal("这份通知已经启动活动周，请在活动周里修改。")
    return found


def _list_name(name: str) -> str:
    if name not in LISTS:
        raise Refusal("提交的内容与这份通知对不上，请刷新页面后再改。")
    return name


def _corrected(row: LaunchPlan, changed: Mapping[str, Typed]) -> dict[str, Any]:
    """The row's corrections with what has changed; a value typed back to what the notice gives is none any more."""
    others = {pointer: value for pointer, value in row.corrections.items() if pointer not in changed}
    around = surroundings(row)
    _, values = build_with_values(row.document.reading, others, row.confirmed, around=around)
    given = {pointer: values.shown.get(pointer) for pointer in changed}
    kept = {
        pointer: value
        for pointer, value in changed.items()
        if (known := given[pointer]) is None or _plain(known) != _plain(value)
    }
    return others | kept


def _item(row: LaunchPlan, pointer: str) -> tuple[str, int]:
    name, _, index = pointer.removeprefix("/").partition("/")
    _list_name(name)
    if not index.isdigit() or int(index) not in every_index(row.document.reading, row.corrections, name):
        raise Refusal("这一项已不存在，请刷新页面。")
    return name, int(index)


def _plain(value: Typed) -> Typed:
    """Browsers send line ends as CR LF."""
    return sorted(value) if isinstance(value, list) else value.replace("\r\n", "\n").strip()
