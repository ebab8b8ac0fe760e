"""`ipweek backup` and `ipweek restore` as an operator runs them."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.deep import restored
from tests.deep.installations import Installation
from tests.deep.workers import Worker


def test_restored_into_an_empty_folder_everything_is_equal(tmp_path: Path) -> None:
    source, target = Installation(tmp_path / "source"), Installation(tmp_path / "target")
    assert source.run("tick")[0] == 0
    with Worker(source) as worker:
        assert worker.ask("scene") == {"ok": 1}
    status, session = restored.sign_in(source)
    assert (status, session != "") == (200, True)
    archive = tmp_path / "b.zip"

    code, out, err = source.run("backup", "--out", str(archive))
    assert (code, err) == (0, "")
    held = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    rows = sum(table["rows"] for table in held["tables"])
    kept = [name for name in held["members"] if not name.startswith("tables/")]
    assert out.startswith(
        f"已备份：{len(held['tables'])} 张数据表 {rows} 行，{len(kept)} 个文件。\n{archive}（"
    )
    assert archive.stat().st_mode & 0o777 == 0o600

    code, out, err = target.run("restore", str(archive))
    assert (code, err) == (2, "没有恢复。核对以上内容后，加 --yes 重新运行即恢复。\n")
    assert not target.home.exists()
    code, out, err = target.run("restore", str(archive), "--yes")
    assert (code, err, out.splitlines()[-1]) == (0, "", "已恢复，可以启动服务。")

    assert restored.sqlite_rows(target) == restored.sqlite_rows(source)
    assert restored.files(target) == restored.files(source)
    assert len(restored.files(source)) == 4  # notice, summary as docx and PDF, key
    assert restored.sign_in(target, session) == (200, session)
    assert restored.sign_in(target)[0] == 200
    assert restored.summary(target, tmp_path / "b") == restored.summary(source, tmp_path / "a")
    target.doctor()

    code, _, err = target.run("restore", str(archive), "--yes")
    assert code == 2
    assert err.startswith(f"数据目录 {target.home} 中已有 ipweek.sqlite3、media")


def test_nothing_to_save_is_said(tmp_path: Path) -> None:
    where = Installation(tmp_path / "home")

    code, out, err = where.run("backup")
    assert (code, out) == (2, "")
    assert err == f"数据目录 {where.home} 不存在，没有可备份的内容；请核对 IPWEEK_HOME。\n"
    code, out, err = where.run("backup", "--out", str(tmp_path))
    assert (code, out) == (2, "")
    assert err == f"数据目录 {where.home} 中还没有数据库，没有可备份的内容；请核对 IPWEEK_HOME。\n"
    assert list(tmp_path.glob("*.zip")) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip"])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    where, file = Installation(tmp_path / "home"), tmp_path / "b.zip"
    file.write_bytes(content)

    code, out, err = where.run("restore", str(file), "--yes")

    assert (code, out) == (2, "")
    assert err == "这不是 ipweek 的备份文件，或备份不完整；请指定 ipweek backup 生成的文件。\n"
    assert not where.home.exists()


def test_a_backup_is_not_written_over_another(tmp_path: Path) -> None:
    where, file = Installation(tmp_path / "home"), tmp_path / "b.zip"
    file.write_bytes(b"kept")

    assert where.run("backup", "--out", str(file)) == (
        2,
        "",
        f"“{file}”已经存在，没有覆盖；请换一个文件名。\n",
    )
    assert file.read_bytes() == b"kept"
