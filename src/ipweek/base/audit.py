"""Writing audit rows."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model

from ipweek.base import clock, logs
from ipweek.base.models import AuditEntry
from ipweek.base.text import ellipsis, mask_personal

SYSTEM = "系统"


def record(
    act: str,
    obj: Model | None,
    by: AbstractBaseUser | AnonymousUser | None,
    summary: str = "",
    data: dict[str, Any] | None = None,
    campaign_id: int | None = None,
    unit_id: int | None = None,
) -> AuditEntry:
    """Add an audit row; called inside the act's own transaction.

    Args:
        act: code of the event, `return.accepted`.
        obj: what it was done to, already saved; None for acts without one (a search, a sign-in).
        by: the signed-in user; None for the product itself (`tick`, commands).
        summary: one Chinese sentence; personal data in it are masked.
        data: anything JSON can hold (dates and Decimal too); must not hold personal data.
        campaign_id: campaign the row belongs to; by default that of the object, if it has one.
        unit_id: unit the row belongs to; by default that of the object.
    """
    actor = by if isinstance(by, AbstractBaseUser) and by.pk else None
    return AuditEntry.objects.create(
        at=clock.now(),
        actor_id=actor.pk if actor is not None else None,
        actor_label=_label(actor),
        act=act,
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        campaign_id=getattr(obj, "campaign_id", None) if campaign_id is None else campaign_id,
        unit_id=getattr(obj, "unit_id", None) if unit_id is None else unit_id,
        summary=ellipsis(mask_personal(summary), 500),
        data=data or {},
        request_id=logs.request_id(),
    )


def _label(actor: AbstractBaseUser | None) -> str:
    if actor is None:
        return SYSTEM
    full_name = getattr(actor, "get_full_name", str)
    name = str(full_name()) if callable(full_name) else ""
    return ellipsis(name or mask_personal(actor.get_username()), 120)
