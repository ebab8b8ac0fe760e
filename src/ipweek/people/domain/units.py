"""Acts on units and contacts: create, change, hand over."""

from typing import Any

from django.db import IntegrityError, transaction

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.base.identifiers import check_uscc
from ipweek.people.domain import permissions
from ipweek.people.enums import UnitClass
from ipweek.people.models import Contact, Unit, User

CONTACT_FIELDS = ("name", "job", "phone", "mobile", "email")


@transaction.atomic
def create(
    *,
    name: str,
    unit_class: str,
    by: User | None,
    parent: Unit | None = None,
    **fields: Any,
) -> Unit:
    """Create a unit below `parent`; the first one, without parent, is the office of the installation.

    Args:
        name: full name, unique.
        unit_class: a `UnitClass` value.
        by: who creates; None for the product itself (first start, command line).
        parent: the unit above; None only for the office.
        fields: short_name, district, credit_code, position.

    Raises:
        Refusal: for an empty or used name, a wrong credit code, a second root.
    """
    if by is not None:
        permissions.require(by, "unit.edit")
    name = name.strip()
    if not name:
        raise Refusal("请填写单位全称。", field="name")
    if parent is None and Unit.objects.filter(parent=None).exists():
        raise Refusal("已有联席会议办公室，请选择上级单位。", field="parent")
    fields["credit_code"] = _credit_code(fields.get("credit_code", ""))
    try:
        with transaction.atomic():
            unit = Unit.objects.create(name=name, unit_class=unit_class, parent=parent, **fields)
    except IntegrityError:
        raise Refusal(f"单位“{name}”已经存在，不能重复添加。", field="name") from None
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path", "updated_at"])
    audit.record("unit.created", unit, by=by, summary=name, unit_id=unit.pk)
    return unit


@transaction.atomic
def change(unit: Unit, *, by: User, **fields: Any) -> Unit:
    """Change a unit's names, class, district, code, position or whether it is in use.

    Raises:
        Refusal: for a used name, a wrong credit code, or taking the office out of use.
    """
    permissions.require(by, "unit.edit", unit)
    if unit.parent_id is None and fields.get("active") is False:
        raise Refusal("联席会议办公室不能停用。", field="active")
    if "credit_code" in fields:
        fields["credit_code"] = _credit_code(fields["credit_code"])
    if "name" in fields and Unit.objects.filter(name=fields["name"]).exclude(pk=unit.pk).exists():
        raise Refusal(f"单位“{fields['name']}”已经存在，请换一个名称。", field="name")
    for field, value in fields.items():
        setattr(unit, field, value)
    unit.save()
    audit.record(
        "unit.changed", unit, by=by, summary=unit.name, unit_id=unit.pk, data={"fields": sorted(fields)}
    )
    return unit


@transaction.atomic
def set_contact(unit: Unit, *, by: User | None, **fields: str) -> Contact:
    """Make this person the unit's contact; the former one stays in the history with an end date.

    The same name again only updates phone and mail.

    Raises:
        Refusal: without a name.
    """
    if by is not None:
        permissions.require(by, "unit.edit", unit)
    values = {field: fields.get(field, "").strip() for field in CONTACT_FIELDS}
    if not values["name"]:
        raise Refusal("请填写联络员姓名。", field="name")
    current = unit.contacts.filter(until=None).first()
    if current is not None and current.name == values["name"]:
        for field, value in values.items():
            setattr(current, field, value)
        current.save()
        contact = current
    else:
        unit.contacts.filter(until=None).update(until=clock.today(), updated_at=clock.now())
        contact = Contact.objects.create(unit=unit, since=clock.today(), **values)
    audit.record("contact.set", contact, by=by, summary=f"{unit.name}联络员更新", unit_id=unit.pk)
    return contact


def office() -> Unit | None:
    """The office of the installation: the root of the unit tree, None before the first launch."""
    return Unit.objects.filter(parent=None, unit_class=UnitClass.OFFICE).first()


def _credit_code(code: str) -> str:
    code = code.strip().upper()
    if code:
        found = check_uscc(code)
        if not found.ok:
            raise Refusal(f"统一社会信用代码有误：{found.problem}", field="credit_code")
    return code
