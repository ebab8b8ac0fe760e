"""Chromium in the two sizes every page must serve, a live server, and the strictness all pages are held to.

The database of these tests is a file: the server's threads and the test each have a connection of their own, as in use.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser import pictures
from tests.browser.clockwork import Hand, on_the_clock_of
from tests.browser.watch import Watch
from tests.needs import require_chromium

SESSION_COOKIE_NAME = "sessionid"
SIZES = {"desktop": (1280, 800), "phone": (375, 740)}
# The browser's own words (file buttons, day fields) in Chinese, so that pictures look like the user's screen.
CHINESE = {**os.environ, "LANGUAGE": "zh_CN"}


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_browser() -> Iterator[None]:
    """Playwright keeps an event loop in this thread; Django would refuse the database beside one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put the test database into a file (SQLite keeps it in memory otherwise, on one shared connection)."""
    from django.conf import settings

    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        name = tmp_path_factory.mktemp("database") / "browser.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(name)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = require_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(program), args=["--no-sandbox", "--lang=zh-CN"], env=CHINESE
        )
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None
    )
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def _hand() -> Iterator[Hand]:
    hand = Hand()
    with on_the_clock_of(hand):
        yield hand


@pytest.fixture
def hand(_hand: Hand) -> Hand:
    """The hand of the server's clock; `hand.set("2022-04-20T15:00:00+08:00")` moves it."""
    return _hand


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, hand: Hand) -> Iterator[Callable[..., Watch]]:
    """Open a watched page: `open_page("phone")`, with `user=` already signed in.

    At the end of the test whatever the page complained of fails it.
    """
    opened: list[Watch] = []

    def open_one(size: str = "desktop", *, user: Any = None) -> Watch:
        width, height = SIZES[size]
        touch = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2} if size == "phone" else {}
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            # Playwright hides the cursor in pictures by an inline style, which our policy forbids.
            bypass_csp=pictures.wanted(),
            **touch,
        )
        if user is not None:
            context.add_cookies([_cookie(user, live_server.url)])
        context.clock.set_fixed_time(hand.moment)
        opened.append(Watch(context.new_page(), live_server.url))
        return opened[-1]

    yield open_one
    complaints = [line for watch in opened for line in watch.complaints]
    for watch in opened:
        watch.page.context.close()
    assert complaints == []


def _cookie(user: Any, url: str) -> Any:
    """The session cookie of a person who has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {"name": SESSION_COOKIE_NAME, "value": client.cookies[SESSION_COOKIE_NAME].value, "url": url}


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of the example notices."""
    return Path(__file__).resolve().parents[2] / "examples"
