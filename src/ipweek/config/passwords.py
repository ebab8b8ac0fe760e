"""What a password must be made of, beside the rules Django knows."""

from typing import Any

from django.core.exceptions import ValidationError

KINDS = 4


class ClassesValidator:
    """A password mixes several kinds of characters: small and capital letters, figures, anything else.

    GB/T 22239-2019 asks for complexity without a figure; how many kinds is a setting of the installation.
    """

    def __init__(self, least: int) -> None:
        self.least = min(max(least, 1), KINDS)

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse a password of fewer kinds than wanted.

        Raises:
            ValidationError: with what to do.
        """
        if _kinds(password) < self.least:
            raise ValidationError(f"密码太简单。{self.get_help_text()}", code="password_too_plain")

    def get_help_text(self) -> str:
        """What the form says beside the field."""
        return f"密码应包含小写字母、大写字母、数字、符号中的至少 {self.least} 类。"


def _kinds(password: str) -> int:
    rest = [each for each in password if not (each.islower() or each.isupper() or each.isdigit())]
    found = (
        any(each.islower() for each in password),
        any(each.isupper() for each in password),
        any(each.isdigit() for each in password),
        bool(rest),
    )
    return sum(found)
