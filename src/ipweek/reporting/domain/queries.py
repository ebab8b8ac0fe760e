"""Reading returns and obligations, always scoped to campaign and units."""

from collections.abc import Iterable

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from ipweek.campaign.domain.kinds import Task
from ipweek.campaign.models import Campaign, Obligation
from ipweek.people.domain import permissions
from ipweek.people.domain.permissions import Person
from ipweek.people.models import Unit
from ipweek.reporting.domain.returns import MANY
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return


def returns(campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit] | None = None) -> QuerySet[Return]:
    """Returns of a campaign by the given units (None: all), with what lists show."""
    found = Return.objects.filter(obligation__deliverable__campaign=campaign)
    if units is not None:
        found = found.filter(obligation__unit__in=units)
    return found.select_related("obligation__unit", "obligation__deliverable")


def obligations(campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit] | None = None) -> QuerySet[Obligation]:
    """Obligations with the counts of their returns by state and the last day something came."""
    found = Obligation.objects.filter(deliverable__campaign=campaign, unit__active=True)
    if units is not None:
        found = found.filter(unit__in=units)
    return found.select_related("deliverable__campaign", "unit").annotate(
        accepted=Count("returns", filter=Q(returns__state=ReturnState.ACCEPTED)),
        submitted=Count("returns", filter=Q(returns__state=ReturnState.SUBMITTED)),
        sent_back=Count("returns", filter=Q(returns__state=ReturnState.SENT_BACK)),
        drafts=Count("returns", filter=Q(returns__state=ReturnState.DRAFT)),
        last_submitted=Max("returns__versions__submitted_at"),
        first_submitted=Max("returns__first_submitted_at"),
    )


def waiting(campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit]) -> QuerySet[Return]:
    """Submitted returns of these units that wait for a decision, the oldest first."""
    return returns(campaign, units).filter(state=ReturnState.SUBMITTED).order_by("first_submitted_at", "pk")


def tasks(user: Person, campaign: Campaign) -> list[Task]:
    """What waits for a person: returns to check, returns sent back, obligations still owed with a day. Few queries."""
    found: list[Task] = []
    slug = campaign.slug
    if permissions.may(user, "return.check"):
        scope = permissions.units_for(user, "return.check")
        found += [
            Task(title=f"审核：{item}", url=_return_url(slug, item.pk), due=None, note=item.obligation.unit.name)
            for item in waiting(campaign, scope)
        ]
    own = _own_units(user)
    if own is not None:
        found += [
            Task(title=f"按意见修改：{item}", url=_return_url(slug, item.pk), due=None, note=item.obligation.unit.name)
            for item in returns(campaign, own).filter(state=ReturnState.SENT_BACK)
        ]
        found += [
            Task(
                title=f"报送{item.deliverable.title}",
                url=reverse("reporting:new", kwargs={"slug": slug, "pk": item.pk}),
                due=item.due_effective,
                note=item.unit.name,
            )
            for item in obligations(campaign, own)
            if item.deliverable.due_rule not in MANY and not (item.accepted or item.submitted or item.sent_back)
        ]
    return found


def writable(user: Person, campaign: Campaign) -> list[Obligation]:
    """The obligations of a person's own units, for "new" buttons; empty for the office."""
    own = _own_units(user)
    return [] if own is None else list(obligations(campaign, own))


def _own_units(user: Person) -> QuerySet[Unit] | None:
    """The units a person writes for as one of them; the office, which may write for all, owes nothing itself."""
    keys = [grant.unit_id for grant in permissions.grants(user) if grant.unit.parent_id]
    return Unit.objects.filter(pk__in=keys) if keys else None


def _return_url(slug: str, pk: int) -> str:
    return reverse("reporting:return", kwargs={"slug": slug, "pk": pk})


def source_url(campaign_slug: str, rest: str) -> str:
    """The desk page of the return that a fact's source "return:<id>" names."""
    return _return_url(campaign_slug, int(rest))
