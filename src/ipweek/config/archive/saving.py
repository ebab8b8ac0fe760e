"""Writing an archive while the server runs: one moment of the database, then the files it names."""

import contextlib
import importlib.metadata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from ipweek.base import clock, home
from ipweek.base.errors import Refusal
from ipweek.config.archive import package, place, tables
from ipweek.config.archive.package import KEYS, TABLES, Manifest, Packer, TableEntry

ALIAS = "archive"


def save(path: Path) -> Manifest:
    """Write an archive of database, files and keys; the file appears whole or not at all, for its owner alone.

    Raises:
        Refusal: there is nothing to save, or a later ipweek wrote the database.
    """
    with one_moment() as connection, package.created(path) as packer:
        named: set[str] = set()
        manifest = _save_rows(packer, connection, named)
        # Rows are written after their files, so every file of the moment is there by now.
        _save_files(packer)
        there = {name.removeprefix("media/") for name in packer.members}
        manifest = replace(manifest, members=packer.members, missing=sorted(named - there))
        packer.close(manifest)
    return manifest


@contextlib.contextmanager
def one_moment() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that sees one moment of the database and holds up nobody.

    The product's own transactions take SQLite's write lock at once; this one only reads.

    Raises:
        Refusal: there is no database yet, or it does not answer.
    """
    default = connections["default"]
    if default.vendor == "sqlite" and not Path(default.settings_dict["NAME"]).exists():
        raise Refusal(f"数据目录 {home.home()} 中还没有数据库，没有可备份的内容；请核对 IPWEEK_HOME。")
    connection = default.copy(alias=ALIAS)
    if default.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel  # only there when PostgreSQL is used

        connection.settings_dict["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
    connections[ALIAS] = connection
    try:
        with transaction.atomic(using=ALIAS):
            yield connection
    except DatabaseError as error:
        raise Refusal(
            f"数据库没有正常应答（{type(error).__name__}），没有备份；请运行 ipweek doctor。"
        ) from error
    finally:
        connection.close()
        del connections[ALIAS]


def _save_rows(packer: Packer, connection: BaseDatabaseWrapper, named: set[str]) -> Manifest:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    if not applied:
        raise Refusal("数据库还没有建立数据表，没有可备份的内容；请核对 IPWEEK_DATABASE_URL。")
    entries = []
    for table in tables.schema(connection, applied):
        counted = _Counted()
        packer.add(f"{TABLES}/{table.name}.jsonl", counted.over(tables.lines(table, connection, named)))
        last = tables.last_number(table, connection)
        entries.append(TableEntry(table.name, table.columns, counted.number, last))
    return Manifest(
        version=importlib.metadata.version("ipweek"),
        made_at=clock.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=[".".join(each) for each in applied],
        tables=entries,
    )


class _Counted:
    """Counts what passes."""

    number = 0

    def over(self, items: Iterator[bytes]) -> Iterator[bytes]:
        for item in items:
            self.number += 1
            yield item


def _save_files(packer: Packer) -> None:
    for folder in place.FOLDERS:
        for path in place.files(home.home() / folder):
            name = path.relative_to(home.home()).as_posix()
            _save_file(packer, name, path, packed=folder != "media")
    for key in place.KEYS:
        _save_file(packer, f"{KEYS}/{key}", home.home() / key, packed=True)


def _save_file(packer: Packer, name: str, path: Path, *, packed: bool) -> None:
    """Add a file; one that is gone, as a picture replaced a moment ago, is left out."""
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        packer.add(name, package.blocks(file), packed=packed)
