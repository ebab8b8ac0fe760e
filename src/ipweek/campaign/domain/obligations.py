"""Deliverables after launch: what is owed, by whom, until when. Obligations follow, returns stay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan import Due, StoredUnit
from ipweek.campaign.domain.plan.due import Rule, resolve
from ipweek.campaign.domain.plan.wording import units_that_owe
from ipweek.campaign.enums import DueRule
from ipweek.campaign.models import Campaign, CampaignUnit, Deliverable, Obligation
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User

BATCH = 2000


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an officer sets of a deliverable; without `effective` a rest day moves to the next working day."""

    title: str
    code: str
    classes: tuple[str, ...]
    words: tuple[str, ...] = ()
    modality: str
    rule: str
    day: date | None = None
    amount: int | None = None
    unit: str = ""
    effective: date | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a change did to the obligations: how many came, went, were adjusted, or stayed as they were."""

    added: int = 0
    removed: int = 0
    adjusted: int = 0
    kept: int = 0


@transaction.atomic
def add(campaign: Campaign, terms: Terms, *, by: User) -> Deliverable:
    """Add a deliverable with its obligations.

    Raises:
        Refusal: for terms that cannot be used.
    """
    permissions.require(by, "campaign.edit")
    last = campaign.deliverables.order_by("-position").first()
    deliverable = Deliverable(campaign=campaign, position=last.position + 1 if last else 0)
    _set(deliverable, terms)
    deliverable.save()
    change = _follow(deliverable)
    _record("deliverable.added", deliverable, change, by)
    return deliverable


@transaction.atomic
def revise(deliverable: Deliverable, terms: Terms, *, by: User) -> Change:
    """Change a deliverable; obligations come, go or are adjusted, those with returns stay as they are.

    Raises:
        Refusal: for terms that cannot be used.
    """
    permissions.require(by, "campaign.edit")
    deliverable = (
        Deliverable.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=deliverable.pk)
    )
    _set(deliverable, terms)
    deliverable.save()
    change = _follow(deliverable)
    _record("deliverable.revised", deliverable, change, by)
    return change


@transaction.atomic
def remove(deliverable: Deliverable, *, by: User) -> None:
    """Take a deliverable away together with its obligations.

    Raises:
        Refusal: when a unit has already handed something in.
    """
    permissions.require(by, "campaign.edit")
    audit.record(
        "deliverable.removed",
        deliverable,
        by=by,
        summary=deliverable.title,
        campaign_id=deliverable.campaign_id,
    )
    try:
        deliverable.delete()
    except ProtectedError:
        raise Refusal(f"已有单位报送“{deliverable.title}”，不能删除；可改为不再要求的单位类别。") from None


@transaction.atomic
def include_units(campaign: Campaign, *, by: User) -> Change:
    """Bring units added since the launch into a campaign, with the obligations they owe there."""
    permissions.require(by, "campaign.edit")
    # Held until the end, so that a double click includes each unit once.
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    fresh = Unit.objects.filter(active=True).exclude(memberships__campaign=campaign)
    added = CampaignUnit.objects.bulk_create(
        (CampaignUnit(campaign=campaign, unit=unit, unit_class=unit.unit_class) for unit in fresh),
        batch_size=BATCH,
    )
    changes = [_follow(deliverable) for deliverable in campaign.deliverables.select_related("campaign")]
    whole = Change(added=sum(change.added for change in changes))
    audit.record(
        "campaign.units_included",
        campaign,
        by=by,
        summary=f"{campaign.name}：纳入{len(added)}家单位，新增{whole.added}项应报任务",
        campaign_id=campaign.pk,
    )
    return whole


def in_use(obligations: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Obligations that rows of upper layers stand on (returns), whatever those are called."""
    used = Q(pk__in=[])
    for relation in Obligation._meta.related_objects:
        used |= Q(**{f"{relation.name}__isnull": False})
    return obligations.filter(used).distinct()


def taking_part(campaign: Campaign) -> list[StoredUnit]:
    """The units of a campaign with the class they have there."""
    rows = campaign.memberships.order_by("unit__position", "unit_id").values_list(
        "unit_id", "unit__name", "unit_class"
    )
    return [StoredUnit(pk=pk, name=name, unit_class=unit_class) for pk, name, unit_class in rows]


def due_of(campaign: Campaign, terms: Terms) -> Due:
    """The days the terms come to in a campaign.

    Raises:
        Refusal: for a missing or absurd day, or a year without a working calendar and no effective day set.
    """
    rule = Rule(rule=terms.rule, day=terms.day, amount=terms.amount, unit=terms.unit)
    due = resolve(rule, end=campaign.end, effective=terms.effective)
    if terms.rule == DueRule.DATE and due.literal is None:
        raise Refusal("按固定日期报送，请填写字面期限。", field="day")
    if terms.rule == DueRule.AFTER_END and terms.amount is None:
        raise Refusal("在活动结束后报送，请填写期限的长度和单位。", field="amount")
    if due.missing_year:
        raise Refusal(
            f"尚未导入{due.missing_year}年的节假日安排，请先导入，或自行填写实际期限。", field="effective"
        )
    return due


def _set(deliverable: Deliverable, terms: Terms) -> None:
    if not terms.title:
        raise Refusal("请填写应报事项的名称。", field="title")
    if not terms.classes and not terms.words:
        raise Refusal("请选择由哪些单位报送，或填写单位名称含有的字词。", field="classes")
    due = due_of(deliverable.campaign, terms)
    deliverable.title = terms.title
    deliverable.code = terms.code
    deliverable.classes = list(terms.classes)
    deliverable.words = list(terms.words)
    deliverable.modality = terms.modality
    deliverable.due_rule = due.rule
    deliverable.due_amount = due.amount
    deliverable.due_unit = due.unit
    deliverable.due_literal = due.literal
    deliverable.due_effective = due.effective


def _follow(deliverable: Deliverable) -> Change:
    """Bring the obligations in line with their deliverable; few queries whatever the number of units."""
    wanted = {
        unit.pk
        for unit in units_that_owe(taking_part(deliverable.campaign), deliverable.classes, deliverable.words)
    }
    used = set(in_use(deliverable.obligations.all()).values_list("pk", flat=True))
    known = dict(deliverable.obligations.values_list("unit_id", "pk"))
    gone = [pk for unit, pk in known.items() if unit not in wanted and pk not in used]
    staying = [pk for unit, pk in known.items() if unit in wanted and pk not in used]
    new = sorted(unit for unit in wanted if unit not in known)
    terms = {
        "modality": deliverable.modality,
        "due_literal": deliverable.due_literal,
        "due_effective": deliverable.due_effective,
    }
    _each_batch(gone, lambda some: Obligation.objects.filter(pk__in=some).delete())
    _each_batch(
        staying, lambda some: Obligation.objects.filter(pk__in=some).update(updated_at=clock.now(), **terms)
    )
    Obligation.objects.bulk_create(
        (Obligation(deliverable=deliverable, unit_id=unit, **terms) for unit in new), batch_size=BATCH
    )
    return Change(added=len(new), removed=len(gone), adjusted=len(staying), kept=len(used))


def _each_batch(keys: list[int], act: Callable[[list[int]], object]) -> None:
    for start in range(0, len(keys), BATCH):
        act(keys[start : start + BATCH])


def _record(act: str, deliverable: Deliverable, change: Change, by: User) -> None:
    audit.record(
        act,
        deliverable,
        by=by,
        summary=f"{deliverable.title}：新增{change.added}家，取消{change.removed}家，{change.kept}家已有报送不变",
        campaign_id=deliverable.campaign_id,
    )
