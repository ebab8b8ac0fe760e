"""Creating, changing and moving units; contacts and their handover."""

from datetime import date

import pytest
from tests.factories.people import ContactFactory, UnitFactory, UserFactory

from ipweek.base import clock
from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.identifiers import pdy_uscc
from ipweek.base.models import AuditEntry
from ipweek.people.domain import units
from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Contact, Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Unit:
    return UnitFactory(office=True)


@pytest.fixture
def head(office: Unit) -> User:
    return UserFactory(role=Role.OFFICE, role__unit=office)


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


def test_the_first_unit_is_the_office_and_stands_at_the_root() -> None:
    made = units.create(name=" 示例市  联席办 ", unit_class=UnitClass.OFFICE, by=None)

    assert (made.name, made.path, made.parent) == ("示例市 联席办", f"/{made.pk}/", None)
    assert units.office() == made
    assert acts() == ["unit.created"]


def test_a_unit_below_another_carries_its_path(office: Unit, head: User) -> None:
    county = units.create(name="甲县示例局", unit_class=UnitClass.COUNTY, parent=office, by=head)
    below = units.create(name="甲县示例所", unit_class=UnitClass.SUBORDINATE, parent=county, by=head)

    assert below.path == f"/{office.pk}/{county.pk}/{below.pk}/"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": "  "}, "name", "请填写单位全称。"),
        ({"name": "已有单位"}, "name", "单位“已有单位”已经存在，不能重复添加。"),
        ({"parent": None}, "parent", "已有联席会议办公室，请选择上级单位。"),
        (
            {"unit_class": UnitClass.OFFICE},
            "unit_class",
            "联席会议办公室只有一个，请选择其他类别。",
        ),
        (
            {"credit_code": "91350100M000100Y44"},
            "credit_code",
            None,
        ),
    ],
)
def test_what_a_new_unit_may_not_be(
    office: Unit, head: User, changes: dict, field: str, sentence: str | None
) -> None:
    UnitFactory(name="已有单位", parent=office)
    given = {"name": "新单位", "unit_class": UnitClass.MEMBER, "parent": office, "by": head} | changes

    with pytest.raises(Refusal) as caught:
        units.create(**given)

    assert caught.value.field == field
    assert caught.value.sentence == sentence or sentence is None
    assert not Unit.objects.filter(name="新单位").exists()


def test_a_contact_may_neither_create_nor_change_units(office: Unit) -> None:
    own = UnitFactory(parent=office)
    contact = UserFactory(role=Role.CONTACT, role__unit=own)

    with pytest.raises(NotAllowed):
        units.create(name="新单位", unit_class=UnitClass.MEMBER, parent=own, by=contact)
    with pytest.raises(NotAllowed):
        units.change(own, by=contact, name="新名")
    with pytest.raises(NotAllowed):
        units.set_contact(own, by=contact, name="示例甲")


def test_change_keeps_what_is_not_named(office: Unit, head: User) -> None:
    unit = UnitFactory(parent=office, short_name="旧简称")

    changed = units.change(unit, by=head, name="新名", credit_code=pdy_uscc(7, prefix="11").lower())

    assert (changed.name, changed.short_name, changed.credit_code) == (
        "新名",
        "旧简称",
        pdy_uscc(7, prefix="11"),
    )


def test_another_parent_takes_the_subtree_along(office: Unit, head: User) -> None:
    first, second = UnitFactory.create_batch(2, county=True, parent=office)
    moved = UnitFactory(parent=first)
    below = UnitFactory(parent=moved)

    moved = units.change(moved, by=head, parent=second)

    below.refresh_from_db()
    assert moved.path == f"{second.path}{moved.pk}/"
    assert below.path == f"{second.path}{moved.pk}/{below.pk}/"


def test_a_unit_cannot_stand_below_itself(office: Unit, head: User) -> None:
    county = UnitFactory(county=True, parent=office)
    below = UnitFactory(parent=county)

    for parent in (county, below):
        with pytest.raises(Refusal, match="上级单位不能是本单位或它的下级单位"):
            units.change(county, by=head, parent=parent if parent != county else below)
    county.refresh_from_db()
    assert county.parent == office


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"active": False}, "active"),
        ({"unit_class": UnitClass.MEMBER}, "unit_class"),
        ({"parent": 1}, "parent"),
    ],
)
def test_the_office_stays_what_it_is(office: Unit, head: User, changes: dict, field: str) -> None:
    if "parent" in changes:
        changes = {"parent": UnitFactory(parent=office)}

    with pytest.raises(Refusal) as caught:
        units.change(office, by=head, **changes)

    assert caught.value.field == field


def test_paths_refuse_a_circle() -> None:
    with pytest.raises(units.CircleError) as caught:
        units.paths({1: None, 2: 3, 3: 2})

    assert caught.value.key == 2


def test_a_handover_keeps_the_former_contact(office: Unit, head: User) -> None:
    unit = UnitFactory(parent=office)
    with clock.at("2022-03-01"):
        units.set_contact(unit, by=head, name="示例甲", phone="0393-0000001")
    with clock.at("2022-04-02"):
        units.set_contact(unit, by=head, name="示例乙", phone="0393-0000002")

    rows = list(Contact.objects.order_by("pk").values_list("name", "since", "until"))
    assert rows == [
        ("示例甲", date(2022, 3, 1), date(2022, 4, 2)),
        ("示例乙", date(2022, 4, 2), None),
    ]


def test_the_same_contact_is_updated_in_place(office: Unit, head: User) -> None:
    contact = ContactFactory(unit=UnitFactory(parent=office), name="示例甲", job="科员")

    same = units.set_contact(contact.unit, by=head, name=" 示例甲 ", job="科长")

    assert (same.pk, same.job, same.until) == (contact.pk, "科长", None)
    assert Contact.objects.count() == 1


def test_a_contact_needs_a_name(office: Unit, head: User) -> None:
    with pytest.raises(Refusal) as caught:
        units.set_contact(office, by=head, name=" ", phone="0393-0000001")

    assert (caught.value.field, Contact.objects.count()) == ("name", 0)


def test_personal_data_stay_out_of_the_audit(office: Unit, head: User) -> None:
    units.set_contact(office, by=head, name="示例甲", mobile="13800000001", email="jia@example.com")

    entry = AuditEntry.objects.get(act="contact.set")
    assert (entry.summary, entry.data) == (f"{office.name}联络员更新", {})
