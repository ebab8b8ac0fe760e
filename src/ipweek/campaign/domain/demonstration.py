"""What the demonstration hands to every kind: the city, its people, a random source and how far the week has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from ipweek.campaign.models import Campaign
from ipweek.people.models import Unit, User

STAGES = ("before", "during", "after")


@dataclass(frozen=True, kw_only=True)
class City:
    """The demonstration city.

    Attributes:
        campaign: the launched campaign.
        stage: before, during or after the week.
        moment: the moment the demonstration stops at; nothing later has happened.
        random: seeded, so that the same seed builds the same city.
        members, counties, zones: units by class.
        person: who acts for a unit.
    """

    campaign: Campaign
    stage: str
    moment: datetime
    random: Random
    members: tuple[Unit, ...]
    counties: tuple[Unit, ...]
    zones: tuple[Unit, ...]
    person: Callable[[Unit], User]
