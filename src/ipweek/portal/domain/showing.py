"""What the public sees of a campaign. Nothing personal: names of bodies, titles, places and times only."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import nh3
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from ipweek.base import clock
from ipweek.campaign.domain import kinds
from ipweek.campaign.domain.kinds import CalendarItem, Panel
from ipweek.campaign.enums import CampaignState
from ipweek.campaign.models import Activity, Campaign
from ipweek.portal.models import PublicSite

INTRO_TAGS = ("p", "br", "b", "strong", "ul", "ol", "li", "a")


def campaigns() -> QuerySet[Campaign]:
    """Campaigns the public may see: all but those whose page the editors have taken down; the newest first."""
    return Campaign.objects.filter(Q(page=None) | Q(page__live=True)).select_related("office", "page")


def newest(found: list[Campaign]) -> Campaign | None:
    """The campaign of the front page: the newest running one, else the newest."""
    running = [campaign for campaign in found if campaign.state == CampaignState.ACTIVE]
    return next(iter(running or found), None)


def intro(campaign: Campaign) -> SafeString:
    """The introduction the editors have published, as HTML with nothing but `INTRO_TAGS`; empty without one."""
    page = getattr(campaign, "page", None)
    stored = expand_db_html(page.intro) if page is not None and page.live else ""
    cleaned = nh3.clean(
        stored, tags=set(INTRO_TAGS), attributes={"a": {"href"}}, url_schemes={"http", "https"}
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned the line above


def published(campaign: Campaign) -> datetime:
    """When the page became public, by the server's clock; nobody can edit it."""
    page = getattr(campaign, "page", None)
    return clock.local((page and page.first_published_at) or campaign.created_at)


def countdown(campaign: Campaign) -> str:
    """How far away the campaign is, counted by the server in calendar days."""
    today = clock.today()
    if today < campaign.start:
        return f"距活动开始还有 {(campaign.start - today).days} 天"
    if today <= campaign.end:
        if campaign.start == campaign.end:
            return "活动今天举行"
        return f"活动进行中，今天是第 {(today - campaign.start).days + 1} 天"
    return "活动已结束"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One activity as the public sees it."""

    activity: Activity
    kind: str
    bodies: str
    panel: Panel


def activities(campaign: Campaign) -> list[Shown]:
    """The activities in the order of the notice, each with the panel of its kind."""
    shown = []
    for activity in campaign.activities.all():
        activity.campaign = campaign
        kind = kinds.get(activity.kind)
        shown.append(
            Shown(
                activity=activity,
                kind=kind.name,
                bodies="、".join([*activity.lead, *activity.partners]),
                panel=kind.panel(activity),
            )
        )
    return shown


def timetable(campaign: Campaign) -> list[CalendarItem]:
    """The public items of all kinds by time; kinds that share a calendar are asked once."""
    asked = dict.fromkeys(kind.calendar for kind in kinds.every())
    items = [item for calendar in asked for item in calendar(campaign, None) if item.public]
    return sorted(items, key=lambda item: (item.start, item.title))


def by_day(items: list[CalendarItem]) -> list[tuple[date, list[CalendarItem]]]:
    """The timetable in days."""
    return [
        (day, list(group)) for day, group in groupby(items, key=lambda item: clock.local(item.start).date())
    ]


def site() -> PublicSite:
    """Head and foot of the public pages; an unsaved empty one until an editor has filled it in."""
    return PublicSite.objects.first() or PublicSite()
