"""What surrounds every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ipweek.base import calendar, logs

Handler = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives the request an id, for logs, audit rows and error pages, and sends it back as `X-Request-Id`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request under its id."""
        with logs.bound(request.headers.get("X-Request-Id", "")) as identity:
            response = self.get_response(request)
        response["X-Request-Id"] = identity
        return response


class WorkingCalendarMiddleware:
    """Reads imported holiday arrangements at most once per request, however many dates a page shows."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request, remembering the calendar."""
        with calendar.remembered():
            return self.get_response(request)
