"""Acts on sessions: plan, change, close with its numbers, cancel, postpone, take the closing back.

A postponed session has no time until it is planned again (`change` with a new one); only then it can be closed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.base.states import Transition
from ipweek.campaign.domain import ledger
from ipweek.campaign.enums import Bound, SourceRank
from ipweek.campaign.models import Activity
from ipweek.engines.gatherings.domain.lifecycle import SESSION
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User

LONGEST = timedelta(days=31)
SLACK = timedelta(days=60)
MOST_PEOPLE = 1_000_000
TRAINING_KINDS = frozenset({"training"})


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The closing form (结项): attendances in 人次 and how counted, copies handed out, consultations, what happened."""

    attendances: int
    count_method: str
    copies: int = 0
    consultations: int = 0
    outcome: str = ""


@transaction.atomic
def plan(
    *, activity: Activity, unit: Unit, by: User, fields: Mapping[str, Any], partners: Iterable[Unit] = ()
) -> Session:
    """Plan a session of an activity for a unit. The same one again (title, place, start) returns the first.

    Args:
        activity: the activity of the notice.
        unit: the leading unit; `by` must be allowed `session.edit` there.
        by: who plans.
        fields: title, place, district, starts_at, ends_at, audience, expected, safety_note.
        partners: units that join; they are credited too.

    Raises:
        NotAllowed: when `by` may not.
        Refusal: when the time is impossible or the unit does not take part in the campaign.
    """
    permissions.require(by, "session.edit", unit)
    # Held until the end, so that a double click plans one session.
    if activity.campaign.memberships.select_for_update().filter(unit=unit).first() is None:
        raise Refusal(f"{unit.name}不在本次活动周的单位名单中，请先把它加入名单。", field="unit")
    check_time(activity, fields["starts_at"], fields["ends_at"])
    _check_number(fields.get("expected"), "expected", "预计人数")
    joining = _joining(activity, unit, partners)
    same = {name: fields[name] for name in ("title", "place", "starts_at")}
    known = Session.objects.filter(activity=activity, unit=unit, state=SessionState.PLANNED, **same).first()
    if known is not None:
        return known
    session = Session.objects.create(activity=activity, unit=unit, **fields)
    session.partners.set(joining)
    log("session.planned", session, by)
    return session


@transaction.atomic
def change(
    session: Session, *, by: User, fields: Mapping[str, Any], partners: Iterable[Unit] = ()
) -> Session:
    """Change a session that has not been closed; a new time plans a postponed one again.

    Raises:
        Refusal: for a closed or cancelled session or an impossible time.
    """
    session = locked(session, by)
    require_open(session)
    check_time(session.activity, fields["starts_at"], fields["ends_at"])
    _check_number(fields.get("expected"), "expected", "预计人数")
    joining = _joining(session.activity, session.unit, partners)
    event = "session.changed"
    if session.state == SessionState.POSTPONED:
        if fields["starts_at"] == session.starts_at:
            raise Refusal("本场次已延期，请填写新的开始时间和结束时间。", field="starts_at")
        move = SESSION.check(session.state, "reschedule")
        session.state, session.state_reason, event = move.target, "", move.event
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()
    session.partners.set(joining)
    log(event, session, by)
    return session


def require_open(session: Session) -> None:
    """Raise Refusal when a session cannot be changed any more."""
    if session.state == SessionState.HELD:
        raise Refusal("本场次已结项，不能直接修改；如需更正请先撤销结项。")
    if session.state == SessionState.CANCELLED:
        raise Refusal("本场次已取消，不能再修改；如又要举办请重新登记一个场次。")


@transaction.atomic
def close(session: Session, closing: Closing, *, by: User) -> Session:
    """Close a session: its numbers become recorded facts, once, under occurrence "session:<id>".

    Closing again with the same numbers changes nothing. An estimate is written as approximate.

    Raises:
        Refusal: before the session has begun, for impossible numbers, or when it was cancelled.
    """
    session = locked(session, by)
    if session.state == SessionState.HELD and _same(session, closing):
        return session
    move = require_closable(session)
    _check_closing(closing)
    session.attendances, session.count_method = closing.attendances, closing.count_method
    session.copies, session.consultations = closing.copies, closing.consultations
    session.outcome = closing.outcome
    session.state, session.state_reason = move.target, ""
    session.closed_at, session.closed_by = clock.now(), by
    session.save()
    what = ledger.occurrence(
        campaign=session.activity.campaign,
        key=f"session:{session.pk}",
        title=session.title,
        day=clock.local(session.starts_at).date(),
        unit=session.unit,
        units=session.partners.all(),
        activity=session.activity,
        place=session.place,
    )
    ledger.record(
        what, source=f"session:{session.pk}", rank=SourceRank.RECORDED, values=_values(session), by=by
    )
    log(move.event, session, by)
    return session


def require_closable(session: Session) -> Transition:
    """The move that closes a session. Raises Refusal when it is not planned or has not begun."""
    move = SESSION.check(session.state, "close")
    if session.starts_at > clock.now():
        begins = clock.local(session.starts_at)
        raise Refusal(f"活动在{begins.month}月{begins.day}日{begins:%H:%M}开始，结束后再来填写结项情况。")
    return move


@transaction.atomic
def reopen(session: Session, *, by: User, reason: str) -> Session:
    """Take a closing back (撤销结项): its facts are withdrawn, the form keeps what was typed."""
    session = locked(session, by)
    move = SESSION.check(session.state, "reopen")
    what = session.activity.campaign.occurrences.get(key=f"session:{session.pk}")
    ledger.withdraw(what, source=f"session:{session.pk}", by=by)
    return _move(session, move.target, move.event, by, reason)


@transaction.atomic
def cancel(session: Session, *, by: User, reason: str) -> Session:
    """Cancel a session with a reason that the units see."""
    session = locked(session, by)
    move = SESSION.check(session.state, "cancel")
    return _move(session, move.target, move.event, by, reason)


@transaction.atomic
def postpone(session: Session, *, by: User, reason: str) -> Session:
    """Postpone a session with a reason; a new time is set when it is planned again."""
    session = locked(session, by)
    move = SESSION.check(session.state, "postpone")
    return _move(session, move.target, move.event, by, reason)


def check_time(activity: Activity, starts_at: datetime, ends_at: datetime) -> None:
    """Raise Refusal unless the time is in order and near the campaign (within sixty days of it)."""
    if ends_at <= starts_at:
        raise Refusal("结束时间应晚于开始时间，请修改。", field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise Refusal("一个场次最长一个月，请拆成多个场次。", field="ends_at")
    first = clock.end_of_day(activity.campaign.start) - SLACK
    last = clock.end_of_day(activity.campaign.end) + SLACK
    if not first <= starts_at <= last:
        raise Refusal(
            f"活动时间与活动周（{activity.campaign.start:%Y-%m-%d}至{activity.campaign.end:%Y-%m-%d}）"
            "相差超过六十天，请核对年份和月份。",
            field="starts_at",
        )


def _joining(activity: Activity, unit: Unit, partners: Iterable[Unit]) -> list[Unit]:
    """The joining units without the leading one. Raises Refusal for a unit that takes no part in the campaign."""
    joining = [other for other in partners if other.pk != unit.pk]
    members = set(activity.campaign.memberships.filter(unit__in=joining).values_list("unit_id", flat=True))
    strangers = [other.name for other in joining if other.pk not in members]
    if strangers:
        raise Refusal(
            f"{'、'.join(strangers)}不在本次活动周的单位名单中，请先把它加入名单。", field="partners"
        )
    return joining


def _check_number(value: int | None, field: str, label: str) -> None:
    if value is not None and value < 0:
        raise Refusal(f"{label}不能是负数，请修改。", field=field)
    if value is not None and value > MOST_PEOPLE:
        raise Refusal(f"{label}超过一百万，请核对后重新填写。", field=field)


def _check_closing(closing: Closing) -> None:
    _check_number(closing.attendances, "attendances", "参加人次")
    _check_number(closing.copies, "copies", "发放资料份数")
    _check_number(closing.consultations, "consultations", "咨询人次")
    if closing.count_method not in CountMethod.values:
        raise Refusal("请选择人次的计数方式：签到、清点或估计。", field="count_method")


def _values(session: Session) -> dict[str, tuple[Decimal, str]]:
    bound = Bound.APPROX if session.count_method == CountMethod.ESTIMATED else Bound.EXACT
    values = {
        "sessions": (Decimal(1), Bound.EXACT.value),
        "attendances": (Decimal(session.attendances or 0), bound.value),
        "copies": (Decimal(session.copies or 0), Bound.EXACT.value),
        "consultations": (Decimal(session.consultations or 0), Bound.EXACT.value),
    }
    if session.activity.kind in TRAINING_KINDS:
        values["trainings"] = (Decimal(1), Bound.EXACT.value)
    return {code: pair for code, pair in values.items() if pair[0]}


def _same(session: Session, closing: Closing) -> bool:
    names = ("attendances", "count_method", "copies", "consultations", "outcome")
    return all(getattr(session, name) == getattr(closing, name) for name in names)


def locked(session: Session, by: User) -> Session:
    """The row as it is now, held until the transaction ends, so that two clicks follow one another.

    Raises:
        NotAllowed: when `by` may not edit sessions of its unit.
    """
    permissions.require(by, "session.edit", session.unit)
    return (
        Session.objects.select_for_update(of=("self",))
        .select_related("unit", "activity__campaign")
        .get(pk=session.pk)
    )


def _move(session: Session, target: str, event: str, by: User, reason: str) -> Session:
    if not reason.strip():
        raise Refusal("请写明原因，相关单位会看到。", field="reason")
    session.state, session.state_reason = target, reason.strip()[:200]
    session.save(update_fields=["state", "state_reason", "updated_at"])
    log(event, session, by)
    return session


def log(event: str, session: Session, by: User) -> None:
    """Write the audit row of an act on a session."""
    audit.record(
        event,
        session,
        by=by,
        summary=session.title,
        campaign_id=session.activity.campaign_id,
        unit_id=session.unit_id,
    )
