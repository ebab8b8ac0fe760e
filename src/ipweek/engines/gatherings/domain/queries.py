"""Reading sessions, always scoped to campaign and units."""

from collections.abc import Iterable
from datetime import datetime, time

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from ipweek.base import clock
from ipweek.base.text import cn_date
from ipweek.campaign.models import Activity, Campaign
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.models import Unit


def sessions(campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit] | None = None) -> QuerySet[Session]:
    """Sessions of a campaign that the given units lead or join (None: all), with what lists show."""
    found = Session.objects.filter(activity__campaign=campaign)
    if units is not None:
        joined = Session.partners.through.objects.filter(session=OuterRef("pk"), unit__in=units)
        found = found.filter(Q(unit__in=units) | Exists(joined))
    return found.select_related("unit", "activity__campaign", "district")


def of_activity(
    activity: Activity, units: Iterable[Unit] | QuerySet[Unit] | None = None
) -> QuerySet[Session]:
    """Sessions of one activity."""
    return sessions(activity.campaign, units).filter(activity=activity)


def to_close(campaign: Campaign, units: Iterable[Unit] | QuerySet[Unit]) -> QuerySet[Session]:
    """Sessions led by the units that are over and still wait for their closing form; postponed ones do not."""
    return Session.objects.filter(
        activity__campaign=campaign, unit__in=units, state=SessionState.PLANNED, ends_at__lte=clock.now()
    ).select_related("unit", "activity")


def by_activity(campaign: Campaign, units: QuerySet[Unit]) -> dict[int, int]:
    """How many sessions each activity has at these units, cancelled ones left out, for the list of activities."""
    found = sessions(campaign, units).exclude(state=SessionState.CANCELLED).order_by()
    return dict(found.values_list("activity_id").annotate(n=Count("pk")))


def held(activity: Activity, units: Iterable[Unit] | QuerySet[Unit] | None = None) -> QuerySet[Session]:
    """Closed sessions of an activity."""
    return of_activity(activity, units).filter(state=SessionState.HELD)


def source_url(campaign_slug: str, rest: str) -> str:
    """The desk page of the session that a fact's source "session:<id>" names."""
    return reverse("gatherings:session", kwargs={"slug": campaign_slug, "pk": int(rest)})


def usual_time(activity: Activity) -> dict[str, datetime]:
    """Nine to eleven on the first day of the campaign that is not over: what a new session is offered."""
    campaign = activity.campaign
    day = min(max(clock.today(), campaign.start), campaign.end)
    return {
        "starts_at": datetime.combine(day, time(9), clock.SHANGHAI),
        "ends_at": datetime.combine(day, time(11), clock.SHANGHAI),
    }


def opening_words(session: Session) -> str:
    """The first sentence of a report, of what is known before: when, who, where, what, for whom."""
    begins = clock.local(session.starts_at)
    part = "上午" if begins.hour < 12 else "下午" if begins.hour < 18 else "晚上"
    partners = "、".join(unit.name for unit in session.partners.all()) if session.pk else ""
    who = f"{session.unit.name}联合{partners}" if partners else session.unit.name
    audience = f"，面向{session.audience}" if session.audience else ""
    return f"{begins.month}月{begins.day}日{part}，{who}在{session.place}开展{session.title}{audience}。"


def arrangement(session: Session) -> list[tuple[str, str]]:
    """When, where and who, as pairs for its page; what was not said is left out. One query, for the partners."""
    begins, ends = clock.local(session.starts_at), clock.local(session.ends_at)
    end = f"{ends:%H:%M}" if ends.date() == begins.date() else f"{cn_date(ends.date())} {ends:%H:%M}"
    timed = session.state in {SessionState.PLANNED, SessionState.HELD}
    pairs = [
        ("时间" if timed else "原定时间", f"{cn_date(begins.date())} {begins:%H:%M}至{end}"),
        ("地点", session.place),
        ("所在县区", str(session.district or "")),
        ("牵头单位", session.unit.name),
        ("联合单位", "、".join(unit.name for unit in session.partners.all())),
        ("对象", session.audience),
        ("预计人数", "" if session.expected is None else str(session.expected)),
        ("安全措施", session.safety_note),
    ]
    return [(term, value) for term, value in pairs if value]


def numbers(session: Session) -> list[tuple[str, str]]:
    """What the closing form said, as pairs for its page."""
    about = "约 " if session.count_method == CountMethod.ESTIMATED else ""
    return [
        ("参加人次", f"{about}{session.attendances or 0} 人次（{session.get_count_method_display()}）"),
        ("发放资料", f"{session.copies or 0} 份"),
        ("接受咨询", f"{session.consultations or 0} 人次"),
    ]
