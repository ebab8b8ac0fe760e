"""The journal is kept: nothing of the product deletes or changes a row of it, however old.

The law asks for six months; there is no deletion at all.
"""

import re
from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from tests.factories.people import UserFactory
from tests.unit.house.tree import SOURCE

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.base.models import AuditEntry
from ipweek.config import cli
from ipweek.config.commands import tick
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db
SIX_MONTHS = timedelta(days=184)


def written(ago: timedelta) -> AuditEntry:
    with clock.at(clock.now() - ago):
        return audit.record("x.y", None, by=UserFactory(role=Role.OFFICE), summary="示例")


def test_periodic_jobs_leave_the_journal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tick, "start_django", lambda: None)
    ages = (timedelta(0), SIX_MONTHS - timedelta(days=1), SIX_MONTHS, timedelta(days=3650))
    kept = [written(age).pk for age in ages]
    rows = list(AuditEntry.objects.order_by("pk").values())

    assert cli.main(["tick"]) == 0

    assert list(AuditEntry.objects.order_by("pk").values())[: len(rows)] == rows
    assert set(kept) <= set(AuditEntry.objects.values_list("pk", flat=True))


def test_rows_can_be_neither_deleted_nor_changed() -> None:
    entry = written(timedelta(days=3650))

    for attempt in (
        entry.delete,
        entry.save,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(summary=""),
    ):
        with pytest.raises(Refusal):
            attempt()
    assert AuditEntry.objects.filter(summary="示例").count() == 1


def test_the_person_who_acted_stays_as_long_as_the_row() -> None:
    entry = written(timedelta(days=3650))

    with pytest.raises(ProtectedError):
        entry.actor.delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_no_code_goes_past_the_model() -> None:
    """The table's name and Django's raw deletion stand nowhere but in migrations and where rows are restored."""
    pattern = re.compile(r"base_auditentry|_raw_delete|\bTRUNCATE\b|DELETE FROM", re.IGNORECASE)
    found = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and pattern.search(path.read_text(encoding="utf-8"))
    ]

    assert found == ["config/archive/tables.py"]  # into an empty database only
