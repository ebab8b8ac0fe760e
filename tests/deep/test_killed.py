"""Processes killed at any moment: what was acknowledged is there exactly once, and nothing is half done."""

import random
import time
from pathlib import Path

import pytest
from tests.deep.installations import NOTICE, PATIENCE, Installation
from tests.deep.soundness import breaches
from tests.deep.workers import Worker

pytestmark = pytest.mark.deep
# What a worker is asked for each number, in this order. Every act asked twice means the same as once.
STEPS = ("plan", "close", "begin", "write", "attach", "submit", "accept")
WORK = 400  # numbers in the pipe: more than a worker does before it is killed
TRIALS = 24
LAUNCHES = 12
WHOLE = (1, 10, 5, 4)


def test_work_killed_at_random_points(installation: Installation) -> None:
    """One worker after the other takes up where the last acknowledgement was, doing the unanswered act again."""
    chance = random.Random(2022)
    done = 0  # acts acknowledged so far; act number i is STEPS[i % 7] on thing i // 7
    for _ in range(TRIALS):
        before = done
        done += acknowledged(installation, before, kill_after=chance.uniform(0, 0.5))
        assert breaches(installation) == {}
        assert_exactly_once(installation, done)
    assert done > TRIALS * len(STEPS)
    installation.doctor()


def acknowledged(where: Installation, first: int, *, kill_after: float) -> int:
    """Let a worker work from act `first` on, kill it, and count the acts it acknowledged."""
    worker = Worker(where)
    for number in range(first, first + WORK):
        worker.send(STEPS[number % len(STEPS)], n=number // len(STEPS))
    time.sleep(kill_after)
    worker.process.kill()
    out, _ = worker.process.communicate(timeout=PATIENCE)
    answers = out.decode().splitlines(keepends=True)
    assert [line for line in answers if not line.startswith('{"ok": ')] == []
    return sum(line.endswith("\n") for line in answers)


def assert_exactly_once(where: Installation, done: int) -> None:
    """Every thing is there once; at most the one act that got no answer has been done beside those that did."""
    expected = (
        ("plan", "select title from gatherings_session where title like '第%场'"),
        ("close", "select title from gatherings_session where title like '第%场' and state = 'held'"),
        ("begin", "select id from reporting_return where token is not null"),
        ("attach", "select sha256 from reporting_returnfile"),
        (
            "submit",
            (
                "select v.id from reporting_returnversion v join reporting_return r on r.id = v.parent_id "
                "where r.token is not null"
            ),
        ),
        ("accept", "select id from reporting_return where token is not null and state = 'accepted'"),
    )
    for name, query in expected:
        step = STEPS.index(name)
        least = sum(number % len(STEPS) == step for number in range(done))
        most = sum(number % len(STEPS) == step for number in range(done + 1))
        found = [row[0] for row in where.rows(query)]
        assert len(set(found)) == len(found)
        assert len(found) in {least, most}, (name, done)


def test_launch_killed_at_random_points(empty: Installation, tmp_path: Path) -> None:
    chance = random.Random(2022)
    seen = set()
    for trial in range(LAUNCHES):
        where = empty.copy(tmp_path / f"trial{trial}")
        process = where.start("launch", str(NOTICE), "--yes")
        # A launch takes one and a half seconds alone; on a busy machine more of the trials end before anything.
        time.sleep(chance.uniform(0.5, 2.5))
        process.kill()
        out, _ = process.communicate(timeout=PATIENCE)
        counted = campaigns(where)
        assert counted in {(0, 0, 0, 0), WHOLE}
        assert breaches(where) == {}
        if "已启动" in out.decode():
            assert counted == WHOLE
        seen.add(counted)
        code, _, err = where.run("launch", str(NOTICE), "--yes")
        assert (code, campaigns(where)) == (0, WHOLE), err
    where.doctor()


def campaigns(where: Installation) -> tuple[int, ...]:
    """Numbers of campaigns, activities, deliverables and requirements."""
    names = ("campaign", "activity", "deliverable", "requirement")
    return tuple(where.value(f"select count(*) from campaign_{name}") for name in names)


def test_delivery_killed_loses_no_message(installation: Installation) -> None:
    """At least once: after the lease every message is out, and few were sent again."""
    chance = random.Random(2022)
    with Worker(installation) as worker:
        for number in range(60):
            worker.ask("put_out", key=f"示例{number}")
    for _ in range(6):
        killed = Worker(installation)
        killed.send("deliver")
        time.sleep(chance.uniform(0, 0.06))
        killed.end()
    with Worker(installation) as worker:
        assert worker.ask("deliver")["ok"][1] == 0
        assert worker.ask("deliver", later=20)["ok"][1] == 0
    mails = [
        line
        for path in (installation.home / "mail").iterdir()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("Message-ID")
    ]
    assert installation.value("select count(*) from ipweek_messages_message where sent_at is null") == 0
    assert len(set(mails)) == 60
    assert len(mails) <= 60 + 6
