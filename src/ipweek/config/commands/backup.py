"""`ipweek backup`: database, uploaded files and keys in one file, while the server runs."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ipweek.base import clock, home
from ipweek.base.errors import Refusal
from ipweek.config.archive import place
from ipweek.config.commands import files

if TYPE_CHECKING:
    from ipweek.config.archive.package import Manifest

SHOWN = 5  # names of missing files told one by one


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "backup",
        help="备份数据库、附件和密钥",
        description="把数据库、附件、邮件文件和密钥存成一个备份文件，服务不必停止。备份含个人信息和密钥，请妥善保管，并另存一份到其他机器。",
    )
    found._optionals.title = "选项"
    found.add_argument(
        "--out",
        metavar="文件或目录",
        help="备份存到哪里；给出目录时按时间取名。默认存到数据目录的 backups 下",
    )
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the archive and say what it holds."""
    try:
        place.refuse_half_restored()
        path = _target(args.out)
        manifest = _save(path)
    except Refusal as refusal:
        return files.refused(refusal)
    for line in _missing(manifest):
        files.write(sys.stderr, line)
    size = path.stat().st_size / 1_000_000
    return files.show(
        f"已备份：{len(manifest.tables)} 张数据表 {manifest.rows} 行，{len(manifest.files)} 个文件。\n"
        f"{path}（{size:.1f} MB）"
    )


def _target(out: str | None) -> Path:
    path = Path(out).absolute() if out else home.home() / "backups"
    if not out:
        if not home.home().is_dir():
            raise Refusal(f"数据目录 {home.home()} 不存在，没有可备份的内容；请核对 IPWEEK_HOME。")
        path.mkdir(mode=0o700, exist_ok=True)
    if path.is_dir():
        path = path / f"ipweek-{clock.now():%Y%m%d-%H%M%S}.zip"
    if path.exists():
        raise Refusal(f"“{path}”已经存在，没有覆盖；请换一个文件名。")
    return path


def _save(path: Path) -> "Manifest":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipweek.config.settings")
    import django

    django.setup()
    from ipweek.config.archive import saving

    try:
        return saving.save(path)
    except OSError as error:
        raise Refusal(
            f"备份没有写成（{error.strerror or error}）：请核对“{path.parent}”是否存在、可写且空间足够。"
        ) from error


def _missing(manifest: "Manifest") -> list[str]:
    if not manifest.missing:
        return []
    named = "、".join(manifest.missing[:SHOWN]) + ("等" if len(manifest.missing) > SHOWN else "")
    return [f"注意：{len(manifest.missing)} 个文件有记录但不在数据目录中，没有备份：{named}。"]
