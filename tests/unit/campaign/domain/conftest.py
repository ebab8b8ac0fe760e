"""Plans are computed on the built-in working calendar; no table is asked."""

import pytest

from ipweek.base import calendar


@pytest.fixture(autouse=True)
def _built_in_calendar():
    former = calendar.use(None)
    yield
    calendar.use(former)
