"""Sessions of tests, one trait per state."""

import io
from datetime import datetime, timedelta

import factory
from PIL import Image

from ipweek.base import clock
from ipweek.campaign.models import CampaignUnit
from ipweek.engines.gatherings.domain import sessions
from ipweek.engines.gatherings.domain.sessions import Closing
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.engines.gatherings.models import Session, SessionPhoto
from ipweek.people.enums import Role
from ipweek.people.models import User
from tests.factories.campaign import ActivityFactory
from tests.factories.people import UnitFactory, UserFactory

STARTS = datetime(2022, 4, 21, 9, 0, tzinfo=clock.SHANGHAI)


class SessionFactory(factory.django.DjangoModelFactory):
    """A planned session on 21 April 2022, nine to eleven, of a unit that takes part in the campaign.

    The traits set the row only; `held()` closes by the act, with facts.
    """

    class Meta:
        model = Session
        skip_postgeneration_save = True

    class Params:
        held = factory.Trait(
            state=SessionState.HELD,
            attendances=120,
            count_method=CountMethod.COUNTED,
            copies=80,
            consultations=12,
            outcome="示例情况。",
            closed_at=STARTS + timedelta(hours=3),
        )
        cancelled = factory.Trait(state=SessionState.CANCELLED, state_reason="场地维修")
        postponed = factory.Trait(state=SessionState.POSTPONED, state_reason="天气原因")
        joint = factory.Trait(partners__new=2)

    activity = factory.SubFactory(ActivityFactory)
    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"示例场次{n}")
    place = "示例广场"
    starts_at = STARTS
    ends_at = STARTS + timedelta(hours=2)
    audience = "社会公众"
    expected = 100

    @factory.post_generation
    def membership(self, create, extracted, **kwargs):
        CampaignUnit.objects.get_or_create(
            campaign=self.activity.campaign, unit=self.unit, defaults={"unit_class": self.unit.unit_class}
        )

    @factory.post_generation
    def partners(self, create, extracted, new=0, **kwargs):
        """`partners=[…]` joins these units; the trait `joint` joins two new ones."""
        joining = [*(extracted or ()), *UnitFactory.create_batch(new)]
        for unit in joining:
            CampaignUnit.objects.get_or_create(
                campaign=self.activity.campaign, unit=unit, defaults={"unit_class": unit.unit_class}
            )
        self.partners.set(joining)


CLOSING = Closing(
    attendances=120, count_method=CountMethod.COUNTED, copies=80, consultations=12, outcome="示例情况。"
)


def contact_of(unit) -> User:
    """A person who answers for a unit."""
    return UserFactory(role=Role.CONTACT, role__unit=unit)


def held(closing: Closing = CLOSING, **kwargs) -> Session:
    """A session closed by the act an hour after it ended, its facts written."""
    session = SessionFactory(**kwargs)
    with clock.at(session.ends_at + timedelta(hours=1)):
        return sessions.close(session, closing, by=contact_of(session.unit))


def picture(colour: str = "steelblue", *, kind: str = "JPEG", gps: bool = False) -> bytes:
    """A small photo; `gps` writes the place it was taken at into it, as phones do."""
    image = Image.new("RGB", (64, 48), colour)
    out = io.BytesIO()
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "示例手机"
        exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 45.0, 0.0), 3: "E", 4: (115.0, 2.0, 0.0)})
    image.save(out, kind, exif=exif)
    return out.getvalue()


class SessionPhotoFactory(factory.django.DjangoModelFactory):
    """A photo's row; its file is written by `photos.add` only."""

    class Meta:
        model = SessionPhoto

    session = factory.SubFactory(SessionFactory)
    file = "00/00/example.jpg"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
