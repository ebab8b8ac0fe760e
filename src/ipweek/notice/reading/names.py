"""Names of bodies: what looks like one, and lists of them."""

from __future__ import annotations

import re

from ipweek.notice.reading.lexicon import pattern

_SEAL = re.compile(r"[(（](?:代章|盖章|印章|公章|签章|章|.{0,30}代章|联合印发.{0,12})[)）]\s*$")


def bare(text: str) -> str:
    """A line without a remark about the seal."""
    return _SEAL.sub("", text).strip()


def is_org(text: str) -> bool:
    """Whether a whole folded line looks like the name of one body (or of several side by side)."""
    name = bare(text)
    packed = name.replace(" ", "")
    if not 2 <= len(packed) <= 60 or not _SHAPE.fullmatch(packed):
        return False
    if pattern("heads", "org_never").search(packed):
        return False
    if re.fullmatch(r"\S(?: +\S)+", name):
        return _ends().search(packed) is not None
    return all(
        _ends().search(part.replace(" ", "")) for part in re.split(r" {2,}|、| (?=[^ ]{4})", name) if part
    )


def _ends() -> re.Pattern[str]:
    return pattern("heads", "org_ends", r"{}(?:\([^()]{1,24}\))?$")


_SHAPE = re.compile(r"[\u3400-\u9fffA-Za-z0-9、·()\"×○〇*-]+")


def split_orgs(text: str) -> list[tuple[int, int]]:
    """Where the names are in a line of several bodies parted by wide space or 、 (letter-spaced names stay whole)."""
    name = bare(text)
    if re.fullmatch(r"\S(?: +\S){1,40}", name):
        return [(0, len(name))]
    parts = [(m.start(), m.end()) for m in re.finditer(r"[^ 、]+(?: [^ 、]+)*", name)]
    found: list[tuple[int, int]] = []
    for start, end in parts:
        tokens = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^ ]+", name[start:end])]
        if len(tokens) > 1 and all(b - a >= 4 and _ends().search(name[a:b]) for a, b in tokens):
            found.extend(tokens)
        else:
            found.append((start, end))
    if len(found) > 1 and not all(_ends().search(name[a:b].replace(" ", "")) for a, b in found):
        return [(0, len(name))] if len(name) else []
    return found


def split_names(text: str) -> list[tuple[int, int]]:
    """Where the parts of a list of addressees are: parted by commas outside brackets, by 、 if there is no comma."""
    for marks in (",;", "、"):
        cuts, depth = [-1], 0
        for index, char in enumerate(text):
            if char in "(〔[《":
                depth += 1
            elif char in ")〕]》":
                depth = max(depth - 1, 0)
            elif char in marks and depth == 0:
                cuts.append(index)
        if len(cuts) > 1 or marks == "、":
            return [
                (a + 1, b)
                for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)
                if text[a + 1 : b].strip()
            ]
    return []
