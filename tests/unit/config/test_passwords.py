"""What a password must be made of."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import get_password_validators
from django.core.exceptions import ValidationError

from ipweek.config import options
from ipweek.config.passwords import ClassesValidator


@pytest.mark.parametrize(
    ("password", "kinds"),
    [
        ("abcdefgh", 1),
        ("ABCDEFGH", 1),
        ("12345678", 1),
        ("--------", 1),
        ("密码密码", 1),
        ("abcdEFGH", 2),
        ("abcd1234", 2),
        ("Abcd1234", 3),
        ("abcd-123", 3),
        ("Abcd-123", 4),
    ],
)
def test_kinds_are_counted(password: str, kinds: int) -> None:
    for least in (1, 2, 3, 4):
        if kinds >= least:
            ClassesValidator(least).validate(password)
        else:
            with pytest.raises(ValidationError) as refused:
                ClassesValidator(least).validate(password)
            assert refused.value.messages == [
                f"密码太简单。密码应包含小写字母、大写字母、数字、符号中的至少 {least} 类。"
            ]


@pytest.mark.parametrize(("given", "used"), [(-1, 1), (0, 1), (9, 4)])
def test_a_setting_out_of_reach_is_brought_back(given: int, used: int) -> None:
    assert ClassesValidator(given).least == used


def test_the_settings_rule_the_validators() -> None:
    found = {type(each).__name__: each for each in get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)}

    assert sorted(found) == [
        "ClassesValidator",
        "CommonPasswordValidator",
        "MinimumLengthValidator",
        "NumericPasswordValidator",
        "UserAttributeSimilarityValidator",
    ]
    assert found["MinimumLengthValidator"].min_length == options.PASSWORD_LENGTH == 8
    assert found["ClassesValidator"].least == options.PASSWORD_CLASSES == 3
