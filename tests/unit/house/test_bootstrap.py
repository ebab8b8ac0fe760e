"""The environment: when it is made anew, and where pip comes from when Python cannot make one."""

import hashlib
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from tests.unit.house.tree import ROOT

WHEEL = b"a wheel"
NAME = "pip-1.0-py3-none-any.whl"
# Serves a folder, says its port first.
SERVER = """
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture
def pip_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    for name in ("PIP_INDEX_URL", "PIP_CERT", "PIP_CONFIG_FILE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "none"))
    return importlib.import_module("pip_wheel")


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "lock.txt"
    good = hashlib.sha256(WHEEL).hexdigest()
    lines = [
        "other==2.0 \\",
        f"    --hash=sha256:{'1' * 64}",
        "pip==1.0 \\",
        f"    --hash=sha256:{'0' * 64} \\",
        f"    --hash=sha256:{good}",
        "    # via pip-tools",
        "pip-tools==3.0 \\",
        f"    --hash=sha256:{'2' * 64}",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """A package index on this machine that hands out relative addresses, as mirrors do."""
    home = tmp_path / "index"
    (home / "simple/pip").mkdir(parents=True)
    (home / "files").mkdir()
    (home / "files" / NAME).write_bytes(WHEEL)
    links = [
        f'<a href="../../files/{name}#sha256=1">{name}</a>' for name in ("pip-0.9-py3-none-any.whl", NAME)
    ]
    (home / "simple/pip/index.html").write_text("<br>".join(links), encoding="utf-8")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    yield f"http://127.0.0.1:{server.stdout.readline().strip()}/simple"
    server.terminate()
    server.wait()
    server.stdout.close()


@pytest.mark.enable_socket
def test_pip_comes_from_the_configured_index(
    pip_wheel: ModuleType, lock: Path, index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", index)

    assert pip_wheel.fetch_pip(lock, tmp_path).read_bytes() == WHEEL


@pytest.mark.enable_socket
def test_another_hash_is_refused(
    pip_wheel: ModuleType, lock: Path, index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", index)
    (tmp_path / "index/files" / NAME).write_bytes(b"something else")

    with pytest.raises(LookupError, match="hash differs"):
        pip_wheel.fetch_pip(lock, tmp_path)
    assert not (tmp_path / NAME).exists()


def test_without_an_index_the_user_is_told(
    pip_wheel: ModuleType, lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The machine may have an index of its own, which no test can take away.
    monkeypatch.setattr(pip_wheel, "configured", lambda _setting: "")

    with pytest.raises(pip_wheel.NoIndexError, match="没有配置软件包索引"):
        pip_wheel.fetch_pip(lock, tmp_path)


def test_pip_s_own_files_are_read(pip_wheel: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / ".config/pip/pip.conf"
    file.parent.mkdir(parents=True)
    file.write_text(
        "[global]\nindex-url = http://127.0.0.1:9/simple\ncert = /some/where.pem\n", encoding="utf-8"
    )

    assert pip_wheel.configured("index-url") == "http://127.0.0.1:9/simple"
    assert pip_wheel.configured("cert") == "/some/where.pem"
    assert pip_wheel.configured("proxy") == ""


def test_locked_pip(pip_wheel: ModuleType, lock: Path) -> None:
    assert pip_wheel.locked(lock, "pip") == ("1.0", {"0" * 64, hashlib.sha256(WHEEL).hexdigest()})
    with pytest.raises(LookupError):
        pip_wheel.locked(lock, "wheel")


def test_the_real_lock_names_pip(pip_wheel: ModuleType) -> None:
    version, hashes = pip_wheel.locked(ROOT / "requirements/dev.txt", "pip")

    assert re.fullmatch(r"[\d.]+", version)
    assert len(hashes) >= 1


@pytest.fixture
def bootstrap(pip_wheel: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = importlib.import_module("bootstrap")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "VENV_PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv/installed")
    return module


@pytest.mark.parametrize(("made_in", "belongs"), [("{here}", True), ("/else/where", False)])
def test_a_moved_venv_is_noticed(bootstrap: ModuleType, tmp_path: Path, made_in: str, belongs: bool) -> None:
    pip = tmp_path / ".venv/bin/pip"
    pip.parent.mkdir(parents=True)
    pip.write_text(f"#!{made_in.format(here=tmp_path)}/.venv/bin/python3\nimport pip\n", encoding="utf-8")

    assert bootstrap.belongs_here() is belongs


def test_a_folder_that_is_no_venv_is_left_alone(bootstrap: ModuleType, tmp_path: Path) -> None:
    kept = tmp_path / ".venv/letters.txt"
    kept.parent.mkdir()
    kept.write_text("dear", encoding="utf-8")

    with pytest.raises(SystemExit, match="不是 Python 虚拟环境"):
        bootstrap.make_venv()
    assert kept.read_text(encoding="utf-8") == "dear"


def test_stamp_follows_the_lock_and_the_declaration(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOCK", tmp_path / "lock.txt")
    stamps = []
    for lock_text, declaration in [("a", "b"), ("a", "c"), ("d", "c"), ("a", "b")]:
        (tmp_path / "lock.txt").write_text(lock_text, encoding="utf-8")
        (tmp_path / "pyproject.toml").write_text(declaration, encoding="utf-8")
        stamps.append(bootstrap.wanted_stamp())

    assert len(set(stamps)) == 3
    assert stamps[0] == stamps[3]
    assert not bootstrap.up_to_date()
