"""Whoever has gone away is signed out, and what was typed is not lost."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.messages import get_messages
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertRedirects
from tests.factories.people import UserFactory

from ipweek.base import clock
from ipweek.config import idle
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db
START = "2022-04-01T09:00:00+08:00"
PAGE = "/desk/units/"


@pytest.fixture(autouse=True)
def _limit(settings: Any) -> None:
    settings.IDLE = timedelta(minutes=120)


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(UserFactory(role=Role.OFFICE))
    with clock.at(START):
        assert client.get(PAGE).status_code == 200
    return client


def later(minutes: float) -> Any:
    return clock.at(clock.moment_of(START) + timedelta(minutes=minutes))


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("minutes", "stays"), [(1, True), (119, True), (120, True), (120.1, False), (2000, False)]
)
def test_the_limit(client: Client, minutes: float, stays: bool) -> None:
    with later(minutes):
        response = client.get(PAGE)

    assert (response.status_code, signed_in(client)) == ((200, True) if stays else (302, False))


def test_every_request_begins_it_anew(client: Client) -> None:
    for minutes in range(100, 1000, 100):
        with later(minutes):
            assert client.get(PAGE).status_code == 200
    with later(1030):
        assert client.get(PAGE).status_code == 302


def test_signing_in_again_leads_back_and_says_why(client: Client) -> None:
    asked = f"{PAGE}?q={quote('示例')}"
    with later(121):
        response = client.get(asked)

    wanted = quote(asked, safe="/")
    assertRedirects(response, f"/accounts/login/?next={wanted}", fetch_redirect_response=False)
    assert [str(each) for each in get_messages(response.wsgi_request)] == [idle.GONE]
    assert idle.GONE in client.get(response.url).content.decode()


def test_a_form_sent_too_late_is_not_lost(client: Client) -> None:
    """The browser keeps what was typed and offers it on the page the form stood on."""
    with later(121):
        response = client.post(
            "/desk/units/import/",
            {"a": "b"},
            headers={"Referer": "http://testserver/desk/units/import/?from=menu#top"},
        )

    wanted = quote("/desk/units/import/?from=menu", safe="/")
    assertRedirects(response, f"/accounts/login/?next={wanted}", fetch_redirect_response=False)
    assert [str(each) for each in get_messages(response.wsgi_request)] == [idle.UNSENT]


@pytest.mark.parametrize("referer", ["", "https://evil.example/desk/", "//evil.example/", "javascript:x"])
def test_a_form_of_elsewhere_leads_to_the_desk(client: Client, referer: str) -> None:
    with later(121):
        response = client.post("/desk/units/import/", headers={"Referer": referer} if referer else {})

    assertRedirects(response, "/accounts/login/?next=/desk/", fetch_redirect_response=False)


@pytest.mark.parametrize("header", ["HX-Request", "X-Background"])
def test_a_script_is_told_in_a_sentence(client: Client, header: str) -> None:
    with later(121):
        response = client.post("/desk/units/import/", {"a": "b"}, headers={header: "true"})

    assert (response.status_code, response.content.decode()) == (401, idle.KEPT)
    assert not signed_in(client)


def test_the_page_shows_the_same_sentence() -> None:
    """The script has the sentence of its own: other answers of this kind carry no text."""
    script = Path(str(finders.find("ui/js/network.js"))).read_text(encoding="utf-8")

    assert f'401: "{idle.KEPT}"' in script


def test_what_a_page_asks_by_itself_does_not_count(client: Client) -> None:
    for minutes in (60, 119):
        with later(minutes):
            assert client.get(PAGE, headers={"X-Background": "true"}).status_code == 200
    with later(121):
        assert client.get(PAGE).status_code == 302


def test_the_moment_is_written_once_a_minute(client: Client) -> None:
    def writes(seconds: int) -> int:
        with (
            later(seconds / 60),
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            client.get(PAGE)
        return sum(query["sql"].startswith('UPDATE "django_session"') for query in seen)

    assert [writes(seconds) for seconds in (10, 59, 60, 70, 125)] == [0, 0, 1, 0, 1]


def test_without_a_limit_nobody_is_signed_out(client: Client, settings: Any) -> None:
    settings.IDLE = timedelta(0)
    with later(100_000):
        assert client.get(PAGE).status_code == 200


def test_strangers_get_no_session(client: Client) -> None:
    stranger = Client()
    stranger.get("/")

    assert dict(stranger.cookies) == {}
