"""What upper layers do when a campaign is launched: functions called in the launch's own transaction.

    hooks.after_launch.register("portal.page", open_page)

A hook that fails undoes the launch: either the whole campaign stands, or nothing.
"""

from collections.abc import Callable

from ipweek.campaign.models import Campaign
from ipweek.people.models import User

AfterLaunch = Callable[[Campaign, User | None], None]


class Hooks:
    """Named functions in the order they were registered; the same name again is refused."""

    def __init__(self) -> None:
        self._functions: dict[str, AfterLaunch] = {}

    def register(self, name: str, function: AfterLaunch) -> None:
        """Add a function at start-up. ValueError when the name is taken by another one."""
        if self._functions.setdefault(name, function) is not function:
            raise ValueError(f"hook {name!r} is registered twice")

    def call(self, campaign: Campaign, by: User | None) -> None:
        """Call every function."""
        for function in self._functions.values():
            function(campaign, by)


after_launch = Hooks()
