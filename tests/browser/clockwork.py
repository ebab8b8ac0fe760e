"""The clock of the live server, which the tests move.

`clock.at` holds for one thread; the server's threads read the moment from a hand that all of them see.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIHandler

from ipweek.base import clock


class Hand:
    """The moment the server believes it is."""

    def __init__(self) -> None:
        self.moment = "2022-04-01T09:00:00+08:00"

    def set(self, moment: str) -> None:
        """Move the server's clock, for example to `2022-04-20T15:00:00+08:00`."""
        self.moment = moment


@contextmanager
def on_the_clock_of(hand: Hand) -> Iterator[None]:
    """Inside, every request to a live server is answered at the moment of the hand."""
    original = WSGIHandler.__call__

    def at_the_moment(
        handler: WSGIHandler, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        with clock.at(hand.moment):
            return original(handler, environ, start_response)

    WSGIHandler.__call__ = at_the_moment  # type: ignore[method-assign]
    yield
    WSGIHandler.__call__ = original  # type: ignore[method-assign]
