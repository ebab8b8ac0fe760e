"""Building the demonstration: notice → plan → launch → work → returns → summary, at one of three stages."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypedDict

from django.db import transaction

from ipweek.base import clock, home
from ipweek.campaign.domain import drafts, kinds
from ipweek.campaign.domain.demonstration import City
from ipweek.campaign.domain.launch import launch
from ipweek.campaign.models import Campaign
from ipweek.config.demonstration.city import PASSWORD, member_rows
from ipweek.config.demonstration.works import Works
from ipweek.notice.domain import documents
from ipweek.people.domain import accounts, members, units
from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Unit, User
from ipweek.reporting.domain.summary import building

NOTICE_DAY = datetime(2022, 3, 28, 9, 0, tzinfo=clock.SHANGHAI)
MOMENTS = {
    "before": datetime(2022, 4, 12, 10, 0, tzinfo=clock.SHANGHAI),
    "during": datetime(2022, 4, 22, 17, 30, tzinfo=clock.SHANGHAI),
    "after": datetime(2022, 5, 6, 11, 0, tzinfo=clock.SHANGHAI),
}
STAGE_NAMES = {"before": "活动前", "during": "活动中", "after": "活动后"}
OFFICE_PEOPLE = (
    ("office", Role.OFFICE, "示例主任"),
    ("checker", Role.CHECKER, "示例审核员"),
    ("leader", Role.LEADER, "示例分管领导"),
    ("editor", Role.EDITOR, "示例编辑"),
)


@dataclass(frozen=True)
class SignIn:
    """An account of the demonstration: name, role in words, unit."""

    username: str
    role: str
    unit: str


def record_file() -> Path:
    """Where the demonstration notes what was built; its presence marks the data as demonstration data."""
    return home.home() / "demo.json"


class Built(TypedDict):
    """What `demo.json` notes."""

    stage: str
    seed: int
    sign_ins: list[dict[str, str]]


def built() -> Built | None:
    """What was built: stage, seed and sign-ins; None when there is no demonstration."""
    file = record_file()
    if not file.is_file():
        return None
    noted: Built = json.loads(file.read_text(encoding="utf-8"))
    return noted


def build(notice: Path, stage: str, seed: int) -> list[SignIn]:
    """Build the whole demonstration in one transaction, so that a killed build leaves nothing half made.

    Args:
        notice: the notice file to launch from.
        stage: before, during or after the week.
        seed: the same seed builds the same city.
    """
    random = Random(seed)  # noqa: S311 - a believable city, not a secret
    moment = MOMENTS[stage]
    with transaction.atomic():
        with clock.at(NOTICE_DAY):
            office_name = "濮阳市知识产权战略实施工作联席会议办公室"
            office = units.create(
                name=office_name, short_name="市联席办", unit_class=UnitClass.OFFICE, by=None
            )
            people = {name: _person(office, name, role, title) for name, role, title in OFFICE_PEOPLE}
            members.store(member_rows(random), by=people["office"])
            campaign = _launch(notice, people["office"])
        city = _city(campaign, stage, moment, random)
        for activity in campaign.activities.select_related("campaign"):
            kinds.get(activity.kind).demo(activity, city)
        Works(city, people["checker"]).build()
        if stage == "after":
            with clock.at(moment):
                building.build(campaign, office, by=people["office"])
    sign_ins = _sign_ins()
    home.ensure()
    note = {"stage": stage, "seed": seed, "sign_ins": [vars(one) for one in sign_ins]}
    record_file().write_text(json.dumps(note, ensure_ascii=False, indent=1), encoding="utf-8")
    clock.set_demo(moment, STAGE_NAMES[stage])
    return sign_ins


def _launch(notice: Path, by: User) -> Campaign:
    document = documents.store(notice.read_bytes(), notice.name, by=by)
    row = drafts.for_document(document, by=by)
    return launch(drafts.confirm_all(row, by=by), by=by)


def _person(unit: Unit, username: str, role: str, name: str) -> User:
    """An account as people get one: invited, accepted."""
    _, token = accounts.invite(unit=unit, role=role, name=name, by=None)
    return accounts.accept(token, username=username, password=PASSWORD)


def _city(campaign: Campaign, stage: str, moment: datetime, random: Random) -> City:
    listed = list(Unit.objects.exclude(parent=None).select_related("district").order_by("position"))
    people: dict[int, User] = {}
    with clock.at(NOTICE_DAY + timedelta(hours=6)):
        for number, unit in enumerate(listed, 1):
            contact = unit.contacts.get(until=None)
            people[unit.pk] = _person(unit, f"unit{number:02d}", Role.CONTACT, contact.name)
    by_class = {
        unit_class: tuple(unit for unit in listed if unit.unit_class == unit_class)
        for unit_class in (UnitClass.MEMBER, UnitClass.COUNTY, UnitClass.ZONE)
    }
    return City(
        campaign=campaign,
        stage=stage,
        moment=moment,
        random=random,
        members=by_class[UnitClass.MEMBER],
        counties=by_class[UnitClass.COUNTY],
        zones=by_class[UnitClass.ZONE],
        person=lambda unit: people[unit.pk],
    )


def _sign_ins() -> list[SignIn]:
    """The accounts a visitor may try: the office's four and the contacts of two counties and one member unit."""
    found = User.objects.filter(grants__ended_at=None).order_by("pk").prefetch_related("grants__unit")
    rows = [
        SignIn(user.username, str(grant.get_role_display()), grant.unit.name)
        for user in found
        for grant in user.grants.all()
    ]
    shown = [row for row in rows if not row.username.startswith("unit")]
    contacts = [row for row in rows if row.username.startswith("unit")]
    return [*shown, contacts[0], *[row for row in contacts if row.unit.startswith(("华龙", "清丰"))]]
