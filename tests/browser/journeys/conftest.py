"""Two places where the journeys begin: an office before its first notice, and a city in the middle of its week."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from tests.browser.clockwork import Hand

from ipweek.base import clock
from ipweek.campaign.models import Campaign
from ipweek.config.demonstration import building
from ipweek.config.demonstration.city import PASSWORD, member_rows
from ipweek.people.domain import accounts, members, units
from ipweek.people.enums import Role, UnitClass

OFFICE = "濮阳市知识产权战略实施工作联席会议办公室"


@dataclass(frozen=True)
class SignIn:
    """What a person types to come in."""

    username: str
    password: str = PASSWORD


@pytest.fixture
def office(transactional_db: None, hand: Hand) -> SignIn:
    """An office with its member units on the day the notice is issued; no campaign yet."""
    hand.set("2022-03-28T09:30:00+08:00")
    with clock.at("2022-03-28T09:00:00+08:00"):
        unit = units.create(name=OFFICE, short_name="市联席办", unit_class=UnitClass.OFFICE, by=None)
        _, token = accounts.invite(unit=unit, role=Role.OFFICE, name="示例主任", by=None)
        person = accounts.accept(token, username="office", password=PASSWORD)
        members.store(member_rows(Random(2022)), by=person)
    return SignIn("office")


@pytest.fixture
def city(transactional_db: None, hand: Hand, examples: Path) -> Campaign:
    """The demonstration city on the third day of its week, without the demonstration's banner and running clock."""
    building.build(examples / "notice.txt", "during", 2022)
    building.record_file().unlink()
    clock.clear_demo()
    hand.set("2022-04-22T18:00:00+08:00")
    return Campaign.objects.get()
