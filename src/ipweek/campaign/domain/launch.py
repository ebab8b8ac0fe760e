"""Launching: the one act that turns a plan into a campaign, whole or not at all, once per document."""

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.campaign.domain import drafts, hooks, members
from ipweek.campaign.domain.plan import Plan, PlannedActivity, PlannedDeliverable, StoredUnit
from ipweek.campaign.domain.plan.wording import units_that_owe
from ipweek.campaign.models import (
    Activity,
    Campaign,
    CampaignUnit,
    Deliverable,
    LaunchPlan,
    Obligation,
    Requirement,
    Target,
)
from ipweek.people.domain import permissions, units
from ipweek.people.enums import UnitClass
from ipweek.people.models import Unit, User

BATCH = 2000


def launch(row: LaunchPlan, *, by: User | None) -> Campaign:
    """Create the campaign of a plan with activities, deliverables and obligations, in one transaction.

    The same document again returns the campaign there is, also when two people launch at the same moment.

    Args:
        row: the plan with its corrections and confirmations.
        by: who launches; None for the command line.

    Raises:
        Refusal: while something blocks or inferred values are unconfirmed; nothing is created then.
    """
    if by is not None:
        permissions.require(by, "campaign.launch")
    try:
        with transaction.atomic():
            return _launch_once(row, by)
    except IntegrityError:
        existing = launched(row)
        if existing is None:
            raise
        return existing


def launched(row: LaunchPlan) -> Campaign | None:
    """The campaign made from this plan's document, None before launch."""
    return Campaign.objects.filter(document=row.document_id).first()


def _launch_once(row: LaunchPlan, by: User | None) -> Campaign:
    _follow_other_launches()
    row = LaunchPlan.objects.select_for_update(of=("self",)).select_related("document").get(pk=row.pk)
    existing = launched(row)
    if existing is not None:
        return existing
    plan = drafts.plan_of(row)
    refuse_unready(plan)
    office = units.office() or units.create(name=plan.head.office, unit_class=UnitClass.OFFICE, by=by)
    if row.members:
        members.store(row.members, by=by)
    campaign = _create(plan, row, office)
    audit.record(
        "campaign.launched",
        campaign,
        by=by,
        summary=f"启动{campaign.name}",
        data={"document": row.document.sha256, "corrections": row.corrections, "confirmed": row.confirmed},
        campaign_id=campaign.pk,
        unit_id=office.pk,
    )
    row.campaign = campaign
    row.save(update_fields=["campaign"])
    hooks.after_launch.call(campaign, by)
    return campaign


def _follow_other_launches() -> None:
    """Wait for other launches: two at once would both find no office, and the same address free.

    Before the first launch there is no row of ours to wait at; the model's own row is always there.
    """
    models = ContentType.objects.select_for_update(no_key=True)
    models.get(app_label=Campaign._meta.app_label, model=Campaign._meta.model_name)


def refuse_unready(plan: Plan) -> None:
    """Raise a Refusal that says what still stands in the way of launching."""
    refuse_blocked(plan)
    if plan.open_questions:
        first = plan.open_questions[0]
        raise Refusal(
            f"还有{len(plan.open_questions)}处推定的内容没有确认，第一处是“{first.label}”：{first.shown}。",
            first.pointer,
        )


def refuse_blocked(plan: Plan) -> None:
    """Raise a Refusal for what has to be corrected before launching, inferences aside."""
    if plan.blocking:
        first = plan.blocking[0]
        more = f"（另有{len(plan.blocking) - 1}处需要更正）" if len(plan.blocking) > 1 else ""
        raise Refusal(f"{first.sentence}{more}", first.pointer)


def _create(plan: Plan, row: LaunchPlan, office: Unit) -> Campaign:
    head = plan.head
    if head.start is None or head.end is None or head.year is None:
        raise Refusal("活动时间不完整，不能启动。")
    campaign = Campaign.objects.create(
        slug=free_slug(head.slug),
        name=head.name,
        title=head.title,
        document_number=head.number,
        year=head.year,
        themes=list(head.themes),
        start=head.start,
        end=head.end,
        office=office,
        document=row.document,
    )
    _create_activities(campaign, plan.activities)
    Requirement.objects.bulk_create(
        Requirement(
            campaign=campaign,
            title=each.title,
            text=each.text,
            clause=each.clause,
            span=list(each.span or ()),
            position=position,
        )
        for position, each in enumerate(plan.requirements)
    )
    taking_part = drafts.stored_units()
    CampaignUnit.objects.bulk_create(
        (
            CampaignUnit(campaign=campaign, unit_id=unit.pk, unit_class=unit.unit_class)
            for unit in taking_part
        ),
        batch_size=BATCH,
    )
    _create_deliverables(campaign, plan.deliverables, taking_part)
    return campaign


def _create_activities(campaign: Campaign, planned: tuple[PlannedActivity, ...]) -> None:
    stamps = {"created_at": clock.now(), "updated_at": clock.now()}
    created = Activity.objects.bulk_create(
        Activity(
            campaign=campaign,
            kind=each.kind,
            kinds=list(each.kinds),
            title=each.title,
            text=each.text,
            clause=each.clause,
            span=list(each.span or ()),
            place=each.place,
            lead=list(each.lead),
            partners=list(each.partners),
            items=list(each.items),
            start=each.start,
            end=each.end,
            modality=each.modality,
            position=position,
            **stamps,
        )
        for position, each in enumerate(planned)
    )
    Target.objects.bulk_create(
        Target(activity=activity, n=target.n, unit=target.unit, what=target.what, bound=target.bound)
        for activity, each in zip(created, planned, strict=True)
        for target in each.targets
    )


def _create_deliverables(
    campaign: Campaign, planned: tuple[PlannedDeliverable, ...], taking_part: list[StoredUnit]
) -> None:
    created = Deliverable.objects.bulk_create(
        Deliverable(
            campaign=campaign,
            code=each.code,
            title=each.title,
            text=each.text,
            clause=each.clause,
            span=list(each.span or ()),
            classes=list(each.classes),
            words=list(each.words),
            modality=each.modality,
            due_rule=each.due.rule,
            due_amount=each.due.amount,
            due_unit=each.due.unit,
            due_text=each.due.text[:120],
            due_literal=each.due.literal,
            due_effective=each.due.effective,
            inferred=each.inferred,
            position=position,
        )
        for position, each in enumerate(planned)
    )
    Obligation.objects.bulk_create(
        (
            Obligation(
                deliverable=deliverable,
                unit_id=unit.pk,
                modality=each.modality,
                due_literal=each.due.literal,
                due_effective=each.due.effective,
            )
            for deliverable, each in zip(created, planned, strict=True)
            for unit in units_that_owe(taking_part, each.classes, each.words)
        ),
        batch_size=BATCH,
    )


def free_slug(wanted: str) -> str:
    """This address, or with -2, -3 … behind it when campaigns before have it."""
    used = set(Campaign.objects.filter(slug__startswith=wanted[:56]).values_list("slug", flat=True))
    candidates = [wanted, *(f"{wanted[:56]}-{number}" for number in range(2, len(used) + 3))]
    return next(candidate for candidate in candidates if candidate not in used)
