"""Installing Debian and Ubuntu packages where the user may, without ever asking for a password."""

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

LISTS = Path("/var/lib/apt/lists")
WAIT_FOR_OTHERS = "DPkg::Lock::Timeout=300"  # another apt may be at work: wait for it, in seconds


@lru_cache(maxsize=1)
def prefix() -> tuple[str, ...] | None:
    """Words to put before apt-get, () for root; None where packages cannot be installed."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo"):
        allowed = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        if allowed.returncode == 0:
            return ("sudo", "-n")
    return None


def command_line(packages: list[str]) -> str:
    """The one line for a user who has to do it, or have it done."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def install(packages: list[str]) -> bool:
    """Install packages if that is possible here, refreshing the package lists only when needed.

    Returns:
        Whether apt reports success. Its last words are printed when it does not.
    """
    before = prefix()
    if before is None:
        return False
    if not any(LISTS.glob("*_Packages*")):
        refresh()
    outcome = attempt(before, packages)
    if outcome.returncode != 0 and refresh():
        outcome = attempt(before, packages)
    if outcome.returncode != 0:
        print("\n".join(outcome.stdout.strip().splitlines()[-5:]))
    return outcome.returncode == 0


@lru_cache(maxsize=1)
def refresh() -> bool:
    """Run `apt-get update`, at most once per process; False when it failed."""
    print("正在更新系统软件包列表（apt-get update）……", flush=True)
    return run([*(prefix() or ()), "apt-get", "-o", WAIT_FOR_OTHERS, "update", "-q"]).returncode == 0


def attempt(before: tuple[str, ...], packages: list[str]) -> subprocess.CompletedProcess[str]:
    """One call of `apt-get install`, its output kept."""
    options = ["-y", "-q", "--no-install-recommends", "-o", WAIT_FOR_OTHERS]
    return run([*before, "apt-get", "install", *options, *packages])


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run without questions; output and errors come back together."""
    if command[0] == "sudo":  # sudo drops the environment
        command = [*command[:2], "env", "DEBIAN_FRONTEND=noninteractive", *command[2:]]
    return subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
