"""Reading units, contacts and accounts with what lists show, in few queries."""

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from ipweek.base import clock
from ipweek.people.models import Contact, Invitation, RoleGrant, Unit


def with_contact(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with their present contact's name and phone and the number of live accounts."""
    current = Contact.objects.filter(unit=OuterRef("pk"), until=None).order_by("-since", "-pk")
    return (
        units.select_related("district", "parent")
        .annotate(
            contact_name=Subquery(current.values("name")[:1]),
            contact_phone=Subquery(current.values("phone")[:1]),
            contact_mobile=Subquery(current.values("mobile")[:1]),
            account_count=Count("grants", filter=Q(grants__ended_at=None), distinct=True),
        )
        .order_by("position", "pk")
    )  # counting drops the order of the model


def phone(unit: Unit) -> str:
    """The number to call a unit of `with_contact` at: the office number, else the mobile one."""
    return str(unit.contact_phone or unit.contact_mobile or "")  # type: ignore[attr-defined]


def grants_of(units: QuerySet[Unit]) -> QuerySet[RoleGrant]:
    """Live roles at these units, with person and unit."""
    return (
        RoleGrant.objects.filter(unit__in=units, ended_at=None)
        .select_related("user", "unit")
        .order_by("unit__position", "unit_id", "role", "pk")
    )


def open_invitations(units: QuerySet[Unit]) -> QuerySet[Invitation]:
    """Invitations at these units that can still be used."""
    return Invitation.objects.filter(
        unit__in=units, accepted_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).select_related("unit")


def with_history(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with all their contacts, the present one first."""
    return units.prefetch_related(
        Prefetch("contacts", queryset=Contact.objects.order_by(F("until").desc(nulls_first=True), "-pk"))
    )
