"""Compile requirements/*.in to *.txt: every version pinned, every file of it hashed, no index named.

Settings of the machine's pip are left out, for they may offer files that no public index has: only the index
itself (`index-url`), the certificate and the time-out are taken over. Run it on the oldest supported Python,
whose set of backports is the widest; `tests/unit/house/test_locks.py` proves that newer ones need no more.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)

# Never locked, never installed. pillow-heif: wagtail asks for it through willow[heif], but its wheel carries
# libx265 (GPL-2.0). Willow works without it, only HEIC pictures cannot be opened.
LEFT_OUT = ("pillow-heif",)

KEPT_PIP_SETTINGS = {"index-url": "PIP_INDEX_URL", "cert": "PIP_CERT", "timeout": "PIP_DEFAULT_TIMEOUT"}


def pip_environment() -> dict[str, str]:
    """The environment for pip-compile: the configured index, but no further places to find files."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    for setting, variable in KEPT_PIP_SETTINGS.items():
        value = os.environ.get(variable) or configured(setting)
        if value:
            env[variable] = value
    env["PIP_CONFIG_FILE"] = os.devnull
    env["CUSTOM_COMPILE_COMMAND"] = "make lock"
    return env


def configured(setting: str) -> str:
    """A setting of the machine's pip configuration, or an empty string."""
    found = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", f"global.{setting}"],
        check=False,
        capture_output=True,
        text=True,
    )
    return found.stdout.strip() if found.returncode == 0 else ""


def compile_one(name: str, env: dict[str, str], *, upgrade: bool) -> None:
    """Compile `name`.in to `name`.txt from inside requirements/: the comments then hold bare file names."""
    command = [
        sys.executable,
        "-m",
        "piptools",
        "compile",
        "--quiet",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--no-emit-trusted-host",
        "--no-emit-options",
        "--strip-extras",
        "--no-allow-unsafe",  # our own list instead of the default one (pip, setuptools), which is wanted
        *(f"--unsafe-package={package}" for package in LEFT_OUT),
        f"--output-file={name}.txt",
        f"{name}.in",
    ]
    if upgrade:
        command.append("--upgrade")
    subprocess.run(command, check=True, cwd=REQUIREMENTS, env=env)


def main() -> int:
    """Compile both locks; exit 1 on a Python other than the oldest supported one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest versions that the .in files allow"
    )
    upgrade = parser.parse_args().upgrade
    if sys.version_info[:2] != OLDEST:
        print(f"make lock needs Python {OLDEST[0]}.{OLDEST[1]}, the oldest supported one", file=sys.stderr)
        return 1
    env = pip_environment()
    for name in ("base", "dev"):
        compile_one(name, env, upgrade=upgrade)
    print(f"Locked. Left out on purpose, whatever pip-compile says above: {', '.join(LEFT_OUT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
