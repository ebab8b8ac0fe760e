"""The data folder while it is restored: whether it is empty, and how it becomes whole at once. Plain Python.

Everything is put together in the sub-folder `restoring` and moved up at the end. As long as the sub-folder is there
no command works on the data; the next `ipweek restore` begins anew or finishes.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ipweek.base import home
from ipweek.base.errors import Refusal

FOLDERS = ("media", "mail")
CLOCK, DEMO = "clock.json", "demo.json"
KEYS = ("secret_key", CLOCK, DEMO)
DATABASE = "ipweek.sqlite3"
_ARCHIVE, _SETTLED = "archive", "settled"


def files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in the order of names."""
    for base, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(names):
            yield Path(base, name)


def refuse_half_restored() -> None:
    """Refuse to work on the data folder of this process while it is being restored.

    Raises:
        Refusal: a restore runs or was cut off.
    """
    if Place(home.home()).staging.is_dir():
        raise Refusal("数据目录正在恢复，或上次恢复中途停止；请等它完成，或重新运行 ipweek restore。")


@dataclass(frozen=True)
class Place:
    """A data folder to restore into."""

    root: Path

    @property
    def staging(self) -> Path:
        """Where everything is put together."""
        return self.root / "restoring"

    def refuse_occupied(self) -> None:
        """Refuse to restore over anything: a database, files, a demonstration clock.

        Raises:
            Refusal: naming what is there.
        """
        names = [name for name in (DATABASE, CLOCK) if (self.root / name).exists()]
        names += [folder for folder in FOLDERS if any(files(self.root / folder))]
        if names:
            raise Refusal(
                f"数据目录 {self.root} 中已有 {'、'.join(names)}，没有恢复；"
                "只能恢复到空目录，请用 IPWEEK_HOME 指定一个新目录，或先把原目录改名留存。"
            )

    def begin(self, archive: str) -> None:
        """Open the staging folder for the archive of this fingerprint."""
        self.staging.mkdir(mode=0o700)
        (self.staging / _ARCHIVE).write_text(archive, encoding="ascii")

    def settled(self, archive: str) -> bool:
        """Whether an earlier restore of this archive has moved everything up and was cut off after it."""
        note = self.staging / _ARCHIVE
        return (
            (self.staging / _SETTLED).exists()
            and note.exists()
            and note.read_text(encoding="ascii") == archive
        )

    def settle(self) -> None:
        """Move everything up; all of it is on the disk before."""
        os.sync()
        for name in (*FOLDERS, *KEYS, DATABASE):
            piece, target = self.staging / name, self.root / name
            if not piece.exists():
                continue
            if piece.is_dir() and target.exists():
                shutil.rmtree(target)  # holds no file: see refuse_occupied
            piece.replace(target)
        os.sync()
        (self.staging / _SETTLED).touch()

    def clear(self) -> None:
        """Remove what a restore that was cut off has left; the folder was empty before it and locked since.

        A key stays: it may have been there before, and the next restore replaces it.
        """
        for name in (DATABASE, CLOCK, DEMO, *FOLDERS, self.staging.name):
            path = self.root / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Remove the staging folder: from now on the data folder is used."""
        shutil.rmtree(self.staging)
