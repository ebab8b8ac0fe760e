"""The archive as a file: a zip whose last member, the manifest, tells size and SHA-256 of every other.

Plain Python; Django need not run to look into an archive or to find it damaged.
"""

import hashlib
import json
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from ipweek.base.errors import Refusal

FORMAT = "ipweek.backup/1"
MANIFEST = "manifest.json"
TABLES, KEYS = "tables", "keys"
BLOCK = 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the zip format's first moment: the same data makes the same members
_OWNER_ONLY = 0o100600 << 16
_LARGEST_MANIFEST = 64 * BLOCK
_DAMAGED = "备份文件已损坏或不完整，不能恢复；请换一份备份。"
_NOT_ONE = "这不是 ipweek 的备份文件，或备份不完整；请指定 ipweek backup 生成的文件。"
# What zipfile raises for members that are cut, altered, locked or packed by an unknown method.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


@dataclass(frozen=True)
class Member:
    """Size in bytes and SHA-256 of one member, unpacked."""

    size: int
    sha256: str


@dataclass(frozen=True)
class TableEntry:
    """One table: its model's label, columns in the order of the rows, number of rows.

    `last` is the highest number the table ever gave out, 0 for none: numbers of deleted rows are not given again.
    """

    name: str
    columns: list[str]
    rows: int
    last: int


@dataclass(frozen=True)
class Manifest:
    """What an archive holds.

    Attributes:
        version: of the ipweek that wrote it; made_at: ISO moment; database: vendor it came from.
        migrations: "app.name" of every applied migration, sorted.
        tables, members: see there; missing: files that rows name and the data folder did not hold.
    """

    version: str
    made_at: str
    database: str
    migrations: list[str]
    tables: list[TableEntry]
    members: dict[str, Member] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: str = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def files(self) -> list[str]:
        """Members that are files of the data folder, keys among them."""
        return [name for name in self.members if not name.startswith(f"{TABLES}/")]


class Packer:
    """Writes members one after the other and remembers their size and fingerprint."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self.members: dict[str, Member] = {}

    def add(self, name: str, blocks: Iterable[bytes], *, packed: bool = True) -> None:
        """Write one member; `packed=False` for what hardly gets smaller, such as pictures."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_info(name, packed=packed), "w", force_zip64=True) as target:
            for block in blocks:
                digest.update(block)
                size += len(block)
                target.write(block)
        self.members[name] = Member(size, digest.hexdigest())

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and the zip's own directory."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        self._zip.writestr(_info(MANIFEST), text.encode())
        self._zip.close()


def _info(name: str, *, packed: bool = True) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    info.external_attr = _OWNER_ONLY
    return info


@contextmanager
def created(path: Path) -> Iterator[Packer]:
    """A packer whose file gets its name only when everything is on the disk; mode 0600 from its first moment."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield Packer(file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """The content of an open file, bit by bit."""
    while block := file.read(BLOCK):
        yield block


class Archive:
    """An archive opened for reading."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._zip = package
        self.manifest, self.fingerprint = _manifest(package)

    def verify(self) -> None:
        """Read every member to its end and compare it with the manifest.

        Raises:
            Refusal: a member is missing, altered, unknown, or named so that it would leave its folder.
        """
        names = self._zip.namelist()
        if sorted(names) != sorted([*self.manifest.members, MANIFEST]):
            raise Refusal(_DAMAGED)
        for name, member in self.manifest.members.items():
            if not _inside(name) or self._measured(name) != member:
                raise Refusal(f"备份文件中“{name}”与清单不符，不能恢复；请换一份备份。")

    def _measured(self, name: str) -> Member:
        digest, size = hashlib.sha256(), 0
        try:
            with self.open(name) as source:
                for block in blocks(source):
                    digest.update(block)
                    size += len(block)
        except _DAMAGE as error:
            raise Refusal(_DAMAGED) from error
        return Member(size, digest.hexdigest())

    def open(self, name: str) -> IO[bytes]:
        """One member, for reading."""
        return self._zip.open(name)

    def extract(self, name: str, target: Path) -> None:
        """Write one member to a file of its owner alone."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with self.open(name) as source, os.fdopen(handle, "wb") as file:
            for block in blocks(source):
                file.write(block)


def _inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) > 1 and not name.startswith("/") and not {"..", "."} & set(parts)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive and read its manifest.

    Raises:
        Refusal: there is no such file, it is no archive, or its format is unknown.
    """
    try:
        package = zipfile.ZipFile(path)
    except OSError as error:
        raise Refusal(f"找不到或不能读取“{path}”，请核对文件名和权限。") from error
    except _DAMAGE as error:
        raise Refusal(_NOT_ONE) from error
    with package:
        yield Archive(package)


def _manifest(package: zipfile.ZipFile) -> tuple[Manifest, str]:
    """The manifest and its own SHA-256."""
    try:
        if package.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise Refusal(_DAMAGED)
        text = package.read(MANIFEST)
        found: dict[str, Any] = json.loads(text)
        if found["format"] != FORMAT:
            raise Refusal(f"备份的格式是“{found['format']}”，本版本只认“{FORMAT}”；请用生成它的版本恢复。")
        found["tables"] = [TableEntry(**table) for table in found["tables"]]
        found["members"] = {name: Member(**member) for name, member in found["members"].items()}
        return Manifest(**found), hashlib.sha256(text).hexdigest()
    except (*_DAMAGE, KeyError, TypeError, AttributeError) as error:
        raise Refusal(_NOT_ONE) from error
