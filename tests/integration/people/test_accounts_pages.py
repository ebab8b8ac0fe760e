"""Accounts on the desk, and the page an invitation opens."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertRedirects, assertTemplateUsed
from tests.factories.people import ContactFactory, InvitationFactory, UnitFactory, UserFactory

from ipweek.base import clock
from ipweek.people.domain import accounts
from ipweek.people.enums import Role
from ipweek.people.models import Invitation, Unit, User

pytestmark = pytest.mark.django_db
PASSWORD = "Shifan-mima-2022"
FILLED = {"username": "jia", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def office() -> Unit:
    return UnitFactory(office=True)


@pytest.fixture
def head(office: Unit, client: Client) -> User:
    person = UserFactory(role=Role.OFFICE, role__unit=office)
    client.force_login(person)
    return person


@pytest.fixture
def unit(office: Unit) -> Unit:
    return UnitFactory(parent=office, name="甲局")


def invited(unit: Unit, **changes) -> str:
    """The address of an invitation's page."""
    _, token = accounts.invite(**{"unit": unit, "role": Role.CONTACT, "name": "示例甲", "by": None} | changes)
    return f"/accounts/invite/{token}/"


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# On the desk


def test_the_list_shows_live_roles_and_open_invitations(client: Client, head: User, unit: Unit) -> None:
    live = UserFactory(role=Role.CONTACT, role__unit=unit).grants.get()
    UserFactory(role=Role.CONTACT, role__unit=unit).grants.update(ended_at=clock.now())
    waiting = InvitationFactory(unit=unit)
    for state in ("accepted", "revoked", "expired"):
        InvitationFactory(unit=unit, **{state: True})

    context = client.get("/desk/accounts/").context

    assert list(context["grants"]) == [head.grants.get(), live]
    assert list(context["invitations"]) == [waiting]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_one_and_thirty(
    client: Client, head: User, django_assert_num_queries, number: int
) -> None:
    for unit in UnitFactory.create_batch(number):
        UserFactory(role=Role.CONTACT, role__unit=unit)
        InvitationFactory(unit=unit)

    with django_assert_num_queries(6):
        client.get("/desk/accounts/")


@pytest.mark.parametrize("role", [Role.CHECKER, Role.LEADER, Role.EDITOR, Role.CONTACT])
@pytest.mark.parametrize("path", ["accounts/", "accounts/invite/"])
def test_only_the_office_manages_accounts(client: Client, unit: Unit, role: str, path: str) -> None:
    where = unit if role == Role.CONTACT else unit.parent
    client.force_login(UserFactory(role=role, role__unit=where))

    assert client.get(f"/desk/{path}").status_code == 403


def test_a_contact_neither_ends_roles_nor_revokes(client: Client, unit: Unit) -> None:
    grant = UserFactory(role=Role.CONTACT, role__unit=unit).grants.get()
    invitation = InvitationFactory(unit=unit)
    client.force_login(UserFactory(role=Role.CONTACT, role__unit=unit))

    assert client.post(f"/desk/accounts/grants/{grant.pk}/end/").status_code == 404
    assert client.post(f"/desk/accounts/invitations/{invitation.pk}/revoke/").status_code == 404
    grant.refresh_from_db()
    invitation.refresh_from_db()
    assert (grant.ended_at, invitation.revoked_at) == (None, None)


def test_acts_are_not_done_by_a_link(client: Client, head: User, unit: Unit) -> None:
    invitation = InvitationFactory(unit=unit)

    assert client.get(f"/desk/accounts/invitations/{invitation.pk}/revoke/").status_code == 405
    assert client.get(f"/desk/accounts/grants/{head.grants.get().pk}/end/").status_code == 405


def test_inviting_shows_a_working_link_once(client: Client, head: User, unit: Unit) -> None:
    given = {"unit": unit.pk, "role": Role.CONTACT, "name": "示例甲", "email": "", "mobile": ""}

    response = client.post("/desk/accounts/invite/", given)

    link = re.sub("^http://testserver", "", response.context["link"])
    assert response["Cache-Control"] == "no-store"
    assert Client().get(link).context["invitation"] == Invitation.objects.get()
    assert link not in client.get("/desk/accounts/").content.decode()


def test_the_form_suggests_the_unit_s_contact(client: Client, head: User, unit: Unit) -> None:
    ContactFactory(unit=unit, name="示例乙", email="yi@example.com", mobile="13800000002")

    form = client.get(f"/desk/accounts/invite/?unit={unit.pk}").context["form"]
    assert {name: form[name].value() for name in ("unit", "name", "email", "mobile")} == {
        "unit": unit.pk,
        "name": "示例乙",
        "email": "yi@example.com",
        "mobile": "13800000002",
    }
    for other in ("", "?unit=x", "?unit=999999"):
        assert client.get(f"/desk/accounts/invite/{other}").context["form"].initial == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": "office"}, "role"),
        ({"name": ""}, "name"),
        ({"email": "jia"}, "email"),
        ({"unit": "x"}, "unit"),
    ],
)
def test_a_wrong_invitation_comes_back(
    client: Client, head: User, unit: Unit, changes: dict, field: str
) -> None:
    given = {"unit": str(unit.pk), "role": "contact", "name": "示例甲", "email": "", "mobile": ""} | changes

    response = client.post("/desk/accounts/invite/", given)

    form = response.context["form"]
    assert (response.status_code, list(form.errors), Invitation.objects.count()) == (422, [field], 0)
    assert {name: form[name].value() for name in given} == given


def test_ending_a_role_on_the_page(client: Client, head: User, unit: Unit) -> None:
    person = UserFactory(role=Role.CONTACT, role__unit=unit, name="示例甲")

    response = client.post(f"/desk/accounts/grants/{person.grants.get().pk}/end/", follow=True)
    assert told(response) == ["已停用示例甲的“联络员”角色。"]

    response = client.post(f"/desk/accounts/grants/{head.grants.get().pk}/end/", follow=True)
    assert told(response) == ["这是最后一个办公室账号，不能停用；请先邀请另一位办公室人员。"]


def test_revoking_on_the_page(client: Client, head: User, unit: Unit) -> None:
    address = invited(unit)
    invitation = Invitation.objects.get()

    response = client.post(f"/desk/accounts/invitations/{invitation.pk}/revoke/", follow=True)

    assert told(response) == ["已撤回给示例甲的邀请。"]
    assert Client().get(address).status_code == 410


# The page of the link


def test_accepting_signs_in(client: Client, unit: Unit) -> None:
    response = client.post(invited(unit), FILLED)

    assertRedirects(response, "/desk/", fetch_redirect_response=False)
    user = User.objects.get(username="jia")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert [(grant.role, grant.unit) for grant in user.grants.all()] == [("contact", unit)]


def test_a_double_click_opens_one_account(client: Client, unit: Unit) -> None:
    address = invited(unit)
    first, second = client.post(address, FILLED), Client().post(address, FILLED)

    assert (first.status_code, second.status_code, User.objects.count()) == (302, 410, 1)
    assert second.context["sentence"] == "邀请链接已使用过，请直接登录；忘记密码请联系联席会议办公室。"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"again": "anders"}, "again", "两次输入的密码不一致，请重新输入。"),
        ({"password": "12345678", "again": "12345678"}, "password", None),
        ({"username": "a b"}, "username", None),
        ({"username": "Head"}, "username", "账号名“Head”已被使用，请换一个。"),
    ],
)
def test_a_wrong_account_form_comes_back(
    client: Client, unit: Unit, changes: dict, field: str, sentence: str | None
) -> None:
    UserFactory(username="head")
    given = FILLED | changes

    response = client.post(invited(unit), given)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert sentence is None or form.errors[field] == [sentence]
    assert form["username"].value() == given["username"]
    assert given["password"] not in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_closed_link_says_why(client: Client, unit: Unit, method: str) -> None:
    address = invited(unit)

    with clock.at(clock.now() + timedelta(days=15)):
        response = getattr(client, method)(address, FILLED if method == "post" else {})

    assert response.status_code == 410
    assertTemplateUsed(response, "people/invitation_closed.html")
    assert response.context["sentence"] == "邀请链接已过期，请联系发出邀请的单位重新获取。"
    assert User.objects.count() == 0


def test_markup_in_an_invitation_is_shown_as_text(client: Client, unit: Unit) -> None:
    content = client.get(invited(unit, name="<b>甲</b>")).content.decode()

    assert "<b>甲</b>" not in content
    assert "&lt;b&gt;甲&lt;/b&gt;" in content
