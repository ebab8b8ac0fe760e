"""What waits for whom."""

import pytest
from tests.factories.campaign import (
    CampaignFactory,
    CampaignUnitFactory,
    DeliverableFactory,
    ObligationFactory,
)
from tests.factories.people import UserFactory
from tests.factories.reporting import ReturnFactory, contact_of

from ipweek.campaign.enums import Modality
from ipweek.people.enums import Role
from ipweek.reporting.domain import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return CampaignUnitFactory().unit


@pytest.fixture
def campaign(unit):
    return unit.memberships.get().campaign


def owe(campaign, unit, **kwargs):
    return ObligationFactory(deliverable=DeliverableFactory(campaign=campaign, **kwargs), unit=unit)


def titles(user, campaign):
    return [task.title for task in queries.tasks(user, campaign)]


def test_a_contact_sees_what_is_owed_begun_and_sent_back(campaign, unit):
    owed = owe(campaign, unit, title="宣传周活动方案", plan=True)
    owe(campaign, unit, brief=True)
    ReturnFactory(obligation=owe(campaign, unit), sent_back=True)
    ReturnFactory(obligation=owe(campaign, unit), accepted=True)
    ReturnFactory(obligation=owe(campaign, unit))
    ReturnFactory(obligation=owe(campaign, CampaignUnitFactory(campaign=campaign).unit), sent_back=True)
    found = queries.tasks(contact_of(unit), campaign)
    assert [task.title for task in found] == [
        "按意见修改：宣传周活动小结",
        "草稿待报送：宣传周活动小结",
        "报送宣传周活动方案",
    ]
    assert (found[2].due, found[2].note) == (owed.due_effective, unit.name)


def test_what_may_be_done_is_no_task(campaign, unit):
    deliverable = DeliverableFactory(campaign=campaign, modality=Modality.MAY)
    ObligationFactory(deliverable=deliverable, unit=unit, modality=Modality.MAY)
    assert titles(contact_of(unit), campaign) == []


def test_the_checker_sees_what_waits_the_oldest_first(campaign, unit):
    late = ReturnFactory(obligation=owe(campaign, unit, brief=True), submitted=True)
    early = ReturnFactory(
        obligation=owe(campaign, unit), submitted=True, first_submitted_at="2022-04-01T09:00+08:00"
    )
    user = UserFactory(role=Role.CHECKER)
    assert titles(user, campaign) == [f"审核：{early}", f"审核：{late}"]
    assert titles(UserFactory(role=Role.LEADER), campaign) == []
    assert titles(user, CampaignFactory()) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_tasks_take_few_queries(campaign, unit, rows, django_assert_max_num_queries):
    for _ in range(rows):
        owe(campaign, unit)
        ReturnFactory(obligation=owe(campaign, unit), sent_back=True)
    user = contact_of(unit)
    with django_assert_max_num_queries(4):
        assert len(queries.tasks(user, campaign)) == 2 * rows


def test_the_office_owes_nothing_and_a_leader_of_a_unit_writes_nothing(campaign, unit):
    owe(campaign, unit)
    assert queries.writable(UserFactory(role=Role.OFFICE), campaign) == []
    assert queries.writable(UserFactory(role=Role.LEADER, role__unit=unit), campaign) == []
    assert [item.unit for item in queries.writable(contact_of(unit), campaign)] == [unit]


def test_the_office_sums_up_first_then_the_members_in_order(campaign, unit):
    first = CampaignUnitFactory(campaign=campaign, unit__position=0).unit
    campaign.office.position = 99
    campaign.office.save()
    assert list(queries.summable(UserFactory(role=Role.OFFICE), campaign)) == [campaign.office, first, unit]
    assert list(queries.summable(contact_of(unit), campaign)) == [unit]
