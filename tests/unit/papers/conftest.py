"""The full paper with changes, and the fonts it needs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.needs import require_chinese_fonts
from tests.unit.papers.samples import PAPER

from ipweek.papers.document import Document


@pytest.fixture
def paper() -> Callable[..., Document]:
    """The full paper with some parts changed."""

    def changed(**parts: Any) -> Document:
        return replace(PAPER, **parts)

    return changed


@pytest.fixture(scope="session")
def chinese_fonts() -> None:
    require_chinese_fonts()
