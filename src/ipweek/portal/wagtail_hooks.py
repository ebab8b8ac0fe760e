"""The editing area (Wagtail's admin): only what an editor of this product needs, in Chinese, without outside links."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.i18n import JavaScriptCatalog
from wagtail import hooks

# Left menu entries of Wagtail that lead to screens without use here (no pictures, documents or reports yet).
HIDDEN_MENU = frozenset(("help", "reports", "images", "documents"))


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def keep_the_menu_short(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001 - Wagtail's signature
    """Take entries without use, and the help menu with its foreign links, out of the left menu."""
    items[:] = [item for item in items if item.name not in HIDDEN_MENU]


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def own_colours() -> SafeString:
    """The product's colours and name in the place of Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/editing.css"))


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def own_catalog() -> list[URLPattern]:
    """Our translations of Wagtail's scripts; its own catalogue does not read config/locale."""
    view: Callable[..., Any] = JavaScriptCatalog.as_view()
    return [path("jsi18n/own/", view, name="portal_catalog")]


@hooks.register("insert_global_admin_js")  # type: ignore[untyped-decorator]
def load_own_catalog() -> SafeString:
    """Django's catalogue script adds to the one already loaded."""
    return format_html('<script src="{}"></script>', reverse("portal_catalog"))
