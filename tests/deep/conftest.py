"""Installations on both databases: empty ones and running ones, each test with a copy of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.deep.installations import ROOT, Installation, new_database
from tests.deep.workers import Worker
from tests.needs import require_postgres

SHOW_ADDRESS = "import os, sys; print(os.environ['IPWEEK_DATABASE_URL'], flush=True); sys.stdin.read()"


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """Address of a database in a PostgreSQL cluster: the one the tests run in, or a throw-away one."""
    require_postgres()
    if "IPWEEK_DATABASE_URL" in os.environ:
        yield os.environ["IPWEEK_DATABASE_URL"]
        return
    with subprocess.Popen(
        [sys.executable, ROOT / "tools/postgres.py", "--", sys.executable, "-c", SHOW_ADDRESS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate()


@pytest.fixture(
    scope="session",
    params=[
        pytest.param("sqlite", id="sqlite"),
        pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
    ],
)
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation whose database is up to date and empty; to be copied."""
    folder = tmp_path_factory.mktemp(f"empty-{request.param}")
    url = ""
    if request.param == "postgres":
        url = new_database(request.getfixturevalue("cluster"), f"empty_{os.getpid()}")
    made = Installation(folder / "home", url)
    code, _, err = made.run("tick")
    assert code == 0, err
    return made


@pytest.fixture(scope="session")
def running(empty: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with the small campaign of tests/integration/scene.py; to be copied."""
    made = empty.copy(tmp_path_factory.mktemp("running") / "home")
    with Worker(made) as worker:
        assert worker.ask("scene") == {"ok": 1}
    return made


@pytest.fixture
def installation(running: Installation, tmp_path: Path) -> Installation:
    """A running installation for one test."""
    return running.copy(tmp_path / "home")


@pytest.fixture
def hired() -> Iterator[Callable[[Installation, int], list[Worker]]]:
    """`hired(installation, n)`: n processes that wait for work; ended with the test."""
    known: list[Worker] = []

    def hire(where: Installation, number: int) -> list[Worker]:
        fresh = [Worker(where) for _ in range(number)]
        known.extend(fresh)
        return fresh

    yield hire
    for worker in known:
        worker.end()
