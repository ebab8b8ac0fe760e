"""Word lists of the genre, kept as data beside the grammar that uses them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The word list ``name``.toml of this package."""
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str, key: str, shape: str = "{}") -> re.Pattern[str]:
    """One pattern of all the alternatives listed under ``key`` (``section.key`` allowed), longest first.

    Args:
        name: The word list.
        key: Where the alternatives stand in it.
        shape: What surrounds them; ``{}`` is replaced by the alternatives in a group without number.
    """
    found: Any = table(name)
    for part in key.split("."):
        found = found[part]
    words = "|".join(sorted(found, key=len, reverse=True))
    return re.compile(shape.replace("{}", f"(?:{words})"))
