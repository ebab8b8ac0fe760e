"""The project's own summaries, news items and tables, each with its counted results in gold."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from ipweek.notice.reading import figures
from ipweek.notice.reading.figures import read_figures

SAMPLES = Path(__file__).parents[4] / "samples"
TEXTS = sorted([*(SAMPLES / "figures").glob("*.txt"), *(SAMPLES / "summaries").glob("*.txt")])
SCHEMA = json.loads((Path(figures.__file__).parent / "schema.json").read_text(encoding="utf-8"))


def counted(figure):
    """A figure as (value, unit, bound, planned); money and people in one unit each."""
    n, unit = Decimal(str(figure["n"])), figure["unit"].split("(")[0]
    n, unit = (n * 10_000, "元") if unit == "万元" else (n, unit)
    unit = "人" if unit in ("名", "位") else unit
    return n.normalize(), unit, figure.get("bound", "exact"), figure.get("planned", False)


def test_there_are_texts():
    assert len(TEXTS) >= 40


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_figures_bounds_plans_and_warnings_are_those_of_gold(path):
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    result = read_figures(path.read_text(encoding="utf-8"))
    jsonschema.validate(result, SCHEMA)
    assert sorted(map(counted, result["figures"])) == sorted(map(counted, gold["figures"]))
    assert len(result["warnings"]) == len(gold.get("flags", []))
    for entry in (*result["figures"], *result["left_out"]):
        start, end = entry["span"]
        assert result["text"][start:end] == entry["text"]
