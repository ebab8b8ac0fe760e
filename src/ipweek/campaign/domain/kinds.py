"""The registry of activity kinds: how lower layers learn of the activities without importing them.

Every activity app builds one or more `Kind` in its kind.py and registers them in apps.py. A missing part is
refused, so portal, desk, reporting, demo and tick can rely on every one of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from ipweek.campaign.domain import metrics
from ipweek.campaign.domain.demonstration import City
from ipweek.campaign.models import Activity, Campaign
from ipweek.people.models import Unit, User


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that waits for a person, for "my tasks"."""

    title: str
    url: str
    due: date | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarItem:
    """Something with a time, for calendars."""

    title: str
    url: str
    start: datetime
    end: datetime
    place: str
    units: tuple[str, ...]
    public: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """What a kind adds to a summary about one activity: sentences, and annex tables (lists and names)."""

    sentences: tuple[str, ...] = ()
    annexes: tuple["Annex", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Annex:
    """A table of an annex: title, header row, rows of text."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What the public sees of an activity: state in words and lines of label and text."""

    state: str
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """One entry of the register of personal data a kind holds."""

    what: str
    purpose: str
    retention: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Everything the rest of the product needs to know of a kind of activity. See DESIGN "What a kind is".

    Attributes:
        code: as `ipweek read --json` prints it; name: Chinese name; wording: the notice wording it answers to.
        desk_url: the desk page of an activity. due_work: what waits for a person in a campaign, cheap (few
        queries, whatever the number of activities). calendar: items of a campaign, optionally of one unit.
        metrics: codes of the metrics it writes. summary: its section about one activity, of the given units
        (None: all). panel: public panel of an activity. search: (title, text, url) of what is public.
        periodic: jobs that `tick` runs. demo: builds demonstration work up to the moment of the city.
        personal_data: its entries of the register.
    """

    code: str
    name: str
    wording: tuple[str, ...]
    desk_url: Callable[[Activity], str]
    due_work: Callable[[User, Campaign], list[Task]]
    calendar: Callable[[Campaign, Unit | None], list[CalendarItem]]
    metrics: tuple[str, ...]
    summary: Callable[[Activity, Iterable[Unit] | None], Section]
    panel: Callable[[Activity], Panel]
    search: Callable[[Campaign], Iterable[tuple[str, str, str]]]
    periodic: tuple[Callable[[], None], ...] = field(default=())
    demo: Callable[[Activity, City], None]
    personal_data: tuple[PersonalData, ...]


TEXTS = ("code", "name", "wording")  # must not be empty
FUNCTIONS = ("desk_url", "due_work", "calendar", "summary", "panel", "search", "demo")
LISTS = ("wording", "metrics", "periodic", "personal_data")  # may be empty, must be there

_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind at start-up.

    Raises:
        ValueError: when a part is missing or of the wrong sort, a metric is not defined, or the code is taken.
    """
    missing = [name for name in TEXTS if not getattr(kind, name)]
    missing += [name for name in FUNCTIONS if not callable(getattr(kind, name))]
    missing += [name for name in LISTS if not isinstance(getattr(kind, name), tuple)]
    missing += [f"function {job!r} of periodic" for job in kind.periodic or () if not callable(job)]
    if missing:
        raise ValueError(f"kind {kind.code!r} lacks {', '.join(missing)}")
    defined = {metric.code for metric in metrics.every()}
    unknown = [code for code in kind.metrics if code not in defined]
    if unknown:
        raise ValueError(f"kind {kind.code!r} writes undefined metrics {', '.join(unknown)}")
    if kind.code in _kinds:
        raise ValueError(f"kind {kind.code!r} is registered twice")
    _kinds[kind.code] = kind


def get(code: str) -> Kind:
    """The kind with this code; an unknown code is worked as `other`."""
    return _kinds.get(code) or _kinds["other"]


def every() -> list[Kind]:
    """All kinds in order of registration."""
    return list(_kinds.values())
