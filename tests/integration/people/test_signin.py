"""Signing in, being locked out, signing out, changing the password."""

from collections.abc import Iterator

import pytest
from axes.utils import reset
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django.asserts import assertRedirects, assertTemplateUsed
from tests.factories.people import UserFactory

from ipweek.base import clock
from ipweek.people.enums import Role
from ipweek.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "Shifan-mima-2022"
LOGIN = "/accounts/login/"
LOCKED = "连续 5 次密码不正确，此账号在本机上暂停登录 30 分钟。"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    cache.clear()
    yield
    reset()


@pytest.fixture
def person() -> User:
    person = UserFactory(role=Role.OFFICE, username="Jia", email="jia@example.com")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra):
    return client.post(LOGIN, {"login": login, "password": password}, **extra)


@pytest.mark.parametrize("login", ["Jia", "jia", "jia@example.com", " JIA@example.com "])
def test_name_or_mail_address_sign_in(client: Client, person: User, login: str) -> None:
    response = sign_in(client, login)

    assertRedirects(response, "/desk/", fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_page_one_came_from_is_reached(client: Client, person: User) -> None:
    wanted = client.get("/desk/units/")
    assertRedirects(wanted, f"{LOGIN}?next=/desk/units/", fetch_redirect_response=False)

    response = client.post(wanted.url, {"login": "Jia", "password": PASSWORD, "next": "/desk/units/"})

    assertRedirects(response, "/desk/units/", fetch_redirect_response=False)


def test_no_page_of_another_site_is_reached(client: Client, person: User) -> None:
    response = client.post(LOGIN, {"login": "Jia", "password": PASSWORD, "next": "https://evil.example/"})

    assertRedirects(response, "/desk/", fetch_redirect_response=False)


@pytest.mark.parametrize("login", ["Jia", "nobody", "nobody@example.com"])
def test_a_failure_says_the_same_whoever_it_is(client: Client, person: User, login: str) -> None:
    response = sign_in(client, login, "wrong")

    assert "_auth_user_id" not in client.session
    assert response.context["form"].errors == {"__all__": ["用户名、邮箱或密码不正确，请重新输入。"]}
    assert response.context["form"]["login"].value() == login


@pytest.mark.parametrize("login", ["Jia", "jia@example.com", "nobody"])
def test_five_failures_lock_the_account_on_this_machine(client: Client, person: User, login: str) -> None:
    codes = [sign_in(client, login, "wrong").status_code for _ in range(5)]
    locked = sign_in(client, login)

    assert [code for code in codes if code == 429] == [429]
    assert locked.status_code == 429
    assertTemplateUsed(locked, "account/locked.html")
    assert LOCKED in locked.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_lock_holds_for_this_name_at_this_address_only(client: Client, person: User) -> None:
    other = UserFactory(username="yi")
    other.set_password(PASSWORD)
    other.save()
    for _ in range(5):
        sign_in(client, "Jia", "wrong")

    assert sign_in(client, "JIA").status_code == 429
    assert sign_in(client, "yi").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), "Jia").status_code == 302


def test_success_clears_the_count(client: Client, person: User) -> None:
    for _ in range(4):
        sign_in(client, "Jia", "wrong")
    assert sign_in(client, "Jia").status_code == 302

    client = Client()
    codes = [sign_in(client, "Jia", "wrong").status_code for _ in range(4)]
    assert 429 not in codes


def test_a_session_ends_after_twelve_hours_or_with_the_browser(client: Client, person: User) -> None:
    sign_in(client, "Jia")

    assert client.session.get_expiry_age() == 12 * 3600
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_signing_out_takes_a_post(client: Client, person: User) -> None:
    sign_in(client, "Jia")

    asked = client.get("/accounts/logout/")
    assert (asked.status_code, "_auth_user_id" in client.session) == (200, True)
    response = client.post("/accounts/logout/")
    assertRedirects(response, LOGIN, fetch_redirect_response=False)
    assert "_auth_user_id" not in client.session
    assert Session.objects.filter(expire_date__gt=clock.now()).count() <= 1


def test_changing_the_password(client: Client, person: User) -> None:
    sign_in(client, "Jia")
    new = "Lingyi-mima-2022"
    other = Client()
    sign_in(other, "Jia")

    response = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert response.status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)
    assert "_auth_user_id" in client.session
    assertRedirects(other.get("/desk/units/"), f"{LOGIN}?next=/desk/units/", fetch_redirect_response=False)


def test_nobody_signs_up(client: Client) -> None:
    response = client.get("/accounts/signup/")

    assertTemplateUsed(response, "account/signup_closed.html")
    client.post("/accounts/signup/", {"username": "yi", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.count() == 0


def test_a_person_without_a_role_sees_nothing_of_others(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get("/desk/units/").status_code == 403
    assert client.get("/desk/accounts/").status_code == 403


def test_an_account_out_of_use_is_told_so(client: Client, person: User) -> None:
    person.is_active = False
    person.save()

    response = sign_in(client, "Jia")

    assert "_auth_user_id" not in client.session
    assertTemplateUsed(client.get(response.url), "account/account_inactive.html")
