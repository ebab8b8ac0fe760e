"""Acts on sessions: plan, change, close with its numbers, cancel, postpone, take the closing back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from ipweek.base import audit, clock, files
from ipweek.base.errors import Refusal
from ipweek.campaign.domain import ledger
from ipweek.campaign.enums import Bound, SourceRank
from ipweek.campaign.models import Activity
from ipweek.engines.gatherings.domain.lifecycle import SESSION
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.engines.gatherings.models import Session, SessionPhoto
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User

LONGEST = timedelta(days=31)
SLACK = timedelta(days=60)
MOST_PHOTOS = 9
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
    """Plan a session of an activity for a unit.

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
    if not activity.campaign.memberships.filter(unit=unit).exists():
        raise Refusal(f"{unit.name}不在本次活动周的单位名单中，请先把它加入名单。", field="unit")
    check_time(activity, fields["starts_at"], fields["ends_at"])
    session = Session.objects.create(activity=activity, unit=unit, **fields)
    session.partners.set([other for other in partners if other.pk != unit.pk])
    _log("session.planned", session, by)
    return session


@transaction.atomic
def change(
    session: Session, *, by: User, fields: Mapping[str, Any], partners: Iterable[Unit] = ()
) -> Session:
    """Change a session that has not been closed; a new time plans a postponed one again.

    Raises:
        Refusal: for a closed or cancelled session or an impossible time.
    """
    session = _locked(session, by)
    if session.state in {SessionState.HELD, SessionState.CANCELLED}:
        raise Refusal(f"本场次{session.get_state_display()}，不能再修改；如需更正请先撤销结项。")
    check_time(session.activity, fields["starts_at"], fields["ends_at"])
    if session.state == SessionState.POSTPONED and fields["starts_at"] != session.starts_at:
        session.state = SESSION.check(session.state, "reschedule").target
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()
    session.partners.set([other for other in partners if other.pk != session.unit_id])
    _log("session.changed", session, by)
    return session


@transaction.atomic
def close(session: Session, closing: Closing, *, by: User) -> Session:
    """Close a session: its numbers become recorded facts, once, under occurrence "session:<id>".

    Closing again with the same numbers changes nothing. An estimate is written as approximate.

    Raises:
        Refusal: before the session has begun, for impossible numbers, or when it was cancelled.
    """
    session = _locked(session, by)
    if session.state == SessionState.HELD and _same(session, closing):
        return session
    move = SESSION.check(session.state, "close")
    if session.starts_at > clock.now():
        raise Refusal("活动还没有开始，结束后再填写结项情况。")
    _check_closing(closing)
    session.attendances, session.count_method = closing.attendances, closing.count_method
    session.copies, session.consultations = closing.copies, closing.consultations
    session.outcome = closing.outcome
    session.state, session.closed_at, session.closed_by = move.target, clock.now(), by
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
    _log(move.event, session, by)
    return session


@transaction.atomic
def reopen(session: Session, *, by: User, reason: str) -> Session:
    """Take a closing back (撤销结项): its facts are withdrawn, the form keeps what was typed."""
    session = _locked(session, by)
    move = SESSION.check(session.state, "reopen")
    what = session.activity.campaign.occurrences.get(key=f"session:{session.pk}")
    ledger.withdraw(what, source=f"session:{session.pk}", by=by)
    return _move(session, move.target, move.event, by, reason)


@transaction.atomic
def cancel(session: Session, *, by: User, reason: str) -> Session:
    """Cancel a session with a reason that the units see."""
    session = _locked(session, by)
    move = SESSION.check(session.state, "cancel")
    return _move(session, move.target, move.event, by, reason)


@transaction.atomic
def postpone(session: Session, *, by: User, reason: str) -> Session:
    """Postpone a session with a reason; a new time is set when it is planned again."""
    session = _locked(session, by)
    move = SESSION.check(session.state, "postpone")
    return _move(session, move.target, move.event, by, reason)


@transaction.atomic
def add_photo(session: Session, *, data: bytes, name: str, caption: str = "", by: User) -> SessionPhoto:
    """Keep a photo of a session, re-encoded without location data; the same picture twice is kept once."""
    session = _locked(session, by)
    if session.photos.count() >= MOST_PHOTOS:
        raise Refusal(f"每个场次最多 {MOST_PHOTOS} 张照片，请先删除不需要的照片。", field="photos")
    checked = files.inspect(data, name, {"jpg", "png"})
    known = session.photos.filter(sha256=checked.sha256).first()
    if known:
        return known
    photo = SessionPhoto(session=session, caption=caption, sha256=checked.sha256)
    photo.file.save(f"{checked.sha256[:32]}.jpg", ContentFile(files.clean_image(data)))
    _log("session.photo", session, by)
    return photo


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


def _check_closing(closing: Closing) -> None:
    for field, label in (
        ("attendances", "参加人次"),
        ("copies", "发放资料份数"),
        ("consultations", "咨询人次"),
    ):
        value = getattr(closing, field)
        if value < 0:
            raise Refusal(f"{label}不能是负数，请修改。", field=field)
        if value > MOST_PEOPLE:
            raise Refusal(f"{label}超过一百万，请核对后重新填写。", field=field)
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


def _locked(session: Session, by: User) -> Session:
    """The row as it is now, held until the transaction ends, so that two clicks follow one another."""
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
    _log(event, session, by)
    return session


def _log(event: str, session: Session, by: User) -> None:
    audit.record(
        event,
        session,
        by=by,
        summary=session.title,
        campaign_id=session.activity.campaign_id,
        unit_id=session.unit_id,
    )
