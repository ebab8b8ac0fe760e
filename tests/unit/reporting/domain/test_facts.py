"""What accepted returns write: once, with the rank of a brief, to the credit of all."""

from decimal import Decimal

import pytest
from tests.factories.campaign import ActivityFactory, CampaignUnitFactory, ObligationFactory
from tests.factories.gatherings import CLOSING, held
from tests.factories.people import UnitFactory
from tests.factories.reporting import BRIEF, ReturnFactory, accepted, checker, contact_of, handed_in

from ipweek.campaign.domain import ledger
from ipweek.campaign.enums import SourceRank
from ipweek.campaign.models import Fact, Occurrence
from ipweek.engines.gatherings.domain import sessions
from ipweek.reporting.domain import facts, returns

pytestmark = pytest.mark.django_db


def numbers(**given):
    return {"figures": {code: {"value": str(value), "bound": "exact"} for code, value in given.items()}}


def brief_of(campaign, unit, **changes):
    """A brief of a unit, accepted."""
    obligation = ObligationFactory(deliverable__brief=True, deliverable__campaign=campaign, unit=unit)
    return accepted(obligation=obligation, content=BRIEF | changes)


def sums(campaign, units=None):
    return {total.metric: int(total.value) for total in ledger.totals(campaign, units, by_activity=False)}


def test_a_brief_writes_its_numbers_and_one_session():
    found = accepted(
        obligation__deliverable__brief=True,
        content=BRIEF | numbers(attendances=120, copies=0) | {"place": "广场"},
    )
    what = Occurrence.objects.get()
    assert (what.key, what.title, what.place, what.unit) == (
        f"return:{found.pk}",
        BRIEF["title"],
        "广场",
        found.obligation.unit,
    )
    assert {(fact.metric, fact.value, fact.rank, fact.source) for fact in Fact.objects.all()} == {
        ("attendances", Decimal(120), SourceRank.BRIEF, f"return:{found.pk}"),
        ("sessions", Decimal(1), SourceRank.BRIEF, f"return:{found.pk}"),
    }


@pytest.mark.parametrize("state", ["draft", "submitted", "sent_back"])
def test_nothing_is_counted_before_acceptance(state):
    ReturnFactory(obligation__deliverable__brief=True, **({} if state == "draft" else {state: True}))
    assert not Fact.objects.exists()


def test_a_plan_and_a_summary_write_nothing():
    accepted(obligation__deliverable__plan=True)
    accepted()
    assert not Fact.objects.exists()


def test_a_session_closed_and_reported_counts_once():
    session = held()
    campaign = session.activity.campaign
    what = Occurrence.objects.get()
    brief_of(campaign, session.unit, occurrence=what.pk, **numbers(attendances=999, stories=2))
    assert sums(campaign) == {
        "sessions": 1,
        "attendances": CLOSING.attendances,
        "copies": CLOSING.copies,
        "consultations": CLOSING.consultations,
        "stories": 2,
    }


def test_when_the_closing_is_taken_back_the_brief_holds():
    session = held()
    campaign = session.activity.campaign
    brief_of(campaign, session.unit, occurrence=Occurrence.objects.get().pk, **numbers(attendances=130))
    sessions.reopen(session, by=contact_of(session.unit), reason="人次有误")
    assert sums(campaign) == {"sessions": 1, "attendances": 130}


def test_joint_briefs_credit_all_units_and_count_once():
    one, two = CampaignUnitFactory(), None
    campaign = one.campaign
    two = CampaignUnitFactory(campaign=campaign)
    first = brief_of(campaign, one.unit, partners=[two.unit_id], **numbers(attendances=100))
    what = Occurrence.objects.get(key=facts.source_of(first))
    assert set(what.units.all()) == {one.unit, two.unit}
    obligation = ObligationFactory(deliverable=first.obligation.deliverable, unit=two.unit)
    accepted(obligation=obligation, content=BRIEF | {"occurrence": what.pk} | numbers(attendances=100))
    for scope in (None, [one.unit], [two.unit]):
        assert sums(campaign, scope) == {"sessions": 1, "attendances": 100}


def test_partners_outside_the_campaign_are_not_credited():
    member = CampaignUnitFactory()
    brief_of(member.campaign, member.unit, partners=[UnitFactory().pk])
    assert list(Occurrence.objects.get().units.all()) == [member.unit]


def test_an_occurrence_of_others_cannot_be_claimed():
    session = held()
    other = CampaignUnitFactory(campaign=session.activity.campaign)
    found = brief_of(session.activity.campaign, other.unit, occurrence=Occurrence.objects.get().pk)
    assert Fact.objects.filter(source=facts.source_of(found)).get().occurrence.key == facts.source_of(found)


def test_reopening_withdraws_and_accepting_again_writes_anew():
    found = accepted(obligation__deliverable__brief=True, content=BRIEF | numbers(attendances=120))
    campaign, person = found.obligation.deliverable.campaign, contact_of(found.obligation.unit)
    returns.reopen(found, reason="人次有误", by=checker())
    assert sums(campaign) == {}
    returns.save(found, BRIEF | numbers(attendances=90), by=person)
    returns.submit(found, by=person)
    returns.accept(found, by=checker())
    assert sums(campaign) == {"sessions": 1, "attendances": 90}
    assert Occurrence.objects.count() == 1


def test_the_brief_carries_its_activity():
    activity = ActivityFactory()
    member = CampaignUnitFactory(campaign=activity.campaign)
    brief_of(activity.campaign, member.unit, activity=activity.pk)
    assert Fact.objects.get().activity == activity


def test_one_story_told_by_two_units_counts_once():
    one = CampaignUnitFactory()
    two = CampaignUnitFactory(campaign=one.campaign)
    story = {"title": "示例日报报道", "outlet": "示例日报", "day": "2022-04-22"}
    obligation = ObligationFactory(
        deliverable__campaign=one.campaign,
        deliverable__brief=True,
        deliverable__code="coverage",
        unit=one.unit,
    )
    other = ObligationFactory(deliverable=obligation.deliverable, unit=two.unit)
    first = accepted(obligation=obligation, content=story | {"link": "https://example.com/a/"})
    accepted(obligation=other, content=story | {"link": "http://example.com/a#top"})
    accepted(obligation=other, content=story | {"link": "https://example.com/b"})
    accepted(obligation=other, content=story)
    assert sums(one.campaign) == {"stories": 3}
    assert sums(one.campaign, [one.unit]) == {"stories": 1}
    assert sums(one.campaign, [two.unit]) == {"stories": 3}
    returns.reopen(first, reason="链接有误", by=checker())
    assert sums(one.campaign) == {"stories": 3}


def test_the_checker_is_shown_what_may_be_the_same():
    session = held()
    campaign = session.activity.campaign
    obligation = ObligationFactory(deliverable__brief=True, deliverable__campaign=campaign, unit=session.unit)
    what = Occurrence.objects.get()
    assert facts.alike(handed_in(obligation=obligation)) == [what]
    assert facts.alike(handed_in(obligation=obligation, content=BRIEF | {"day": "2022-04-22"})) == []
    assert facts.alike(handed_in(obligation=obligation, content=BRIEF | {"occurrence": what.pk})) == []
