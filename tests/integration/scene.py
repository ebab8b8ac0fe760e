"""A small running campaign for integration tests: launched from the example notice, worked by two counties.

Everything of county A carries `SECRET` so that a page shown to county B can be searched for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ipweek.base import clock
from ipweek.campaign.domain import drafts
from ipweek.campaign.domain.launch import launch
from ipweek.campaign.models import Activity, Campaign, Obligation
from ipweek.engines.gatherings.domain import sessions
from ipweek.engines.gatherings.models import Session
from ipweek.notice.domain import documents
from ipweek.people.domain import accounts, members, units
from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Invitation, Unit, User
from ipweek.reporting.domain import returns
from ipweek.reporting.domain.summary import building
from ipweek.reporting.models import Return, SummaryBuild

NOTICE = Path(__file__).resolve().parents[2] / "examples" / "notice.txt"
SECRET = "县甲内部"
PASSWORD = "Mudan-Hua-Kai-97"


@dataclass
class Scene:
    """What the scene holds; a is the county whose things must stay its own, b the stranger."""

    campaign: Campaign
    office: Unit
    a: Unit
    b: Unit
    people: dict[str, User]
    activity: Activity
    session: Session
    brief: Return
    invitation: Invitation
    token: str
    build: SummaryBuild


def build_scene() -> Scene:
    """Build the scene by the product's own acts between March and May 2022; leave the clock to the caller."""
    with clock.at("2022-03-28T09:00:00+08:00"):
        office = units.create(name="示例市联席会议办公室", unit_class=UnitClass.OFFICE, by=None)
        people = {"office": person(office, Role.OFFICE, "office")}
        members.store([row(name) for name in ("示例县甲", "示例县乙")], by=people["office"])
        a, b = Unit.objects.get(name="示例县甲"), Unit.objects.get(name="示例县乙")
        document = documents.store(NOTICE.read_bytes(), NOTICE.name, by=people["office"])
        plan = drafts.confirm_all(drafts.for_document(document, by=people["office"]), by=people["office"])
        campaign = launch(plan, by=people["office"])
        for role in (Role.CHECKER, Role.LEADER, Role.EDITOR):
            people[role.value] = person(office, role, role.value)
        people["a"], people["b"] = person(a, Role.CONTACT, "a"), person(b, Role.CONTACT, "b")
        invitation, token = accounts.invite(
            unit=a, role=Role.CONTACT, name=f"{SECRET}联络员", by=people["office"]
        )
        units.set_contact(a, name=f"{SECRET}同志", mobile="13800000001", by=people["office"])
    activity = campaign.activities.get(kind="five-entries")
    start = datetime(2022, 4, 20, 9, tzinfo=clock.SHANGHAI)
    with clock.at("2022-04-10T09:00:00+08:00"):
        session = sessions.plan(
            activity=activity,
            unit=a,
            by=people["a"],
            fields={
                "title": f"{SECRET}进社区",
                "place": "社区服务中心",
                "starts_at": start,
                "ends_at": start + timedelta(hours=2),
            },
        )
    with clock.at("2022-04-20T15:00:00+08:00"):
        closing = sessions.Closing(
            attendances=86, count_method="signed", copies=120, consultations=9, outcome="顺利"
        )
        sessions.close(session, closing, by=people["a"])
        brief = hand_in_brief(campaign, a, people)
    with clock.at("2022-05-06T09:00:00+08:00"):
        made = building.build(campaign, a, by=people["office"])
        invitation, token = accounts.invite(
            unit=a, role=Role.CONTACT, name=f"{SECRET}联络员", by=people["office"]
        )
    return Scene(campaign, office, a, b, people, activity, session, brief, invitation, token, made)


def hand_in_brief(campaign: Campaign, unit: Unit, people: dict[str, User]) -> Return:
    """A brief of county A about something that was no session, accepted."""
    obligation = Obligation.objects.get(deliverable__campaign=campaign, deliverable__code="brief", unit=unit)
    found = returns.start(obligation, by=people["a"])
    content = {
        "title": f"{SECRET}开展宣传",
        "day": "2022-04-20",
        "text": "在集市发放资料，讲解商标常识。",
        "figures": {"copies": {"value": "300", "bound": "more"}},
    }
    returns.save(found, content, by=people["a"])
    returns.submit(found, by=people["a"])
    return returns.accept(found, by=people["checker"])


def row(name: str) -> dict[str, str]:
    """One line of the member list."""
    return {"name": name, "unit_class": UnitClass.COUNTY.value, "parent": "", "line": 2}


def person(unit: Unit, role: str, username: str) -> User:
    """An account as people get one: invited, accepted."""
    _, token = accounts.invite(unit=unit, role=role, name=f"{unit.name}{username}", by=None)
    return accounts.accept(token, username=f"ceshi-{username}", password=PASSWORD)
