"""Make .venv: create it, install the locked libraries and the project; a second run has nothing to do.

    python3 tools/bootstrap.py

Standard library only. Works also where Python came without ensurepip (Debian, Ubuntu without python3-venv):
that package is installed if the user may, else pip comes from the running Python, else from the configured
package index. Two at once are safe: the second waits for the first.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python meets this line first
    sys.exit("需要 Python 3.11 或更高版本，请安装后运行：make setup PYTHON=python3.11")

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import apt
import pip_wheel

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "dev.txt"
STAMP = VENV / "installed"
PROBE = (
    "import sys; from importlib.util import find_spec as find;"
    "sys.exit(not all(map(find, ('pip', 'django', 'pytest', 'ipweek'))))"
)


def wanted_stamp() -> str:
    """What is to be installed and where: lock, project declaration, folder (a venv cannot be moved)."""
    digest = hashlib.sha256(str(ROOT).encode())
    for file in (LOCK, ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def up_to_date() -> bool:
    """Whether the last run finished on the same input and its result still works."""
    try:
        return STAMP.read_text(encoding="ascii") == wanted_stamp() and works(PROBE)
    except (OSError, UnicodeError):
        return False


def works(program: str) -> bool:
    """Whether the venv's Python runs this program with exit code 0."""
    try:
        return subprocess.run([VENV_PYTHON, "-c", program], check=False, capture_output=True).returncode == 0
    except OSError:  # no such file, a dangling link, another machine's binary
        return False


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the project folder against a second run; the system lets go of it when the process ends."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("另一个安装进程正在运行，等待其完成……", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def make_venv() -> None:
    """A venv with pip in it; an existing one that works is kept, a broken or moved one is made anew."""
    if works("import pip") and belongs_here():
        return
    if VENV.exists():
        if not (VENV / "pyvenv.cfg").is_file() and any(VENV.iterdir()):
            sys.exit(f"{VENV.name} 已存在但不是 Python 虚拟环境，请先移走它再运行。")
        print("原有的 .venv 已损坏或被移动过，重新创建。", flush=True)
        shutil.rmtree(VENV)
    print("正在创建虚拟环境 .venv ……", flush=True)
    if not has_ensurepip() and os.path.realpath(sys.executable).startswith("/usr/bin/"):
        package = f"python3.{sys.version_info[1]}-venv"
        if apt.prefix() is not None:
            print(f"缺少 {package}，正在安装……", flush=True)
            apt.install([package])
    venv.create(VENV, symlinks=True)
    if has_ensurepip():
        run([VENV_PYTHON, "-m", "ensurepip", "--default-pip"], quiet=True)
    else:
        pip_from_elsewhere()
    if not works("import pip"):
        sys.exit("虚拟环境中没有 pip，安装未完成。请检查 Python 安装是否完整。")


def belongs_here() -> bool:
    """Whether the venv was made in this place: its programs name their Python by the full path."""
    try:
        return str(VENV_PYTHON).encode() in (VENV / "bin" / "pip").read_bytes()[:1000]
    except OSError:
        return False


def has_ensurepip() -> bool:
    """Whether a fresh start of the running Python could make a pip."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def pip_from_elsewhere() -> None:
    """Put pip into the venv without ensurepip: by the running Python's own, or from the configured index."""
    version, hashes = pip_wheel.locked(LOCK, "pip")
    if importlib.util.find_spec("pip") is not None:
        with tempfile.TemporaryDirectory() as folder:
            line = Path(folder) / "pip.txt"
            line.write_text(f"pip=={version} " + " ".join(f"--hash=sha256:{each}" for each in sorted(hashes)))
            own_pip = [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON)]
            run([*own_pip, "install", "-qq", "--require-hashes", "-r", line], may_fail=True)
        if works("import pip"):
            return
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = pip_wheel.fetch_pip(LOCK, Path(folder))
            run([VENV_PYTHON, f"{file}/pip", "install", "-qq", "--no-index", "--no-deps", file])
    except (pip_wheel.NoIndexError, LookupError, OSError) as problem:
        package = f"python3.{sys.version_info[1]}-venv"
        sys.exit(
            f"这个 Python 没有 ensurepip，也取不到 pip：{problem}。\n"
            f"  请运行：{apt.command_line([package])}\n  然后重新运行本命令。"
        )


def run(command: Sequence[str | Path], *, quiet: bool = False, may_fail: bool = False) -> None:
    """Run one step; its failure ends the installation with the step's own messages on the screen."""
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if done.returncode != 0 and not may_fail:
        if quiet:
            print(done.stdout.decode(errors="replace"))
        sys.exit("安装未完成，原因见上。排除后重新运行即可，已完成的部分不会丢失。")


def install() -> None:
    """Install the lock exactly as hashed, then the project in place. --no-deps: the lock names everything."""
    count = LOCK.read_text(encoding="utf-8").count("==")
    print(f"正在安装 {count} 个已锁定的程序库（首次约需一至三分钟）……", flush=True)
    pip: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "install",
        "-qq",
    ]
    run([*pip, "--require-hashes", "--no-deps", "-r", LOCK])
    run([*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", "."])


def main() -> int:
    """Bring .venv up to date."""
    if up_to_date():
        return 0
    with only_one():
        if up_to_date():  # the one we waited for did it
            return 0
        STAMP.unlink(missing_ok=True)
        make_venv()
        install()
        if not works(PROBE):
            sys.exit("安装后检查未通过：.venv 中缺少程序库。请删除 .venv 后重试。")
        STAMP.write_text(wanted_stamp(), encoding="ascii")
        print("安装完成。", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
