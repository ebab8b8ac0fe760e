"""A campaign with two member counties, their contacts and the office's people, signed in."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from tests.factories.campaign import (
    ActivityFactory,
    CampaignFactory,
    CampaignUnitFactory,
    DeliverableFactory,
    ObligationFactory,
)
from tests.factories.people import UnitFactory, UserFactory
from tests.factories.reporting import contact_of

from ipweek.base import clock
from ipweek.campaign.models import Campaign, Deliverable
from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Unit, User


@pytest.fixture(autouse=True)
def _inside_the_week(_fixed_day):
    """Returns tell of what has happened."""
    with clock.at("2022-04-25T12:00:00+08:00"):
        yield


@dataclass
class Week:
    """What the tests of pages stand on."""

    campaign: Campaign
    brief: Deliverable
    summary: Deliverable
    one: Unit
    two: Unit
    office: User
    checker: User

    def url(self, rest: str) -> str:
        return f"/desk/c/{self.campaign.slug}/{rest}"

    def owed(self, deliverable: Deliverable, unit: Unit) -> Any:
        return deliverable.obligations.get(unit=unit)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def week(db) -> Week:
    campaign = CampaignFactory()
    brief = DeliverableFactory(campaign=campaign, brief=True, position=1)
    summary = DeliverableFactory(campaign=campaign, position=2)
    units = [
        CampaignUnitFactory(
            campaign=campaign, unit=UnitFactory(unit_class=UnitClass.COUNTY, name=f"示例县{name}")
        ).unit
        for name in "甲乙"
    ]
    for unit in units:
        for deliverable in (brief, summary):
            ObligationFactory(deliverable=deliverable, unit=unit)
    ActivityFactory(campaign=campaign, title="开展“五进”活动", kind="five-entries", position=1)
    people = [UserFactory(role=role) for role in (Role.OFFICE, Role.CHECKER)]
    return Week(campaign, brief, summary, *units, *people)


@pytest.fixture
def contact(week) -> Client:
    """The contact of county 甲."""
    return signed_in(contact_of(week.one))


@pytest.fixture
def stranger(week) -> Client:
    """The contact of county 乙."""
    return signed_in(contact_of(week.two))


@pytest.fixture
def office(week) -> Client:
    return signed_in(week.office)


@pytest.fixture
def checker(week) -> Client:
    return signed_in(week.checker)
