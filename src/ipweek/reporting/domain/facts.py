"""What an accepted return writes to the ledger, with the rank of a brief.

A brief that names a session or another unit's brief counts under that occurrence, so that what was closed in ipweek
and reported by a brief counts once. A story that several units report counts once by its address.
"""

import hashlib
import re
from decimal import Decimal

from django.db.models import QuerySet

from ipweek.campaign.domain import ledger
from ipweek.campaign.enums import Bound, DeliverableCode, SourceRank
from ipweek.campaign.models import Campaign, Occurrence
from ipweek.people.models import Unit, User
from ipweek.reporting.domain import content as contents
from ipweek.reporting.models import Return

COUNTED = frozenset({DeliverableCode.BRIEF, DeliverableCode.COVERAGE})
ONE = (Decimal(1), Bound.EXACT.value)


def source_of(found: Return) -> str:
    """How the facts of a return name their source."""
    return f"return:{found.pk}"


def record(found: Return, *, by: User) -> None:
    """Write the numbers of a brief, or the story of a cutting; other returns write none."""
    code = found.obligation.deliverable.code
    if code not in COUNTED:
        return
    if code == DeliverableCode.COVERAGE:
        what, values = _story(found), {"stories": ONE}
    else:
        what = _reported(found)
        values = {code: pair for code, pair in contents.figures(found.content).items() if pair[0]}
        values["sessions"] = ONE
    ledger.record(what, source=source_of(found), rank=SourceRank.BRIEF, values=values, by=by)


def withdraw(found: Return, *, by: User) -> None:
    """Take the numbers of a return back, under whatever occurrence they stand."""
    source = source_of(found)
    for what in Occurrence.objects.filter(facts__source=source, facts__withdrawn_at=None).distinct():
        ledger.withdraw(what, source=source, by=by)


def occurrences(campaign: Campaign, unit: Unit) -> QuerySet[Occurrence]:
    """What a brief of this unit may be about: meetings that credit it, closed sessions and briefs of partners."""
    return Occurrence.objects.filter(campaign=campaign, units=unit).exclude(key__startswith="story:")


def alike(found: Return) -> list[Occurrence]:
    """Other occurrences of the same unit on the same day; unless named in the brief they may be counted twice."""
    day = contents.day_of(found.content)
    if (
        found.obligation.deliverable.code != DeliverableCode.BRIEF
        or day is None
        or "occurrence" in found.content
    ):
        return []
    same = occurrences(found.obligation.deliverable.campaign, found.obligation.unit).filter(day=day)
    return list(same.filter(facts__withdrawn_at=None).exclude(key=source_of(found)).distinct())


def _reported(found: Return) -> Occurrence:
    content, obligation = found.content, found.obligation
    campaign = obligation.deliverable.campaign
    known = (
        occurrences(campaign, obligation.unit)
        .filter(pk=content.get("occurrence"))
        .exclude(key=source_of(found))
        .first()
    )
    return known or _occurrence(found, source_of(found))


def _story(found: Return) -> Occurrence:
    """The occurrence of a story; one that is known by its address keeps its first teller and credits all."""
    link = re.sub(r"^https?://|#.*$|/+$", "", found.content.get("link", "").strip())
    if not link:
        return _occurrence(found, source_of(found))
    key = f"story:{hashlib.sha256(link.encode()).hexdigest()[:40]}"
    # Held until the end: of two tellers accepted at the same moment the second finds the first.
    campaign = Campaign.objects.select_for_update(no_key=True).get(
        pk=found.obligation.deliverable.campaign_id
    )
    known = Occurrence.objects.filter(campaign=campaign, key=key, facts__withdrawn_at=None).first()
    if known is None:
        return _occurrence(found, key)
    known.units.add(found.obligation.unit)
    return known


def _occurrence(found: Return, key: str) -> Occurrence:
    content, obligation = found.content, found.obligation
    campaign = obligation.deliverable.campaign
    day = contents.day_of(content)
    if day is None:
        raise ValueError(f"return {found.pk} was accepted without a day")
    return ledger.occurrence(
        campaign=campaign,
        key=key,
        title=content["title"],
        day=day,
        unit=obligation.unit,
        units=Unit.objects.filter(pk__in=content.get("partners", []), memberships__campaign=campaign),
        activity=campaign.activities.filter(pk=content.get("activity")).first(),
        place=content.get("place", ""),
    )
