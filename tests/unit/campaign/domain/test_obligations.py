"""Deliverables after launch: obligations follow the terms, those with returns stay as they are."""

from dataclasses import replace
from datetime import date

import pytest
from tests.factories.campaign import CampaignUnitFactory, DeliverableFactory, ObligationFactory
from tests.factories.people import UnitFactory, UserFactory

from ipweek.base.errors import NotAllowed, Refusal
from ipweek.campaign.domain import obligations
from ipweek.campaign.domain.obligations import Change, Terms
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db

TERMS = Terms(
    title="宣传周活动小结",
    code="summary",
    classes=("member",),
    modality="must",
    rule="after_end",
    amount=1,
    unit="week",
)


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def deliverable(officer):
    return DeliverableFactory(classes=["member"])


@pytest.fixture
def member(deliverable):
    unit = UnitFactory(name="示例市司法局")
    CampaignUnitFactory(campaign=deliverable.campaign, unit=unit)
    return unit


@pytest.fixture
def county(deliverable):
    unit = UnitFactory(name="甲县", county=True)
    CampaignUnitFactory(campaign=deliverable.campaign, unit=unit)
    return unit


def owing(deliverable):
    return [obligation.unit for obligation in deliverable.obligations.all()]


def test_more_classes_add_only_the_missing(deliverable, member, county, officer):
    ObligationFactory(deliverable=deliverable, unit=member)
    change = obligations.revise(deliverable, replace(TERMS, classes=("member", "county")), by=officer)
    assert (change, owing(deliverable)) == (Change(added=1, adjusted=1), [member, county])


def test_fewer_classes_take_away_what_nobody_has_used(deliverable, member, county, officer):
    ObligationFactory(deliverable=deliverable, unit=member)
    ObligationFactory(deliverable=deliverable, unit=county)
    change = obligations.revise(deliverable, TERMS, by=officer)
    assert (change, owing(deliverable)) == (Change(removed=1, adjusted=1), [member])


def test_a_later_day_reaches_the_obligations(deliverable, member, officer):
    ObligationFactory(deliverable=deliverable, unit=member)
    obligations.revise(deliverable, replace(TERMS, rule="date", day=date(2022, 5, 8)), by=officer)
    (obligation,) = deliverable.obligations.all()
    assert (obligation.due_literal, obligation.due_effective) == (date(2022, 5, 8), date(2022, 5, 9))


def test_adding_a_deliverable_adds_its_obligations(deliverable, member, county, officer):
    added = obligations.add(
        deliverable.campaign, replace(TERMS, title="媒体报道", code="coverage", rule="promptly"), by=officer
    )
    assert (owing(added), added.due_literal, added.position) == ([member], None, deliverable.position + 1)


def test_removing_takes_the_obligations_along(deliverable, member, officer):
    ObligationFactory(deliverable=deliverable, unit=member)
    obligations.remove(deliverable, by=officer)
    assert not deliverable.campaign.deliverables.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"classes": ()}, "classes"),
        ({"rule": "date", "day": None}, "day"),
        ({"amount": None}, "amount"),
        ({"rule": "date", "day": date(2027, 5, 3)}, "effective"),
    ],
)
def test_terms_that_cannot_be_used_change_nothing(deliverable, member, officer, changed, field):
    with pytest.raises(Refusal) as caught:
        obligations.revise(deliverable, replace(TERMS, **changed), by=officer)
    deliverable.refresh_from_db()
    assert (caught.value.field, deliverable.title, owing(deliverable)) == (field, "宣传周活动小结", [])


def test_contacts_may_not_change_what_is_owed(deliverable):
    with pytest.raises(NotAllowed):
        obligations.revise(deliverable, TERMS, by=UserFactory(role=Role.CONTACT))


def test_queries_do_not_grow_with_units(deliverable, officer, django_assert_max_num_queries):
    def measure(number):
        for _ in range(number):
            CampaignUnitFactory(campaign=deliverable.campaign, unit=UnitFactory())
        with django_assert_max_num_queries(40) as seen:
            obligations.revise(deliverable, TERMS, by=officer)
        return len(seen.captured_queries)

    measure(1)
    assert measure(1) == measure(30)
