"""What every base template needs, as one lazy variable `ui`."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import get_script_prefix
from django.utils.functional import cached_property

from ipweek.base import clock, logs
from ipweek.ui import navigation

PRODUCT_NAME = "宣传周工作台"


class Page:
    """The variable `ui` of the templates. Nothing is asked of the database until a template uses it."""

    product_name = PRODUCT_NAME

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def demo_stage(self) -> str:
        """The stage of the demonstration clock for the banner, empty on a real clock."""
        return clock.demo_stage() or ""

    @cached_property
    def now(self) -> str:
        """The clock's moment as the demonstration banner prints it."""
        return f"{clock.now():%Y-%m-%d %H:%M}"

    @cached_property
    def desk_nav(self) -> list[navigation.Link]:
        """The left menu."""
        return navigation.links(self.request, "desk")

    @cached_property
    def user_nav(self) -> list[navigation.Link]:
        """The menu under the person's name (sign-out is drawn by the shell)."""
        return navigation.links(self.request, "user")

    @cached_property
    def public_nav(self) -> list[navigation.Link]:
        """The menu of the public site."""
        return navigation.links(self.request, "public")

    @cached_property
    def switch(self) -> navigation.Switch | None:
        """The campaign switch, None when there is nothing to choose."""
        return navigation.switch(self.request)

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return hasattr(self.request, "user") and self.request.user.is_authenticated

    @cached_property
    def identity(self) -> navigation.Identity:
        """Name and line of the person signed in."""
        return navigation.identity(self.request)

    @cached_property
    def draft_owner(self) -> str:
        """Keeps one person's unsent drafts apart from another's on a shared computer."""
        return str(self.request.user.pk) if self.signed_in else "anonymous"

    @cached_property
    def request_id(self) -> str:
        """The number to quote to the office."""
        return logs.request_id()

    @cached_property
    def home_url(self) -> str:
        """Where the product name leads: the desk for signed-in people, else the public front page."""
        return resolve_url(settings.LOGIN_REDIRECT_URL) if self.signed_in else get_script_prefix()


def page(request: HttpRequest) -> dict[str, Page]:
    """Context processor: `ui`."""
    return {"ui": Page(request)}
