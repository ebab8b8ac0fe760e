"""Turns what acts refuse into a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ipweek.base.errors import Refusal
from ipweek.ui import errors

Handler = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """A `Refusal` that no view caught becomes a page with its sentence; anything else passes through."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_exception` does the work."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; None lets Django go on."""
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None
