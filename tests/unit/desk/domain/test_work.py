"""What waits for a person."""

from datetime import date

import pytest
from tests.factories.campaign import ActivityFactory, CampaignFactory
from tests.factories.people import UserFactory
from tests.unit.desk import rows

from ipweek.base import clock
from ipweek.campaign.domain import kinds
from ipweek.desk.domain import work
from ipweek.people.enums import Role
from ipweek.reporting.enums import ReturnState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_day():
    with clock.at("2022-04-21T10:00"):
        yield


def told(waiting):
    return [(each.task.title, each.task.due, each.origin) for each in waiting]


def test_the_most_urgent_comes_first_and_what_has_no_day_last():
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    unit, (_, brief_owed, _) = rows.member(campaign, plan, brief, summary)
    rows.session(ActivityFactory(campaign=campaign), unit, "2022-04-20T09:00", title="进社区")
    rows.returned(brief_owed, ReturnState.SENT_BACK, "进校园")
    contact = UserFactory(role=Role.CONTACT, role__unit=unit)

    assert told(work.waiting(contact, [campaign])) == [
        ("报送宣传周活动方案", date(2022, 4, 19), work.RETURNS),
        ("填写结项：进社区", date(2022, 4, 20), work.WORK),
        ("报送宣传周活动小结", date(2022, 5, 5), work.RETURNS),
        ("按意见修改：进校园", None, work.RETURNS),
    ]


def test_a_function_that_kinds_share_is_asked_once(monkeypatch):
    campaign = CampaignFactory()
    unit, _ = rows.member(campaign)
    for kind in ("publicity", "training", "other"):
        rows.session(ActivityFactory(campaign=campaign, kind=kind), unit, "2022-04-20T09:00", title=kind)
    contact = UserFactory(role=Role.CONTACT, role__unit=unit)

    titles = [each.task.title for each in work.waiting(contact, [campaign])]

    assert len({kind.due_work for kind in kinds.every()}) < len(kinds.every())
    assert sorted(titles) == ["填写结项：other", "填写结项：publicity", "填写结项：training"]


def test_nobody_sees_the_work_of_another_unit():
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    other, _ = rows.member(campaign, plan, brief, summary)
    rows.session(ActivityFactory(campaign=campaign), other, "2022-04-20T09:00")
    unit, _ = rows.member(campaign)

    assert work.waiting(UserFactory(role=Role.CONTACT, role__unit=unit), [campaign]) == []


def test_running_leaves_closed_campaigns_and_people_without_a_role_out():
    running = CampaignFactory(slug="a")
    CampaignFactory(slug="b", state="closed")
    unit, _ = rows.member(running)

    assert work.running(UserFactory(role=Role.CONTACT, role__unit=unit)) == [running]
    assert work.running(UserFactory()) == []


def test_the_standing_is_the_sum_of_the_matrix():
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    _, (first_plan, first_brief, _) = rows.member(campaign, plan, brief, summary)
    rows.member(campaign, plan, brief, summary)
    rows.returned(first_plan, ReturnState.ACCEPTED)
    rows.returned(first_brief, ReturnState.SUBMITTED)
    rows.returned(first_brief, ReturnState.SUBMITTED)
    office = UserFactory(role=Role.OFFICE)

    found = work.standing(office, campaign)

    assert (found.owing, found.accepted, found.overdue, found.to_check) == (6, 1, 1, 2)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 4, 1), "距开始还有 19 天"),
        (date(2022, 4, 19), "距开始还有 1 天"),
        (date(2022, 4, 20), "第 1 天，共 7 天"),
        (date(2022, 4, 26), "第 7 天，共 7 天"),
        (date(2022, 4, 27), "活动已结束 1 天"),
    ],
)
def test_days_of_a_campaign_in_words(day, words):
    assert work.days_of(CampaignFactory.build(office=None), day) == words
