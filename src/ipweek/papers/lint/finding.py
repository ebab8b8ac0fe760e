"""What a remark is."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a remark weighs: against the standard, likely wrong, or a matter of style."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """A remark.

    Attributes:
        code: what kind of remark, stable.
        severity: how much it weighs.
        start: first character concerned, counted from 0.
        end: the one after the last.
        message: what is wrong, in a Chinese sentence.
        remedy: what to write instead or to do.
    """

    code: str
    severity: Severity
    start: int
    end: int
    message: str
    remedy: str
