"""Putting the rows of an archive into an empty database."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from ipweek.base.errors import Refusal
from ipweek.config.archive import tables
from ipweek.config.archive.package import TABLES, Archive, TableEntry
from ipweek.config.archive.place import DATABASE
from ipweek.config.archive.tables import Table

Migration = tuple[str, str]


def built_in(folder: Path) -> bool:
    """Whether the database is the one inside the data folder."""
    return str(connection.settings_dict["NAME"]) == str(folder / DATABASE)


def filled() -> bool:
    """Whether any table of the product holds a row.

    Raises:
        Refusal: the database does not answer.
    """
    try:
        there = set(connection.introspection.table_names())
        return any(
            model._base_manager.exists()
            for model in apps.get_models(include_auto_created=True)
            if model.__module__.startswith("ipweek.") and model._meta.db_table in there
        )
    except DatabaseError as error:
        raise Refusal(
            f"数据库没有正常应答（{type(error).__name__}），没有恢复；请检查 IPWEEK_DATABASE_URL。"
        ) from error


def fill(archive: Archive, before_commit: Callable[[], None] = lambda: None) -> None:
    """Build the tables as they were when the archive was made, and put every row in: one transaction, read back.

    Args:
        archive: verified before.
        before_commit: called when everything is in and proven, inside the transaction.

    Raises:
        Refusal: the tables cannot be built or do not take the rows, or the rows read back are others.
    """
    try:
        schema = _built(archive)
        entries = {entry.name: entry for entry in archive.manifest.tables}
        with transaction.atomic():
            tables.empty(schema, connection)
            for table in schema:
                _fill(table, archive, entries[table.name])
            connection.check_constraints()
            before_commit()
    except DatabaseError as error:
        raise Refusal(f"数据库没有接受备份中的数据（{error}），没有恢复。") from error


def _built(archive: Archive) -> list[Table]:
    """Migrate to where the archive was, which need not be the newest state.

    Raises:
        Refusal: the archive is newer than this program, or the database newer than the archive, or the tables differ.
    """
    wanted = [_migration(name) for name in archive.manifest.migrations]
    schema = tables.schema(connection, wanted)
    if {table.name: table.columns for table in schema} != {
        table.name: table.columns for table in archive.manifest.tables
    }:
        raise Refusal(
            f"备份由 ipweek {archive.manifest.version} 生成，数据表与现在的程序不同；"
            "请用生成它的版本恢复，再升级。"
        )
    executor = MigrationExecutor(connection)
    if set(executor.loader.applied_migrations) - set(wanted):
        raise Refusal("数据库的结构比备份新，没有恢复；请换一个空数据库。")
    executor.migrate(_leaves(executor, wanted))
    return schema


def _migration(name: str) -> Migration:
    app, _, rest = name.partition(".")
    return app, rest


def _leaves(executor: MigrationExecutor, wanted: Iterable[Migration]) -> list[Migration]:
    """The last of the wanted migrations of every app: naming an earlier one would undo those after it."""
    graph = executor.loader.graph
    nodes = [node for node in wanted if node in graph.nodes]
    known = set(nodes)
    followed = {
        parent.key
        for node in nodes
        for parent in graph.node_map[node].parents
        if parent.key in known and parent.key[0] == node[0]
    }
    return [node for node in nodes if node not in followed]


def _fill(table: Table, archive: Archive, entry: TableEntry) -> None:
    """Put the rows of one table in, read them back, and let the table go on numbering.

    Raises:
        Refusal: the table reads back differently.
    """
    with archive.open(f"{TABLES}/{table.name}.jsonl") as source:
        tables.fill(table, source, connection)
    with archive.open(f"{TABLES}/{table.name}.jsonl") as source:
        same = tables.fingerprint(source) == tables.fingerprint(tables.lines(table, connection))
    if not same or table.model._base_manager.count() != entry.rows:
        raise Refusal(f"写入后数据表 {table.name} 与备份不一致，没有恢复。")
    tables.set_last_number(table, entry.last, connection)


def derive() -> None:
    """Bring the restored database to the newest structure and build the search index anew."""
    ContentType.objects.clear_cache()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("update_index", verbosity=0)


def close() -> None:
    """Let go of the database; SQLite then leaves one file."""
    connection.close()
