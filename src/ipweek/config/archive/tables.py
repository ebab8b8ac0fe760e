"""The rows of every table as lines of JSON and back, the same on SQLite and PostgreSQL.

Tables are those of the applied migrations, not of the present models: a database that still waits for its
migrations can be saved, and an archive from before a migration can be restored and migrated afterwards.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, cast
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import AutoField, CharField, F, Field, FileField, Model
from django.db.models.functions import Collate
from django.utils.duration import duration_iso_string

from ipweek.base.errors import Refusal

CHUNK = 1000  # rows read or written at once
# Made anew from the rows after a restore; their shape differs between databases.
DERIVED = frozenset({"wagtailsearch"})


@dataclass(frozen=True)
class Table:
    """One table of the schema."""

    model: type[Model]

    @property
    def name(self) -> str:
        """The model's label, the table's name in the archive."""
        return self.model._meta.label_lower

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """The columns of this table alone: of a page's kind without those of the page."""
        return [field for field in self.model._meta.local_concrete_fields if not field.generated]

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return [str(field.column) for field in self.fields]

    @property
    def numbered(self) -> bool:
        """Whether the database numbers the rows."""
        return isinstance(self.model._meta.pk, AutoField) and self.model._meta.pk in self.fields


def schema(connection: BaseDatabaseWrapper, migrations: Iterable[tuple[str, str]]) -> list[Table]:
    """The tables after these migrations, sorted by name, that of the migrations itself among them.

    Raises:
        Refusal: a migration is unknown: the rows were written by a later ipweek.
    """
    loader = MigrationLoader(connection)
    wanted = set(migrations)
    unknown = sorted(wanted - set(loader.disk_migrations))
    if unknown:
        raise Refusal(
            f"数据结构比现在的程序新（例如 {'.'.join(unknown[0])}），请安装不低于原版本的 ipweek 后再操作。"
        )
    apps = loader.project_state([node for node in loader.graph.nodes if node in wanted]).apps
    models: list[type[Model]] = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in DERIVED
    ]
    found = [Table(model) for model in [*models, cast("type[Model]", MigrationRecorder.Migration)]]
    return sorted(found, key=lambda table: table.name)


def lines(table: Table, connection: BaseDatabaseWrapper, files: set[str] | None = None) -> Iterator[bytes]:
    """Every row as a line: a JSON array in the order of the columns. Rows are in the order of their keys.

    Args:
        table: out of `schema`.
        connection: where to read.
        files: filled with the names of files that the rows hold.
    """
    holders = [number for number, field in enumerate(table.fields) if isinstance(field, FileField)]
    key: Any = "pk"
    if connection.vendor == "postgresql" and isinstance(table.model._meta.pk, CharField):
        key = Collate(F("pk"), "C")  # the order of SQLite, whatever the database's language
    names = [field.attname for field in table.fields]
    rows = table.model._base_manager.using(connection.alias).order_by(key).values_list(*names)
    for row in rows.iterator(chunk_size=CHUNK):
        if files is not None:
            files.update(row[number] for number in holders if row[number])
        yield (_dumps([plain(value) for value in row]) + "\n").encode()


_dumps = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """A column's value as JSON holds it, to the last microsecond and digit; `Field.to_python` reads it back.

    Raises:
        TypeError: a value of a kind that no table had when this was written.
    """
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError(f"no archive form for {type(value)}")


def empty(tables: Iterable[Table], connection: BaseDatabaseWrapper) -> None:
    """Delete the rows that a new database has from its migrations. Foreign keys are checked later."""
    quote = connection.ops.quote_name
    names = [table.model._meta.db_table for table in tables]
    names += [name for name in connection.introspection.table_names() if name == "wagtailsearch_indexentry"]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DELETE FROM {quote(name)}")  # noqa: S608 - a table's name out of the schema


def fill(table: Table, source: Iterable[bytes], connection: BaseDatabaseWrapper) -> None:
    """Insert rows as `lines` wrote them, past models and signals."""
    quote, fields = connection.ops.quote_name, table.fields
    sql = (
        f"INSERT INTO {quote(table.model._meta.db_table)} "  # noqa: S608 - names out of the schema
        f"({', '.join(map(quote, table.columns))}) VALUES ({', '.join(['%s'] * len(fields))})"
    )
    rows = iter(source)
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(sql, [_stored(fields, json.loads(line), connection) for line in chunk])


def _stored(fields: list[Field[Any, Any]], row: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def fingerprint(rows: Iterable[bytes]) -> str:
    """SHA-256 of lines as `lines` makes them: equal when every row is.

    PostgreSQL keeps the keys of a JSON object in an order of its own, so their order does not count.
    """
    digest = hashlib.sha256()
    for line in rows:
        digest.update(_dumps(json.loads(line), sort_keys=True).encode())
    return digest.hexdigest()


def last_number(table: Table, connection: BaseDatabaseWrapper) -> int:
    """The highest number the table ever gave out; 0 for none or when it does not number its rows."""
    if not table.numbered:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.model._meta.db_table])
            found = cursor.fetchone()
            return int(found[0]) if found else 0
        cursor.execute(
            f"SELECT last_value, is_called FROM {_sequence(table, cursor)}"  # noqa: S608 - named by the database
        )
        value, used = cursor.fetchone()
        return int(value) if used else 0


def set_last_number(table: Table, last: int, connection: BaseDatabaseWrapper) -> None:
    """Let the table go on numbering after `last`."""
    if not table.numbered:
        return
    name = table.model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
            if last:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, last])
            return
        cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(table, cursor), max(last, 1), last > 0])


def _sequence(table: Table, cursor: Any) -> str:
    cursor.execute(
        "SELECT pg_get_serial_sequence(%s, %s)",
        [f'"{table.model._meta.db_table}"', table.model._meta.pk.column],
    )
    return str(cursor.fetchone()[0])
