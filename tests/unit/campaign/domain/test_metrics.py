"""What can be counted."""

from dataclasses import replace

import pytest

from ipweek.campaign.domain import metrics

MILES = metrics.Metric(code="miles", name="巡展里程", unit="公里", definition="展车行驶的公里数", places=1)


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "_metrics", dict(metrics._metrics))


def test_every_metric_says_how_it_is_counted() -> None:
    found = metrics.every()

    assert all(one.name and one.unit and one.definition for one in found)
    assert len({one.code for one in found}) == len({one.name for one in found}) == len(found)


def test_no_metric_counts_heads() -> None:
    """人 are never summed over occurrences; 人次 are."""
    assert [one.code for one in metrics.every() if one.unit == "人" and one.summable] == []


def test_the_same_metric_again_changes_nothing() -> None:
    metrics.register(MILES)
    metrics.register(replace(MILES))

    assert metrics.get("miles") == MILES
    assert metrics.every()[-1] == MILES


def test_another_definition_is_refused() -> None:
    metrics.register(MILES)

    with pytest.raises(ValueError, match="metric miles is registered twice"):
        metrics.register(replace(MILES, unit="里"))


def test_an_unknown_metric_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        metrics.get("smiles")
