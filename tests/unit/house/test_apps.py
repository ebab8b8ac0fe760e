"""Inside every app the same names, so that a newcomer guesses the right file."""

from pathlib import Path

import pytest
from tests.unit.house.tree import ROOT, SOURCE, files

NAMES = {
    "__init__",
    "apps",
    "domain",
    "enums",
    "exports",
    "forms",
    "kind",
    "management",
    "migrations",
    "models",
    "readme",
    "rules",
    "static",
    "tasks",
    "templates",
    "urls",
    "validators",
    "views",
    "wagtail_hooks",
}
# Names of one app only, each with its reason.
OWN_NAMES = {
    "notice": {"reading"},  # plain Python, runs without Django
}
# Libraries and wiring: no app with pages and tables, their modules are named after what they do.
FREE = {"base", "config", "papers", "ui"}
GROUPS = {"activities", "engines"}
LONGEST_README = 70  # lines, a page
LONGER = {"ui"}  # the design system lists its pieces, tokens and hooks


def apps() -> dict[str, Path]:
    """Dotted name and folder of every app that has at least one file."""
    folders = {path.relative_to(SOURCE).parts[:-1] for path in files() if path.is_relative_to(SOURCE)}
    found = {}
    for parts in folders:
        if parts:
            depth = 2 if parts[0] in GROUPS else 1
            if len(parts) >= depth:
                found[".".join(parts[:depth])] = SOURCE.joinpath(*parts[:depth])
    return found


def ruled_apps() -> list[str]:
    """Apps that keep to the common names."""
    return sorted(name for name in apps() if name.split(".")[0] not in FREE)


@pytest.mark.parametrize("name", ruled_apps())
def test_only_the_common_names(name: str) -> None:
    folder = apps()[name]
    found = {
        path.relative_to(folder).parts[0].split(".")[0] for path in files() if path.is_relative_to(folder)
    }

    assert sorted(found - NAMES - OWN_NAMES.get(name, set())) == []


@pytest.mark.parametrize("name", sorted(apps()))
def test_every_app_says_why_it_exists(name: str) -> None:
    readme = apps()[name] / "readme.md"

    assert readme.is_file(), f"{readme.relative_to(ROOT)}: why it exists, how to use it, what to remember"
    assert (
        3 <= len(readme.read_text(encoding="utf-8").splitlines()) <= LONGEST_README * (1 + (name in LONGER))
    )


@pytest.mark.parametrize("name", [name for name in sorted(apps()) if name.startswith("activities.")])
def test_every_activity_registers_a_kind(name: str) -> None:
    assert (apps()[name] / "kind.py").is_file()


@pytest.mark.parametrize("kind", ["templates", "static"])
@pytest.mark.parametrize("name", ruled_apps())
def test_templates_and_static_files_lie_under_the_app_s_own_name(name: str, kind: str) -> None:
    folder = apps()[name] / kind
    found = {path.relative_to(folder).parts[0] for path in files() if path.is_relative_to(folder)}

    assert found <= {name.rsplit(".", 1)[-1]}
