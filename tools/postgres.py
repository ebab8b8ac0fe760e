"""Run one command against a throw-away PostgreSQL cluster.

    python tools/postgres.py -- pytest tests/integration

A fresh cluster is made in a temporary folder, listens on a socket in that folder only, and is gone when the
command ends. The command finds it in IPWEEK_DATABASE_URL. Root may not run the server: then it runs as the
user `postgres`.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from system import postgres_bin

SERVER_USER = "postgres"
ROLE = "ipweek"
# Nothing here outlives the command, so nothing waits for the disk.
FAST = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "timezone": "UTC",
}
LONGEST_SOCKET_FOLDER = 80  # bytes; the system's limit for the whole socket path is 107


def as_server_user(command: list[str]) -> list[str]:
    """The command as it has to be run: as `postgres` when we are root."""
    return ["runuser", "-u", SERVER_USER, "--", *command] if os.geteuid() == 0 else command


def quietly(command: list[str]) -> None:
    """Run a server program; its output is shown only when it fails, and then the failure is raised."""
    done = subprocess.run(
        as_server_user(command),
        check=False,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise subprocess.CalledProcessError(done.returncode, command)


@contextmanager
def throwaway_cluster(programs: Path) -> Iterator[str]:
    """A running cluster; yields its database URL. Stopped and deleted at the end."""
    home = Path(tempfile.mkdtemp(prefix="ipweek-pg-"))
    if len(str(home)) > LONGEST_SOCKET_FOLDER:
        home.rmdir()
        home = Path(tempfile.mkdtemp(prefix="ipweek-pg-", dir="/tmp"))
    data, log = home / "data", home / "log"
    settings = {**FAST, "unix_socket_directories": str(home)}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    pg_ctl = [str(programs / "pg_ctl"), "--pgdata", str(data), "-w"]
    try:
        if os.geteuid() == 0:
            shutil.chown(home, SERVER_USER)
        quietly(
            [
                str(programs / "initdb"),
                f"--pgdata={data}",
                f"--username={ROLE}",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ]
        )
        try:
            # The server's own output goes to the log: it would keep our pipe open.
            quietly([*pg_ctl, "--log", str(log), "-o", options, "start"])
        except subprocess.CalledProcessError:
            print(log.read_text(errors="replace") if log.exists() else "", file=sys.stderr)
            raise
        try:
            quietly([str(programs / "createdb"), "--host", str(home), "--username", ROLE, "ipweek"])
            yield f"postgres://{ROLE}@{quote(str(home), safe='')}/ipweek"
        finally:
            quietly([*pg_ctl, "--mode", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def stop_politely(signum: int, _frame: object) -> None:
    """Turn a request to end into an exception, so that the cluster is stopped and deleted."""
    raise SystemExit(128 + signum)


def main(arguments: list[str]) -> int:
    """Run the command after `--`; its exit code is ours."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("用法：python tools/postgres.py -- 命令 参数……", file=sys.stderr)
        return 2
    programs = postgres_bin()
    if programs is None:
        print("没有找到 PostgreSQL 服务端程序，请先运行：python3 tools/system.py postgres", file=sys.stderr)
        return 3
    signal.signal(signal.SIGTERM, stop_politely)
    with throwaway_cluster(programs) as url:
        return subprocess.run(command, check=False, env={**os.environ, "IPWEEK_DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
