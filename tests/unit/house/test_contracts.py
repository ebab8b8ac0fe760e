"""The import contracts bite: planted breaches are found, each by the contract meant for it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.house.tree import ROOT

# Contract → file in the copied tree, line planted there.
BREACHES = {
    "Knowledge runs up the chain of the data, never down": ("base/planted.py", "import ipweek.people\n"),
    "Activities do not know each other": (
        "activities/planted/__init__.py",
        "import ipweek.activities.events\n",
    ),
    "Reporting learns of activities by registry only": (
        "reporting/planted.py",
        "import ipweek.activities.events\n",
    ),
    "The reader runs without Django": ("notice/reading/planted.py", "import django.conf\n"),
    "Inner layers of an app": ("people/enums.py", "import ipweek.people.models\n"),
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Contract → KEPT or BROKEN, on a copy of the tree with all breaches planted."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copytree(ROOT / "src/ipweek", copy / "src/ipweek", ignore=without_the_rest)
    for place, line in BREACHES.values():
        file = copy / "src/ipweek" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(line, encoding="utf-8")
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        check=False,
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    return dict(re.findall(r"^(\S.*?) (KEPT|BROKEN)$", run.stdout, re.MULTILINE))


def without_the_rest(folder: str, names: list[str]) -> set[str]:
    """Leave out what is no Python source."""
    return {name for name in names if (Path(folder) / name).is_file() and not name.endswith(".py")} | {
        "__pycache__"
    }


@pytest.mark.parametrize("contract", BREACHES)
def test_planted_breach_is_found(verdicts: dict[str, str], contract: str) -> None:
    assert verdicts[contract] == "BROKEN"


def test_every_contract_has_a_planted_breach() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = re.findall(r'\[\[tool\.importlinter\.contracts\]\]\nname = "([^"]+)"', text)

    assert sorted(names) == sorted(BREACHES)
