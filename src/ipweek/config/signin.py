"""Sign-in rules: accounts come by invitation only, and failures are counted by account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.http import HttpRequest

from ipweek.base import audit

# allauth tells what has happened to an account by the name of the mail that would say so.
ACTS = {
    "account/email/password_changed": "account.password_changed",
    "account/email/password_reset": "account.password_reset",
    "mfa/email/totp_activated": "account.second_step_on",
    "mfa/email/totp_deactivated": "account.second_step_off",
    "mfa/email/recovery_codes_generated": "account.recovery_codes",
}
MISMATCH = "用户名、邮箱或密码不正确，请重新输入。"


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """Close the sign-up page; say the same whether the name or the password is wrong."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
        "too_many_login_attempts": "登录尝试过于频繁，请过几分钟再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up; see people.domain.accounts.invite."""
        return False

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write the act into the journal, then let allauth do what it is set to."""
        if template_prefix in ACTS:
            audit.record(ACTS[template_prefix], user, by=user)
        super().send_notification_mail(template_prefix, user, context, email)


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name under which django-axes counts failures: one per account, however it was typed.

    Account name and mail address, in whatever case, are the same account; what belongs to none counts for itself.
    """
    given = credentials or {}
    typed = request.POST.get("login") or given.get("username") or given.get("email") or ""
    typed = typed.strip().lower()
    found = get_user_model().objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
    name = found.order_by("pk").values_list("username", flat=True).first() if typed else None
    return (name or typed).lower()
