"""Signing out people who have gone away: a session ends some time after its last request."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from ipweek.base import clock

KEY = "last_request"
# The moment of the last request is written at most this often: a session need not be saved on every click.
STEP = 60  # seconds
KEPT = "登录已超时，请在新窗口重新登录后再试；已填写的内容仍在。"
GONE = "您有一段时间没有操作，系统已自动退出，请重新登录。"
UNSENT = (
    "您有一段时间没有操作，系统已自动退出，刚才的内容没有提交。请重新登录，回到原页面按提示恢复填写的内容。"
)


class IdleMiddleware:
    """End a session when nobody asked for anything for `settings.IDLE`; every request of a person begins it anew.

    Requests a page sends by itself (header `X-Background`) neither count nor keep a session alive.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out and tell how to go on, or note the moment and go on."""
        if settings.IDLE and request.user.is_authenticated:
            now = clock.now()
            last = _moment(request)
            if last is not None and now - last > settings.IDLE:
                return _ended(request)
            stale = last is None or abs((now - last).total_seconds()) >= STEP
            if stale and "X-Background" not in request.headers:
                request.session[KEY] = now.isoformat()
        return self.get_response(request)


def _moment(request: HttpRequest) -> datetime | None:
    kept = request.session.get(KEY)
    return datetime.fromisoformat(kept) if kept else None


def _ended(request: HttpRequest) -> HttpResponse:
    logout(request)
    if request.headers.get("HX-Request") or "X-Background" in request.headers:
        # The page stays as it is, with what was typed; network.js shows the sentence.
        return HttpResponse(KEPT, status=401, content_type="text/plain; charset=utf-8")
    if request.method in {"GET", "HEAD"}:
        messages.info(request, GONE)
        return redirect_to_login(request.get_full_path())
    messages.warning(request, UNSENT)
    return redirect_to_login(_page(request))


def _page(request: HttpRequest) -> str:
    """The page whose form was sent; what was typed is offered back there (autosave.js)."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return iri_to_uri(urlsplit(referer)._replace(scheme="", netloc="", fragment="").geturl())
    return resolve_url(settings.LOGIN_REDIRECT_URL)
