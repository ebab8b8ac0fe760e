"""What every test gets: strict templates, a fixed day, media of its own. See settings.py for the data folder."""

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from django.template import base as template_base

from ipweek.base import calendar, clock


class UnknownVariableError(AssertionError):
    """A template used a variable that its view did not pass."""


class _Strict(str):
    """Django puts this in the place of an unknown variable; formatting it fails."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: object) -> NoReturn:
        raise UnknownVariableError(f"unknown template variable {variable}")


@pytest.fixture(autouse=True, scope="session")
def _strict_templates() -> Iterator[None]:
    resolve = template_base.FilterExpression.resolve

    def strict(self: Any, context: Any, ignore_failures: bool = False) -> Any:
        template = getattr(context, "template", None)
        origin = str(getattr(getattr(template, "origin", None), "name", ""))
        if template is None or "/ipweek/" not in origin:  # templates of other packages are not ours to mend
            return resolve(self, context, ignore_failures)
        engine = template.engine
        kept, engine.string_if_invalid = engine.string_if_invalid, _Strict("%s")
        try:
            return resolve(self, context, ignore_failures)
        finally:
            engine.string_if_invalid = kept

    template_base.FilterExpression.resolve = strict  # type: ignore[method-assign]
    yield
    template_base.FilterExpression.resolve = resolve  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _fixed_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests live on 1 April 2022 at nine unless they set the clock themselves."""
    with clock.at("2022-04-01T09:00:00+08:00"):
        yield


@pytest.fixture(autouse=True)
def _calendar(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test without a database knows the built-in years of the working calendar only."""
    if request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames):
        yield
        return
    former = calendar.use(None)
    yield
    calendar.use(former)


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
