"""A launch creates the whole campaign or nothing, and only once per document."""

from datetime import date

import pytest
from tests.factories.campaign import CampaignFactory, LaunchPlanFactory, reading
from tests.factories.people import UnitFactory, UserFactory

from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.models import AuditEntry
from ipweek.campaign.domain import hooks
from ipweek.campaign.domain.launch import free_slug, launch
from ipweek.campaign.models import (
    Activity,
    Campaign,
    CampaignUnit,
    Deliverable,
    Obligation,
    Requirement,
    Target,
)
from ipweek.people.enums import Role
from ipweek.people.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def units(officer):
    return [UnitFactory(name="示例市司法局"), UnitFactory(name="甲县", county=True)]


@pytest.fixture
def row():
    return LaunchPlanFactory(confirmed_all=True)


def counts():
    models = (Campaign, Activity, Target, Requirement, Deliverable, Obligation, CampaignUnit)
    return {model.__name__: model.objects.count() for model in models}


NOTHING = dict.fromkeys(
    ("Campaign", "Activity", "Target", "Requirement", "Deliverable", "Obligation", "CampaignUnit"), 0
)


def test_everything_of_the_plan_is_created(row, officer, units):
    campaign = launch(row, by=officer)
    assert counts() == {
        "Campaign": 1,
        "Activity": 2,
        "Target": 1,
        "Requirement": 2,
        "Deliverable": 3,
        "Obligation": 5,
        "CampaignUnit": 3,
    }
    assert (campaign.slug, campaign.start, campaign.document) == (
        "2022-zscqxcz",
        date(2022, 4, 20),
        row.document,
    )
    summary = campaign.deliverables.get(code="summary")
    assert [(each.unit, each.due_literal, each.due_effective) for each in summary.obligations.all()] == [
        (unit, date(2022, 5, 3), date(2022, 5, 5)) for unit in units
    ]
    assert [(each.title, each.kind, each.clause) for each in campaign.activities.all()] == [
        ("发布典型案例", "typical-cases", "三（一）"),
        ("开展“五进”活动", "five-entries", "三（二）"),
    ]


def test_launching_again_returns_the_same_campaign(row, officer, units):
    first = launch(row, by=officer)
    before = counts()
    assert launch(row, by=officer) == first
    assert counts() == before


def test_an_audit_row_says_who_launched_what(row, officer, units):
    campaign = launch(row, by=officer)
    entry = AuditEntry.objects.get(act="campaign.launched")
    assert (entry.actor, entry.campaign_id, entry.summary) == (
        officer,
        campaign.pk,
        "启动2022年示例市知识产权宣传周",
    )


def test_unconfirmed_inferences_stop_the_launch(officer, units):
    with pytest.raises(Refusal) as caught:
        launch(LaunchPlanFactory(), by=officer)
    assert caught.value.sentence == "还有3处推定的内容没有确认，第一处是“应报事项”：宣传周活动方案。"
    assert counts() == NOTHING


def test_no_campaign_no_launch(officer):
    row = LaunchPlanFactory(confirmed_all=True, document__reading=reading(campaign=False))
    with pytest.raises(Refusal) as caught:
        launch(row, by=officer)
    assert caught.value.sentence == "这份文件不是开展宣传活动的通知，不能启动活动周；读取结果仍可查看。"
    assert counts() == NOTHING


def test_a_failing_hook_leaves_nothing(row, officer, units):
    def fail(campaign, by):
        raise RuntimeError("page could not be made")

    hooks.after_launch.register("tests.fail", fail)
    with pytest.raises(RuntimeError):
        launch(row, by=officer)
    assert counts() == NOTHING


def test_hooks_hear_of_the_campaign_once(row, officer, units):
    heard = []
    hooks.after_launch.register("tests.hear", lambda campaign, by: heard.append((campaign, by)))
    campaign = launch(row, by=officer)
    launch(row, by=officer)
    assert heard == [(campaign, officer)]


def test_the_office_is_made_from_the_issuer_when_there_is_none(row):
    campaign = launch(row, by=None)
    assert (campaign.office.name, campaign.office.unit_class, Unit.objects.count()) == (
        "示例市知识产权联席会议办公室",
        "office",
        1,
    )


def test_contacts_may_not_launch(row):
    with pytest.raises(NotAllowed):
        launch(row, by=UserFactory(role=Role.CONTACT))
    assert counts() == NOTHING


def test_addresses_are_unique():
    CampaignFactory(slug="2022-zscqxcz")
    CampaignFactory(slug="2022-zscqxcz-2")
    assert [free_slug("2022-zscqxcz"), free_slug("2023-zscqxcz")] == ["2022-zscqxcz-3", "2023-zscqxcz"]


def test_queries_do_not_grow_with_units(officer, django_assert_max_num_queries):
    def measure(number):
        for place in range(number):
            UnitFactory(name=f"{Unit.objects.count()}号单位{place}")
        row = LaunchPlanFactory(confirmed_all=True, document__reading=reading(doc_number=None))
        with django_assert_max_num_queries(60) as seen:
            launch(row, by=officer)
        return len(seen.captured_queries)

    measure(1)  # reads the grants of the officer
    assert measure(1) == measure(30)
