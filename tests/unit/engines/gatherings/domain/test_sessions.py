"""Sessions from planning to closing, and every way back."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.campaign import ActivityFactory, CampaignUnitFactory
from tests.factories.gatherings import CLOSING, STARTS, SessionFactory, contact_of, held
from tests.factories.people import UnitFactory

from ipweek.base import clock
from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.models import AuditEntry
from ipweek.campaign.domain import ledger
from ipweek.campaign.models import Activity, Fact, Occurrence
from ipweek.engines.gatherings.domain import sessions
from ipweek.engines.gatherings.domain.lifecycle import SESSION
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.models import Unit

pytestmark = pytest.mark.django_db
OVER = STARTS + timedelta(hours=3)


@pytest.fixture
def activity() -> Activity:
    return ActivityFactory()


@pytest.fixture
def unit(activity: Activity) -> Unit:
    return CampaignUnitFactory(campaign=activity.campaign).unit


def fields(**changes) -> dict:
    return {
        "title": "示例讲座",
        "place": "示例礼堂",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
    } | changes


def facts(session: Session) -> dict[str, tuple[Decimal, str]]:
    found = ledger.effective(session.activity.campaign).filter(occurrence__key=f"session:{session.pk}")
    return {fact.metric: (fact.value, fact.bound) for fact in found}


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


# Planning


def test_planning_a_joint_session(activity: Activity, unit: Unit) -> None:
    other = CampaignUnitFactory(campaign=activity.campaign).unit
    made = sessions.plan(
        activity=activity, unit=unit, by=contact_of(unit), fields=fields(expected=80), partners=[other, unit]
    )

    assert (made.state, made.expected, list(made.partners.all())) == (SessionState.PLANNED, 80, [other])
    assert acts() == ["session.planned"]
    assert Fact.objects.count() == 0


def test_the_same_session_again_is_the_first(activity: Activity, unit: Unit) -> None:
    person = contact_of(unit)
    first = sessions.plan(activity=activity, unit=unit, by=person, fields=fields())

    assert sessions.plan(activity=activity, unit=unit, by=person, fields=fields()) == first
    assert sessions.plan(activity=activity, unit=unit, by=person, fields=fields(place="别处")) != first
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends_at": STARTS}, "ends_at", "结束时间应晚于开始时间，请修改。"),
        ({"ends_at": STARTS + timedelta(days=32)}, "ends_at", "一个场次最长一个月，请拆成多个场次。"),
        (
            {"starts_at": STARTS.replace(year=2023), "ends_at": OVER.replace(year=2023)},
            "starts_at",
            "活动时间与活动周（2022-04-20至2022-04-26）相差超过六十天，请核对年份和月份。",
        ),
        ({"expected": 1_000_001}, "expected", "预计人数超过一百万，请核对后重新填写。"),
        ({"expected": -1}, "expected", "预计人数不能是负数，请修改。"),
    ],
)
def test_impossible_plans(activity: Activity, unit: Unit, changes: dict, field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as caught:
        sessions.plan(activity=activity, unit=unit, by=contact_of(unit), fields=fields(**changes))

    assert (caught.value.field, caught.value.sentence) == (field, sentence)
    assert Session.objects.count() == 0


def test_only_units_of_the_campaign_lead_and_join(activity: Activity, unit: Unit) -> None:
    stranger = UnitFactory(name="名单外单位")

    with pytest.raises(Refusal) as leading:
        sessions.plan(activity=activity, unit=stranger, by=contact_of(stranger), fields=fields())
    with pytest.raises(Refusal) as joining:
        sessions.plan(activity=activity, unit=unit, by=contact_of(unit), fields=fields(), partners=[stranger])

    assert (leading.value.field, joining.value.field) == ("unit", "partners")
    assert joining.value.sentence == "名单外单位不在本次活动周的单位名单中，请先把它加入名单。"


def test_nobody_plans_for_a_foreign_unit(activity: Activity, unit: Unit) -> None:
    with pytest.raises(NotAllowed):
        sessions.plan(activity=activity, unit=unit, by=contact_of(UnitFactory()), fields=fields())


# Closing


def test_closing_writes_the_facts_of_one_occurrence() -> None:
    session = held(place="示例广场")

    assert (session.state, session.closed_at) == (SessionState.HELD, OVER)
    assert facts(session) == {
        "sessions": (Decimal(1), "exact"),
        "attendances": (Decimal(120), "exact"),
        "copies": (Decimal(80), "exact"),
        "consultations": (Decimal(12), "exact"),
    }
    occurrence = Occurrence.objects.get()
    assert (occurrence.key, occurrence.day, occurrence.place) == (
        f"session:{session.pk}",
        STARTS.date(),
        "示例广场",
    )


def test_closing_twice_writes_the_facts_once() -> None:
    session = held()
    person = contact_of(session.unit)
    before = list(Fact.objects.order_by("pk").values_list("pk", "withdrawn_at"))
    rows = AuditEntry.objects.count()

    with clock.at(OVER + timedelta(minutes=1)):
        again = sessions.close(session, CLOSING, by=person)

    assert again.closed_at == OVER
    assert list(Fact.objects.order_by("pk").values_list("pk", "withdrawn_at")) == before
    assert AuditEntry.objects.count() == rows


def test_closing_again_with_other_numbers_is_refused() -> None:
    session = held()

    with clock.at(OVER), pytest.raises(Refusal) as caught:
        sessions.close(session, replace(CLOSING, attendances=500), by=contact_of(session.unit))

    assert caught.value.sentence == "场次当前为“已结项”，不能结项；现在可以：撤销结项。"
    assert facts(session)["attendances"] == (Decimal(120), "exact")


def test_an_estimate_is_approximate_and_what_is_nought_is_no_fact() -> None:
    session = held(
        replace(CLOSING, attendances=300, count_method=CountMethod.ESTIMATED, copies=0, consultations=0)
    )

    assert facts(session) == {"sessions": (Decimal(1), "exact"), "attendances": (Decimal(300), "approx")}


def test_a_course_counts_as_training() -> None:
    session = held(activity=ActivityFactory(kind="training"))

    assert facts(session)["trainings"] == (Decimal(1), "exact")


def test_a_joint_session_credits_all_and_counts_once() -> None:
    session = held(joint=True)
    campaign, partners = session.activity.campaign, list(session.partners.all())

    by_unit = [ledger.totals(campaign, [unit])[0].value for unit in (session.unit, *partners)]
    assert by_unit == [Decimal(1)] * 3
    whole = {total.metric: total.value for total in ledger.totals(campaign)}
    assert (whole["sessions"], whole["attendances"]) == (Decimal(1), Decimal(120))


def test_the_day_of_a_session_is_the_local_one() -> None:
    """00:30 local is still the day before in UTC."""
    starts = datetime(2022, 4, 22, 0, 30, tzinfo=clock.SHANGHAI)
    session = held(starts_at=starts, ends_at=starts + timedelta(hours=1))

    assert set(Fact.objects.values_list("day", flat=True)) == {starts.date()}
    assert Occurrence.objects.get().day == session.starts_at.astimezone(clock.SHANGHAI).date()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"attendances": -1}, "attendances", "参加人次不能是负数，请修改。"),
        ({"copies": 1_000_001}, "copies", "发放资料份数超过一百万，请核对后重新填写。"),
        ({"consultations": 10**12}, "consultations", "咨询人次超过一百万，请核对后重新填写。"),
        ({"count_method": "guessed"}, "count_method", "请选择人次的计数方式：签到、清点或估计。"),
    ],
)
def test_impossible_numbers(changes: dict, field: str, sentence: str) -> None:
    session = SessionFactory()

    with clock.at(OVER), pytest.raises(Refusal) as caught:
        sessions.close(session, replace(CLOSING, **changes), by=contact_of(session.unit))

    assert (caught.value.field, caught.value.sentence) == (field, sentence)
    session.refresh_from_db()
    assert (session.state, Fact.objects.count()) == (SessionState.PLANNED, 0)


def test_a_session_is_not_closed_before_it_begins() -> None:
    session = SessionFactory()

    with pytest.raises(Refusal) as caught:
        sessions.close(session, CLOSING, by=contact_of(session.unit))

    assert caught.value.sentence == "活动在4月21日09:00开始，结束后再来填写结项情况。"


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_what_was_not_held_is_not_closed(state: str) -> None:
    session = SessionFactory(**{state: True})

    with clock.at(OVER), pytest.raises(Refusal):
        sessions.close(session, CLOSING, by=contact_of(session.unit))
    assert Fact.objects.count() == 0


# Ways back


def test_reopening_takes_the_facts_back_and_closing_writes_them_anew() -> None:
    session = held()
    person = contact_of(session.unit)

    with clock.at(OVER):
        session = sessions.reopen(session, by=person, reason="人次填错")
        assert facts(session) == {}
        assert (session.state, session.attendances) == (SessionState.PLANNED, 120)
        session = sessions.close(session, replace(CLOSING, attendances=130), by=person)

    assert facts(session)["attendances"] == (Decimal(130), "exact")
    assert session.state_reason == ""
    assert Fact.objects.filter(withdrawn_at=None, metric="sessions").count() == 1
    assert Occurrence.objects.count() == 1


def test_a_postponed_session_gets_a_new_time() -> None:
    session = SessionFactory()
    person = contact_of(session.unit)
    session = sessions.postpone(session, by=person, reason="天气原因")
    assert (session.state, session.state_reason) == (SessionState.POSTPONED, "天气原因")

    with pytest.raises(Refusal) as caught:
        sessions.change(session, by=person, fields=fields())
    assert caught.value.field == "starts_at"

    later = STARTS + timedelta(days=2)
    session = sessions.change(
        session, by=person, fields=fields(starts_at=later, ends_at=later + timedelta(hours=2))
    )
    assert (session.state, session.state_reason, session.starts_at) == (SessionState.PLANNED, "", later)
    assert acts()[-2:] == ["session.postponed", "session.rescheduled"]


@pytest.mark.parametrize("act", ["cancel", "postpone", "reopen"])
def test_a_way_back_needs_a_reason(act: str) -> None:
    session = held() if act == "reopen" else SessionFactory()

    with pytest.raises(Refusal) as caught:
        getattr(sessions, act)(session, by=contact_of(session.unit), reason="  ")

    assert caught.value.field == "reason"
    before = session.state
    session.refresh_from_db()
    assert session.state == before
    assert facts(session) == (facts(session) if act == "reopen" else {})


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_what_is_done_or_cancelled_is_not_changed(state: str) -> None:
    session = SessionFactory(**{state: True})

    with pytest.raises(Refusal):
        sessions.change(session, by=contact_of(session.unit), fields=fields())


def test_every_line_of_the_lifecycle_has_its_act() -> None:
    acting = {line.act for line in SESSION.transitions}

    assert acting == {"close", "cancel", "postpone", "reschedule", "reopen"}
    assert all(hasattr(sessions, act) for act in acting - {"reschedule"})


@pytest.mark.parametrize("act", ["cancel", "postpone", "reopen"])
@pytest.mark.parametrize("state", SessionState.values)
def test_acts_follow_the_table(act: str, state: str) -> None:
    session = held() if state == "held" else SessionFactory(state=state)
    allowed = [line.target for line in SESSION.transitions if (line.source, line.act) == (state, act)]

    if not allowed:
        with pytest.raises(Refusal):
            getattr(sessions, act)(session, by=contact_of(session.unit), reason="示例原因")
        return
    moved = getattr(sessions, act)(session, by=contact_of(session.unit), reason="示例原因")
    assert [moved.state] == allowed


def test_a_partner_unit_may_not_close() -> None:
    session = SessionFactory(joint=True)

    with clock.at(OVER), pytest.raises(NotAllowed):
        sessions.close(session, CLOSING, by=contact_of(session.partners.first()))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(["close", "reopen", "cancel", "postpone"]), max_size=7))
def test_whatever_is_done_the_ledger_counts_a_held_session_once(steps: list[str]) -> None:
    session = SessionFactory()
    person = contact_of(session.unit)
    for step in steps:
        try:
            with clock.at(OVER):
                if step == "close":
                    session = sessions.close(session, CLOSING, by=person)
                else:
                    session = getattr(sessions, step)(session, by=person, reason="示例原因")
        except Refusal:
            session.refresh_from_db()
    expected = Decimal(1) if session.state == SessionState.HELD else None
    found = {total.metric: total.value for total in ledger.totals(session.activity.campaign)}
    assert found.get("sessions") == expected
