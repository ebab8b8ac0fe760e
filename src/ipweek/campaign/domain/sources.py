"""Where facts come from: apps register how a fact's `source` ("session:12") is named and linked."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Source:
    """One sort of source: prefix of `Fact.source`, Chinese label, and the desk address of a row in a campaign."""

    code: str
    label: str
    url: Callable[[str, str], str]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a sort of source at start-up; a second one with the same code is refused."""
    if source.code in _sources:
        raise ValueError(f"source {source.code!r} is registered twice")
    _sources[source.code] = source


def link(campaign_slug: str, source: str) -> tuple[str, str]:
    """Label and address of a fact's source, for example ("场次结项", "/desk/c/2022/sessions/12/")."""
    code, _, rest = source.partition(":")
    known = _sources[code]
    return known.label, known.url(campaign_slug, rest)


def label(source: str) -> str:
    """Label of a fact's source, for example "场次结项"."""
    return _sources[source.partition(":")[0]].label
