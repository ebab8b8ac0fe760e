"""Who may do what where."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.people import UnitFactory, UserFactory

from ipweek.base.errors import NotAllowed
from ipweek.people.domain import permissions, units
from ipweek.people.enums import Role
from ipweek.people.models import Unit

pytestmark = pytest.mark.django_db


def tree() -> tuple[Unit, Unit, Unit, Unit]:
    """Office, a county, a unit below it, another county."""
    office = UnitFactory(office=True)
    county = UnitFactory(county=True, parent=office)
    below = UnitFactory(parent=county)
    other = UnitFactory(county=True, parent=office)
    return office, county, below, other


@pytest.mark.parametrize("act", permissions.ACTS)
def test_a_stranger_and_a_person_without_a_role_may_nothing(act: str) -> None:
    found = [
        (permissions.may(person, act), list(permissions.units_for(person, act)))
        for person in (AnonymousUser(), UserFactory())
    ]

    assert found == [(False, []), (False, [])]


def test_every_role_stands_in_the_table_with_known_acts_and_scopes() -> None:
    assert set(permissions.TABLE) == set(Role)
    assert {act for acts in permissions.TABLE.values() for act in acts} == set(permissions.ACTS)
    assert {scope for acts in permissions.TABLE.values() for scope in acts.values()} == set(
        permissions.SCOPES
    )


def test_an_unknown_act_is_a_mistake_of_the_program() -> None:
    person = UserFactory(role=Role.OFFICE)

    for ask in (permissions.may, permissions.units_for, permissions.require):
        with pytest.raises(ValueError, match="unknown act"):
            ask(person, "unit.burn")
    with pytest.raises(ValueError, match="unknown act"):
        permissions.roles_with("unit.burn")


def test_the_office_reaches_everything_a_contact_its_own_tree() -> None:
    office, county, below, other = tree()
    head, contact = UserFactory(role=Role.OFFICE), UserFactory(role=Role.CONTACT, role__unit=county)

    assert set(permissions.units_for(head, "session.edit")) == {office, county, below, other}
    assert set(permissions.units_for(contact, "session.edit")) == {county, below}
    assert set(permissions.units_for(contact, "summary.build")) == {county}
    assert [permissions.may(contact, "session.edit", unit) for unit in (office, county, below, other)] == [
        False,
        True,
        True,
        False,
    ]


def test_may_and_units_for_agree_for_every_act_and_role() -> None:
    everyone = tree()
    below = everyone[2]
    units.change(below, by=UserFactory(role=Role.OFFICE), active=False)
    everyone = tuple(Unit.objects.order_by("pk"))
    for role in Role:
        person = UserFactory(role=role, role__unit=everyone[1] if role == Role.CONTACT else everyone[0])
        for act in permissions.ACTS:
            listed = set(permissions.units_for(person, act))
            assert {unit for unit in everyone if permissions.may(person, act, unit)} == listed, (role, act)


def test_a_unit_out_of_use_stays_visible_but_nothing_new_is_done_there() -> None:
    _, county, below, _ = tree()
    head, contact = UserFactory(role=Role.OFFICE), UserFactory(role=Role.CONTACT, role__unit=county)
    county = units.change(county, by=head, active=False)

    assert {act for act in permissions.ACTS if permissions.may(head, act, county)} == permissions.ON_RETIRED
    assert list(permissions.units_for(contact, "unit.view")) == []
    assert permissions.may(head, "session.edit", below)


def test_ended_roles_and_inactive_accounts_count_for_nothing() -> None:
    office = UnitFactory(office=True)
    gone = UserFactory(role=Role.OFFICE, role__unit=office)
    gone.grants.update(ended_at="2022-03-01T00:00:00+08:00")
    locked = UserFactory(role=Role.OFFICE, role__unit=office, is_active=False)

    assert [permissions.may(person, "unit.view") for person in (gone, locked)] == [False, False]


def test_require_says_what_is_missing_and_whom_to_ask() -> None:
    _, county, _, other = tree()
    contact = UserFactory(role=Role.CONTACT, role__unit=county)

    with pytest.raises(NotAllowed) as caught:
        permissions.require(contact, "session.edit", other)

    sentence = f"您的账号没有“登记场次、结项”的权限（{other.name}），请联系联席会议办公室。"
    assert caught.value.sentence == sentence


def test_grants_are_read_once_per_person_object(django_assert_num_queries) -> None:
    _, county, _, other = tree()
    contact = UserFactory(role=Role.CONTACT, role__unit=county)

    with django_assert_num_queries(1):
        permissions.may(contact, "unit.view", county)
        permissions.may(contact, "session.edit", other)


@pytest.mark.parametrize(
    ("role", "at", "expected"),
    [
        (Role.CONTACT, "county", {"county": True, "below": True, "other": False}),
        (Role.OFFICE, "office", {"office": True, "county": False}),
    ],
)
def test_answering_for_a_unit_is_not_acting_for_all(role: str, at: str, expected: dict[str, bool]) -> None:
    named = dict(zip(("office", "county", "below", "other"), tree(), strict=True))
    person = UserFactory(role=role, role__unit=named[at])

    assert {name: permissions.belongs(person, named[name]) for name in expected} == expected


@given(st.lists(st.integers(0, 8), min_size=1, max_size=9))
def test_a_prefix_of_the_path_is_exactly_the_subtree(choices: list[int]) -> None:
    """Any tree: the paths that begin with a unit's path are those of the unit and of all below it."""
    parents: dict[int, int | None] = {1: None}
    for place, choice in enumerate(choices):
        parents[place + 2] = sorted(parents)[choice % len(parents)]
    paths = units.paths(parents)

    def above(key: int) -> set[int]:
        parent = parents[key]
        return {key} if parent is None else {key} | above(parent)

    for root in parents:
        by_prefix = {key for key, path in paths.items() if path.startswith(paths[root])}
        assert by_prefix == {key for key in parents if root in above(key)}


def test_printed_table_has_a_line_per_act_and_a_column_per_role() -> None:
    rows = permissions.table_rows()

    assert rows[0] == ["事项", "办公室", "审核员", "分管领导", "编辑", "联络员"]
    assert [row[0] for row in rows[1:]] == list(permissions.ACTS.values())
    assert rows[1:][list(permissions.ACTS).index("summary.build")] == [
        "生成总结",
        "全部单位",
        "—",
        "全部单位",
        "—",
        "本单位",
    ]
