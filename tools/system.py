"""Fonts and programs that come from the system: check them, install them where allowed.

    python tools/system.py                     all of them
    python tools/system.py fonts chromium      only these
    python tools/system.py --check             look, install nothing

Exit code 0, also when something is missing: the message says what is lost. With CI=true a missing one is exit
code 1, for there a skipped test must not pass as a good one.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import apt

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Need:
    """One thing the system has to offer: how to see it, which packages bring it, what is lost without it."""

    title: str
    present: Callable[[], bool]
    packages: list[str]
    lost: str


def has_font(*patterns: str) -> bool:
    """Whether a font file of one of these names (glob patterns) is installed."""
    folders = [folder for folder in FONT_FOLDERS if folder.is_dir()]
    return any(next(folder.rglob(pattern), None) for folder in folders for pattern in patterns)


def has_program(*names: str) -> bool:
    """Whether one of these programs is on the path."""
    return any(shutil.which(name) for name in names)


def postgres_bin() -> Path | None:
    """The folder of the newest PostgreSQL server programs (initdb, pg_ctl), or None."""
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


NEEDS = {
    "fonts": Need(
        "中文字体（思源宋体、思源黑体）",
        lambda: has_font("NotoSerifCJK*", "NotoSerifSC*", "SourceHanSerif*"),
        ["fonts-noto-cjk"],
        "没有它，PDF 公文、海报和网页截图中的汉字无法显示",
    ),
    "kai": Need(
        "中文字体（霞鹜文楷）",
        lambda: has_font("LXGWWenKai*"),
        ["fonts-lxgw-wenkai"],
        "没有它，PDF 公文中的楷体以宋体代替",
    ),
    "chromium": Need(
        "Chromium 浏览器",
        lambda: has_program(*CHROMIUM_NAMES),
        ["chromium"],
        "没有它，浏览器测试和截图不能运行，产品本身不受影响",
    ),
    "locales": Need(
        "Chromium 中文界面",
        lambda: any(Path("/usr/lib/chromium/locales").glob("zh-CN.pak")),
        ["chromium-l10n"],
        "没有它，文档图片里的文件按钮和日期框是英文，测试不受影响",
    ),
    "postgres": Need(
        "PostgreSQL 服务端程序",
        lambda: postgres_bin() is not None,
        ["postgresql"],
        "没有它，不能在 PostgreSQL 上运行测试，默认的 SQLite 不受影响",
    ),
    "poppler": Need(
        "PDF 工具（poppler-utils）",
        lambda: has_program("pdftotext") and has_program("pdftoppm"),
        ["poppler-utils"],
        "没有它，核对 PDF 版面的测试不能运行",
    ),
}


def ensure(need: Need, *, may_install: bool) -> bool:
    """Install what is missing if allowed; otherwise say the one line to run and what is lost.

    Returns:
        Whether the thing is there now.
    """
    if need.present():
        return True
    if may_install and apt.prefix() is not None:
        print(f"缺少：{need.title}。正在安装 {' '.join(need.packages)}……", flush=True)
        if apt.install(need.packages) and need.present():
            print(f"{need.title}已安装。", flush=True)
            return True
    print(f"缺少：{need.title}。{need.lost}。\n  安装命令：{apt.command_line(need.packages)}", flush=True)
    return False


def main() -> int:
    """Check or install what is named; the exit code is described at the top."""
    parser = argparse.ArgumentParser(description="检查系统字体和程序，有权限时自动安装")
    parser.add_argument(
        "names", nargs="*", metavar="名称", help=f"只处理这些：{'、'.join(NEEDS)}（默认全部）"
    )
    parser.add_argument("--check", action="store_true", help="只检查，不安装")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(NEEDS))
    if unknown:
        parser.error(f"没有名为 {'、'.join(unknown)} 的项目，可用：{'、'.join(NEEDS)}")
    names = options.names or list(NEEDS)
    missing = [name for name in names if not ensure(NEEDS[name], may_install=not options.check)]
    if missing and os.environ.get("CI") == "true":
        print(f"CI=true 时以上缺项视为失败：{'、'.join(missing)}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
