"""Units and contacts on the desk."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django.asserts import assertRedirects
from tests.factories.people import ContactFactory, DistrictFactory, UnitFactory, UserFactory

from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Contact, Unit, User

pytestmark = pytest.mark.django_db
MARKUP = '<script>alert("1")</script>局'


@pytest.fixture
def office() -> Unit:
    return UnitFactory(office=True)


@pytest.fixture
def head(office: Unit, client: Client) -> User:
    person = UserFactory(role=Role.OFFICE, role__unit=office)
    client.force_login(person)
    return person


@pytest.fixture
def county(office: Unit) -> Unit:
    return UnitFactory(county=True, parent=office, name="甲县示例局")


def names(response) -> list[str]:
    return [unit.name for unit, _ in response.context["rows"]]


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_contact_lists_its_own_tree_only(client: Client, county: Unit) -> None:
    below = UnitFactory(parent=county)
    UnitFactory(county=True, parent=county.parent)
    client.force_login(UserFactory(role=Role.CONTACT, role__unit=county))

    assert names(client.get("/desk/units/")) == [county.name, below.name]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["示例市联席会议办公室", "甲县示例局", "乙局"]),
        ("?unit_class=county", ["甲县示例局"]),
        ("?word=乙", ["乙局"]),
        ("?word=丁局简称", []),
        ("?state=retired", ["丁局"]),
        ("?state=all&word=丁局简称", ["丁局"]),
        ("?unit_class=planet&state=x", ["示例市联席会议办公室", "甲县示例局", "乙局"]),
        ("?page=99", ["示例市联席会议办公室", "甲县示例局", "乙局"]),
    ],
)
def test_the_list_is_narrowed(
    client: Client, head: User, county: Unit, query: str, expected: list[str]
) -> None:
    Unit.objects.filter(pk=county.pk).update(position=10_000)
    UnitFactory(name="乙局", parent=county.parent, position=10_001)
    UnitFactory(name="丁局", short_name="丁局简称", parent=county.parent, active=False, position=10_002)
    Unit.objects.filter(parent=None).update(position=0)

    assert names(client.get(f"/desk/units/{query}")) == expected


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_one_and_thirty(
    client: Client, head: User, django_assert_num_queries, number: int
) -> None:
    for unit in UnitFactory.create_batch(number, district=DistrictFactory()):
        ContactFactory(unit=unit)
        UserFactory.create_batch(2, role=Role.CONTACT, role__unit=unit)

    with django_assert_num_queries(6):
        client.get("/desk/units/")


def test_numbers_are_masked_in_the_list_and_whole_on_the_page(
    client: Client, head: User, county: Unit
) -> None:
    ContactFactory(unit=county, phone="0393-0000017", mobile="13800000001")

    assert "0393-***0017" in page(client, "/desk/units/")
    assert "0000017" not in page(client, "/desk/units/").replace("0393-***0017", "")
    assert "0393-0000017" in page(client, f"/desk/units/{county.pk}/")


def test_the_page_shows_former_contacts_after_the_present_one(
    client: Client, head: User, county: Unit
) -> None:
    ContactFactory(unit=county, name="示例甲", since="2022-01-01", until="2022-02-01")
    ContactFactory(unit=county, name="示例乙", since="2022-02-01", until="2022-03-01")
    ContactFactory(unit=county, name="示例丙", since="2022-03-01")

    contacts = client.get(f"/desk/units/{county.pk}/").context["contacts"]

    assert [one.name for one in contacts] == ["示例丙", "示例乙", "示例甲"]


def test_markup_in_a_name_is_shown_as_text(client: Client, head: User, county: Unit) -> None:
    Unit.objects.filter(pk=county.pk).update(name=MARKUP)
    ContactFactory(unit=county, name="<b>甲</b>")

    for address in ("/desk/units/", f"/desk/units/{county.pk}/", f"/desk/units/{county.pk}/edit/"):
        assert "<script>alert" not in page(client, address)
        assert "<b>甲" not in page(client, address)
    assert "&lt;script&gt;alert" in page(client, "/desk/units/")


@pytest.mark.parametrize("path", ["", "edit/", "contact/"])
def test_a_foreign_county_finds_nothing(client: Client, county: Unit, path: str) -> None:
    foreign = UnitFactory(county=True, parent=county.parent)
    client.force_login(UserFactory(role=Role.CONTACT, role__unit=foreign))

    for method in (client.get, client.post):
        assert method(f"/desk/units/{county.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["edit/", "contact/"])
def test_a_contact_does_not_maintain_its_own_unit(client: Client, county: Unit, path: str) -> None:
    client.force_login(UserFactory(role=Role.CONTACT, role__unit=county))

    assert client.post(f"/desk/units/{county.pk}/{path}", {"name": "新名"}).status_code == 404
    county.refresh_from_db()
    assert county.name == "甲县示例局"


@pytest.mark.parametrize(
    "path", ["units/", "units/new/", "units/import/", "units/export.xlsx", "accounts/", "accounts/invite/"]
)
def test_strangers_are_sent_to_sign_in(client: Client, path: str) -> None:
    assertRedirects(
        client.get(f"/desk/{path}"), f"/accounts/login/?next=/desk/{path}", fetch_redirect_response=False
    )


def test_adding_a_unit(client: Client, head: User, office: Unit) -> None:
    response = client.post(
        "/desk/units/new/",
        {
            "name": "丙县示例局",
            "unit_class": "county",
            "parent": office.pk,
            "position": 3,
            "short_name": "丙县",
        },
    )

    made = Unit.objects.get(name="丙县示例局")
    assertRedirects(response, f"/desk/units/{made.pk}/")
    assert (made.path, made.unit_class, made.short_name) == (f"{office.path}{made.pk}/", "county", "丙县")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": ""}, "name", None),
        ({"name": "甲县示例局"}, "name", "这个名称的单位已经存在，请在单位列表中查找。"),
        ({"unit_class": "office"}, "unit_class", None),
        ({"credit_code": "123"}, "credit_code", None),
        ({"parent": "99999"}, "parent", None),
        ({"position": "-1"}, "position", None),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(
    client: Client, head: User, county: Unit, changes: dict, field: str, sentence: str | None
) -> None:
    given = {"name": "丙局", "unit_class": "member", "parent": county.parent_id, "position": "3"} | changes

    response = client.post("/desk/units/new/", given)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert sentence is None or form.errors[field] == [sentence]
    assert {name: form[name].value() for name in given} == {name: str(value) for name, value in given.items()}
    assert not Unit.objects.filter(name="丙局").exists()


def test_changing_and_taking_out_of_use_and_in_again(client: Client, head: User, county: Unit) -> None:
    given = {"name": "甲县新局", "unit_class": "county", "parent": county.parent_id, "position": 1}

    client.post(f"/desk/units/{county.pk}/edit/", given)
    county.refresh_from_db()
    assert (county.name, county.active) == ("甲县新局", False)

    client.post(f"/desk/units/{county.pk}/edit/", given | {"active": "on"})
    county.refresh_from_db()
    assert county.active


def test_the_heading_of_a_refused_change_keeps_the_stored_name(
    client: Client, head: User, county: Unit
) -> None:
    other = UnitFactory(parent=county.parent)

    response = client.post(
        f"/desk/units/{county.pk}/edit/",
        {"name": other.name, "unit_class": "county", "parent": county.parent_id, "position": 1},
    )

    assert (response.status_code, response.context["name"]) == (422, "甲县示例局")


def test_the_office_keeps_its_class_and_place(client: Client, head: User, office: Unit) -> None:
    form = client.get(f"/desk/units/{office.pk}/edit/").context["form"]
    assert {"parent", "unit_class", "active"}.isdisjoint(form.fields)

    client.post(f"/desk/units/{office.pk}/edit/", {"name": "新联席办", "position": 0, "active": ""})
    office.refresh_from_db()
    assert (office.name, office.unit_class, office.active) == ("新联席办", UnitClass.OFFICE, True)


def test_a_handover_on_the_page(client: Client, head: User, county: Unit) -> None:
    ContactFactory(unit=county, name="示例甲", phone="0393-0000001")
    address = f"/desk/units/{county.pk}/contact/"
    assert client.get(address).context["form"]["phone"].value() == "0393-0000001"

    response = client.post(address, {"name": "示例乙", "email": "yi@example.com"})

    assertRedirects(response, f"/desk/units/{county.pk}/")
    assert list(Contact.objects.order_by("pk").values_list("name", "email")) == [
        ("示例甲", ""),
        ("示例乙", "yi@example.com"),
    ]


def test_a_wrong_mail_address_is_not_stored(client: Client, head: User, county: Unit) -> None:
    response = client.post(f"/desk/units/{county.pk}/contact/", {"name": "示例乙", "email": "yi"})

    assert (response.status_code, Contact.objects.count()) == (422, 0)
    assert response.context["form"]["name"].value() == "示例乙"


def rows(response) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_the_export_holds_what_the_list_shows(client: Client, head: User, county: Unit) -> None:
    ContactFactory(unit=county, name="示例甲", mobile="13800000001")
    UnitFactory(parent=county.parent, name="乙局")

    response = client.get("/desk/units/export.xlsx?unit_class=county")

    assert response["Content-Disposition"] == 'attachment; filename="units.xlsx"'
    assert [(row[0], row[6], row[9]) for row in rows(response)] == [("甲县示例局", "示例甲", "13800000001")]


def test_the_export_of_a_contact_is_its_own_and_masked(client: Client, county: Unit) -> None:
    ContactFactory(unit=county, name="示例甲", mobile="13800000001")
    UnitFactory(parent=county.parent, name="乙局")
    client.force_login(UserFactory(role=Role.CONTACT, role__unit=county))

    assert [(row[0], row[9]) for row in rows(client.get("/desk/units/export.xlsx"))] == [
        ("甲县示例局", "138****0001")
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_the_export_costs_the_same_for_one_and_thirty(
    client: Client, head: User, django_assert_num_queries, number: int
) -> None:
    for unit in UnitFactory.create_batch(number, district=DistrictFactory()):
        ContactFactory(unit=unit)

    with django_assert_num_queries(5):
        client.get("/desk/units/export.xlsx")
