"""Rows the desk's tests put together: sessions and returns in the states they look at."""

from datetime import datetime, timedelta

from tests.factories.campaign import (
    ActivityFactory,
    CampaignUnitFactory,
    DeliverableFactory,
    ObligationFactory,
)
from tests.factories.people import UnitFactory

from ipweek.base import clock
from ipweek.campaign.models import Activity, Campaign, Deliverable, Obligation
from ipweek.engines.gatherings.enums import SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.models import Unit
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return, ReturnVersion


def session(activity: Activity, unit: Unit, start: str, **fields: object) -> Session:
    """A session of two hours; held ones carry 50 attendances."""
    begins = clock.moment_of(start)
    values = {"title": "广场咨询", "place": "示例广场", "state": SessionState.PLANNED, **fields}
    return Session.objects.create(
        activity=activity, unit=unit, starts_at=begins, ends_at=begins + timedelta(hours=2), **values
    )


def returned(
    obligation: Obligation, state: str, title: str = "示例信息", day: datetime | None = None
) -> Return:
    """A return in a state, handed in at `day` (now)."""
    moment = day or clock.now()
    handed_in = state != ReturnState.DRAFT
    found = Return.objects.create(
        obligation=obligation,
        state=state,
        content={"title": title},
        first_submitted_at=moment if handed_in else None,
        accepted_at=moment if state == ReturnState.ACCEPTED else None,
    )
    if handed_in:
        ReturnVersion.objects.create(
            parent=found, number=1, content=found.content, sha256="0" * 64, submitted_at=moment
        )
    return found


def member(campaign: Campaign, *deliverables: Deliverable, **fields: object) -> tuple[Unit, list[Obligation]]:
    """A unit of the campaign that owes these deliverables."""
    unit = UnitFactory(**fields)
    CampaignUnitFactory(campaign=campaign, unit=unit)
    return unit, [ObligationFactory(deliverable=deliverable, unit=unit) for deliverable in deliverables]


def deliverables(campaign: Campaign) -> tuple[Deliverable, Deliverable, Deliverable]:
    """Plan (due 19 April), briefs (at once) and summary (5 May) of a campaign."""
    return (
        DeliverableFactory(campaign=campaign, plan=True),
        DeliverableFactory(campaign=campaign, brief=True),
        DeliverableFactory(campaign=campaign),
    )


def busy(campaign: Campaign, count: int) -> list[Unit]:
    """`count` units, each with an activity, an open and a coming session, a brief to check and an accepted one."""
    plan, brief, summary = deliverables(campaign)
    units = []
    for index in range(count):
        unit, (_, brief_owed, _) = member(campaign, plan, brief, summary)
        activity = ActivityFactory(campaign=campaign)
        session(activity, unit, "2022-04-20T09:00", title=f"已过场次{index}")
        session(activity, unit, "2022-04-25T09:00", title=f"将到场次{index}")
        returned(brief_owed, ReturnState.SUBMITTED)
        returned(brief_owed, ReturnState.ACCEPTED)
        units.append(unit)
    return units
