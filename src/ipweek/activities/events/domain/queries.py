"""What plain activities tell the rest of the product, read from their sessions."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q, Sum
from django.urls import reverse

from ipweek.base import clock
from ipweek.base.text import cn_date
from ipweek.campaign.domain.kinds import Annex, CalendarItem, Panel, Section, Task
from ipweek.campaign.models import Activity, Campaign
from ipweek.engines.gatherings.domain import queries as gatherings
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User

NAMED = 3  # places and titles named in a sentence
TIMELESS = (SessionState.CANCELLED, SessionState.POSTPONED)


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
            note=session.unit.name,
        )
        for session in waiting
    ]


def calendar(campaign: Campaign, unit: Unit | None) -> list[CalendarItem]:
    """Sessions of a campaign that have a time (not cancelled or postponed), optionally of one unit. Two queries."""
    found = gatherings.sessions(campaign, None if unit is None else [unit]).exclude(state__in=TIMELESS)
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
    """One sentence on what was held, and the list of sessions as an annex. Two queries."""
    held = list(gatherings.held(activity, units).prefetch_related("partners"))
    if not held:
        return Section()
    rows = tuple(
        (
            cn_date(clock.local(session.starts_at).date()),
            session.title,
            session.place,
            "、".join((session.unit.name, *(unit.name for unit in session.partners.all()))),
            _people(session),
        )
        for session in held
    )
    title = f"{activity.title.rstrip('。')}场次表"
    return Section(
        sentences=(sentence(held),),
        annexes=(Annex(title=title, header=("日期", "名称", "地点", "单位", "人次"), rows=rows),),
    )


def sentence(held: list[Session]) -> str:
    """What was held, as a summary says it: 4月20日至25日，在甲广场、乙广场等地举办主题宣传展板巡展4场。

    Args:
        held: at least one session, by time; with partners loaded.
    """
    days = [clock.local(session.starts_at).date() for session in held]
    places = list(dict.fromkeys(session.place for session in held))
    where = "、".join(places[:NAMED]) + ("等地" if len(places) > NAMED else "")
    titles = Counter(session.title for session in held).most_common()
    if len(titles) > NAMED:
        what = "、".join(name for name, _ in titles[:NAMED])
        words = f"举办{what}等活动{len(held)}场"
    else:
        words = "举办" + "、".join(f"{name}{number}场" for name, number in titles)
    joint = [session for session in held if session.partners.all()]
    if joint and len(held) == 1:
        partners = "、".join(unit.name for unit in held[0].partners.all())
        return f"{_span(days[0], days[0])}，{held[0].unit.name}联合{partners}，在{where}{words}。"
    share = "均" if len(joint) == len(held) else f"其中{len(joint)}场"
    together = f"，{share}由多家单位联合举办" if joint else ""
    return f"{_span(min(days), max(days))}，在{where}{words}{together}。"


def _span(first: date, last: date) -> str:
    """Days without the year, which the summary's first paragraph names: 4月20日, 4月20日至25日."""
    start = f"{first.month}月{first.day}日"
    if first == last:
        return start
    return f"{start}至{last.day}日" if first.month == last.month else f"{start}至{last.month}月{last.day}日"


def _people(session: Session) -> str:
    number = str(session.attendances or 0)
    return f"约{number}" if session.count_method == CountMethod.ESTIMATED else number


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
        (_when(clock.local(session.starts_at)), f"{session.title}，{session.place}") for session in coming
    )
    if counts["held"]:
        return Panel(state=f"已举办 {counts['held']} 场，{counts['people'] or 0} 人次参加", lines=lines)
    if counts["planned"]:
        return Panel(state=f"已安排 {counts['planned']} 场", lines=lines)
    return Panel(state="筹备中", lines=lines)


def _when(moment: datetime) -> str:
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


def public_texts(campaign: Campaign) -> Iterable[tuple[str, str, str]]:
    """Titles, texts and public addresses of planned and held sessions, for search."""
    address = reverse("portal:campaign", kwargs={"slug": campaign.slug})
    shown = (SessionState.PLANNED, SessionState.HELD)
    for session in Session.objects.filter(activity__campaign=campaign, state__in=shown):
        yield session.title, f"{session.place} {session.audience}", address
