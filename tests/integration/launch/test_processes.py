"""`ipweek launch` as processes of their own: two at the same moment, and one killed on the way."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

NOTICE = Path(__file__).resolve().parents[3] / "examples" / "notice.txt"
TABLES = ("campaign_campaign", "campaign_activity", "campaign_deliverable", "campaign_requirement")
WHOLE = {
    "campaign_campaign": 1,
    "campaign_activity": 10,
    "campaign_deliverable": 5,
    "campaign_requirement": 4,
}
NONE = dict.fromkeys(TABLES, 0)

pytestmark = pytest.mark.deep


@pytest.fixture
def home(tmp_path):
    """A data folder whose database is up to date and empty."""
    folder = tmp_path / "home"
    shown = start(folder)
    shown.communicate(timeout=300)
    assert (shown.returncode, counts(folder)) == (2, NONE)
    return folder


def start(home, *options):
    return subprocess.Popen(
        [sys.executable, "-m", "ipweek.config.cli", "launch", str(NOTICE), *options],
        env=os.environ | {"IPWEEK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "ipweek.config.settings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def counts(home):
    with sqlite3.connect(home / "ipweek.sqlite3") as database:
        return {table: database.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES}


def test_two_at_once_make_one_campaign(home):
    both = [start(home, "--yes"), start(home, "--yes")]
    errors = [process.communicate(timeout=300)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert counts(home) == WHOLE


def test_killed_at_any_point_it_leaves_all_or_nothing(home):
    seen = []
    for tenths in range(2, 30, 3):
        process = start(home, "--yes")
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        seen.append(counts(home))
        assert seen[-1] in (NONE, WHOLE)
    last = start(home, "--yes")
    last.communicate(timeout=300)
    assert (last.returncode, counts(home)) == (0, WHOLE)
