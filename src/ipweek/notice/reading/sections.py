"""What a heading announces: roles from the word list of headings."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ipweek.notice.reading.lexicon import table

_TRIM = re.compile(r"^[\s、.·]+|[\s:。.,;]+$")
_WHEN_WORDS = re.compile(r"(?:活动|宣传|举办)?(?:时间|主题|地点|日期)(?:安排)?")
_BRACKETED = re.compile(r"\([^()]{0,40}\)$")


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            role["name"],
            re.compile("|".join(role["whole"]) or "(?!)"),
            re.compile("|".join(role["part"])) if role.get("part") else None,
        )
        for role in table("sections")["role"]
    )


@lru_cache(maxsize=4096)
def roles_of(heading: str) -> tuple[str, ...]:
    """The roles of a heading, most specific first; empty if it announces nothing known.

    Time, theme and place may come together; of the others the first that fits counts.
    """
    text = _BRACKETED.sub("", _TRIM.sub("", heading)).replace(" ", "")
    if not 2 <= len(text) <= 30:
        return ()
    found: list[str] = []
    for name, whole, part in _roles():
        if found and name not in ("theme", "time", "place"):
            text = _WHEN_WORDS.sub("", text).strip("和与及、")
        if whole.fullmatch(text) or (part and len(text) <= 20 and part.search(text)):
            if name in ("theme", "time", "place"):
                found.append(name)
            else:
                if not found or (name == "activities" and len(text) >= 2):
                    found.append(name)
                break
    return tuple(found)
