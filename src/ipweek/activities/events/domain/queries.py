"""What plain activities tell the rest of the product, read from their sessions."""

from collections.abc import Iterable

from django.db.models import Count, Q, Sum
from django.urls import reverse

from ipweek.base import clock
from ipweek.base.text import cn_date
from ipweek.campaign.domain.kinds import Annex, CalendarItem, Panel, Section, Task
from ipweek.campaign.models import Activity, Campaign
from ipweek.engines.gatherings.domain import queries as gatherings
from ipweek.engines.gatherings.enums import SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User


def desk_url(activity: Activity) -> str:
    """The desk page of a plain activity. The activity's campaign must be loaded."""
    return reverse("events:activity", kwargs={"slug": activity.campaign.slug, "pk": activity.pk})


def session_url(session: Session, slug: str) -> str:
    """The desk page of a session."""
    return reverse("gatherings:session", kwargs={"slug": slug, "pk": session.pk})


def due_work(user: User, campaign: Campaign) -> list[Task]:
    """Sessions of the person's units that are over and wait for their closing form. Two queries."""
    waiting = gatherings.to_close(campaign, permissions.units_for(user, "session.edit"))
    return [
        Task(
            title=f"填写结项：{session.title}",
            url=reverse("gatherings:close", kwargs={"slug": campaign.slug, "pk": session.pk}),
            due=clock.local(session.ends_at).date(),
            note=str(session.unit),
        )
        for session in waiting
    ]


def calendar(campaign: Campaign, unit: Unit | None) -> list[CalendarItem]:
    """Sessions of a campaign that are not cancelled, optionally of one unit. Two queries."""
    found = gatherings.sessions(campaign, None if unit is None else [unit]).exclude(
        state=SessionState.CANCELLED
    )
    return [
        CalendarItem(
            title=session.title,
            url=session_url(session, campaign.slug),
            start=clock.local(session.starts_at),
            end=clock.local(session.ends_at),
            place=session.place,
            units=(session.unit.name, *(unit.name for unit in session.partners.all())),
            public=True,
        )
        for session in found.prefetch_related("partners")
    ]


def section(activity: Activity, units: Iterable[Unit] | None) -> Section:
    """One sentence on what was held, and the list of sessions as an annex."""
    held = list(gatherings.held(activity, units).prefetch_related("partners"))
    if not held:
        return Section()
    first, last = (clock.local(moment).date() for moment in (held[0].starts_at, held[-1].starts_at))
    span = cn_date(first) if first == last else f"{cn_date(first)}至{cn_date(last)}"
    places = "、".join(dict.fromkeys(session.place for session in held[:3]))
    more = "等地" if len({session.place for session in held}) > 3 else ""
    rows = tuple(
        (
            cn_date(clock.local(session.starts_at).date()),
            session.title,
            session.place,
            "、".join((session.unit.name, *(unit.name for unit in session.partners.all()))),
            f"{session.attendances or 0}",
        )
        for session in held
    )
    return Section(
        sentences=(f"{span}，在{places}{more}举办。",),
        annexes=(
            Annex(
                title=f"{activity.title}场次表", header=("日期", "名称", "地点", "单位", "人次"), rows=rows
            ),
        ),
    )


def panel(activity: Activity) -> Panel:
    """What the public sees: how far the activity is, and its next public sessions."""
    now = clock.now()
    counts = Session.objects.filter(activity=activity).aggregate(
        held=Count("pk", filter=Q(state=SessionState.HELD)),
        planned=Count("pk", filter=Q(state=SessionState.PLANNED)),
        people=Sum("attendances", filter=Q(state=SessionState.HELD)),
    )
    coming = Session.objects.filter(activity=activity, state=SessionState.PLANNED, ends_at__gt=now)[:3]
    lines = tuple(
        (f"{clock.local(session.starts_at):%m月%d日 %H:%M}", f"{session.title}，{session.place}")
        for session in coming
    )
    if counts["held"]:
        return Panel(state=f"已举办 {counts['held']} 场，{counts['people'] or 0} 人次参加", lines=lines)
    if counts["planned"]:
        return Panel(state=f"已安排 {counts['planned']} 场", lines=lines)
    return Panel(state="筹备中", lines=lines)


def public_texts(campaign: Campaign) -> Iterable[tuple[str, str, str]]:
    """Titles, texts and public addresses of planned and held sessions, for search."""
    address = reverse("portal:campaign", kwargs={"slug": campaign.slug})
    shown = (SessionState.PLANNED, SessionState.HELD)
    for session in Session.objects.filter(activity__campaign=campaign, state__in=shown):
        yield session.title, f"{session.place} {session.audience}", address
