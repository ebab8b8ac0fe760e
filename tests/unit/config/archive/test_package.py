"""The archive as a file: written whole or not at all, and damage is found."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipweek.base.errors import Refusal
from ipweek.config.archive import package
from ipweek.config.archive.package import Archive, Manifest, Member, Packer, TableEntry

TABLES = [TableEntry("people.user", ["id", "username"], 2, 7)]
CONTENT = {
    "tables/people.user.jsonl": '[1,"甲一"]\n[7,"乙二"]\n'.encode(),
    "media/3d/附件.pdf": b"%PDF-1.4\n" * 50,
    "keys/secret_key": b"x" * 64,
}


def manifest(**changes: object) -> Manifest:
    values = {
        "version": "0.1.0",
        "made_at": "2022-04-01T09:00:00+08:00",
        "database": "sqlite",
        "migrations": ["people.0001_initial"],
        "tables": TABLES,
    }
    return Manifest(**(values | changes))  # type: ignore[arg-type]


def packed(content: dict[str, bytes] = CONTENT) -> bytes:
    file = io.BytesIO()
    packer = Packer(file)
    for name, data in content.items():
        packer.add(name, [data[:9], data[9:]], packed=not name.startswith("media"))
    packer.close(manifest(members=packer.members))
    return file.getvalue()


def read(data: bytes) -> Archive:
    archive = Archive(zipfile.ZipFile(io.BytesIO(data)))
    archive.verify()
    return archive


def rewritten(names: dict[str, bytes]) -> bytes:
    """The archive with some members replaced or added past the packer."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed())) as old, zipfile.ZipFile(file, "w") as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, data in (kept | names).items():
            new.writestr(name, data)
    return file.getvalue()


def test_what_was_written_is_read_back() -> None:
    archive = read(packed())

    assert archive.manifest == manifest(members=archive.manifest.members)
    assert {name: archive.open(name).read() for name in archive.manifest.members} == CONTENT
    assert archive.manifest.rows == 2
    assert archive.manifest.files == ["media/3d/附件.pdf", "keys/secret_key"]


def test_the_manifest_tells_size_and_sha256() -> None:
    found = read(packed()).manifest.members["keys/secret_key"]

    assert found == Member(64, "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c")


def test_the_same_data_makes_the_same_bytes() -> None:
    assert packed() == packed()


@settings(max_examples=100, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
def test_a_changed_byte_changes_nothing_unseen(
    tmp_path_factory: pytest.TempPathFactory, place: float, change: int
) -> None:
    """Either the damage is found or what is read is what was written (zip holds a few bytes nobody reads)."""
    data = bytearray(packed())
    data[int(place * len(data))] ^= change
    path = tmp_path_factory.getbasetemp() / "changed.zip"
    path.write_bytes(data)

    try:
        with package.opened(path) as archive:
            archive.verify()
            found = {name: archive.open(name).read() for name in archive.manifest.members}
    except Refusal:
        return
    assert found == CONTENT


@pytest.mark.parametrize("share", [0, 0.2, 0.6, 0.99])
def test_a_file_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(packed()[: int(len(packed()) * share)])

    with pytest.raises(Refusal, match=r"^这不是 ipweek 的备份文件，或备份不完整"), package.opened(path):
        pass


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "没有.zip"

    with pytest.raises(Refusal) as refused, package.opened(path):
        pass
    assert refused.value.sentence == f"找不到或不能读取“{path}”，请核对文件名和权限。"


def test_a_member_changed_on_purpose_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        read(rewritten({"keys/secret_key": b"y" * 64}))
    assert refused.value.sentence == "备份文件中“keys/secret_key”与清单不符，不能恢复；请换一份备份。"


def test_a_member_the_manifest_does_not_know_is_refused() -> None:
    with pytest.raises(Refusal, match=r"^备份文件已损坏或不完整"):
        read(rewritten({"media/planted": b""}))


@pytest.mark.parametrize("name", ["media/../../planted", "/media/planted", "planted", "media/a/../b"])
def test_a_member_that_would_leave_its_folder_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="与清单不符"):
        read(packed(CONTENT | {name: b"x"}))


def test_another_format_is_named() -> None:
    known = json.loads(zipfile.ZipFile(io.BytesIO(packed())).read("manifest.json"))
    later = json.dumps(known | {"format": "ipweek.backup/9"}).encode()

    with pytest.raises(Refusal, match=r"^备份的格式是“ipweek.backup/9”，本版本只认“ipweek.backup/1”"):
        read(rewritten({"manifest.json": later}))


@pytest.mark.parametrize("text", [b"[]", b"{}", b"\xff", b'{"format": "ipweek.backup/1", "tables": 3}'])
def test_a_strange_manifest_is_refused(text: bytes) -> None:
    with pytest.raises(Refusal, match=r"^这不是 ipweek 的备份文件"):
        read(rewritten({"manifest.json": text}))


def test_the_file_appears_whole_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with package.created(path) as packer:
        packer.add("keys/secret_key", [b"x"])
        assert not path.exists()
        packer.close(manifest(members=packer.members))

    assert [each.name for each in tmp_path.iterdir()] == ["b.zip"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), package.created(tmp_path / "b.zip"):
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_an_extracted_file_is_its_owners_alone(tmp_path: Path) -> None:
    target = tmp_path / "media" / "3d" / "附件.pdf"
    read(packed()).extract("media/3d/附件.pdf", target)

    assert target.read_bytes() == CONTENT["media/3d/附件.pdf"]
    assert (target.stat().st_mode & 0o777, target.parent.stat().st_mode & 0o777) == (0o600, 0o700)
