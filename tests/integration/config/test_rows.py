"""Rows out as lines and in again: the same rows, the same next numbers, on the database the tests run on."""

import hashlib
import json
import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from tests.factories.people import UnitFactory
from tests.integration.scene import build_scene

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.config.archive import tables
from ipweek.config.archive.tables import Table

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema(django_db_setup, django_db_blocker) -> list[Table]:
    with django_db_blocker.unblock():
        return tables.schema(connection, MigrationRecorder(connection).applied_migrations())


def everything(schema: list[Table]) -> dict[str, list[bytes]]:
    return {table.name: list(tables.lines(table, connection)) for table in schema}


def numbers(schema: list[Table]) -> dict[str, int]:
    return {table.name: tables.last_number(table, connection) for table in schema}


def test_no_table_is_left_out(schema: list[Table]) -> None:
    known = {table.model._meta.db_table for table in schema}
    there = set(connection.introspection.table_names())

    assert {name for name in there - known if not name.startswith("wagtailsearch_")} == set()
    managed = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    assert {name for name in managed - known if not name.startswith("wagtailsearch_")} == set()


def test_rows_go_out_and_in_again(schema: list[Table]) -> None:
    build_scene()
    before, counted = everything(schema), numbers(schema)

    tables.empty(schema, connection)
    assert sum(map(len, everything(schema).values())) == 0
    for table in schema:
        tables.fill(table, before[table.name], connection)
        tables.set_last_number(table, counted[table.name], connection)
    connection.check_constraints()

    assert everything(schema) == before
    assert numbers(schema) == counted
    assert len(before["base.auditentry"]) > 30
    assert before["wagtailcore.page"] != []


def test_numbers_of_deleted_rows_are_not_given_again(schema: list[Table]) -> None:
    last = UnitFactory()
    (table,) = [each for each in schema if each.name == "people.unit"]
    type(last).objects.filter(pk=last.pk).delete()
    rows, number = list(tables.lines(table, connection)), tables.last_number(table, connection)
    assert number == last.pk

    tables.empty([table], connection)
    tables.set_last_number(table, 0, connection)
    tables.fill(table, rows, connection)
    tables.set_last_number(table, number, connection)

    assert UnitFactory().pk > last.pk


def test_files_named_by_rows_are_told(schema: list[Table]) -> None:
    scene = build_scene()
    files: set[str] = set()
    for table in schema:
        list(tables.lines(table, connection, files))

    assert {scene.campaign.document.file.name, scene.build.docx.name, scene.build.pdf.name} <= files
    assert "" not in files


def test_moments_keep_their_microseconds(schema: list[Table]) -> None:
    entry = audit.record(
        "x.y", None, by=None, summary="“引号”、\\反斜线\n换行", data={"乙": 1, "甲": [None, 1.5]}
    )
    (table,) = [each for each in schema if each.name == "base.auditentry"]
    moment = datetime(2022, 4, 1, 1, 2, 3, 456789, tzinfo=UTC)
    with connection.cursor() as cursor:
        stored = connection.ops.adapt_datetimefield_value(moment)
        cursor.execute("UPDATE base_auditentry SET at = %s WHERE id = %s", [stored, entry.pk])

    (line,) = tables.lines(table, connection)

    assert b'"2022-04-01T01:02:03.456789+00:00"' in line
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM base_auditentry")
    tables.fill(table, [line], connection)
    found = type(entry).objects.get()
    assert (found.at, found.summary, found.data) == (moment, entry.summary, entry.data)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        ("甲", "甲"),
        (Decimal("1.2300"), "1.2300"),
        (date(2022, 4, 1), "2022-04-01"),
        (time(9, 5), "09:05:00"),
        (timedelta(days=1, microseconds=5), "P1DT00H00M00.000005S"),
        (uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (b"\x00\xff", "AP8="),
        (memoryview(b"\x00\xff"), "AP8="),
        ({"甲": [1]}, {"甲": [1]}),
    ],
)
def test_values_as_json_holds_them(value: object, expected: object) -> None:
    assert tables.plain(value) == expected


def test_a_value_of_an_unknown_kind_stops_the_backup() -> None:
    with pytest.raises(TypeError):
        tables.plain(object())


def test_the_order_of_keys_in_an_object_does_not_count() -> None:
    assert tables.fingerprint([b'[1,{"a":1,"b":2}]\n']) == tables.fingerprint([b'[1,{"b":2,"a":1}]\n'])
    assert tables.fingerprint([b"[1,2]\n"]) != tables.fingerprint([b"[2,1]\n"])
    assert tables.fingerprint([]) == hashlib.sha256().hexdigest()


def test_rows_of_a_later_version_are_refused() -> None:
    with pytest.raises(Refusal, match=r"^数据结构比现在的程序新（例如 people.9999_later）"):
        tables.schema(connection, [("people", "0001_initial"), ("people", "9999_later")])


def test_text_keys_stand_in_the_order_of_their_bytes(schema: list[Table]) -> None:
    for key in ("b", "a", "B", "_", "1"):
        Session.objects.create(session_key=key, session_data="", expire_date=clock.now())
    (table,) = [each for each in schema if each.name == "sessions.session"]

    assert [json.loads(line)[0] for line in tables.lines(table, connection)] == ["1", "B", "_", "a", "b"]
