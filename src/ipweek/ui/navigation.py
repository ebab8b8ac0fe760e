"""The registry of menu entries: upper apps register here (in `apps.ready`), the shells draw what comes out.

    navigation.register(Entry("tasks", "我的任务", "desk:tasks", icon="task", order=10))

`ui` lies below every other app, so it cannot name their pages; this is how it learns of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ipweek.ui.icons import ICONS

PLACES = ("desk", "user", "public")


class EntryError(ValueError):
    """A menu entry that cannot be accepted; raised at start-up."""


def everyone(request: HttpRequest) -> bool:  # noqa: ARG001 - every permission has this signature
    """The permission of entries that anybody sees."""
    return True


def signed_in(request: HttpRequest) -> bool:
    """The permission of entries that any signed-in person sees."""
    return request.user.is_authenticated


@dataclass(frozen=True)
class Entry:
    """One menu entry.

    Attributes:
        code: unique in its place, lower case.
        label: what the menu says.
        url_name: a URL name to reverse.
        icon: a name out of `icons.ICONS`, or empty.
        permission: whether this request's person sees it.
        order: smaller stands further up.
        place: "desk" (left menu), "user" (menu under the name) or "public" (public site).
        group: heading under which the desk menu lists it; entries without one come first.
        arguments: keyword arguments for `reverse`; returning None hides the entry (no campaign chosen, say).
        count: a number shown beside the label (things waiting), None or 0 shows nothing.
    """

    code: str
    label: str
    url_name: str
    icon: str = ""
    permission: Callable[[HttpRequest], bool] = signed_in
    order: int = 100
    place: str = "desk"
    group: str = ""
    arguments: Callable[[HttpRequest], dict[str, Any] | None] | None = None
    count: Callable[[HttpRequest], int | None] | None = None


@dataclass(frozen=True)
class Link:
    """An entry resolved for one request."""

    code: str
    label: str
    url: str
    icon: str
    group: str
    count: int
    current: bool


@dataclass(frozen=True)
class Switch:
    """The campaign switch of the header: the present one's name and all to choose from as (label, url)."""

    current: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Identity:
    """Who is signed in, for the header: name and a line such as unit and role."""

    name: str
    line: str = ""


_entries: dict[tuple[str, str], Entry] = {}
_switch: list[Callable[[HttpRequest], Switch | None]] = []
_identity: list[Callable[[HttpRequest], Identity]] = []


def register(entry: Entry) -> Entry:
    """Add a menu entry; raises EntryError for a double code, an unknown icon or an unknown place."""
    if entry.place not in PLACES:
        raise EntryError(f"{entry.code}: place {entry.place!r} is none of {PLACES}")
    if entry.icon and entry.icon not in ICONS:
        raise EntryError(f"{entry.code}: no icon {entry.icon!r}")
    if not entry.code or not entry.label or not entry.url_name:
        raise EntryError(f"{entry}: code, label and url_name are needed")
    key = (entry.place, entry.code)
    if _entries.get(key, entry) != entry:
        raise EntryError(f"{entry.place}/{entry.code} is registered twice")
    _entries[key] = entry
    return entry


def register_switch(find: Callable[[HttpRequest], Switch | None]) -> None:
    """Name the one function that finds the campaign switch of a request."""
    _switch[:] = [find]


def register_identity(find: Callable[[HttpRequest], Identity]) -> None:
    """Name the one function that says who is signed in (only asked for signed-in people)."""
    _identity[:] = [find]


def links(request: HttpRequest, place: str) -> list[Link]:
    """The entries of a place that this request's person may see, in order; the longest match is current."""
    found: list[tuple[Entry, str]] = []
    for entry in sorted(_entries.values(), key=lambda each: (each.group != "", each.order, each.code)):
        if entry.place != place or not entry.permission(request):
            continue
        arguments = entry.arguments(request) if entry.arguments else {}
        if arguments is not None:
            found.append((entry, reverse(entry.url_name, kwargs=arguments)))
    here = max((url for _, url in found if request.path.startswith(url)), key=len, default=None)
    return [
        Link(
            code=entry.code,
            label=entry.label,
            url=url,
            icon=entry.icon,
            group=entry.group,
            count=(entry.count(request) or 0) if entry.count else 0,
            current=url == here,
        )
        for entry, url in found
    ]


def switch(request: HttpRequest) -> Switch | None:
    """The campaign switch of a request, None when there is nothing to choose."""
    return _switch[0](request) if _switch else None


def identity(request: HttpRequest) -> Identity:
    """Who is signed in."""
    return _identity[0](request) if _identity else Identity(str(request.user))
