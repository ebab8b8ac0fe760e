"""Backups of both databases restored on both, under work, and killed at random points."""

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deep import restored
from tests.deep.installations import PATIENCE, Installation, new_database
from tests.deep.soundness import breaches
from tests.deep.test_killed import STEPS
from tests.deep.workers import Worker

from ipweek.config.archive import package

pytestmark = pytest.mark.deep
TRIALS = 6


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """An installation that is not there yet: no folder, an empty database."""
    url = ""
    if request.param == "postgres":
        name = f"target_{abs(hash(str(tmp_path)))}"
        url = new_database(request.getfixturevalue("cluster"), name)
    return Installation(tmp_path / "target", url)


def save(where: Installation, path: Path) -> Path:
    code, _, err = where.run("backup", "--out", str(path))
    assert (code, err) == (0, "")
    return path


def test_restored_on_either_database_everything_is_equal(
    installation: Installation, target: Installation, tmp_path: Path
) -> None:
    status, session = restored.sign_in(installation)
    assert status == 200
    first = save(installation, tmp_path / "first.zip")

    code, out, err = target.run("restore", str(first), "--yes")

    assert (code, err, out.splitlines()[-1]) == (0, "", "已恢复，可以启动服务。")
    second = save(target, tmp_path / "second.zip")
    assert restored.archived(second) == restored.archived(first)
    names = ["people_user", "campaign_obligation", "campaign_fact", "reporting_return", "base_auditentry"]
    assert restored.counts(target, names) == restored.counts(installation, names)
    assert restored.files(target) == restored.files(installation)
    assert restored.sign_in(target, session) == (200, session)
    assert restored.sign_in(target)[0] == 200
    assert restored.summary(target, tmp_path / "b") == restored.summary(installation, tmp_path / "a")
    assert breaches(target) == {}
    target.doctor()
    with Worker(target) as worker:  # the next numbers are free
        for step in STEPS:
            assert "ok" in worker.ask(step, n=1), step


def test_a_database_in_use_is_left_alone(
    installation: Installation, target: Installation, tmp_path: Path
) -> None:
    archive = save(installation, tmp_path / "b.zip")
    assert target.run("restore", str(archive), "--yes")[0] == 0
    with Worker(target) as worker:
        worker.ask("plan", n=1)
    before = restored.files(target)

    code, _, err = target.run("restore", str(archive), "--yes")
    assert (code, err.startswith(f"数据目录 {target.home} 中已有 ")) == (2, True)
    if target.database_url:
        other = Installation(tmp_path / "other", target.database_url)
        code, _, err = other.run("restore", str(archive), "--yes")
        assert (code, err) == (
            2,
            "数据库中已有数据，没有恢复；请在 IPWEEK_DATABASE_URL 中指定一个空数据库。\n",
        )
        assert not (other.home / "restoring").exists()
    assert restored.files(target) == before
    assert target.value("select count(*) from gatherings_session where title = '第1场'") == 1


def test_saved_while_people_work_it_is_one_moment(installation: Installation, tmp_path: Path) -> None:
    with Worker(installation) as worker:
        for number in range(60 * len(STEPS)):
            worker.send(STEPS[number % len(STEPS)], n=number // len(STEPS))
        archives = [save(installation, tmp_path / f"{trial}.zip") for trial in range(3)]
        answers = [worker.read() for _ in range(60 * len(STEPS))]
    assert [answer for answer in answers if "ok" not in answer] == []
    for trial, archive in enumerate(archives):
        where = Installation(tmp_path / f"home{trial}")
        code, _, err = where.run("restore", str(archive), "--yes")
        assert (code, err) == (0, "")
        assert breaches(where) == {}
        where.doctor()


def test_a_backup_killed_leaves_no_file_under_its_name(installation: Installation, tmp_path: Path) -> None:
    chance = random.Random(2022)
    path = tmp_path / "b.zip"
    for _ in range(TRIALS):
        process = installation.start("backup", "--out", str(path))
        time.sleep(chance.uniform(0, 1.5))
        process.kill()
        out, _ = process.communicate(timeout=PATIENCE)
        if "已备份" in out.decode() or path.exists():
            assert (
                Installation(tmp_path / "none").run("restore", str(path))[0] == 2
            )  # verified, not agreed to
            path.unlink()
    save(installation, path)


def test_a_restore_killed_leaves_nothing_half_restored(
    installation: Installation, target: Installation, tmp_path: Path
) -> None:
    """Whenever it is killed, no command works on what is there; run again it is whole."""
    archive = save(installation, tmp_path / "b.zip")
    chance = random.Random(2022)
    locked = 0
    for _ in range(TRIALS):
        process = target.start("restore", str(archive), "--yes")
        time.sleep(chance.uniform(0.1, 12))
        process.kill()
        out, _ = process.communicate(timeout=PATIENCE)
        if "已恢复" in out.decode():
            break
        if (target.home / "restoring").exists():
            locked += 1
            code, _, err = target.run("tick")
            assert (code, err) == (
                2,
                "数据目录正在恢复，或上次恢复中途停止；请等它完成，或重新运行 ipweek restore。\n",
            )
    else:
        assert target.run("restore", str(archive), "--yes")[0] == 0
    assert locked > 0
    second = save(target, tmp_path / "second.zip")
    assert restored.archived(second) == restored.archived(archive)
    assert not (target.home / "restoring").exists()
    assert breaches(target) == {}


def test_an_archive_from_before_a_migration_is_brought_up(
    installation: Installation, target: Installation, tmp_path: Path
) -> None:
    archive = before_the_second_step(save(installation, tmp_path / "b.zip"), tmp_path / "old.zip")

    code, out, err = target.run("restore", str(archive), "--yes")

    assert (code, err, out.splitlines()[-1]) == (0, "", "已恢复，可以启动服务。")
    assert target.value("select count(*) from mfa_authenticator") == 0
    applied = "select app, name from django_migrations"
    assert sorted(target.rows(applied)) == sorted(installation.rows(applied))
    assert restored.sign_in(target)[0] == 200
    assert breaches(target) == {}
    target.doctor()


def before_the_second_step(archive: Path, path: Path) -> Path:
    """The archive as it would have been before the tables of the second step came."""
    gone = "tables/mfa.authenticator.jsonl"
    with package.opened(archive) as new, package.created(path) as packer:
        for name in new.manifest.members:
            lines = new.open(name).read().splitlines(keepends=True)
            if name == "tables/migrations.migration.jsonl":
                lines = [line for line in lines if b'"mfa"' not in line]
                kept = len(lines)
            if name != gone:
                packer.add(name, lines)
        tables = [
            replace(table, rows=kept) if table.name == "migrations.migration" else table
            for table in new.manifest.tables
            if table.name != "mfa.authenticator"
        ]
        migrations = [each for each in new.manifest.migrations if not each.startswith("mfa.")]
        assert len(migrations) < len(new.manifest.migrations)
        packer.close(replace(new.manifest, migrations=migrations, tables=tables, members=packer.members))
    return path
