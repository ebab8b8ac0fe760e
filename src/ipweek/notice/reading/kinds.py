"""The kinds of an activity by its wording, weighed: what its heading says counts more than what its text mentions."""

from __future__ import annotations

import re
from functools import cache

from ipweek.notice.reading.lexicon import table

KINDS = (
    "publicity",
    "enterprise-outreach",
    "pledge-finance",
    "gi-expo",
    "project-call",
    "honours",
    "typical-cases",
    "handbook",
    "training",
    "five-entries",
    "quiz",
    "launch",
    "enforcement",
    "other",
)
# A heading that names a special kind outweighs the general words of publicity and other beside it.
_WEIGHT = {
    "publicity": 3,
    "other": 3,
    "five-entries": 8,
    "launch": 9,
    "gi-expo": 8,
    "pledge-finance": 8,
    "handbook": 7,
    "typical-cases": 7,
    "quiz": 7,
    "honours": 6,
    "enterprise-outreach": 6,
    "training": 6,
    "project-call": 6,
    "enforcement": 5,
}
_SURE, _BODY = 5, 1
_ENOUGH = 5
_LAST = 4  # what a title ends in is what the activity is
_TRAIL = re.compile(r"(?:(?:系列|主题|宣传|专场|专项)*(?:活动|工作|行动))?[\"'》)。;,]*$")


@cache
def _shapes() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]]:
    found = {}
    for kind, words in table("kinds").items():
        found[kind] = (
            re.compile("|".join(words["title"])),
            re.compile("|".join(words["body"])) if words.get("body") else None,
            re.compile("|".join(words["sure"])) if words.get("sure") else None,
        )
    return found


def kinds_of(title: str, body: str, items: list[str] | None = None) -> list[str]:
    """The kinds of an activity, the weightiest first.

    Args:
        title: Heading or first sentence, folded.
        body: What follows it, folded.
        items: Headings of the clauses under it.

    Returns:
        At least one kind; ``other`` when nothing speaks for another.
    """
    title = title[:300]
    core = _TRAIL.sub("", title)
    scores: dict[str, float] = {}
    for kind, (in_title, in_body, sure) in _shapes().items():
        hits = {match[0] for match in in_title.finditer(title)}
        score = float(_WEIGHT[kind] * bool(hits) + min(len(hits), 3) * 0.5)
        if any(core.endswith(hit) for hit in hits):
            score += _LAST
        under = [item for item in items or () if in_title.search(item)]
        if under and _WEIGHT[kind] >= 5:
            score += _SURE
        if in_body:
            score += _BODY * min(len({match[0] for match in in_body.finditer(body[:1500])}), 3)
        if sure and sure.search(body[:1500]) and score < _WEIGHT[kind]:
            score += _SURE
        if score:
            scores[kind] = score
    if not scores:
        return ["other"]
    return _choose(scores, title)


def _choose(scores: dict[str, float], title: str) -> list[str]:
    ranked = sorted(scores, key=lambda kind: (-scores[kind], KINDS.index(kind)))
    best = "launch" if scores.get("launch", 0) >= _WEIGHT["launch"] else ranked[0]
    general = {"publicity", "other"}
    chosen = [best]
    special = best not in general and _shapes()[best][0].search(title) is not None
    clauses = [part for part in re.split("[,、;及和暨]", title) if len(part) >= 4]
    if best == "launch" and special:
        return chosen
    for kind in ranked[1:]:
        if kind in general or scores[kind] < _ENOUGH:
            continue
        by_title = _shapes()[kind][0].search(title) is not None
        if by_title and special:
            own = [part for part in clauses if _shapes()[kind][0].search(part)]
            theirs = [part for part in clauses if _shapes()[best][0].search(part)]
            if (
                (own and any(part not in theirs for part in own) and len(title) > 14)
                or kind == "five-entries"
                or best == "five-entries"
            ):
                chosen.append(kind)
        elif not by_title or not special:
            chosen.append(kind)
    if best == "quiz":  # prizes belong to a contest
        chosen = [kind for kind in chosen if kind != "honours" or _shapes()["honours"][0].search(title)]
    if best in general and len(chosen) > 1:
        if scores[chosen[1]] >= scores[best]:
            return chosen[1:]
        return [best, *(kind for kind in chosen[1:] if not _shapes()[kind][0].search(title))]
    if best in general:
        chosen += [kind for kind in ranked[1:] if kind in general and scores[kind] >= _WEIGHT[kind]]
    return chosen
