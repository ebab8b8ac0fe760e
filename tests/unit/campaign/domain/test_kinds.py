"""The registry of kinds, and what every registered kind gives."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ipweek.campaign.domain import kinds, metrics
from ipweek.campaign.domain.kind_names import READER_KINDS
from ipweek.campaign.domain.kinds import Kind, Panel, Section


def giving(value: Any) -> Callable[..., Any]:
    """A function of any arguments."""
    return lambda *_args: value


KIND = Kind(
    code="example",
    name="示例",
    wording=("示例活动",),
    desk_url=giving("/"),
    due_work=giving([]),
    calendar=giving([]),
    metrics=("sessions",),
    summary=giving(Section()),
    panel=giving(Panel(state="筹备中")),
    search=giving(()),
    demo=giving(None),
    personal_data=(),
)
PARTS = [name for name in Kind.__dataclass_fields__ if name != "code"]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    monkeypatch.setattr(kinds, "_kinds", found)
    return found


def test_a_whole_kind_is_registered(registry: dict[str, Kind]) -> None:
    kinds.register(KIND)

    assert registry == {"example": KIND}
    assert kinds.every() == [KIND]


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_is_refused(registry: dict[str, Kind], part: str) -> None:
    with pytest.raises(ValueError, match=f"kind 'example' lacks {part}"):
        kinds.register(replace(KIND, **{part: None}))

    assert registry == {}


def test_parts_of_the_wrong_sort_are_all_named(registry: dict[str, Kind]) -> None:
    with pytest.raises(ValueError, match="lacks name, wording, panel"):
        kinds.register(replace(KIND, name="", wording=(), panel="筹备中"))


def test_a_periodic_job_must_be_a_function(registry: dict[str, Kind]) -> None:
    with pytest.raises(ValueError, match="of periodic"):
        kinds.register(replace(KIND, periodic=("tick",)))


def test_an_undefined_metric_is_refused(registry: dict[str, Kind]) -> None:
    with pytest.raises(ValueError, match="undefined metrics smiles"):
        kinds.register(replace(KIND, metrics=("sessions", "smiles")))


def test_a_code_is_taken_once(registry: dict[str, Kind]) -> None:
    kinds.register(KIND)

    with pytest.raises(ValueError, match="kind 'example' is registered twice"):
        kinds.register(KIND)


def test_an_unknown_code_is_worked_as_other(registry: dict[str, Kind]) -> None:
    other = replace(KIND, code="other")
    kinds.register(other)

    assert kinds.get("quiz-of-1998") == other


def test_every_kind_the_reader_tells_apart_is_registered() -> None:
    assert {kind.code for kind in kinds.every()} == set(READER_KINDS)


def test_every_metric_of_a_kind_is_defined() -> None:
    defined = {metric.code for metric in metrics.every()}

    assert {code for kind in kinds.every() for code in kind.metrics} <= defined


def test_every_kind_says_what_personal_data_it_holds() -> None:
    entries = [entry for kind in kinds.every() for entry in kind.personal_data]

    assert all(entry.what and entry.purpose and entry.retention for entry in entries)
    assert len(entries) == len(kinds.every())
