"""Signing in with a second step: switched on by its owner, asked for, locked like a password, taken off again."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.core.cache import cache
from django.test import Client
from pytest_django.asserts import assertRedirects, assertTemplateUsed
from tests.factories.people import UserFactory

from ipweek.base.models import AuditEntry
from ipweek.config import cli, second_step
from ipweek.config.commands import unlock
from ipweek.people.enums import Role
from ipweek.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "Shifan-mima-2022"
SECRET = re.compile(r'<span class="code">(\w+)</span>')
LOGIN, CODE, MINE = "/accounts/login/", "/accounts/2fa/authenticate/", "/accounts/2fa/"
ON, OFF, CODES = f"{MINE}totp/activate/", f"{MINE}totp/deactivate/", f"{MINE}recovery-codes/"


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(unlock, "start_django", lambda: None)
    cache.clear()
    yield
    reset()


@pytest.fixture
def person() -> User:
    person = UserFactory(role=Role.OFFICE, username="Jia", email="jia@example.com")
    person.set_password(PASSWORD)
    person.save()
    return person


def totp(secret: str, steps: int = 0) -> str:
    """The code of RFC 6238, some steps of half a minute from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def password(client: Client, login: str = "Jia", word: str = PASSWORD):
    return client.post(LOGIN, {"login": login, "password": word})


def confirm(client: Client, page: str):
    """Open a page that wants the password once more."""
    asked = client.get(page)
    assert asked["Location"].partition("?")[0] == "/accounts/reauthenticate/"
    client.post(asked["Location"], {"password": PASSWORD, "next": page})
    return client.get(page)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def secret(person: User) -> str:
    """The person has switched the second step on; the telephone's secret."""
    client = Client()
    password(client)
    page = confirm(client, ON)
    shown = SECRET.findall(page.content.decode())
    answer = client.post(ON, {"code": totp(shown[0])})
    assertRedirects(answer, CODES, fetch_redirect_response=False)
    cache.clear()  # a code is good once; the tests come faster than half a minute
    return shown[0]


def recovery_codes(person: User) -> list[str]:
    return Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()


def test_without_it_nothing_changes(person: User) -> None:
    client = Client()

    assertRedirects(password(client), "/desk/", fetch_redirect_response=False)
    page = client.get(MINE)
    assertTemplateUsed(page, "mfa/index.html")
    assert "未开启" in page.content.decode()
    menu = client.get("/desk/").content.decode()
    assert '<li><a href="/accounts/2fa/">两步验证</a></li>' in menu


def test_the_page_to_switch_on_shows_a_picture_of_our_own(person: User) -> None:
    client = Client()
    password(client)

    page = confirm(client, ON)

    (source,) = re.findall(r'<img src="(data:image/svg\+xml;base64,[^"]+)"', page.content.decode())
    assert base64.b64decode(source.partition(",")[2]).startswith(b"<?xml")
    label = page.context["totp_url"].partition("?")[0]
    assert label == "otpauth://totp/Jia"
    assert "https:" not in page.content.decode().replace("https://www.w3.org", "")


def test_a_wrong_first_code_switches_nothing_on(person: User) -> None:
    client = Client()
    password(client)
    confirm(client, ON)

    page = client.post(ON, {"code": "000000"})

    assert page.context["form"].errors == {"code": [second_step.INCORRECT]}
    assert not Authenticator.objects.exists()


def test_the_code_is_asked_after_the_password(person: User, secret: str) -> None:
    client = Client()

    assertRedirects(password(client), CODE, fetch_redirect_response=False)
    assert not signed_in(client)
    assertRedirects(client.get("/desk/"), f"{LOGIN}?next=/desk/", fetch_redirect_response=False)
    assertTemplateUsed(client.get(CODE), "mfa/authenticate.html")
    answer = client.post(CODE, {"code": totp(secret)})
    assertRedirects(answer, "/desk/", fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(("steps", "good"), [(-3, False), (-1, True), (0, True), (1, True), (3, False)])
def test_a_telephone_may_go_a_little_wrong(person: User, secret: str, steps: int, good: bool) -> None:
    client = Client()
    password(client)

    client.post(CODE, {"code": totp(secret, steps)})

    assert signed_in(client) is good


def test_a_code_is_good_once(person: User, secret: str) -> None:
    code = totp(secret, 1)
    for first in (True, False):
        client = Client()
        password(client)
        client.post(CODE, {"code": code})
        assert signed_in(client) is first


def test_a_recovery_code_is_good_once(person: User, secret: str) -> None:
    code = recovery_codes(person)[0]
    for first in (True, False):
        client = Client()
        password(client)
        client.post(CODE, {"code": code})
        assert signed_in(client) is first
    assert len(recovery_codes(person)) == 9


def test_wrong_codes_lock_the_account_like_wrong_passwords(person: User, secret: str) -> None:
    client = Client()
    password(client)

    codes = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]

    assert codes == [200, 200, 200, 200, 429]
    right = client.post(CODE, {"code": totp(secret)})
    assert right.context["form"].errors == {"code": [second_step.LOCKED]}
    assert not signed_in(client)
    assert password(Client()).status_code == 429


def test_a_right_password_does_not_clear_the_count(person: User, secret: str) -> None:
    for _ in range(4):
        client = Client()
        password(client)
        assert client.post(CODE, {"code": "000000"}).status_code == 200

    client = Client()
    password(client)
    assert client.post(CODE, {"code": "000000"}).status_code == 429


def test_another_account_cannot_be_counted_instead(person: User, secret: str) -> None:
    client = Client()
    password(client)

    assert client.post(CODE, {"code": "000000", "login": "yi"}).status_code == 400


def test_without_the_password_no_code_is_asked(person: User, secret: str) -> None:
    client = Client()

    assertRedirects(client.get(CODE), LOGIN, fetch_redirect_response=False)
    client.post(CODE, {"code": totp(secret)})
    assert not signed_in(client)


def test_switching_off_wants_the_password_again(person: User, secret: str) -> None:
    client, hasty = Client(), Client()
    for each in (client, hasty):
        each.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    assert hasty.post(OFF).status_code == 302
    assert Authenticator.objects.filter(type="totp").exists()
    assertTemplateUsed(confirm(client, OFF), "mfa/totp/deactivate_form.html")
    assertRedirects(client.post(OFF), MINE, fetch_redirect_response=False)

    assert not Authenticator.objects.exists()
    assertRedirects(password(Client()), "/desk/", fetch_redirect_response=False)


def test_a_code_confirms_as_well(person: User, secret: str) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    confirming = f"{MINE}reauthenticate/"

    assertTemplateUsed(client.get(confirming), "mfa/reauthenticate.html")
    wrong = client.post(confirming, {"code": "000000"})
    assert wrong.context["form"].errors == {"code": [second_step.INCORRECT]}
    client.post(confirming, {"code": totp(secret)})

    assertTemplateUsed(client.get(OFF), "mfa/totp/deactivate_form.html")


def test_new_recovery_codes_replace_the_old(person: User, secret: str) -> None:
    client, old = Client(), recovery_codes(person)
    password(client)
    client.post(CODE, {"code": totp(secret)})

    shown = confirm(client, CODES).content.decode()
    assert re.findall(r'<li class="code">(\d+)</li>', shown) == old
    assert client.get(f"{CODES}download/").content.decode().split() == old
    assertTemplateUsed(client.get(f"{CODES}generate/"), "mfa/recovery_codes/generate.html")
    client.post(f"{CODES}generate/")

    assert set(recovery_codes(person)) & set(old) == set()


def test_secrets_are_not_kept_in_the_clear(person: User, secret: str) -> None:
    data = {each.type: each.data for each in Authenticator.objects.filter(user=person)}

    assert secret not in str(data)
    assert second_step.SecondStepAdapter().decrypt(data["totp"]["secret"]) == secret


def test_the_journal_tells_who_switched(person: User, django_capture_on_commit_callbacks: Any) -> None:
    client = Client()
    password(client)
    found = SECRET.findall(confirm(client, ON).content.decode())[0]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(ON, {"code": totp(found)})
        client.get(f"{CODES}generate/")
        client.post(f"{CODES}generate/")
        client.post(OFF)

    rows = AuditEntry.objects.filter(act__startswith="account.")
    assert sorted(rows.values_list("act", "actor", "object_id")) == [
        (act, person.pk, str(person.pk))
        for act in ("account.recovery_codes", "account.second_step_off", "account.second_step_on")
    ]


def test_the_journal_tells_of_a_new_password(person: User) -> None:
    client, new = Client(), "Lingyi-mima-2022"
    password(client)

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    (row,) = AuditEntry.objects.filter(act__startswith="account.")
    assert (row.act, row.actor, row.object_id) == ("account.password_changed", person, str(person.pk))


def test_a_lost_telephone(person: User, secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["unlock", "jia", "--second-step"]) == 0

    assert capsys.readouterr().out == "已关闭两步验证。\n"
    assertRedirects(password(Client()), "/desk/", fetch_redirect_response=False)
    last = AuditEntry.objects.latest("pk")
    assert (last.act, last.actor, last.object_id) == ("account.second_step_off", None, str(person.pk))


def test_a_locked_account_is_opened(person: User, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(5):
        password(Client(), word="wrong")
    assert password(Client()).status_code == 429

    assert cli.main(["unlock", "Jia"]) == 0
    assert capsys.readouterr().out == "已解除登录锁定。\n"
    assertRedirects(password(Client()), "/desk/", fetch_redirect_response=False)
    assert cli.main(["unlock", "Jia"]) == 0
    assert capsys.readouterr().out == "这个账号没有被锁定，不需要处理。\n"


def test_an_account_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["unlock", "bing"]) == 2
    assert capsys.readouterr().err == "没有用户名为“bing”的账号，请核对后重试。\n"
