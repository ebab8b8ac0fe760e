"""The generated pages of docs/reference say what the code says."""

import importlib
from types import ModuleType

import pytest
from tests.unit.house.tree import ROOT

PAGES = ["settings.md", "commands.md", "lifecycles.md", "permissions.md"]


@pytest.fixture
def docs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("reference")


@pytest.mark.parametrize("name", PAGES)
def test_page_is_what_make_docs_writes(docs: ModuleType, name: str) -> None:
    kept = (ROOT / "docs/reference" / name).read_text(encoding="utf-8")

    assert kept == docs.PAGES[name]()


def test_no_page_is_left_out(docs: ModuleType) -> None:
    assert sorted(docs.PAGES) == sorted(PAGES)


def test_every_setting_has_a_line(docs: ModuleType) -> None:
    from ipweek.config.options import OPTIONS

    lines = docs.settings().splitlines()

    assert sum(line.startswith("| `IPWEEK_") for line in lines) == len(OPTIONS)
