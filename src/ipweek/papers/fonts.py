"""Which installed font plays which part of an official paper.

GB/T 9704-2012 asks for 仿宋, 楷体, 黑体 and 小标宋; the usual proprietary ones are taken when an office
has installed them, otherwise free stand-ins. Every chain ends in a font that covers the 8105 characters
of 通用规范汉字表, so that a rare name never blocks a paper. No font is part of the product.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import typst

from ipweek.base.errors import Refusal
from ipweek.base.home import home

BOLD = 700
REGULAR = 400


class Role(StrEnum):
    """The parts fonts play in an official paper."""

    FANGSONG = "fangsong"
    KAITI = "kaiti"
    HEITI = "heiti"
    XIAOBIAOSONG = "xiaobiaosong"
    SONG = "song"


ROLE_NAMES = {
    Role.FANGSONG: "仿宋（正文）",
    Role.KAITI: "楷体（二级标题）",
    Role.HEITI: "黑体（一级标题）",
    Role.XIAOBIAOSONG: "小标宋（标题、发文机关标志）",
    Role.SONG: "宋体（页码）",
}


@dataclass(frozen=True)
class _Candidates:
    """Family names in order of preference: true cuts, then stand-ins, and the weight a stand-in needs."""

    proper: tuple[str, ...]
    stand_ins: tuple[str, ...]
    stand_in_weight: int = REGULAR


_CANDIDATES = {
    Role.FANGSONG: _Candidates(
        (
            "FangSong_GB2312",
            "仿宋_GB2312",
            "FZFangSong-Z02",
            "FangSong",
            "STFangsong",
            "Zhuque Fangsong",
            "Zhuque Fangsong (technical preview)",
            "FandolFang R",
        ),
        # A Song face, not a Kai one: second-level headings must stay distinct from the body.
        ("Noto Serif CJK SC", "Source Han Serif SC", "LXGW WenKai"),
    ),
    Role.KAITI: _Candidates(
        (
            "KaiTi_GB2312",
            "楷体_GB2312",
            "FZKai-Z03",
            "KaiTi",
            "STKaiti",
            "LXGW WenKai GB",
            "LXGW WenKai",
            "FandolKai R",
        ),
        ("Noto Serif CJK SC", "Source Han Serif SC"),
    ),
    Role.HEITI: _Candidates(
        ("SimHei", "FZHei-B01", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "FandolHei R"),
        ("Noto Serif CJK SC",),
        BOLD,
    ),
    Role.XIAOBIAOSONG: _Candidates(
        (
            "FZXiaoBiaoSong-B05",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05S",
            "方正小标宋简体",
        ),
        ("Noto Serif CJK SC", "Source Han Serif SC", "FandolSong"),
        BOLD,
    ),
    Role.SONG: _Candidates(
        ("SimSun", "NSimSun", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "FandolSong"),
        ("Noto Sans CJK SC",),
    ),
}

COMPLETE = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Source Han Sans SC")
"""Families that cover the 8105 characters of 通用规范汉字表."""

FANDOL_PACKAGE = "texlive-lang-chinese"
FANDOL_FILE = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"


@dataclass(frozen=True)
class Resolved:
    """The fonts found for a role.

    Attributes:
        role: the part played.
        chain: family names, the chosen one first, complete ones last.
        weight: the weight to ask for.
        stand_in: true when no font of the proper cut was found.
    """

    role: Role
    chain: tuple[str, ...]
    weight: int
    stand_in: bool

    @property
    def family(self) -> str:
        """The chosen family."""
        return self.chain[0]


@dataclass(frozen=True)
class Finding:
    """A remark of the self-check: what is missing, what is lost without it, what to do."""

    code: str
    serious: bool
    message: str
    remedy: str


def directory() -> Path:
    """The installation's own font folder, `$IPWEEK_HOME/fonts`, used without installing."""
    return home() / "fonts"


def catalogue() -> typst.Fonts:
    """All fonts of the system and of `directory`, read once per process and again when the folder changes."""
    folder = directory()
    files = (
        tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir()))
        if folder.is_dir()
        else ()
    )
    return _catalogue(str(folder), files)


@lru_cache(maxsize=2)
def _catalogue(folder: str, files: tuple[tuple[str, int], ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[folder] if files else []
    )


def families() -> frozenset[str]:
    """The family names that can be used."""
    return frozenset(catalogue().families())


def resolve(role: Role, available: frozenset[str] | None = None) -> Resolved:
    """The fonts for a role.

    Args:
        role: the part to be played.
        available: family names to choose from; those found on this machine when omitted.

    Raises:
        Refusal: no Chinese font at all is installed.
    """
    names = families() if available is None else available
    candidates = _CANDIDATES[role]
    proper = [name for name in candidates.proper if name in names]
    stand_ins = [name for name in candidates.stand_ins if name in names]
    complete = [name for name in COMPLETE if name in names]
    others = [name for each in _CANDIDATES.values() for name in each.proper if name in names]
    chosen = (proper or stand_ins or complete or others)[:1]
    if not chosen:
        raise Refusal(
            "没有找到可用的中文字体，无法生成版式文件。"
            "请安装字体后重试：apt-get install fonts-noto-cjk fonts-lxgw-wenkai"
        )
    chain = tuple(dict.fromkeys([*chosen, *complete, *stand_ins]))
    return Resolved(role, chain, REGULAR if proper else candidates.stand_in_weight, stand_in=not proper)


def check(available: frozenset[str] | None = None) -> list[Finding]:
    """What the fonts of this machine lack, for the self-check; empty when every role has its proper cut."""
    names = families() if available is None else available
    findings: list[Finding] = []
    if not any(name in names for name in COMPLETE):
        findings.append(
            Finding(
                "fonts.complete",
                True,
                "缺少覆盖通用规范汉字表8105字的字体，含生僻字的公文将无法生成版式文件。",
                "安装：apt-get install fonts-noto-cjk",
            )
        )
    for role in Role:
        try:
            found = resolve(role, names)
        except Refusal as refusal:
            return [Finding("fonts.none", True, refusal.sentence, "安装：apt-get install fonts-noto-cjk")]
        if found.stand_in:
            findings.append(
                Finding(
                    f"fonts.{role}",
                    False,
                    f"没有{ROLE_NAMES[role]}字体，版式文件中以“{found.family}”代替，字形与国家标准推荐的不同。",
                    _REMEDIES.get(role, f"将单位已获授权的字体文件放入 {directory()}"),
                )
            )
    return findings


_REMEDIES = {
    Role.FANGSONG: (
        "运行 .venv/bin/python -m ipweek.papers.fonts 取得自由许可的仿宋字体（约49兆字节），"
        "或将单位已获授权的字体文件放入数据目录的 fonts 文件夹"
    ),
    Role.KAITI: "安装：apt-get install fonts-lxgw-wenkai",
    Role.HEITI: "安装：apt-get install fonts-noto-cjk",
    Role.SONG: "安装：apt-get install fonts-noto-cjk",
}


def fetch(folder: Path | None = None) -> Path:
    """Take the free 仿宋 (Fandol) out of its Debian package into the font folder, never into the program.

    The package (49 MB) is downloaded by apt with its own signature check and unpacked, not installed.

    Args:
        folder: where to put the font; `directory()` when omitted.

    Returns:
        The font file; an existing one is left as it is.

    Raises:
        Refusal: apt is not there or the download failed; the paper then uses the stand-in.
    """
    target = (folder or directory()) / Path(FANDOL_FILE).name
    if target.exists():
        return target
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg")
    if apt is None or dpkg is None:
        raise Refusal(
            "本机没有apt-get，无法自动取得仿宋字体；请将获授权的仿宋字体文件放入数据目录的fonts文件夹。"
        )
    with tempfile.TemporaryDirectory() as work:
        download = subprocess.run(  # noqa: S603 - fixed words, no shell
            [apt, "download", FANDOL_PACKAGE], cwd=work, capture_output=True, text=True, check=False
        )
        packages = sorted(Path(work).glob("*.deb"))
        if download.returncode != 0 or not packages:
            raise Refusal("仿宋字体下载未成功，请检查软件源后重试；在此之前版式文件以宋体代替仿宋。")
        subprocess.run([dpkg, "-x", str(packages[0]), work], check=True, capture_output=True)  # noqa: S603
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".part")
        shutil.copyfile(Path(work) / FANDOL_FILE, partial)
        partial.replace(target)
    return target


if __name__ == "__main__":
    try:
        sys.stdout.write(f"仿宋字体已就绪：{fetch()}\n")
    except Refusal as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        sys.exit(2)
