"""The Wagtail admin needs a softer content policy than our own pages; the public and the desk keep the strict one."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ADMIN_DIRECTIVES = {
    **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}


class AdminPolicyMiddleware:
    """Relax the content policy below /cms/ only: Wagtail's editor carries inline scripts and styles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; below /cms/ with the softer policy."""
        response = self.get_response(request)
        if request.path_info.startswith("/cms/"):
            response._csp_replace = ADMIN_DIRECTIVES  # type: ignore[attr-defined]
        return response
