"""The pages of a running campaign: activities, deliverables, facts; scoped, and flat in their queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.factories.campaign import (
    ActivityFactory,
    CampaignFactory,
    CampaignUnitFactory,
    DeliverableFactory,
    FactFactory,
    ObligationFactory,
)
from tests.factories.people import UnitFactory, UserFactory

from ipweek.campaign.domain import counters, kinds, sources
from ipweek.campaign.domain.counters import Counter
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db
TERMS = {
    "title": "小结",
    "code": "summary",
    "classes": ["county"],
    "words": "",
    "modality": "must",
    "rule": "date",
    "day": "2022-05-03",
    "amount": "",
    "unit": "",
    "effective": "",
}


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def office(client, campaign):
    user = UserFactory(role=Role.OFFICE)
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def _session_source(monkeypatch):
    known = sources.Source(code="session", label="场次结项", url=lambda slug, key: f"/{slug}/sessions/{key}/")
    monkeypatch.setitem(sources._sources, "session", known)


def page(client, name, campaign, **query):
    return client.get(reverse(f"campaign:{name}", args=[campaign.slug]), query)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("activities", lambda campaign: ActivityFactory(campaign=campaign)),
        ("deliverables", lambda campaign: ObligationFactory(deliverable__campaign=campaign)),
        ("facts", lambda campaign: FactFactory(occurrence__campaign=campaign)),
    ],
)
def test_lists_do_not_ask_more_for_more_rows(
    client, office, campaign, name, make, django_assert_max_num_queries
):
    def measure():
        with django_assert_max_num_queries(40) as seen:
            page(client, name, campaign)
        return len(seen.captured_queries)

    make(campaign)
    measure()
    one = measure()
    for _ in range(29):
        make(campaign)
    assert measure() == one


def test_activities_stand_in_the_order_of_the_notice(client, office, campaign):
    ActivityFactory(campaign=campaign, title="乙", position=2)
    ActivityFactory(campaign=campaign, title="甲", position=1)
    rows = page(client, "activities", campaign).context["rows"]
    assert [(row.activity.title, row.kind) for row in rows] == [("甲", "其他活动"), ("乙", "其他活动")]


def test_totals_equal_the_list_and_link_to_their_source(client, office, campaign):
    first = FactFactory(occurrence__campaign=campaign, value=Decimal(120))
    FactFactory(occurrence__campaign=campaign, value=Decimal(80), bound="more")
    FactFactory(occurrence__campaign=campaign, value=Decimal(999), withdrawn=True)
    FactFactory(occurrence__campaign=campaign, metric="copies", value=Decimal(500))
    context = page(client, "facts", campaign, metric="attendances").context
    assert [(row.fact.value, row.source) for row in context["rows"]] == [
        (Decimal(80), "场次结项"),
        (Decimal(120), "场次结项"),
    ]
    assert context["rows"][1].url == f"/{campaign.slug}/sessions/{first.source.split(':')[1]}/"
    assert [(metric.code, total.value, total.bound, url) for metric, total, url in context["totals"]] == [
        ("attendances", Decimal(200), "more", "?metric=attendances")
    ]


def test_facts_are_narrowed_by_unit_activity_and_day(client, office, campaign):
    activity = ActivityFactory(campaign=campaign)
    wanted = FactFactory(occurrence__campaign=campaign, occurrence__activity=activity)
    FactFactory(occurrence__campaign=campaign)
    for query in ({"activity": activity.pk}, {"unit": wanted.unit_id}):
        assert [row.fact for row in page(client, "facts", campaign, **query).context["rows"]] == [wanted]
    assert page(client, "facts", campaign, first="2022-04-22").context["rows"] == []


def test_a_contact_sees_only_facts_of_its_own_units(client, campaign):
    own, foreign = UnitFactory(), UnitFactory()
    mine = FactFactory(occurrence__campaign=campaign, occurrence__unit=own)
    FactFactory(occurrence__campaign=campaign, occurrence__unit=foreign)
    client.force_login(UserFactory(role=Role.CONTACT, role__unit=own))
    for query in ({}, {"unit": foreign.pk}):
        context = page(client, "facts", campaign, **query).context
        assert [row.fact for row in context["rows"]] == [mine]
        assert [total.value for _, total, _ in context["totals"]] == [Decimal(100)]


def test_the_office_changes_who_owes(client, office, campaign):
    deliverable = DeliverableFactory(campaign=campaign, classes=["member"])
    county = UnitFactory(county=True)
    CampaignUnitFactory(campaign=campaign, unit=county)
    response = client.post(reverse("campaign:deliverable", args=[campaign.slug, deliverable.pk]), TERMS)
    deliverable.refresh_from_db()
    assert response.url == reverse("campaign:deliverables", args=[campaign.slug])
    assert [each.unit for each in deliverable.obligations.all()] == [county]
    assert (deliverable.title, str(deliverable.due_literal), str(deliverable.due_effective)) == (
        "小结",
        "2022-05-03",
        "2022-05-05",
    )


def test_a_deliverable_is_added(client, office, campaign):
    response = client.post(reverse("campaign:deliverable_new", args=[campaign.slug]), TERMS)
    assert response.url == reverse("campaign:deliverables", args=[campaign.slug])
    assert [each.title for each in campaign.deliverables.all()] == ["小结"]


def test_a_refused_change_keeps_what_was_typed(client, office, campaign):
    deliverable = DeliverableFactory(campaign=campaign)
    data = TERMS | {"title": "新名称", "day": ""}
    response = client.post(reverse("campaign:deliverable", args=[campaign.slug, deliverable.pk]), data)
    assert (response.status_code, response.context["form"].errors) == (
        422,
        {"day": ["按固定日期报送，请填写字面期限。"]},
    )
    assert response.context["form"]["title"].value() == "新名称"


def test_units_added_later_are_brought_in(client, office, campaign):
    deliverable = DeliverableFactory(campaign=campaign, classes=["member"])
    unit = UnitFactory()
    assert page(client, "deliverables", campaign).context["waiting"] == 2
    client.post(reverse("campaign:include_units", args=[campaign.slug]))
    assert [each.unit for each in deliverable.obligations.all()] == [unit]
    assert page(client, "deliverables", campaign).context["waiting"] == 0


def test_contacts_read_what_is_owed_but_do_not_change_it(client, campaign):
    deliverable = DeliverableFactory(campaign=campaign)
    client.force_login(UserFactory(role=Role.CONTACT, role__unit=UnitFactory()))
    assert page(client, "deliverables", campaign).context["may_edit"] is False
    for name in ("deliverable", "deliverable_remove"):
        address = reverse(f"campaign:{name}", args=[campaign.slug, deliverable.pk])
        assert client.post(address, {}).status_code == 403
    assert client.post(reverse("campaign:include_units", args=[campaign.slug])).status_code == 403
    assert campaign.deliverables.count() == 1


def test_a_deadline_nobody_has_set_follows_its_rule(client, office, campaign):
    moved = DeliverableFactory(campaign=campaign)
    chosen = DeliverableFactory(campaign=campaign, due_effective="2022-05-03")
    for deliverable, shown in ((moved, None), (chosen, date(2022, 5, 3))):
        response = client.get(reverse("campaign:deliverable", args=[campaign.slug, deliverable.pk]))
        assert response.context["form"]["effective"].value() == shown


def test_activities_carry_their_counts_at_the_units_one_may_see(client, campaign, monkeypatch):
    own = UnitFactory()
    activity, other = ActivityFactory(campaign=campaign), ActivityFactory(campaign=campaign)
    seen = Counter(code="seen", name="场次", unit="场", count=lambda _, units: {activity.pk: units.count()})
    monkeypatch.setattr(counters, "_counters", {"seen": seen})
    client.force_login(UserFactory(role=Role.CONTACT, role__unit=own))
    rows = page(client, "activities", campaign).context["rows"]
    assert {row.activity: row.cells for row in rows} == {activity: ((seen, 1),), other: ((seen, 0),)}


def test_an_activity_leads_to_the_page_of_its_kind(client, office, campaign):
    activity = ActivityFactory(campaign=campaign)
    response = client.get(reverse("campaign:activity", args=[campaign.slug, activity.pk]))
    assert response.url == kinds.get("other").desk_url(activity)
    foreign = ActivityFactory()
    assert client.get(reverse("campaign:activity", args=[campaign.slug, foreign.pk])).status_code == 404
