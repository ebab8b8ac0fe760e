"""Demonstration work of plain activities, done by the product's own acts under the demonstration clock.

Believable, therefore uneven: now and then one is cancelled, or postponed and held on another day.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from ipweek.activities.events.domain.programme import PROGRAMME, Item
from ipweek.base import calendar, clock
from ipweek.campaign.domain.demonstration import City
from ipweek.campaign.models import Activity
from ipweek.engines.gatherings.domain import sessions
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.models import Unit

HOURS = (9, 10, 14, 15)
MANY = 3  # so many of a sort may lose one
CANCELLED = "场地临时占用，与邻近场次合并举办。"
POSTPONED = "受降雨影响，改期举办。"


def build(activity: Activity, city: City) -> None:
    """Plan the sessions of one activity some days ahead and close those that are over by the city's moment."""
    with calendar.remembered():
        for index, item in enumerate(PROGRAMME.get(activity.kind, ())):
            for unit in _units(item, city):
                _session(activity, item, unit, index, city)


def _units(item: Item, city: City) -> list[Unit]:
    """The units that hold it: those whose names fit first, then any."""
    pool = {"members": city.members, "counties": city.counties, "zones": city.zones}[item.who]
    fitting = _named(item.fit, pool)
    rest = [unit for unit in pool if unit not in fitting]
    missing = max(0, min(item.units, len(pool)) - len(fitting))
    return [*fitting[: item.units], *city.random.sample(rest, missing)]


def _named(words: Iterable[str], pool: Iterable[Unit]) -> list[Unit]:
    found = (next((unit for unit in pool if word in unit.name), None) for word in words)
    return [unit for unit in found if unit is not None]


def _day(item: Item, index: int, city: City) -> date:
    """A day of the campaign, offices' work on a working day."""
    campaign = city.campaign
    days = [campaign.start + timedelta(days=n) for n in range((campaign.end - campaign.start).days + 1)]
    worked = [day for day in days if calendar.is_working_day(day)]
    choice = days if item.rest_days else worked or days
    return choice[(index + city.random.randrange(len(choice))) % len(choice)]


def _session(activity: Activity, item: Item, unit: Unit, index: int, city: City) -> None:
    starts_at = datetime.combine(_day(item, index, city), time(city.random.choice(HOURS)), clock.SHANGHAI)
    own_room = item.who != "members" or "会议室" in item.place
    fields = {
        "title": item.title,
        "place": f"{unit.short_name or unit.name}{item.place}" if own_room else f"市{item.place}",
        "district": unit.district,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "audience": item.audience,
        "expected": item.people,
        "safety_note": "现场设安全员两名，配备急救箱。" if item.people >= 100 else "",
    }
    partners = [other for other in _named(item.partners, city.members) if other != unit]
    planned_at = clock.end_of_day(city.campaign.start) - timedelta(days=city.random.randint(3, 12))
    fate, person = city.random.random(), city.person(unit)
    with clock.at(min(planned_at, city.moment)):
        session = sessions.plan(activity=activity, unit=unit, by=person, fields=fields, partners=partners)
    told_at = session.starts_at - timedelta(hours=18)
    if told_at <= city.moment and item.units >= MANY:
        if fate < 0.04:
            with clock.at(told_at):
                sessions.cancel(session, by=person, reason=CANCELLED)
            return
        if fate < 0.1:
            session = _postponed(session, fields, partners, told_at, city)
    closed_at = session.ends_at + timedelta(hours=city.random.choice((2, 20)))
    if session.state == SessionState.PLANNED and closed_at <= city.moment:
        _close(session, item, city, closed_at)


def _postponed(
    session: Session, fields: Mapping[str, Any], partners: list[Unit], told_at: datetime, city: City
) -> Session:
    """Postponed the evening before, planned again two days later when that has come."""
    person = city.person(session.unit)
    with clock.at(told_at):
        session = sessions.postpone(session, by=person, reason=POSTPONED)
    settled_at = told_at + timedelta(hours=20)
    if settled_at > city.moment:
        return session
    later = {name: getattr(session, name) + timedelta(days=2) for name in ("starts_at", "ends_at")}
    with clock.at(settled_at):
        return sessions.change(session, by=person, fields={**fields, **later}, partners=partners)


def _close(session: Session, item: Item, city: City, at: datetime) -> None:
    came = max(5, round(item.people * city.random.uniform(0.7, 1.3)))
    methods = (CountMethod.SIGNED, CountMethod.COUNTED, CountMethod.ESTIMATED)
    method = city.random.choices(methods, (3, 5, 2))[0]
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
