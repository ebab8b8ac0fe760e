"""Accounts by invitation: nobody signs up, somebody responsible invites.

An invitation is a link whose token is shown once (or mailed) and kept only as a hash. It opens one account with
one role at one unit, once, within fourteen days.
"""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.messages.domain import outbox
from ipweek.people.domain import permissions
from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Invitation, RoleGrant, Unit, User

VALID_FOR = timedelta(days=14)
OFFICE_ROLES = frozenset({Role.OFFICE, Role.CHECKER, Role.LEADER, Role.EDITOR})


@transaction.atomic
def invite(
    *, unit: Unit, role: str, name: str, by: User | None, email: str = "", mobile: str = "", site: str = ""
) -> tuple[Invitation, str]:
    """Invite a person to a role at a unit; returns the invitation and its token, which is not stored.

    Args:
        unit: where the role holds.
        role: a `Role` value; office, checker, leader and editor exist only at the office itself.
        name: the person's name.
        by: who invites; None for the command line of the operator.
        email: mailed to this address when given.
        mobile: kept for the contact list.
        site: address of the installation, for the link in the mail.

    Raises:
        NotAllowed: when `by` may not invite there.
        Refusal: for a role that does not fit the unit or a missing name.
    """
    if by is not None:
        permissions.require(by, "account.invite", unit)
    if not name.strip():
        raise Refusal("请填写被邀请人的姓名。", field="name")
    if role in OFFICE_ROLES and unit.unit_class != UnitClass.OFFICE:
        raise Refusal(f"“{Role(role).label}”只能设在联席会议办公室。", field="role")
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        unit=unit,
        role=role,
        name=name.strip(),
        email=email.strip(),
        mobile=mobile.strip(),
        token_hash=_hash(token),
        expires_at=clock.now() + VALID_FOR,
        invited_by=by,
    )
    if invitation.email:
        outbox.write(
            key=f"invitation:{invitation.pk}",
            recipient=invitation.email,
            subject=f"邀请您开通{unit.name}的账号",
            body=(
                f"{invitation.name}：\n\n请打开下面的链接设置账号和密码，{VALID_FOR.days} 天内有效，只能使用一次。\n\n"
                f"{site}/accounts/invite/{token}/\n"
            ),
        )
    audit.record(
        "account.invited", invitation, by=by, summary=f"{unit.name} {Role(role).label}", unit_id=unit.pk
    )
    return invitation, token


def find(token: str) -> Invitation:
    """The open invitation of a token.

    Raises:
        Refusal: when it is unknown, used, revoked or expired; the sentence says whom to ask.
    """
    found = Invitation.objects.select_related("unit").filter(token_hash=_hash(token)).first()
    if found is None or found.revoked_at:
        raise Refusal("邀请链接无效或已撤回，请联系发出邀请的单位重新获取。")
    if found.accepted_at:
        raise Refusal("邀请链接已使用过，请直接登录；忘记密码请联系联席会议办公室。")
    if found.expires_at <= clock.now():
        raise Refusal("邀请链接已过期，请联系发出邀请的单位重新获取。")
    return found


@transaction.atomic
def accept(token: str, *, username: str, password: str) -> User:
    """Open the account an invitation offers, once, even when the form is sent twice at the same moment.

    Raises:
        Refusal: for a bad token, a used account name, or a weak password.
    """
    find(token)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(token_hash=_hash(token))
    if invitation.accepted_at:
        raise Refusal("邀请链接已使用过，请直接登录；忘记密码请联系联席会议办公室。")
    user = open_account(
        username=username,
        password=password,
        name=invitation.name,
        email=invitation.email,
        mobile=invitation.mobile,
    )
    invitation.accepted_by, invitation.accepted_at = user, clock.now()
    invitation.save()
    grant(user, role=invitation.role, unit=invitation.unit, by=invitation.invited_by, checked=True)
    audit.record("account.opened", user, by=user, summary=f"{invitation.unit.name} {invitation.name}")
    return user


@transaction.atomic
def open_account(*, username: str, password: str, name: str, email: str = "", mobile: str = "") -> User:
    """Create the account itself. Raises Refusal for a used name or a weak password."""
    username = username.strip()
    if not username:
        raise Refusal("请填写账号名。", field="username")
    user = User(username=username, name=name, email=email, mobile=mobile)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refusal(
            "；".join(message.rstrip("。.") for message in error.messages) + "。", field="password"
        ) from None
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise Refusal(f"账号名“{username}”已被使用，请换一个。", field="username") from None
    return user


@transaction.atomic
def grant(user: User, *, role: str, unit: Unit, by: User | None, checked: bool = False) -> RoleGrant:
    """Give a person a role at a unit; the same grant again returns the existing one.

    `checked` says that the right was checked when the invitation was written.
    """
    if by is not None and not checked:
        permissions.require(by, "account.invite", unit)
    found, created = RoleGrant.objects.get_or_create(
        user=user, role=role, unit=unit, ended_at=None, defaults={"granted_by": by}
    )
    if created:
        permissions.forget(user)
        audit.record("role.granted", found, by=by, summary=f"{user} {Role(role).label}", unit_id=unit.pk)
    return found


@transaction.atomic
def end_grant(found: RoleGrant, *, by: User) -> None:
    """Take a role away. Raises Refusal when it is one's own last office role."""
    permissions.require(by, "account.invite", found.unit)
    others = RoleGrant.objects.filter(role=Role.OFFICE, ended_at=None).exclude(pk=found.pk)
    if found.role == Role.OFFICE and not others.exists():
        raise Refusal("这是最后一个办公室账号，不能停用；请先邀请另一位办公室人员。")
    found.ended_at = clock.now()
    found.save()
    permissions.forget(found.user)
    audit.record(
        "role.ended", found, by=by, summary=f"{found.user} {found.get_role_display()}", unit_id=found.unit_id
    )


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> None:
    """Withdraw an invitation that has not been used."""
    permissions.require(by, "account.invite", invitation.unit)
    if invitation.accepted_at:
        raise Refusal("邀请已被使用，不能撤回；如需停用请在账号列表中操作。")
    invitation.revoked_at = clock.now()
    invitation.save()
    audit.record("account.uninvited", invitation, by=by, summary=invitation.name, unit_id=invitation.unit_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
