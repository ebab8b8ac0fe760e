"""Reading returns and obligations, always scoped to campaign and units."""

from collections.abc import Iterable

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, When
from django.urls import reverse

from ipweek.campaign.domain.kinds import Task
from ipweek.campaign.enums import Modality
from ipweek.campaign.models import Campaign, Obligation
from ipweek.people.domain import permissions
from ipweek.people.domain.permissions import Person
from ipweek.people.models import Unit
from ipweek.reporting.domain.returns import EDITABLE, MANY
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return

Units = Iterable[Unit] | QuerySet[Unit] | None


def returns(campaign: Campaign, units: Units = None) -> QuerySet[Return]:
    """Returns of a campaign by the given units (None: all), with what lists show."""
    found = Return.objects.filter(obligation__deliverable__campaign=campaign)
    if units is not None:
        found = found.filter(obligation__unit__in=units)
    return found.select_related("obligation__unit", "obligation__deliverable")


def obligations(campaign: Campaign, units: Units = None) -> QuerySet[Obligation]:
    """Obligations of units in use with the counts of their returns by state.

    `last_accepted` is when the latest accepted return was first handed in, `first_submitted` the moment that decides
    whether the obligation was met in time. One query.
    """
    found = Obligation.objects.filter(deliverable__campaign=campaign, unit__active=True)
    if units is not None:
        found = found.filter(unit__in=units)
    accepted = Q(returns__state=ReturnState.ACCEPTED)
    return found.select_related("deliverable__campaign", "unit").annotate(
        accepted=Count("returns", filter=accepted),
        submitted=Count("returns", filter=Q(returns__state=ReturnState.SUBMITTED)),
        sent_back=Count("returns", filter=Q(returns__state=ReturnState.SENT_BACK)),
        drafts=Count("returns", filter=Q(returns__state=ReturnState.DRAFT)),
        last_accepted=Max("returns__first_submitted_at", filter=accepted),
        first_submitted=Min("returns__first_submitted_at"),
    )


def waiting(campaign: Campaign, units: Units) -> QuerySet[Return]:
    """Submitted returns of these units that wait for a decision, the oldest first."""
    return returns(campaign, units).filter(state=ReturnState.SUBMITTED).order_by("first_submitted_at", "pk")


def tasks(user: Person, campaign: Campaign) -> list[Task]:
    """What waits for a person: returns to check, to correct, begun, and what is still owed. Few queries."""
    found: list[Task] = []
    if permissions.may(user, "return.check"):
        scope = permissions.units_for(user, "return.check")
        found += [_task("审核：", item, campaign) for item in waiting(campaign, scope)]
    own = _own_units(user)
    if own is None:
        return found
    begun = returns(campaign, own).filter(state__in=EDITABLE).order_by("-state", "pk")
    words = {ReturnState.SENT_BACK: "按意见修改：", ReturnState.DRAFT: "草稿待报送："}
    found += [_task(words[ReturnState(item.state)], item, campaign) for item in begun]
    found += [
        Task(
            title=f"报送{item.deliverable.title}",
            url=reverse("reporting:new", kwargs={"slug": campaign.slug, "pk": item.pk}),
            due=item.due_effective,
            note=item.unit.name,
        )
        for item in obligations(campaign, own).filter(modality=Modality.MUST, returns=None)
        if item.deliverable.due_rule not in MANY
    ]
    return found


def writable(user: Person, campaign: Campaign) -> list[Obligation]:
    """The obligations of a person's own units, for "new" buttons; empty for the office."""
    own = _own_units(user)
    return [] if own is None else list(obligations(campaign, own))


def summable(user: Person, campaign: Campaign) -> QuerySet[Unit]:
    """The units a person may sum up: the office of the campaign first, then its members in their order."""
    scope = permissions.units_for(user, "summary.build")
    return (
        scope.filter(Q(pk=campaign.office_id) | Q(memberships__campaign=campaign))
        .order_by(Case(When(pk=campaign.office_id, then=0), default=1), F("position"), "pk")
        .distinct()
    )


def _own_units(user: Person) -> QuerySet[Unit] | None:
    """The units a person writes for as one of them; the office, which may write for all, owes nothing itself."""
    keys = [
        grant.unit_id
        for grant in permissions.grants(user)
        if grant.unit.parent_id and "return.write" in permissions.TABLE[grant.role]
    ]
    return Unit.objects.filter(pk__in=keys) if keys else None


def _task(words: str, item: Return, campaign: Campaign) -> Task:
    unit = item.obligation.unit.name
    return Task(title=f"{words}{item}", url=return_url(campaign.slug, item.pk), due=None, note=unit)


def return_url(slug: str, pk: int) -> str:
    """The desk page of a return."""
    return reverse("reporting:return", kwargs={"slug": slug, "pk": pk})


def source_url(campaign_slug: str, rest: str) -> str:
    """The desk page of the return that a fact's source "return:<id>" names."""
    return return_url(campaign_slug, int(rest))
