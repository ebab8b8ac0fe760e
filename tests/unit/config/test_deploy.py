"""The examples for services: systemd accepts them, they are closed as far as they can be, and name what there is."""

import configparser
import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from tests.unit.house.tree import ROOT

from ipweek.config import cli
from ipweek.config.options import OPTIONS

DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"
SERVICES = ["ipweek-backup.service", "ipweek-tick.service", "ipweek-web.service"]
TIMERS = ["ipweek-backup.timer", "ipweek-tick.timer"]
PROGRAM = "/srv/ipweek/.venv/bin/ipweek"
CLOSED = {
    "User": "ipweek",
    "Group": "ipweek",
    "EnvironmentFile": "/etc/ipweek.env",
    "StateDirectory": "ipweek",
    "StateDirectoryMode": "0700",
    "UMask": "0077",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
}
HIGHEST_EXPOSURE = 20  # of 100, as systemd-analyze counts: "OK" ends at 50


class Unit(configparser.RawConfigParser):
    """A unit file; the names of its keys keep their capitals, a later line of the same key counts."""

    def __init__(self, name: str) -> None:
        super().__init__(strict=False)
        self.optionxform = str  # type: ignore[assignment,method-assign]
        self.read(UNITS / name, encoding="utf-8")


@pytest.fixture
def docs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("reference")


@pytest.fixture
def analyze(tmp_path: Path) -> Path:
    """The units in a folder of their own, started from a program that is there."""
    for name in SERVICES + TIMERS:
        text = (UNITS / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(PROGRAM, sys.executable), encoding="utf-8")
    return tmp_path


def test_every_file_is_known() -> None:
    assert sorted(path.name for path in UNITS.iterdir()) == sorted(
        [*SERVICES, *TIMERS, "ipweek.sysusers.conf", "ipweek.tmpfiles.conf"]
    )


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_little(name: str) -> None:
    service = Unit(name)["Service"]

    assert {key: service[key] for key in CLOSED} == CLOSED
    backup = name == "ipweek-backup.service"
    assert service["ReadWritePaths"] == "/var/lib/ipweek" + (" /var/backups/ipweek" if backup else "")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_a_command_there_is(name: str) -> None:
    program, *arguments = Unit(name)["Service"]["ExecStart"].split()

    assert program == PROGRAM
    assert cli.parser().parse_args(arguments).command == arguments[0]


@pytest.mark.parametrize(
    ("name", "moment"), [("ipweek-tick.timer", "*:0/5"), ("ipweek-backup.timer", "*-*-* 02:30")]
)
def test_a_timer_catches_up_what_it_missed(name: str, moment: str) -> None:
    timer = Unit(name)

    assert dict(timer["Timer"])["OnCalendar"] == moment
    assert (timer["Timer"]["Persistent"], timer["Install"]["WantedBy"]) == ("true", "timers.target")
    assert name.replace(".timer", ".service") in SERVICES


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not there")
def test_systemd_accepts_the_units(analyze: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", *[analyze / name for name in SERVICES + TIMERS]],
        check=False,
        capture_output=True,
        text=True,
    )

    ours = [line for line in done.stderr.splitlines() if "ipweek" in line and "man ipweek" not in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not there")
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_hardly_exposed(analyze: Path, name: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", f"--threshold={HIGHEST_EXPOSURE}", analyze / name],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_environment_example_is_what_make_docs_writes(docs: ModuleType) -> None:
    kept = (DEPLOY / "ipweek.env.example").read_text(encoding="utf-8")

    assert kept == docs.environment()


def test_the_environment_example_names_every_setting() -> None:
    text = (DEPLOY / "ipweek.env.example").read_text(encoding="utf-8")
    names = re.findall(r"^#?IPWEEK_([A-Z_]+)=", text, re.MULTILINE)
    active = dict(re.findall(r"^IPWEEK_([A-Z_]+)=(.*)$", text, re.MULTILINE))

    assert names == [option.name for option in OPTIONS]
    assert (active["ENV"], active["HTTPS"], active["HOME"]) == ("production", "true", "/var/lib/ipweek")


def test_nginx_limits_what_one_address_asks() -> None:
    text = (DEPLOY / "nginx" / "ipweek.conf").read_text(encoding="utf-8")
    declared = re.findall(r"limit_req_zone \S+ zone=(\w+):", text)
    used = re.findall(r"limit_req zone=(\w+) ", text)

    assert sorted(declared) == sorted(used) == ["ipweek_pages", "ipweek_signin"]
    assert text.count("{") == text.count("}")
    assert "    proxy_set_header X-Forwarded-For $remote_addr;" in text.splitlines()
    port = Unit("ipweek-web.service")["Service"]["ExecStart"].split()[-1]
    assert re.findall(r"server (127\.0\.0\.1:\d+);", text) == [f"127.0.0.1:{port}"]
