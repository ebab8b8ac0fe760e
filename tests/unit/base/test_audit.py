"""Audit rows and time stamps."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import ProtectedError

from ipweek.base import audit, clock, logs
from ipweek.base.errors import Refusal
from ipweek.base.models import AuditEntry, CalendarYear

pytestmark = pytest.mark.django_db


def year():
    return CalendarYear.objects.create(year=2027, source="示例")


def test_a_row_says_who_what_when():
    user = get_user_model().objects.create(username="office")
    plan = year()
    with clock.at("2022-04-20T09:00"), logs.bound("request-0001"):
        written = audit.record(
            "calendar.imported",
            plan,
            user,
            summary="已导入",
            data={"day": date(2022, 4, 20), "sum": Decimal("1.20")},
            campaign_id=3,
            unit_id=5,
        )
    row = AuditEntry.objects.get()
    assert row.pk == written.pk
    assert (row.actor, row.actor_label, row.act, row.summary) == (
        user,
        "office",
        "calendar.imported",
        "已导入",
    )
    assert (row.object_type, row.object_id) == ("base.calendaryear", str(plan.pk))
    assert (row.campaign_id, row.unit_id, row.request_id) == (3, 5, "request-0001")
    assert row.data == {"day": "2022-04-20", "sum": "1.20"}
    assert row.at == clock.moment_of("2022-04-20T09:00")
    assert str(row) == "2022-04-20 09:00 office calendar.imported"


def test_scope_comes_from_the_object():
    plan = year()
    plan.campaign_id, plan.unit_id = 7, 8
    row = audit.record("x", plan, None)
    assert (row.campaign_id, row.unit_id) == (7, 8)


@pytest.mark.parametrize("by", [None, AnonymousUser()])
def test_the_product_itself(by):
    row = audit.record("tick.done", None, by)
    assert (row.actor, row.actor_label, row.object_type, row.object_id) == (None, "系统", "", "")


def test_personal_data_in_the_summary_are_masked():
    user = get_user_model().objects.create(username="13800138000")
    row = audit.record("x", None, user, summary="电话13800138000")
    assert (row.actor_label, row.summary) == ("138****8000", "电话138****8000")


def test_rows_cannot_be_changed_or_deleted():
    row = audit.record("x", None, None)
    row.act = "y"
    for change in (
        row.save,
        row.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(act="y"),
    ):
        with pytest.raises(Refusal, match="审计记录只能新增"):
            change()
    assert AuditEntry.objects.get().act == "x"


def test_a_user_with_history_cannot_be_deleted():
    user = get_user_model().objects.create(username="office")
    audit.record("x", None, user)
    with pytest.raises(ProtectedError):
        user.delete()


def test_rows_of_one_object():
    plan = year()
    audit.record("a", plan, None)
    audit.record("b", None, None)
    assert [row.act for row in AuditEntry.objects.of(plan)] == ["a"]


def test_stamps_follow_the_clock():
    with clock.at("2022-04-20") as frozen:
        plan = year()
        frozen.advance(timedelta(hours=1))
        plan.source = "改"
        plan.save(update_fields=["source"])
    plan.refresh_from_db()
    assert plan.created_at == clock.moment_of("2022-04-20")
    assert plan.updated_at == clock.moment_of("2022-04-20T01:00")
