"""What plain activities tell summaries, calendars, tasks and the public."""

from datetime import date, datetime, timedelta

import pytest
from tests.factories.campaign import ActivityFactory
from tests.factories.gatherings import STARTS, SessionFactory, contact_of
from tests.factories.people import UnitFactory, UserFactory

from ipweek.activities.events.domain import queries
from ipweek.base import clock
from ipweek.campaign.domain.kinds import Annex, Panel, Section, Task
from ipweek.campaign.models import Activity
from ipweek.engines.gatherings.enums import CountMethod
from ipweek.people.enums import Role
from ipweek.people.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity() -> Activity:
    return ActivityFactory(title="组织集中宣传。")


def on(day: int, month: int = 4) -> dict[str, datetime]:
    starts = STARTS.replace(month=month, day=day)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}


def hold(activity: Activity, day: int, title: str = "展板巡展", place: str = "甲广场", **kwargs):
    return SessionFactory(activity=activity, held=True, title=title, place=place, **on(day), **kwargs)


def said(activity: Activity) -> tuple[str, ...]:
    return queries.section(activity, None).sentences


def test_nothing_held_says_nothing(activity: Activity) -> None:
    SessionFactory(activity=activity)
    SessionFactory(activity=activity, cancelled=True)

    assert queries.section(activity, None) == Section()


def test_sessions_of_one_sort(activity: Activity) -> None:
    for day, place in ((20, "甲广场"), (22, "乙广场"), (25, "丙广场"), (25, "丁广场")):
        hold(activity, day, place=place)

    assert said(activity) == ("4月20日至25日，在甲广场、乙广场、丙广场等地举办展板巡展4场。",)


def test_one_session_on_one_day(activity: Activity) -> None:
    hold(activity, 22)

    assert said(activity) == ("4月22日，在甲广场举办展板巡展1场。",)


def test_one_joint_session_names_who_joined(activity: Activity) -> None:
    hold(
        activity,
        22,
        title="新闻发布会",
        unit=UnitFactory(name="甲局"),
        partners=[UnitFactory(name="乙局"), UnitFactory(name="丙院")],
    )

    assert said(activity) == ("4月22日，甲局联合乙局、丙院，在甲广场举办新闻发布会1场。",)


def test_several_sorts_the_most_frequent_first(activity: Activity) -> None:
    hold(activity, 20, "媒体采访", "会议室")
    hold(activity, 21)
    hold(activity, 23, joint=True)

    assert said(activity) == (
        "4月20日至23日，在会议室、甲广场举办展板巡展2场、媒体采访1场，其中1场由多家单位联合举办。",
    )


def test_all_joint(activity: Activity) -> None:
    hold(activity, 21, joint=True)
    hold(activity, 23, joint=True)

    assert said(activity) == ("4月21日至23日，在甲广场举办展板巡展2场，均由多家单位联合举办。",)


def test_many_sorts_are_summed_up(activity: Activity) -> None:
    for number, title in enumerate(("进机关", "进企业", "进学校", "进社区")):
        hold(activity, 20 + number, title)

    assert said(activity) == ("4月20日至23日，在甲广场举办进机关、进企业、进学校等活动4场。",)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2022, 4, 20), date(2022, 4, 20), "4月20日"),
        (date(2022, 4, 20), date(2022, 4, 26), "4月20日至26日"),
        (date(2022, 4, 30), date(2022, 5, 2), "4月30日至5月2日"),
    ],
)
def test_days_are_named_without_repeating(first: date, last: date, expected: str) -> None:
    assert queries._span(first, last) == expected


def test_the_annex_lists_every_session_with_all_units(activity: Activity) -> None:
    hold(
        activity,
        22,
        unit=UnitFactory(name="甲局"),
        partners=[UnitFactory(name="乙局")],
        count_method=CountMethod.ESTIMATED,
    )
    hold(activity, 20, unit=UnitFactory(name="丙县"))

    assert queries.section(activity, None).annexes == (
        Annex(
            title="组织集中宣传场次表",
            header=("日期", "名称", "地点", "单位", "人次"),
            rows=(
                ("2022年4月20日", "展板巡展", "甲广场", "丙县", "120"),
                ("2022年4月22日", "展板巡展", "甲广场", "甲局、乙局", "约120"),
            ),
        ),
    )


def test_a_unit_s_section_holds_what_it_led_or_joined(activity: Activity) -> None:
    own = hold(activity, 20)
    hold(activity, 21, partners=[own.unit])
    hold(activity, 22)

    assert queries.section(activity, [own.unit]).sentences == (
        "4月20日至21日，在甲广场举办展板巡展2场，其中1场由多家单位联合举办。",
    )


@pytest.mark.parametrize("number", [1, 30])
def test_a_section_costs_two_queries(activity: Activity, django_assert_num_queries, number: int) -> None:
    for _ in range(number):
        hold(activity, 21, joint=True)

    with django_assert_num_queries(2):
        queries.section(activity, None)


def test_due_work_is_what_one_s_own_units_have_not_closed(activity: Activity) -> None:
    session = SessionFactory(activity=activity, title="展板巡展")
    SessionFactory(activity=activity)
    campaign = activity.campaign

    with clock.at(session.ends_at):
        tasks = queries.due_work(contact_of(session.unit), campaign)

    assert tasks == [
        Task(
            title="填写结项：展板巡展",
            url=f"/desk/c/{campaign.slug}/sessions/{session.pk}/close/",
            due=STARTS.date(),
            note=session.unit.name,
        )
    ]


@pytest.mark.parametrize("role", [Role.CHECKER, Role.LEADER, Role.EDITOR])
def test_who_does_not_close_has_no_such_work(activity: Activity, role: str) -> None:
    session = SessionFactory(activity=activity)

    with clock.at(session.ends_at):
        assert queries.due_work(UserFactory(role=role), activity.campaign) == []


def test_the_calendar_holds_what_has_a_time(activity: Activity) -> None:
    shown = SessionFactory(activity=activity, title="展板巡展", joint=True)
    for state in ("cancelled", "postponed"):
        SessionFactory(activity=activity, **{state: True})

    (item,) = queries.calendar(activity.campaign, None)

    units = (shown.unit.name, *(unit.name for unit in shown.partners.all()))
    assert (item.title, item.start, item.units, item.public) == ("展板巡展", STARTS, units, True)
    assert item.start.tzinfo == clock.SHANGHAI
    assert queries.calendar(activity.campaign, UnitFactory()) == []


@pytest.mark.parametrize("number", [1, 30])
def test_the_calendar_costs_two_queries(activity: Activity, django_assert_num_queries, number: int) -> None:
    SessionFactory.create_batch(number, activity=activity, joint=True)

    with django_assert_num_queries(2):
        queries.calendar(activity.campaign, None)


def test_the_public_panel(activity: Activity) -> None:
    assert queries.panel(activity) == Panel(state="筹备中")

    SessionFactory(activity=activity, title="展板巡展", place="甲广场")
    assert queries.panel(activity) == Panel(
        state="已安排 1 场", lines=(("4月21日 09:00", "展板巡展，甲广场"),)
    )

    hold(activity, 20)
    SessionFactory(activity=activity, cancelled=True)
    with clock.at("2022-04-22"):
        assert queries.panel(activity) == Panel(state="已举办 1 场，120 人次参加")


def test_search_finds_what_is_public(activity: Activity) -> None:
    SessionFactory(activity=activity, title="展板巡展", place="甲广场", audience="市民")
    SessionFactory(activity=activity, cancelled=True)
    SessionFactory()

    assert list(queries.public_texts(activity.campaign)) == [
        ("展板巡展", "甲广场 市民", f"/w/{activity.campaign.slug}/")
    ]


def test_a_section_of_no_units_is_empty(activity: Activity) -> None:
    hold(activity, 20)

    assert queries.section(activity, Unit.objects.none()) == Section()
