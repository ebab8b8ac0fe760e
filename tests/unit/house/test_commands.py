"""The Makefile lists itself, and the check run calls what a developer calls."""

import re
import subprocess

from tests.needs import require_program
from tests.unit.house.tree import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def targets() -> set[str]:
    """Targets of the Makefile."""
    return set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_help_lists_every_command() -> None:
    printed = subprocess.run(
        [require_program("make"), "--no-print-directory"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert set(re.findall(r"^  make (\w+)", printed, re.MULTILINE)) == targets()


def test_every_command_is_phony() -> None:
    phony = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert set(phony[0].split()) == targets()


def test_make_test_runs_every_daily_check() -> None:
    planned = subprocess.run(
        [require_program("make"), "--no-print-directory", "--dry-run", "test"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    checks = ["ruff check", "ruff format --check", "mypy", "lint-imports", "makemigrations --check"]
    checks += ["pytest tests/unit", "pytest tests/integration", "pytest tests/browser"]

    assert [check for check in checks if check not in planned] == []
