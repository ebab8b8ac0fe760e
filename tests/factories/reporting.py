"""Returns of tests, a trait per state; the acts themselves are tried on drafts."""

from datetime import datetime

import factory

from ipweek.base import clock
from ipweek.campaign.models import CampaignUnit
from ipweek.people.enums import Role
from ipweek.people.models import Unit, User
from ipweek.reporting.domain import content as contents
from ipweek.reporting.domain import returns as acts
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return, ReturnVersion
from tests.factories.campaign import ObligationFactory
from tests.factories.people import UserFactory

SUBMITTED_AT = datetime(2022, 4, 22, 10, 0, tzinfo=clock.SHANGHAI)
BRIEF = {"title": "示例县开展进社区活动", "day": "2022-04-21", "text": "在社区广场发放资料，接受咨询。"}
SUMMARY = {"title": "宣传周活动小结", "text": "宣传周期间按照通知要求开展了各项活动，现将有关情况小结如下。"}
CONTENT = {
    "brief": BRIEF,
    "summary": SUMMARY,
    "plan": SUMMARY | {"title": "宣传周活动方案", "person": "示例人"},
}


class ReturnFactory(factory.django.DjangoModelFactory):
    """A draft that may be handed in; its unit takes part in the campaign.

    `ReturnFactory(obligation__deliverable__brief=True)` is a brief, without it a summary.
    """

    class Meta:
        model = Return
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(state=ReturnState.SUBMITTED, first_submitted_at=SUBMITTED_AT, decision="")
        sent_back = factory.Trait(
            state=ReturnState.SENT_BACK,
            first_submitted_at=SUBMITTED_AT,
            decision=ReturnState.SENT_BACK.value,
        )
        accepted = factory.Trait(
            state=ReturnState.ACCEPTED,
            first_submitted_at=SUBMITTED_AT,
            accepted_at=SUBMITTED_AT,
            decision=ReturnState.ACCEPTED.value,
        )

    decision = None
    obligation = factory.SubFactory(ObligationFactory)
    content = factory.LazyAttribute(lambda made: dict(CONTENT[made.obligation.deliverable.code]))

    @classmethod
    def _create(cls, model_class, *args, decision=None, **kwargs):
        found = super()._create(model_class, *args, **kwargs)
        obligation = found.obligation
        CampaignUnit.objects.get_or_create(
            campaign=obligation.deliverable.campaign,
            unit=obligation.unit,
            defaults={"unit_class": obligation.unit.unit_class},
        )
        if decision is not None:
            decided = {"decided_at": SUBMITTED_AT, "decided_by": checker()} if decision else {}
            ReturnVersion.objects.create(
                parent=found,
                number=1,
                content=found.content | {"files": []},
                sha256=contents.digest(found.content | {"files": []}),
                submitted_at=SUBMITTED_AT,
                submitted_by=contact_of(obligation.unit),
                decision=decision,
                reason="请补充参加人次。" if decision == ReturnState.SENT_BACK else "",
                **decided,
            )
        return found


def contact_of(unit: Unit) -> User:
    """The person who answers for a unit, the same one every time."""
    known = User.objects.filter(grants__unit=unit, grants__role=Role.CONTACT).first()
    return known or UserFactory(role=Role.CONTACT, role__unit=unit, email="contact@example.com")


def checker() -> User:
    """The checker of the office, the same one every time."""
    known = User.objects.filter(grants__role=Role.CHECKER).first()
    return known or UserFactory(role=Role.CHECKER)


def handed_in(**kwargs) -> Return:
    """A return handed in by the acts."""
    found = ReturnFactory(**kwargs)
    acts.submit(found, by=contact_of(found.obligation.unit))
    found.refresh_from_db()
    return found


def accepted(**kwargs) -> Return:
    """A return handed in and accepted by the acts, its facts written."""
    found = handed_in(**kwargs)
    return acts.accept(found, by=checker())
