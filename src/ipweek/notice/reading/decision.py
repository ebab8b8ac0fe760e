"""Whether a notice starts a campaign: its title decides, its body where the title is silent."""

from __future__ import annotations

from dataclasses import dataclass

from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.outline import Block


@dataclass(frozen=True)
class Evidence:
    """What speaks for a campaign.

    Attributes:
        title: Folded title without white space.
        bodies: Folded text of the main part and the annexes.
        sections: Roles of the top clauses of all parts.
        activities: Number of activities that would be read.
        theme: Whether a theme was found.
        period: Whether a period was found.
        hosted: Whether the title of an annex names a campaign.
    """

    title: str
    bodies: str
    sections: frozenset[str]
    activities: int
    theme: bool
    period: bool
    hosted: bool = False


def is_campaign(evidence: Evidence) -> bool:
    """The decision."""
    return score(evidence) >= 2


def score(evidence: Evidence) -> float:
    """Points for a campaign less points against it."""
    points = 0.0
    title = evidence.title
    yes = pattern("campaigns", "title_yes").search(title) is not None
    no = pattern("campaigns", "title_no").search(title) is not None
    body = evidence.bodies[:6000]
    for_words = len({match[0] for match in pattern("campaigns", "body_yes").finditer(body)})
    against = len({match[0] for match in pattern("campaigns", "body_no").finditer(body)})
    if title:
        points += 4 * yes - 6 * no
        if not yes and not no and "活动" in title:
            points += 2
    points += min(for_words, 4) * 0.6 - min(against, 4) * 0.7
    if "activities" in evidence.sections and evidence.activities:
        points += 1
    if evidence.theme:
        points += 1.5
    if evidence.period:
        points += 0.5
    if not title or not (yes or no):
        points += 0.5 * (evidence.activities > 1) - 0.5 * (not evidence.theme and not evidence.activities)
    if len(title) <= 4 and pattern("campaigns", "title_yes").search(evidence.bodies[:300]):
        points += 2
    if evidence.hosted:
        points += 2
    return points


def roles_in(parts: list[Block]) -> frozenset[str]:
    """The roles of all top clauses."""
    return frozenset(role for root in parts for block in root.children for role in block.roles)
