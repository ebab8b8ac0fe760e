"""Returns tell of what has happened: these tests live on 25 April 2022, inside the week."""

import pytest

from ipweek.base import clock


@pytest.fixture(autouse=True)
def _inside_the_week(_fixed_day):
    with clock.at("2022-04-25T12:00:00+08:00"):
        yield
