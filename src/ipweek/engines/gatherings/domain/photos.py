"""Acts on the photos of a session: kept without the place and device they were taken with."""

from django.db import transaction

from ipweek.base import files
from ipweek.base.errors import Refusal
from ipweek.engines.gatherings.domain.sessions import locked, log
from ipweek.engines.gatherings.models import Session, SessionPhoto
from ipweek.people.models import User

MOST_PHOTOS = 9


@transaction.atomic
def add(session: Session, *, data: bytes, name: str, caption: str = "", by: User) -> SessionPhoto:
    """Keep a photo of a session; the same picture twice is kept once.

    Args:
        session: whose photo.
        data: the file as uploaded; re-encoded before it is stored.
        name: its name as sent.
        caption: one line under the picture.
        by: who adds it.

    Raises:
        NotAllowed: when `by` may not.
        Refusal: when it is no picture, or there are enough.
    """
    session = locked(session, by)
    if session.photos.count() >= MOST_PHOTOS:
        raise Refusal(f"每个场次最多 {MOST_PHOTOS} 张照片，请先删除不需要的照片。", field="photos")
    checked, stored = files.accept(data, name, files.IMAGES)
    known = session.photos.filter(sha256=checked.sha256).first()
    if known is not None:
        return known
    photo = SessionPhoto.objects.create(
        session=session, file=stored, caption=caption.strip(), sha256=checked.sha256
    )
    log("session.photo_added", session, by)
    return photo


@transaction.atomic
def remove(photo: SessionPhoto, *, by: User) -> None:
    """Take a photo away from its session. Its content stays in store: another row may show the same picture."""
    session = locked(photo.session, by)
    photo.delete()
    log("session.photo_removed", session, by)
