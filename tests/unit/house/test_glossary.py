"""The glossary may not go stale: every name it gives must exist where it says."""

import importlib
import re
from pathlib import Path

import pytest

GLOSSARY = Path(__file__).resolve().parents[3] / "docs" / "glossary.md"
ROWS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| `([^`]+)` \|", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE
)


def test_no_word_is_explained_twice():
    words = [row[0] for row in ROWS]
    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize("path", [row[2] for row in ROWS])
def test_the_name_exists(path):
    parts = f"ipweek.{path}".split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        break
    for part in parts[cut:]:
        fields = {field.name for field in found._meta.get_fields()} if hasattr(found, "_meta") else set()
        if part in fields:
            return
        found = getattr(found, part)
    assert found is not None
