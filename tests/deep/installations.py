"""Whole installations for the long checks: a data folder and a database of their own, used by real processes."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
NOTICE = ROOT / "examples" / "notice.txt"
PATIENCE = 300  # seconds; a process that takes longer hangs
EXPECTED_TO_WAIT = ("缺少  工作日历", "缺少  消息", "缺少  Chromium", "缺少  PostgreSQL", "缺少  字体")


@dataclass(frozen=True)
class Installation:
    """A data folder with its database; `database_url` is empty for the built-in SQLite."""

    home: Path
    database_url: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a process of this installation; nothing of the tests' own settings is in it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("IPWEEK_")}
        own = {
            "IPWEEK_HOME": str(self.home),
            "IPWEEK_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "ipweek.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        if self.database_url:
            own["IPWEEK_DATABASE_URL"] = self.database_url
        return kept | own | more

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Start `ipweek` with these arguments; `more` are environment variables."""
        return subprocess.Popen(
            [sys.executable, "-m", "ipweek.config.cli", *arguments],
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str, **more: str) -> tuple[int, str, str]:
        """Run `ipweek` to its end: exit code, stdout, stderr."""
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=PATIENCE)
        return process.returncode, out.decode(), err.decode()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers, asked past the product."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(query).fetchall()  # type: ignore[arg-type]
        connection = sqlite3.connect(self.home / "ipweek.sqlite3", timeout=30)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def value(self, query: str) -> Any:
        """The one value a query gives."""
        return self.rows(query)[0][0]

    def copy(self, home: Path) -> "Installation":
        """The same installation once more; nobody may be connected to this one."""
        shutil.copytree(self.home, home)
        if not self.database_url:
            return Installation(home)
        name = f"copy_{hashlib.sha256(str(home).encode()).hexdigest()[:20]}"
        return replace(self, home=home, database_url=new_database(self.database_url, name, like=True))

    def doctor(self) -> None:
        """Fail unless `ipweek doctor` finds the data in order."""
        code, out, err = self.run("doctor")
        assert code == 0, out + err
        lacking = [line for line in out.splitlines() if line.startswith("缺少")]
        assert [line for line in lacking if not line.startswith(EXPECTED_TO_WAIT)] == []


def new_database(url: str, name: str, *, like: bool = False) -> str:
    """Make a database beside that of `url`, empty or as its copy; returns the address of the new one."""
    cluster, _, known = url.rpartition("/")
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        template = sql.SQL("TEMPLATE {}").format(sql.Identifier(known)) if like else sql.SQL("")
        connection.execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), template))
    return f"{cluster}/{name}"
