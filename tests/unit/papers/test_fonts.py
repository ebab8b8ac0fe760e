"""Which font plays which role, and what the self-check says."""

from pathlib import Path

import pytest

from ipweek.base.errors import Refusal
from ipweek.papers import fonts
from ipweek.papers.fonts import Role

DEBIAN = frozenset({"Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai"})
EVERYTHING = DEBIAN | {"FangSong_GB2312", "KaiTi_GB2312", "SimHei", "FZXiaoBiaoSong-B05", "SimSun"}


@pytest.mark.parametrize(
    ("role", "family", "weight", "stand_in"),
    [
        (Role.FANGSONG, "Noto Serif CJK SC", 400, True),
        (Role.KAITI, "LXGW WenKai", 400, False),
        (Role.HEITI, "Noto Sans CJK SC", 400, False),
        (Role.XIAOBIAOSONG, "Noto Serif CJK SC", 700, True),
        (Role.SONG, "Noto Serif CJK SC", 400, False),
    ],
)
def test_free_fonts(role: Role, family: str, weight: int, stand_in: bool) -> None:
    found = fonts.resolve(role, DEBIAN)
    assert (found.family, found.weight, found.stand_in) == (family, weight, stand_in)


def test_an_installed_proper_font_comes_first_and_a_complete_one_last() -> None:
    found = fonts.resolve(Role.FANGSONG, EVERYTHING)
    assert found.chain[0] == "FangSong_GB2312"
    assert set(fonts.COMPLETE) & set(found.chain[1:])


def test_every_chain_holds_a_complete_font() -> None:
    for role in Role:
        assert set(fonts.resolve(role, DEBIAN).chain) & set(fonts.COMPLETE)


def test_no_chinese_font_is_refused() -> None:
    with pytest.raises(Refusal, match="没有找到可用的中文字体"):
        fonts.resolve(Role.SONG, frozenset({"DejaVu Sans"}))


def test_check_names_what_is_missing() -> None:
    assert fonts.check(EVERYTHING) == []
    assert [(finding.code, finding.serious) for finding in fonts.check(DEBIAN)] == [
        ("fonts.fangsong", False),
        ("fonts.xiaobiaosong", False),
    ]
    assert [finding.code for finding in fonts.check(frozenset())] == ["fonts.none"]
    assert [(finding.code, finding.serious) for finding in fonts.check(frozenset({"LXGW WenKai"}))] == [
        ("fonts.complete", True),
        ("fonts.fangsong", False),
        ("fonts.heiti", False),
        ("fonts.xiaobiaosong", False),
        ("fonts.song", False),
    ]


@pytest.mark.usefixtures("chinese_fonts")
def test_fonts_in_the_data_folder_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPWEEK_HOME", str(tmp_path))
    before = fonts.catalogue()
    assert fonts.catalogue() is before
    source = next(Path(font.path) for font in before.fonts() if font.family == "LXGW WenKai" and font.path)
    fonts.directory().mkdir()
    (fonts.directory() / source.name).symlink_to(source)
    assert fonts.catalogue() is not before


def test_fetch_keeps_a_font_that_is_there(tmp_path: Path) -> None:
    file = tmp_path / Path(fonts.FANDOL_FILE).name
    file.write_bytes(b"font")
    assert fonts.fetch(tmp_path) == file
    assert file.read_bytes() == b"font"


def test_fetch_without_apt_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="没有apt-get"):
        fonts.fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []
