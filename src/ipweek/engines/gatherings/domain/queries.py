"""Reading sessions, always scoped to campaign and units."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from ipweek.base import clock
from ipweek.campaign.models import Activity, Campaign
from ipweek.engines.gatherings.enums import SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.models import Unit

OPEN = (SessionState.PLANNED, SessionState.POSTPONED)


def sessions(campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit] | None = None) -> QuerySet[Session]:
    """Sessions of a campaign that the given units lead or join (None: all), with what lists show."""
    found = Session.objects.filter(activity__campaign=campaign)
    if units is not None:
        joined = Session.partners.through.objects.filter(session=OuterRef("pk"), unit__in=units)
        found = found.filter(Q(unit__in=units) | Exists(joined))
    return found.select_related("unit", "activity", "district").annotate(photo_count=Count("photos"))


def of_activity(
    activity: Activity, units: Iterable[Unit] | QuerySet[Unit] | None = None
) -> QuerySet[Session]:
    """Sessions of one activity."""
    return sessions(activity.campaign, units).filter(activity=activity)


def to_close(campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit]) -> QuerySet[Session]:
    """Sessions led by the units that are over and still wait for their closing form."""
    return Session.objects.filter(
        activity__campaign=campaign, unit__in=units, state__in=OPEN, ends_at__lte=clock.now()
    ).select_related("unit", "activity")


def held(activity: Activity, units: Iterable[Unit] | QuerySet[Unit] | None = None) -> QuerySet[Session]:
    """Closed sessions of an activity."""
    return of_activity(activity, units).filter(state=SessionState.HELD)


def source_url(campaign_slug: str, rest: str) -> str:
    """The desk page of the session that a fact's source "session:<id>" names."""
    return reverse("gatherings:session", kwargs={"slug": campaign_slug, "pk": int(rest)})
