"""The member list: template out, lines in, all or nothing."""

import io

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.factories.people import ContactFactory, DistrictFactory, UnitFactory, UserFactory

from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.identifiers import pdy_uscc
from ipweek.papers import sheets
from ipweek.people import exports
from ipweek.people.domain import members, queries
from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Contact, District, Unit, User

pytestmark = pytest.mark.django_db
KEPT = ("name", "path", "unit_class", "position")
LABELS = {value: label for label, value in members.CLASSES.items()}


@pytest.fixture
def office() -> Unit:
    return UnitFactory(office=True)


@pytest.fixture
def head(office: Unit) -> User:
    return UserFactory(role=Role.OFFICE, role__unit=office)


def line(name: str, **changes) -> dict[str, str]:
    empty = {column.key: "" for column in members.SHEET.columns}
    return empty | {"name": name, "unit_class": UnitClass.MEMBER.value} | changes


def book(*lines: dict[str, str]) -> bytes:
    """The lines as a filled list, classes in words."""
    return sheets.export(
        [row | {"unit_class": LABELS.get(row["unit_class"], row["unit_class"])} for row in lines],
        members.SHEET,
    )


def test_the_template_has_drop_downs_and_a_sample_that_is_not_imported() -> None:
    page = load_workbook(io.BytesIO(members.template()))[members.SHEET.title]

    assert [cell.value for cell in page[2]][:3] == ["单位全称*", "简称", "类别*"] or page[2][
        0
    ].value is not None
    assert len(page.data_validations.dataValidation) > 0
    assert members.read(members.template()) == ([], [])


def test_lines_become_units_in_the_tree_with_contacts(office: Unit, head: User) -> None:
    rows, errors = members.read(
        book(
            line("甲县示例所", unit_class="subordinate", parent="甲县示例局"),
            line(
                "甲县示例局",
                unit_class="county",
                short_name="甲县",
                district="410922",
                credit_code=pdy_uscc(3, prefix="11"),
                contact="示例甲",
                job="科长",
                phone="0393-0000001",
                email="jia@example.com",
            ),
        )
    )
    assert errors == []

    below, county = members.store(rows, by=head)

    assert county.path == f"/{office.pk}/{county.pk}/"
    assert below.path == f"{county.path}{below.pk}/"
    county.refresh_from_db()
    assert (county.unit_class, county.short_name, county.district.name) == ("county", "甲县", "甲县")
    assert county.credit_code == pdy_uscc(3, prefix="11")
    assert list(Contact.objects.values_list("unit", "name", "job", "phone", "mobile", "email", "until")) == [
        (county.pk, "示例甲", "科长", "0393-0000001", "", "jia@example.com", None)
    ]


def test_importing_again_updates_and_adds_nothing(head: User) -> None:
    given = [line("示例局", contact="示例甲", phone="0393-0000001"), line("示例院", unit_class="other")]
    members.store(given, by=head)
    members.store([line("示例局", short_name="局", contact="示例甲", job="科长")], by=head)

    units = Unit.objects.exclude(parent=None).values_list("name", "short_name", "unit_class", "position")
    assert sorted(units) == [("示例局", "局", "member", 2), ("示例院", "", "other", 3)]
    assert list(Contact.objects.values_list("name", "job", "phone", "until")) == [
        ("示例甲", "科长", "0393-0000001", None)
    ]


def test_another_name_is_a_handover(head: User) -> None:
    members.store([line("示例局", contact="示例甲")], by=head)
    members.store([line("示例局", contact="示例乙")], by=head)

    assert [(one.name, one.until is None) for one in Contact.objects.order_by("pk")] == [
        ("示例甲", False),
        ("示例乙", True),
    ]


def test_another_parent_moves_the_unit_with_all_below_it(office: Unit, head: User) -> None:
    first, second = UnitFactory.create_batch(2, county=True, parent=office)
    moved = UnitFactory(parent=first)
    below = UnitFactory(parent=moved)

    members.store([line(moved.name, parent=second.name)], by=head)

    below.refresh_from_db()
    assert below.path == f"{second.path}{moved.pk}/{below.pk}/"


def test_a_listed_unit_is_in_use_again(office: Unit, head: User) -> None:
    unit = UnitFactory(parent=office, active=False)

    members.store([line(unit.name)], by=head)

    unit.refresh_from_db()
    assert unit.active


def test_a_circle_of_parents_stores_nothing(head: User) -> None:
    with pytest.raises(Refusal, match="绕了一圈又回到它自己"):
        members.store([line("甲所", parent="乙所"), line("乙所", parent="甲所"), line("丙所")], by=head)

    assert Unit.objects.exclude(parent=None).count() == 0


def test_the_office_is_not_imported(office: Unit, head: User) -> None:
    with pytest.raises(Refusal, match="名单中不要填写"):
        members.store([line(office.name)], by=head)


def test_without_an_office_nothing_can_be_imported() -> None:
    with pytest.raises(Refusal, match="还没有联席会议办公室"):
        members.store([line("示例局")], by=None)


def test_only_who_maintains_units_imports(office: Unit) -> None:
    contact = UserFactory(role=Role.CONTACT, role__unit=UnitFactory(parent=office))

    with pytest.raises(NotAllowed):
        members.store([line("示例局")], by=contact)


def test_every_wrong_cell_is_named() -> None:
    rows, errors = members.read(
        book(
            line("示例局", unit_class="局"),
            line("示例局", credit_code="91350100M000100Y44"),
            line("", contact="示例甲"),
            line("甲所", parent="没有的局", district="12", phone="电话", email="jia"),
        )
    )

    assert len(rows) == 4
    assert sorted((error.row, error.title) for error in errors) == [
        (2, "类别"),
        (3, "单位全称"),
        (3, "统一社会信用代码"),
        (4, "单位全称"),
        (5, "上级单位"),
        (5, "办公电话"),
        (5, "区划代码"),
        (5, "邮箱"),
    ]


def test_the_marked_copy_names_the_error_and_comes_back_in_once_corrected() -> None:
    data = book(line("示例局", parent="没有的局"))
    _, errors = members.read(data)

    page = load_workbook(io.BytesIO(members.marked(data, errors))).worksheets[0]
    remarks = [
        cell.value for row in page.iter_rows() for cell in row if cell.value and "没有的局" in str(cell.value)
    ]
    assert len(remarks) == 2
    page["D2"] = None
    corrected = io.BytesIO()
    page.parent.save(corrected)
    assert members.read(corrected.getvalue())[1] == []


def test_markup_in_a_name_stays_text(head: User) -> None:
    rows, errors = members.read(book(line("<script>alert(1)</script>局", contact="=1+1")))
    members.store(rows, by=head)

    assert errors == []
    assert Contact.objects.get().name == "=1+1"
    assert Contact.objects.get().unit.name == "<script>alert(1)</script>局"


def test_a_district_bears_the_name_of_its_county(head: User) -> None:
    members.store([line("示例局", district="410900"), line("甲局", district="410922")], by=head)
    assert list(District.objects.values_list("code", "name")) == [("410900", "410900"), ("410922", "410922")]

    members.store([line("甲县局", unit_class="county", short_name="甲县", district="410922")], by=head)

    assert District.objects.get(code="410922").name == "甲县"


def test_a_named_district_keeps_its_name(head: User) -> None:
    DistrictFactory(code="410922", name="原名县")

    members.store([line("甲县局", unit_class="county", short_name="甲县", district="410922")], by=head)

    assert District.objects.get(code="410922").name == "原名县"


@pytest.mark.parametrize("known", [False, True])
def test_seven_hundred_units_take_few_queries(head: User, django_assert_max_num_queries, known: bool) -> None:
    given = [
        line(f"示例单位{n:03d}号", contact=f"示例人{n}", phone="0393-0000001", district="410922")
        for n in range(700)
    ]
    if known:
        members.store(given, by=head)

    with django_assert_max_num_queries(60):
        members.store(given, by=head)
    assert Unit.objects.count() == 701


NAMES = st.text(alphabet="甲乙丙丁戊己庚辛示例局委", min_size=2, max_size=12)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    names=st.lists(NAMES, min_size=1, max_size=5, unique=True),
    classes=st.lists(st.sampled_from([one.value for one in members.LISTED]), min_size=5, max_size=5),
    contact=st.sampled_from(["", "示例甲", "示例 乙"]),
)
def test_what_goes_out_comes_back_in(names: list[str], classes: list[str], contact: str) -> None:
    """Import → export → read gives the same lines, and importing them again changes nothing."""
    given = [
        line(name, unit_class=classes[place], contact=contact, parent=names[0] if place == 2 else "")
        for place, name in enumerate(names)
    ]
    with transaction.atomic():
        UnitFactory(office=True)
        members.store(given, by=None)

        out = exports.units(queries.with_history(Unit.objects.exclude(parent=None)), full=True)
        rows, errors = members.read(out)

        assert errors == []
        assert [{key: row[key] for key in given[0]} for row in rows] == given
        before = list(Unit.objects.order_by("pk").values_list(*KEPT))
        members.store(rows, by=None)
        assert list(Unit.objects.order_by("pk").values_list(*KEPT)) == before
        assert Contact.objects.filter(until__isnull=False).count() == 0
        transaction.set_rollback(True)


def test_an_export_for_others_is_masked(office: Unit) -> None:
    ContactFactory(
        unit=UnitFactory(parent=office, name="示例局"),
        name="示例甲",
        phone="0393-0000001",
        mobile="13800000001",
        email="jia@example.com",
    )
    found = queries.with_history(Unit.objects.exclude(parent=None))

    page = load_workbook(io.BytesIO(exports.units(found, full=False))).worksheets[0]
    values = [cell.value for cell in page[2]][6:]
    assert values == ["示例甲", None, "0393-***0001", "138****0001", "j***@example.com"]
