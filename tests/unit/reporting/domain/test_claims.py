"""A unit's own totals are claims: compared, shown, never added."""

from decimal import Decimal

import pytest
from tests.factories.campaign import ObligationFactory
from tests.factories.gatherings import held
from tests.factories.reporting import SUMMARY, accepted

from ipweek.campaign.domain import ledger
from ipweek.campaign.models import Fact
from ipweek.reporting.domain import claims

PROSE = "宣传周期间，共开展宣传活动3场次，发放宣传资料80份，参加群众约500人次，接受咨询12人次，计划培训2期。"


def compared(known):
    return [
        (claim.metric, claim.claimed, claim.ledger, claim.differs) for claim in claims.compare(PROSE, known)
    ]


def test_stated_totals_stand_beside_the_ledger():
    known = {
        "sessions": (Decimal(1), "exact"),
        "copies": (Decimal(80), "exact"),
        "attendances": (Decimal(480), "approx"),
    }
    assert compared(known) == [
        ("sessions", "3场次", "1场次", True),
        ("copies", "80份", "80份", False),
        ("attendances", "约500人次", "约480人次", True),
        ("consultations", "12人次", "0人次", True),
    ]


@pytest.mark.django_db
def test_a_summary_adds_nothing_to_the_ledger():
    session = held()
    campaign = session.activity.campaign
    obligation = ObligationFactory(deliverable__campaign=campaign, unit=session.unit)
    before = list(Fact.objects.values())
    found = accepted(obligation=obligation, content=SUMMARY | {"text": PROSE})
    assert list(Fact.objects.values()) == before
    assert [(claim.what, claim.ledger) for claim in claims.of_return(found)] == [
        ("开展活动", "1场次"),
        ("发放资料", "80份"),
        ("参加", "120人次"),
        ("接受咨询", "12人次"),
    ]
    assert {total.metric: int(total.value) for total in ledger.totals(campaign)}["sessions"] == 1


@pytest.mark.django_db
def test_other_returns_claim_nothing():
    assert claims.of_return(accepted(obligation__deliverable__brief=True)) == []
