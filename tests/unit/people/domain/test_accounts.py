"""Invitations, accounts and roles."""

import hashlib
from datetime import timedelta

import pytest
from tests.factories.people import UnitFactory, UserFactory

from ipweek.base import clock
from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.models import AuditEntry
from ipweek.messages.domain import delivery
from ipweek.messages.models import Message
from ipweek.people.domain import accounts, permissions
from ipweek.people.enums import Role
from ipweek.people.models import Invitation, RoleGrant, Unit, User

pytestmark = pytest.mark.django_db
PASSWORD = "Shifan-mima-2022"
USED = "邀请链接已使用过，请直接登录；忘记密码请联系联席会议办公室。"
INVALID = "邀请链接无效或已撤回，请联系发出邀请的单位重新获取。"
EXPIRED = "邀请链接已过期，请联系发出邀请的单位重新获取。"


@pytest.fixture
def head() -> User:
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def unit(head: User) -> Unit:
    return UnitFactory()


def invite(unit: Unit, head: User | None, **changes) -> tuple[Invitation, str]:
    return accounts.invite(**{"unit": unit, "role": Role.CONTACT, "name": "示例甲", "by": head} | changes)


def test_the_token_is_stored_as_a_hash_only(unit: Unit, head: User) -> None:
    invitation, token = invite(unit, head)

    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert invitation.expires_at == clock.now() + timedelta(days=14)
    assert token not in str(Invitation.objects.values().get())


def test_accepting_opens_one_account_with_one_role(unit: Unit, head: User) -> None:
    invitation, token = invite(unit, head, email="jia@example.com", mobile="13800000001")

    user = accounts.accept(token, username="示例甲", password=PASSWORD)

    invitation.refresh_from_db()
    assert (user.name, user.email, user.mobile) == ("示例甲", "jia@example.com", "13800000001")
    assert user.check_password(PASSWORD)
    assert list(user.grants.values_list("role", "unit", "granted_by")) == [(Role.CONTACT, unit.pk, head.pk)]
    assert (invitation.accepted_by, invitation.accepted_at) == (user, clock.now())
    assert list(AuditEntry.objects.order_by("pk").values_list("act", "unit_id")) == [
        ("account.invited", unit.pk),
        ("role.granted", unit.pk),
        ("account.opened", unit.pk),
    ]


def test_a_used_link_opens_nothing_more(unit: Unit, head: User) -> None:
    _, token = invite(unit, head)
    accounts.accept(token, username="jia", password=PASSWORD)

    for again in (
        lambda: accounts.find(token),
        lambda: accounts.accept(token, username="yi", password=PASSWORD),
    ):
        with pytest.raises(Refusal) as caught:
            again()
        assert caught.value.sentence == USED
    assert User.objects.filter(username="yi").count() == 0


def test_a_link_ends_after_fourteen_days(unit: Unit, head: User) -> None:
    invitation, token = invite(unit, head)

    with clock.at(invitation.expires_at - timedelta(seconds=1)):
        assert accounts.find(token) == invitation
    with clock.at(invitation.expires_at), pytest.raises(Refusal) as caught:
        accounts.find(token)
    assert caught.value.sentence == EXPIRED


def test_a_revoked_or_invented_link_is_invalid(unit: Unit, head: User) -> None:
    invitation, token = invite(unit, head)
    accounts.revoke(invitation, by=head)

    for bad in (token, "invented"):
        with pytest.raises(Refusal) as caught:
            accounts.accept(bad, username="jia", password=PASSWORD)
        assert caught.value.sentence == INVALID


def test_a_used_invitation_cannot_be_revoked(unit: Unit, head: User) -> None:
    invitation, token = invite(unit, head)
    accounts.accept(token, username="jia", password=PASSWORD)

    with pytest.raises(Refusal, match="邀请已被使用，不能撤回"):
        accounts.revoke(invitation, by=head)


def test_a_link_of_a_unit_out_of_use_is_invalid(unit: Unit, head: User) -> None:
    _, token = invite(unit, head)
    Unit.objects.filter(pk=unit.pk).update(active=False)

    with pytest.raises(Refusal) as caught:
        accounts.find(token)
    assert caught.value.sentence == INVALID


def test_inviting_the_same_person_again_leaves_one_working_link(unit: Unit, head: User) -> None:
    first, old = invite(unit, head)
    second, new = invite(unit, head)

    with pytest.raises(Refusal, match="已撤回"):
        accounts.find(old)
    assert accounts.find(new) == second
    first.refresh_from_db()
    assert first.revoked_at == clock.now()


def test_the_mail_holds_the_link_until_it_is_out(unit: Unit, head: User) -> None:
    invitation, token = invite(unit, head, email="jia@example.com", site="https://ip.example.com")
    message = Message.objects.get(key=f"invitation:{invitation.pk}")

    assert message.recipient == "jia@example.com"
    assert f"https://ip.example.com/accounts/invite/{token}/" in message.body
    delivery.deliver()
    message.refresh_from_db()
    assert message.body == ""


def test_no_mail_without_an_address(unit: Unit, head: User) -> None:
    invite(unit, head)

    assert Message.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CHECKER, Role.LEADER, Role.EDITOR])
def test_roles_of_the_office_exist_only_there(unit: Unit, head: User, role: str) -> None:
    with pytest.raises(Refusal) as caught:
        invite(unit, head, role=role)

    assert caught.value.field == "role"


def test_only_who_may_invite_invites(unit: Unit) -> None:
    contact = UserFactory(role=Role.CONTACT, role__unit=unit)

    with pytest.raises(NotAllowed):
        invite(unit, contact)
    assert Invitation.objects.count() == 0


def test_an_invitation_needs_a_name(unit: Unit, head: User) -> None:
    with pytest.raises(Refusal) as caught:
        invite(unit, head, name=" ")

    assert caught.value.field == "name"


@pytest.mark.parametrize(
    "username", ["", "a", "a b", "<b>甲</b>", "jia@example.com", "a" * 41, "-jia", "甲\n乙"]
)
def test_account_names_that_cannot_be(unit: Unit, head: User, username: str) -> None:
    _, token = invite(unit, head)

    with pytest.raises(Refusal) as caught:
        accounts.accept(token, username=username, password=PASSWORD)

    assert caught.value.field == "username"
    assert accounts.find(token).accepted_at is None


def test_a_name_is_taken_whatever_its_case(unit: Unit, head: User) -> None:
    UserFactory(username="Jia")
    _, token = invite(unit, head)

    with pytest.raises(Refusal) as caught:
        accounts.accept(token, username="jIA", password=PASSWORD)

    assert caught.value.sentence == "账号名“jIA”已被使用，请换一个。"


@pytest.mark.parametrize("password", ["", "1234567", "20220401", "password"])
def test_weak_passwords_are_refused_in_a_sentence(unit: Unit, head: User, password: str) -> None:
    _, token = invite(unit, head)

    with pytest.raises(Refusal) as caught:
        accounts.accept(token, username="jia", password=password)

    assert caught.value.field == "password"
    assert caught.value.sentence.endswith("。")
    assert User.objects.filter(username="jia").count() == 0


def test_the_same_role_twice_is_one(unit: Unit, head: User) -> None:
    person = UserFactory()
    grants = [accounts.grant(person, role=Role.CONTACT, unit=unit, by=head) for _ in range(2)]

    assert grants[0] == grants[1]
    assert permissions.may(person, "return.write", unit)


def test_taking_a_role_away_ends_it_once(unit: Unit, head: User) -> None:
    person = UserFactory(role=Role.CONTACT, role__unit=unit)
    found = person.grants.get()

    accounts.end_grant(found, by=head)
    with clock.at("2022-04-09"):
        accounts.end_grant(found, by=head)

    found.refresh_from_db()
    assert found.ended_at == clock.now()
    assert not permissions.may(User.objects.get(pk=person.pk), "return.write", unit)
    assert AuditEntry.objects.filter(act="role.ended").count() == 1


def test_the_last_office_role_stays(head: User) -> None:
    with pytest.raises(Refusal, match="最后一个办公室账号"):
        accounts.end_grant(head.grants.get(), by=head)

    second = UserFactory(role=Role.OFFICE, role__unit=head.grants.get().unit)
    accounts.end_grant(head.grants.get(), by=second)
    assert RoleGrant.objects.filter(ended_at=None).get().user == second


def test_an_inactive_account_does_not_count_as_another_office(head: User) -> None:
    UserFactory(role=Role.OFFICE, is_active=False)

    with pytest.raises(Refusal, match="最后一个办公室账号"):
        accounts.end_grant(head.grants.get(), by=head)
