"""What surrounds /cms/, Wagtail's admin: only editors enter, under a softer content policy than our own pages."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from ipweek.base.errors import NotAllowed
from ipweek.portal.domain import editors
from ipweek.ui import errors

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


class EditorsOnlyMiddleware:
    """Close /cms/ to everybody without the right "page.edit": its views ask only class-level permissions.

    Everything below it is closed, its own sign-in and password pages too; signing in is one page for all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let editors through; send others to the sign-in page or tell them that they may not."""
        if request.path_info.startswith("/cms/"):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not editors.admit(request.user):
                refusal = NotAllowed("您的账号没有“编辑公开页面”的权限，请联系联席会议办公室。")
                return errors.refused(request, refusal)
        return self.get_response(request)
