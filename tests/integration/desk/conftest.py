"""The week's second day, and people signed in."""

import pytest
from django.test import Client

from ipweek.base import clock


@pytest.fixture(autouse=True)
def _second_day():
    with clock.at("2022-04-21T10:00"):
        yield


@pytest.fixture
def as_():
    """`as_(user)`: a browser in which this person is signed in."""

    def sign_in(user):
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return sign_in
