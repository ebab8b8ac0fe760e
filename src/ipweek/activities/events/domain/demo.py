"""Demonstration work of plain activities, done by the product's own acts under the demonstration clock."""

from datetime import datetime, time, timedelta

from ipweek.activities.events.domain.programme import PROGRAMME, Item
from ipweek.base import clock
from ipweek.campaign.domain.demonstration import City
from ipweek.campaign.models import Activity
from ipweek.engines.gatherings.domain import sessions
from ipweek.engines.gatherings.enums import CountMethod
from ipweek.engines.gatherings.models import Session
from ipweek.people.models import Unit


def build(activity: Activity, city: City) -> None:
    """Plan the sessions of one activity three weeks ahead and close those that are over by the city's moment."""
    for index, item in enumerate(PROGRAMME.get(activity.kind, ())):
        for unit in _units(item, city):
            _session(activity, item, unit, index, city)


def _units(item: Item, city: City) -> tuple[Unit, ...]:
    pool = {"members": city.members, "counties": city.counties, "zones": city.zones}[item.who]
    return tuple(city.random.sample(pool, min(item.units, len(pool))))


def _session(activity: Activity, item: Item, unit: Unit, index: int, city: City) -> None:
    campaign = city.campaign
    length = (campaign.end - campaign.start).days + 1
    day = campaign.start + timedelta(days=(index + city.random.randrange(length)) % length)
    starts_at = datetime.combine(day, time(city.random.choice((9, 10, 14, 15))), clock.SHANGHAI)
    person = city.person(unit)
    others = [other for other in city.members if other.pk != unit.pk]
    partners = city.random.sample(others, 2) if item.joint else []
    planned_at = clock.end_of_day(campaign.start) - timedelta(days=city.random.randint(3, 12))
    with clock.at(min(planned_at, city.moment)):
        session = sessions.plan(
            activity=activity,
            unit=unit,
            by=person,
            fields={
                "title": item.title,
                "place": f"{unit.short_name or unit.name}{item.place}",
                "district": unit.district,
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(hours=2),
                "audience": item.audience,
                "expected": item.people,
                "safety_note": "现场设安全员两名，配备急救箱。" if item.people >= 100 else "",
            },
            partners=partners,
        )
    closed_at = session.ends_at + timedelta(hours=city.random.choice((2, 20)))
    if closed_at <= city.moment:
        _close(session, item, city, closed_at)


def _close(session: Session, item: Item, city: City, at: datetime) -> None:
    came = max(5, round(item.people * city.random.uniform(0.7, 1.3)))
    method = city.random.choices((CountMethod.SIGNED, CountMethod.COUNTED, CountMethod.ESTIMATED), (3, 5, 2))[
        0
    ]
    if method == CountMethod.ESTIMATED:
        came = round(came, -1)
    with clock.at(at):
        sessions.close(
            session,
            sessions.Closing(
                attendances=came,
                count_method=method,
                copies=round(came * item.copies),
                consultations=round(came * item.consultations),
                outcome=item.outcome,
            ),
            by=city.person(session.unit),
        )
