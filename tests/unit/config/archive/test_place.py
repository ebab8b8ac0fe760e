"""The data folder while it is restored: cut off at any step it is empty, or locked, or whole."""

from pathlib import Path

import pytest

from ipweek.base.errors import Refusal
from ipweek.config import cli
from ipweek.config.archive import place
from ipweek.config.archive.place import Place

STAGED = {
    "media/3d/a.pdf": b"a",
    "mail/1.log": b"m",
    "secret_key": b"new",
    "clock.json": b"{}",
    "demo.json": b"{}",
    "ipweek.sqlite3": b"db",
}


def staged(root: Path) -> Place:
    found = Place(root)
    found.begin("mark")
    for name, data in STAGED.items():
        path = found.staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return found


def content(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in place.files(root)}


def test_everything_moves_up(tmp_path: Path) -> None:
    (tmp_path / "media" / "empty").mkdir(parents=True)
    (tmp_path / "secret_key").write_bytes(b"old")
    found = staged(tmp_path)

    assert not found.settled("mark")
    found.settle()
    assert (found.settled("mark"), found.settled("other")) == (True, False)
    found.finish()
    assert content(tmp_path) == STAGED


@pytest.mark.parametrize("moves", range(len(STAGED) + 1))
def test_cut_off_between_two_moves_it_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    found, left, move = staged(tmp_path), [moves], Path.replace

    def replace(self: Path, target: Path) -> Path:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    if moves < len(STAGED):
        with pytest.raises(KeyboardInterrupt):
            found.settle()
    assert not found.settled("mark")
    found.clear()
    assert set(content(tmp_path)) <= {"secret_key"}
    found.refuse_occupied()


@pytest.mark.parametrize("name", ["ipweek.sqlite3", "clock.json", "media/a.pdf", "mail/1.log"])
def test_a_folder_in_use_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")

    with pytest.raises(Refusal, match=f"中已有 {name.split('/', maxsplit=1)[0]}，没有恢复"):
        Place(tmp_path).refuse_occupied()


def test_what_commands_leave_in_an_empty_folder_is_no_use(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    for name in ("secret_key", "restore.lock"):
        (tmp_path / name).touch()

    Place(tmp_path).refuse_occupied()


def test_no_command_works_on_a_folder_being_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IPWEEK_HOME", str(tmp_path))
    staged(tmp_path)
    sentence = "数据目录正在恢复，或上次恢复中途停止；请等它完成，或重新运行 ipweek restore。\n"

    for command in (["tick"], ["backup"], ["summary"], ["launch", "x.txt"]):
        assert (cli.main(command), capsys.readouterr().err) == (2, sentence)
