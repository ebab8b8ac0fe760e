"""Plans are computed on the built-in working calendar; launches are watched without what other apps add."""

import pytest

from ipweek.base import calendar
from ipweek.campaign.domain import hooks


@pytest.fixture(autouse=True)
def _built_in_calendar():
    former = calendar.use(None)
    yield
    calendar.use(former)


@pytest.fixture(autouse=True)
def _own_hooks(monkeypatch):
    monkeypatch.setattr(hooks, "after_launch", hooks.Hooks())
