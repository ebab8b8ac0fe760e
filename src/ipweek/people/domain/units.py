"""Acts on units and contacts: create, change, move, hand over."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.base.identifiers import check_uscc
from ipweek.people.domain import permissions
from ipweek.people.enums import UnitClass
from ipweek.people.models import Contact, Unit, User

CONTACT_FIELDS = ("name", "job", "phone", "mobile", "email")


class CircleError(ValueError):
    """Units that name each other as parent in a circle; `key` is one of them."""

    def __init__(self, key: int) -> None:
        super().__init__(f"unit {key} is its own ancestor")
        self.key = key


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
        NotAllowed: when `by` may not add units below `parent`.
        Refusal: for an empty or used name, a wrong credit code, a second root or office.
    """
    if by is not None:
        permissions.require(by, "unit.edit", parent)
    name = _name(name)
    if parent is None and Unit.objects.filter(parent=None).exists():
        raise Refusal("已有联席会议办公室，请选择上级单位。", field="parent")
    _check_class(unit_class, root=parent is None)
    fields["credit_code"] = _credit_code(fields.get("credit_code", ""))
    try:
        with transaction.atomic():
            unit = Unit.objects.create(name=name, unit_class=unit_class, parent=parent, **fields)
    except IntegrityError:
        raise Refusal(f"单位“{name}”已经存在，不能重复添加。", field="name") from None
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    audit.record("unit.created", unit, by=by, summary=name, unit_id=unit.pk)
    return unit


@transaction.atomic
def change(unit: Unit, *, by: User, **fields: Any) -> Unit:
    """Change a unit's names, class, parent, district, code, position or whether it is in use.

    Another parent moves the unit with everything below it.

    Raises:
        NotAllowed: when `by` may not.
        Refusal: for a used name, a wrong credit code, a parent below the unit itself, another class for the
            office or taking it out of use.
    """
    permissions.require(by, "unit.edit", unit)
    hold_tree()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    root = unit.parent_id is None
    if root and fields.get("active") is False:
        raise Refusal("联席会议办公室不能停用。", field="active")
    if "unit_class" in fields:
        _check_class(fields["unit_class"], root=root)
    if "credit_code" in fields:
        fields["credit_code"] = _credit_code(fields["credit_code"])
    if "name" in fields:
        fields["name"] = _name(fields["name"])
        if Unit.objects.filter(name=fields["name"]).exclude(pk=unit.pk).exists():
            raise Refusal(f"单位“{fields['name']}”已经存在，请换一个名称。", field="name")
    parent = fields.get("parent", unit.parent)
    if "parent" in fields and (root != (parent is None)):
        raise Refusal("请选择上级单位；联席会议办公室没有上级单位。", field="parent")
    above = parent if parent is not None and parent.pk != unit.parent_id else None
    if above is not None and above.path.startswith(unit.path):
        raise Refusal("上级单位不能是本单位或它的下级单位，请重新选择。", field="parent")
    for field, value in fields.items():
        setattr(unit, field, value)
    unit.save()
    if above is not None:
        everyone = list(Unit.objects.all())
        _save_paths(everyone, paths({one.pk: one.parent_id for one in everyone}))
        unit.refresh_from_db(fields=["path"])
    audit.record(
        "unit.changed", unit, by=by, summary=unit.name, unit_id=unit.pk, data={"fields": sorted(fields)}
    )
    return unit


def hold_tree() -> None:
    """Make changes of the tree follow one another: whoever changes it holds its root until the end of the act."""
    Unit.objects.select_for_update(no_key=True).filter(parent=None).first()


def paths(parents: Mapping[int, int | None]) -> dict[int, str]:
    """The path of every unit from the keys of their parents: "/1/5/" is own key 5 below root 1.

    Raises:
        CircleError: when units name each other as parent in a circle.
    """
    found: dict[int, str] = {}
    for start in parents:
        chain: list[int] = []
        key: int | None = start
        while key is not None and key not in found:
            if key in chain:
                raise CircleError(key)
            chain.append(key)
            key = parents[key]
        above = found[key] if key is not None else "/"
        for key in reversed(chain):
            above = found[key] = f"{above}{key}/"
    return found


def _save_paths(units: Iterable[Unit], found: Mapping[int, str]) -> None:
    """Write the paths that changed, with the time of change."""
    changed = [unit for unit in units if unit.path != found[unit.pk]]
    for unit in changed:
        unit.path, unit.updated_at = found[unit.pk], clock.now()
    Unit.objects.bulk_update(changed, ["path", "updated_at"], batch_size=200)


@transaction.atomic
def set_contact(unit: Unit, *, by: User | None, **fields: str) -> Contact:
    """Make this person the unit's contact; the former one stays in the history with an end date.

    The same name again only updates phone and mail.

    Raises:
        NotAllowed: when `by` may not.
        Refusal: without a name.
    """
    if by is not None:
        permissions.require(by, "unit.edit", unit)
    values = {field: fields.get(field, "").strip() for field in CONTACT_FIELDS}
    if not values["name"]:
        raise Refusal("请填写联络员姓名。", field="name")
    # Held until the end, so that two handovers at once follow one another.
    Unit.objects.select_for_update().get(pk=unit.pk)
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


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refusal("请填写单位全称。", field="name")
    return name


def _check_class(unit_class: str, *, root: bool) -> None:
    if root != (unit_class == UnitClass.OFFICE):
        raise Refusal(
            "联席会议办公室的类别不能更改。" if root else "联席会议办公室只有一个，请选择其他类别。",
            field="unit_class",
        )


def _credit_code(code: str) -> str:
    code = code.strip().upper()
    if code:
        found = check_uscc(code)
        if not found.ok:
            raise Refusal(f"统一社会信用代码有误：{found.problem}", field="credit_code")
    return code
