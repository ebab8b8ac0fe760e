"""Accounts by invitation: nobody signs up, somebody responsible invites.

An invitation is a link whose token is shown once (or mailed) and kept only as a hash. It opens one account with
one role at one unit, once, within fourteen days. Inviting the same person to the same role again replaces the
open invitation: only the newest link works.
"""

import hashlib
import re
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.messages.domain import outbox
from ipweek.people.domain import permissions
from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Invitation, RoleGrant, Unit, User

VALID_FOR = timedelta(days=14)
# No "@": signing in takes a mail address as well, and a name must not be somebody else's address.
USERNAME = re.compile(r"\w[\w.\-]{0,38}\w")
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
    # Held until the end, so that a double click leaves one open invitation.
    Unit.objects.select_for_update().get(pk=unit.pk)
    _open().filter(unit=unit, role=role, name=name.strip()).update(
        revoked_at=clock.now(), updated_at=clock.now()
    )
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
            secret=True,
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
    return _checked(Invitation.objects.select_related("unit").filter(token_hash=_hash(token)).first())


def _checked(found: Invitation | None) -> Invitation:
    if found is None or found.revoked_at or not found.unit.active:
        raise Refusal("邀请链接无效或已撤回，请联系发出邀请的单位重新获取。")
    if found.accepted_at:
        raise Refusal("邀请链接已使用过，请直接登录；忘记密码请联系联席会议办公室。")
    if found.expires_at <= clock.now():
        raise Refusal("邀请链接已过期，请联系发出邀请的单位重新获取。")
    return found


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None)


@transaction.atomic
def accept(token: str, *, username: str, password: str) -> User:
    """Open the account an invitation offers, once, even when the form is sent twice at the same moment.

    Raises:
        Refusal: for a bad token, a used account name, or a weak password.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("unit", "invited_by")
    invitation = _checked(locked.filter(token_hash=_hash(token)).first())
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
    audit.record("account.opened", user, by=user, summary=invitation.unit.name, unit_id=invitation.unit_id)
    return user


@transaction.atomic
def open_account(*, username: str, password: str, name: str, email: str = "", mobile: str = "") -> User:
    """Create the account itself. Raises Refusal for a used or impossible name or a weak password.

    Names that differ only in case are one name, as signing in takes them.
    """
    username = username.strip()
    if not USERNAME.fullmatch(username):
        raise Refusal("账号名请用 2 到 40 个汉字、字母、数字，中间可用点、横线和下划线。", field="username")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(f"账号名“{username}”已被使用，请换一个。", field="username")
    user = User(username=username, name=name, email=email, mobile=mobile)
    try:
        validate_password(password, user)
    except ValidationError as error:
        told = "；".join(message.rstrip("。.") for message in error.messages)
        raise Refusal(f"{told}。", field="password") from None
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
    """Take a role away; once taken away nothing changes. Raises Refusal for the last office account."""
    permissions.require(by, "account.invite", found.unit)
    # All office roles are held together, so that two of them cannot end each other at once.
    offices = RoleGrant.objects.select_for_update().filter(
        role=Role.OFFICE, ended_at=None, user__is_active=True
    )
    others = [one for one in offices if one.pk != found.pk]
    if found.role == Role.OFFICE and not others:
        raise Refusal("这是最后一个办公室账号，不能停用；请先邀请另一位办公室人员。")
    if not RoleGrant.objects.filter(pk=found.pk, ended_at=None).update(
        ended_at=clock.now(), updated_at=clock.now()
    ):
        return
    permissions.forget(found.user)
    audit.record(
        "role.ended", found, by=by, summary=f"{found.user} {found.get_role_display()}", unit_id=found.unit_id
    )


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> None:
    """Withdraw an invitation. Raises Refusal when it has been used."""
    permissions.require(by, "account.invite", invitation.unit)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise Refusal("邀请已被使用，不能撤回；如需停用请在账号列表中操作。")
    invitation.revoked_at = clock.now()
    invitation.save()
    audit.record("account.uninvited", invitation, by=by, summary=invitation.name, unit_id=invitation.unit_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
