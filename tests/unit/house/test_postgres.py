"""The throw-away cluster: there for one command, gone afterwards."""

import subprocess
import sys

import pytest
from tests.needs import require_postgres
from tests.unit.house.tree import ROOT

QUERY = """
import os, psycopg
url = os.environ["IPWEEK_DATABASE_URL"]
with psycopg.connect(url) as connection:
    print(connection.execute("show server_encoding").fetchone()[0], connection.info.host)
raise SystemExit(7)
"""


@pytest.mark.postgres
def test_cluster_lives_for_one_command() -> None:
    require_postgres()
    run = subprocess.run(
        [sys.executable, ROOT / "tools/postgres.py", "--", sys.executable, "-c", QUERY],
        check=False,
        capture_output=True,
        text=True,
    )

    encoding, folder = run.stdout.split()
    assert (run.returncode, encoding) == (7, "UTF8")
    assert subprocess.run(["test", "-e", folder], check=False).returncode == 1


def test_without_a_command_it_says_how_to_use_it() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "tools/postgres.py"], check=False, capture_output=True, text=True
    )

    assert run.returncode == 2
    assert run.stderr == "用法：python tools/postgres.py -- 命令 参数……\n"
