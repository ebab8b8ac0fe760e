"""The second step of signing in: a code of the telephone's own (TOTP) or a recovery code. Optional for everybody."""

import base64
import hashlib
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import SuspiciousOperation, ValidationError

INCORRECT = "验证码不正确。请核对手机时间是否准确，输入最新的验证码。"
LOCKED = "连续多次不正确，此账号在本机上暂停登录，请稍后再试。"
LABEL = "验证码"


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth carries no types
    """Keep secrets encrypted with the installation's key."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": INCORRECT}

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The account name, which the telephone shows above the code."""
        return user.get_username()

    def encrypt(self, text: str) -> str:
        """A secret as the database keeps it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret out of the database."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    # A key of its own out of the signing key: what is signed elsewhere opens nothing here.
    key = hashlib.sha256(b"ipweek second step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class _Counted:
    """A form whose wrong codes count like wrong passwords: so many and the account is locked on this machine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _named(self)

    def clean_code(self) -> str:
        """Check the code.

        Raises:
            ValidationError: it is wrong, or the account is locked.
            SuspiciousOperation: the request names an account of its own to be counted instead.
        """
        if "login" in self.data:  # type: ignore[attr-defined]
            raise SuspiciousOperation("a second step that names an account")
        account = {"username": self.user.get_username()}  # type: ignore[attr-defined]
        if not AxesProxyHandler.is_allowed(context.request, account):
            raise ValidationError(LOCKED)
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            AxesProxyHandler.user_login_failed(type(self), account, request=context.request)
            raise


class SignInForm(_Counted, AuthenticateForm):  # type: ignore[misc] # allauth carries no types
    """Signing in: the code after the password."""


class ConfirmForm(_Counted, ReauthenticateForm):  # type: ignore[misc] # allauth carries no types
    """Confirming who one is before settings of the account change."""


class SwitchOnForm(ActivateTOTPForm):  # type: ignore[misc] # allauth carries no types
    """Switching on: the first code proves that the telephone has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _named(self)


def _named(form: Any) -> None:
    field = form.fields["code"]
    field.label = LABEL
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20"}
