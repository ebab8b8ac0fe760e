"""Member lists at launch: lines of a spreadsheet wait in the plan until the launch stores them."""

from collections.abc import Iterable, Mapping
from typing import Any

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan import PlannedUnit
from ipweek.people.domain import members
from ipweek.people.enums import UnitClass
from ipweek.people.models import User


def as_planned(rows: Iterable[Mapping[str, Any]]) -> list[PlannedUnit]:
    """The units these lines will become, as far as a plan needs to know them."""
    return [
        PlannedUnit(name=str(row["name"]), unit_class=str(row.get("unit_class") or UnitClass.MEMBER))
        for row in rows
    ]


def read(data: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """The lines of a member list and what is wrong with it, in sentences.

    Raises:
        Refusal: when the file is no such list at all, or an empty one.
    """
    rows, errors = members.read(data)
    if not rows and not errors:
        raise Refusal("名单里没有填写单位，请按模板一行一家填写后再上传。")
    return list(rows), [str(error) for error in errors]


def store(rows: Iterable[Mapping[str, Any]], *, by: User | None) -> None:
    """Store the lines through the act of the people app."""
    members.store(list(rows), by=by)
