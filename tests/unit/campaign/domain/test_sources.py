"""Where facts come from."""

import pytest

from ipweek.campaign.domain import sources
from ipweek.campaign.domain.sources import Source

LETTER = Source(code="letter", label="来信", url=lambda slug, rest: f"/desk/c/{slug}/letters/{rest}/")


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_sources", {})


def test_a_source_is_named_and_linked() -> None:
    sources.register(LETTER)

    assert sources.link("2022", "letter:7:v2") == ("来信", "/desk/c/2022/letters/7:v2/")


def test_a_source_is_registered_once() -> None:
    sources.register(LETTER)

    with pytest.raises(ValueError, match="source 'letter' is registered twice"):
        sources.register(LETTER)


def test_an_unknown_source_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        sources.link("2022", "pigeon:1")
