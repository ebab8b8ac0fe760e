"""Photos of a session: re-encoded, once, at most nine."""

import io

import pytest
from PIL import Image
from tests.factories.gatherings import SessionFactory, SessionPhotoFactory, contact_of, picture
from tests.factories.people import UnitFactory

from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.models import AuditEntry
from ipweek.engines.gatherings.domain import photos
from ipweek.engines.gatherings.models import Session
from ipweek.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return SessionFactory()


@pytest.fixture
def person(session: Session) -> User:
    return contact_of(session.unit)


def test_place_and_device_are_gone(session: Session, person: User) -> None:
    data = picture(gps=True)
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825) != {}

    photo = photos.add(session, data=data, name="IMG_1.JPG", caption=" 现场 ", by=person)

    with Image.open(photo.file.path) as kept:
        assert (dict(kept.getexif()), kept.getexif().get_ifd(0x8825)) == ({}, {})
        assert (kept.format, kept.size, photo.caption) == ("JPEG", (64, 48), "现场")


@pytest.mark.parametrize(("kind", "name", "ending"), [("PNG", "a.png", ".png"), ("WEBP", "a.webp", ".webp")])
def test_a_picture_keeps_its_kind(session: Session, person: User, kind: str, name: str, ending: str) -> None:
    photo = photos.add(session, data=picture(kind=kind), name=name, by=person)

    with Image.open(photo.file.path) as kept:
        assert (kept.format, photo.file.name.endswith(ending)) == (kind, True)


def test_the_same_picture_twice_is_kept_once(session: Session, person: User) -> None:
    first = photos.add(session, data=picture(), name="a.jpg", by=person)

    assert photos.add(session, data=picture(gps=True), name="b.jpg", by=person) == first
    assert session.photos.count() == 1


def test_nine_are_enough(session: Session, person: User) -> None:
    SessionPhotoFactory.create_batch(9, session=session)

    with pytest.raises(Refusal, match="最多 9 张"):
        photos.add(session, data=picture(), name="a.jpg", by=person)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "a.jpg"), (b"\xff\xd8\xff broken", "a.jpg"), (b"MZ program", "a.exe"), (b"<svg></svg>", "a.svg")],
)
def test_what_is_no_picture_is_refused(session: Session, person: User, data: bytes, name: str) -> None:
    with pytest.raises(Refusal):
        photos.add(session, data=data, name=name, by=person)

    assert session.photos.count() == 0


def test_removing_leaves_a_trace(session: Session, person: User) -> None:
    photo = photos.add(session, data=picture(), name="a.jpg", by=person)

    photos.remove(photo, by=person)

    assert session.photos.count() == 0
    assert list(AuditEntry.objects.order_by("pk").values_list("act", flat=True)) == [
        "session.photo_added",
        "session.photo_removed",
    ]


def test_a_foreign_unit_neither_adds_nor_removes(session: Session, person: User) -> None:
    photo = photos.add(session, data=picture(), name="a.jpg", by=person)
    stranger = contact_of(UnitFactory())

    with pytest.raises(NotAllowed):
        photos.add(session, data=picture("red"), name="b.jpg", by=stranger)
    with pytest.raises(NotAllowed):
        photos.remove(photo, by=stranger)
    assert session.photos.count() == 1
