"""The benchmark harness measures what it is given and says so."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import harness
from bench.__main__ import line, main, run, selected
from bench.harness import Benchmark, Result, benchmark, measured, median_of, side_by_side


@pytest.fixture(autouse=True)
def _registry_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("bench.__main__.load", lambda: None)
    kept = dict(harness.REGISTERED)
    harness.REGISTERED.clear()
    yield
    harness.REGISTERED.clear()
    harness.REGISTERED.update(kept)


def test_registered_benchmarks_are_selected_by_prefix_in_order() -> None:
    benchmark("sheets.out", quick=False)(lambda: 1.0)
    benchmark("notice.read.8kb")(lambda: 2.0)
    benchmark("notice.read.1mb", quick=False)(lambda: 3.0)

    assert [one.name for one in selected("", quick=False)] == [
        "notice.read.1mb",
        "notice.read.8kb",
        "sheets.out",
    ]
    assert [one.name for one in selected("notice", quick=False)] == ["notice.read.1mb", "notice.read.8kb"]
    assert [one.name for one in selected("", quick=True)] == ["notice.read.8kb"]


def test_a_name_is_taken_once() -> None:
    benchmark("one")(lambda: 1.0)

    with pytest.raises(ValueError, match="two benchmarks are called one"):
        benchmark("one")(lambda: 2.0)


def test_value_and_ratio() -> None:
    alone = Benchmark("a", lambda: 5.0, "KB", "", quick=True)
    compared = Benchmark("b", lambda: (5.0, 0.5), "ms", "the plain way", quick=True)

    assert measured(alone) == Result("a", 5.0, "KB", "", None)
    assert measured(compared) == Result("b", 5.0, "ms", "the plain way", 0.5)


@pytest.mark.parametrize(("outcome", "compared_with"), [(1.0, "the plain way"), ((1.0, 2.0), "")])
def test_a_ratio_and_its_meaning_go_together(outcome: harness.Outcome, compared_with: str) -> None:
    with pytest.raises(ValueError, match="go together"):
        measured(Benchmark("a", lambda: outcome, "ms", compared_with, quick=True))


def test_runs_are_counted_and_take_turns() -> None:
    calls: list[str] = []

    side_by_side(lambda: calls.append("ours"), lambda: calls.append("other"), n=3)
    assert calls == ["ours", "other"] * 4  # the first round does not count

    calls.clear()
    median_of(lambda: calls.append("ours"), n=3)
    assert calls == ["ours"] * 4


def test_sleep_is_measured_in_milliseconds() -> None:
    value, ratio = side_by_side(lambda: time.sleep(0.02), lambda: time.sleep(0.002), n=3)

    assert value >= 20
    assert ratio > 1


def test_line_of_the_table() -> None:
    assert line(Result("a", 5.0, "ms", "the plain way", 0.5)).split() == [
        "a",
        "5.000",
        "ms",
        "0.50",
        "the",
        "plain",
        "way",
    ]
    assert line(Result("a", 5.0, "KB", "", None)).split() == ["a", "5.000", "KB"]


def test_a_failing_one_does_not_stop_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    broken = Benchmark("broken", lambda: 1 / 0, "ms", "", quick=True)
    sound = Benchmark("sound", lambda: 1.0, "ms", "", quick=True)

    assert run([broken, sound]) == ([Result("sound", 1.0, "ms", "", None)], ["broken"])
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_json_report(tmp_path: Path) -> None:
    benchmark("a", unit="KB")(lambda: 5.0)

    assert main(["--json", str(tmp_path / "out.json")]) == 0
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert report["results"] == [
        {"name": "a", "value": 5.0, "unit": "KB", "compared_with": "", "ratio": None}
    ]
    assert report["failed"] == []


def test_unknown_prefix() -> None:
    assert main(["--only", "nothing"]) == 2
