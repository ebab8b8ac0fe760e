"""Changing what is owed never touches an obligation somebody has handed something in for."""

from dataclasses import replace
from datetime import date

import pytest
from tests.factories.campaign import CampaignUnitFactory, DeliverableFactory, ObligationFactory
from tests.factories.people import UnitFactory, UserFactory
from tests.factories.reporting import ReturnFactory

from ipweek.base.errors import Refusal
from ipweek.campaign.domain import obligations
from ipweek.campaign.domain.obligations import Change, Terms
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db
TERMS = Terms(
    title="小结", code="summary", classes=("county",), modality="must", rule="date", day=date(2022, 5, 10)
)


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def deliverable(officer):
    return DeliverableFactory(classes=["member"])


@pytest.fixture
def handed_in(deliverable):
    unit = UnitFactory()
    CampaignUnitFactory(campaign=deliverable.campaign, unit=unit)
    obligation = ObligationFactory(deliverable=deliverable, unit=unit)
    ReturnFactory(obligation=obligation)
    return obligation


@pytest.mark.parametrize("classes", [("county",), ("member",)])
def test_an_obligation_with_a_return_keeps_its_terms(deliverable, handed_in, officer, classes):
    change = obligations.revise(deliverable, replace(TERMS, classes=classes), by=officer)
    handed_in.refresh_from_db()
    assert (change, handed_in.due_effective) == (Change(kept=1), date(2022, 5, 5))


def test_a_deliverable_with_returns_is_not_removed(deliverable, handed_in, officer):
    with pytest.raises(Refusal) as caught:
        obligations.remove(deliverable, by=officer)
    assert caught.value.sentence == "已有单位报送“宣传周活动小结”，不能删除；可改为不再要求的单位类别。"
    assert deliverable.campaign.deliverables.count() == 1
