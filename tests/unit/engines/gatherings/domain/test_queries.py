"""Reading sessions: scope, what waits, wording."""

from datetime import datetime, timedelta

import pytest
from tests.factories.campaign import ActivityFactory
from tests.factories.gatherings import STARTS, SessionFactory
from tests.factories.people import UnitFactory

from ipweek.base import clock
from ipweek.engines.gatherings.domain import queries
from ipweek.engines.gatherings.enums import CountMethod
from ipweek.people.models import Unit

pytestmark = pytest.mark.django_db


def test_a_unit_sees_what_it_leads_and_joins_each_once() -> None:
    activity = ActivityFactory()
    led = SessionFactory(activity=activity, joint=True)
    joined = SessionFactory(activity=activity, partners=[led.unit, UnitFactory()])
    SessionFactory(activity=activity)
    SessionFactory()

    mine = Unit.objects.filter(pk=led.unit.pk)
    assert list(queries.sessions(activity.campaign, mine)) == [led, joined]
    assert queries.sessions(activity.campaign).count() == 3
    assert list(queries.sessions(activity.campaign, [])) == []


def test_what_waits_for_its_closing_form() -> None:
    activity = ActivityFactory()
    over = SessionFactory(activity=activity)
    for state in ("held", "cancelled", "postponed"):
        SessionFactory(activity=activity, unit=over.unit, **{state: True})
    SessionFactory(activity=activity)
    units = Unit.objects.filter(pk=over.unit.pk)

    with clock.at(over.ends_at - timedelta(seconds=1)):
        assert list(queries.to_close(activity.campaign, units)) == []
    with clock.at(over.ends_at):
        assert list(queries.to_close(activity.campaign, units)) == [over]


def test_counting_by_activity_leaves_cancelled_ones_out() -> None:
    first = ActivityFactory()
    second = ActivityFactory(campaign=first.campaign)
    SessionFactory.create_batch(2, activity=first)
    SessionFactory(activity=first, cancelled=True)
    SessionFactory(activity=second, held=True)

    assert queries.by_activity(first.campaign, Unit.objects.all()) == {first.pk: 2, second.pk: 1}


@pytest.mark.parametrize(("today", "day"), [("2022-04-01", 20), ("2022-04-22", 22), ("2022-05-30", 26)])
def test_a_new_session_is_offered_a_day_of_the_campaign(today: str, day: int) -> None:
    with clock.at(today):
        found = queries.usual_time(ActivityFactory())

    assert found == {
        "starts_at": datetime(2022, 4, day, 9, tzinfo=clock.SHANGHAI),
        "ends_at": datetime(2022, 4, day, 11, tzinfo=clock.SHANGHAI),
    }


@pytest.mark.parametrize(
    ("hour", "partners", "audience", "expected"),
    [
        (9, [], "社会公众", "4月21日上午，示例局在示例广场开展示例讲座，面向社会公众。"),
        (15, ["甲局", "乙局"], "", "4月21日下午，示例局联合甲局、乙局在示例广场开展示例讲座。"),
        (19, [], "", "4月21日晚上，示例局在示例广场开展示例讲座。"),
    ],
)
def test_the_first_sentence_of_a_report(hour: int, partners: list[str], audience: str, expected: str) -> None:
    session = SessionFactory(
        unit=UnitFactory(name="示例局"),
        title="示例讲座",
        audience=audience,
        starts_at=STARTS.replace(hour=hour),
        partners=[UnitFactory(name=name) for name in partners],
    )

    assert queries.opening_words(session) == expected


def test_numbers_say_how_they_were_counted() -> None:
    session = SessionFactory(held=True, count_method=CountMethod.ESTIMATED)

    assert queries.numbers(session) == [
        ("参加人次", "约 120 人次（估计）"),
        ("发放资料", "80 份"),
        ("接受咨询", "12 人次"),
    ]


def test_a_session_over_several_days_names_both() -> None:
    session = SessionFactory(ends_at=STARTS + timedelta(days=3))

    assert queries.arrangement(session)[0] == ("时间", "2022年4月21日 09:00至2022年4月24日 09:00")


@pytest.mark.parametrize(
    ("state", "term"),
    [("planned", "时间"), ("held", "时间"), ("cancelled", "原定时间"), ("postponed", "原定时间")],
)
def test_what_has_no_time_any_more_says_when_it_was_meant(state: str, term: str) -> None:
    assert queries.arrangement(SessionFactory(state=state))[0][0] == term


def test_what_was_not_said_is_left_out() -> None:
    session = SessionFactory(audience="", expected=None)

    assert [term for term, _ in queries.arrangement(session)] == ["时间", "地点", "牵头单位"]
