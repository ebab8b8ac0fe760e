"""The data folder and its key."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ipweek.base import home


def test_default_is_var_of_the_current_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("IPWEEK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert home.home() == tmp_path / "var"
    assert not (tmp_path / "var").exists()


def test_folders_are_private(monkeypatch, tmp_path):
    monkeypatch.setenv("IPWEEK_HOME", str(tmp_path / "a" / "b"))
    assert home.ensure() == tmp_path / "a" / "b"
    assert [path.stat().st_mode & 0o777 for path in (home.home(), home.media())] == [0o700, 0o700]
    home.ensure()


def test_key_is_made_once_even_by_many(monkeypatch, tmp_path):
    monkeypatch.setenv("IPWEEK_HOME", str(tmp_path))
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: home.secret_key(), range(16)))
    assert len(keys) == 1
    (key,) = keys
    assert len(key) == 64
    path = Path(tmp_path, "secret_key")
    assert path.read_text() == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["media", "secret_key"]
