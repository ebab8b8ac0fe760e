"""What the list of activities counts (sessions, returns …): upper layers register how they count their rows.

counters.register(Counter(code="sessions", name="场次", unit="场", count=sessions_by_activity))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from ipweek.campaign.models import Campaign
from ipweek.people.models import Unit


@dataclass(frozen=True, kw_only=True)
class Counter:
    """One column: `count(campaign, units)` gives numbers by activity key in one query."""

    code: str
    name: str
    unit: str
    count: Callable[[Campaign, QuerySet[Unit]], Mapping[int, int]]


_counters: dict[str, Counter] = {}


def register(counter: Counter) -> None:
    """Add a counter at start-up. ValueError when the code is taken by another one."""
    if _counters.setdefault(counter.code, counter) != counter:
        raise ValueError(f"counter {counter.code!r} is registered twice")


def every() -> list[Counter]:
    """All counters in order of registration."""
    return list(_counters.values())
