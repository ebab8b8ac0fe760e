"""`ipweek restore FILE`: a backup back into an empty data folder and an empty database."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ipweek.base import home
from ipweek.base.errors import Refusal
from ipweek.config.archive import package, restoring
from ipweek.config.commands import files

if TYPE_CHECKING:
    from ipweek.config.archive.package import Manifest

YES = frozenset({"y", "yes", "是", "确认"})


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "restore",
        help="把备份恢复到空的数据目录",
        description="核对备份文件，恢复到空的数据目录和空的数据库；已有数据时不恢复。中途停止的，重新运行即可。恢复前请停止服务。",
    )
    found._positionals.title = "参数"
    found._optionals.title = "选项"
    found.add_argument("file", metavar="文件", help="ipweek backup 生成的备份文件")
    found.add_argument("--yes", action="store_true", help="核对无误后直接恢复，不再询问")
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Verify, show what the backup holds, restore when told to."""
    try:
        with package.opened(Path(args.file)) as archive:
            restoring.check(archive)
            files.show(_told(archive.manifest))
            if not args.yes and not _agreed():
                return files.UNUSABLE
            restoring.restore(archive)
    except Refusal as refusal:
        return files.refused(refusal)
    except OSError as error:
        sentence = f"数据没有恢复（{error.strerror or error}）：请核对数据目录的权限和空间后重新运行。"
        return files.refused(Refusal(sentence))
    return files.show("已恢复，可以启动服务。")


def _told(manifest: "Manifest") -> str:
    lines = [
        f"备份时间：{manifest.made_at}（ipweek {manifest.version}，{manifest.database}）",
        f"内容：{len(manifest.tables)} 张数据表 {manifest.rows} 行，{len(manifest.files)} 个文件，已逐一核对。",
        f"恢复到：{home.home()}",
    ]
    if manifest.missing:
        lines.append(f"注意：备份时有 {len(manifest.missing)} 个文件已经缺失。")
    return "\n".join(lines)


def _agreed() -> bool:
    """Ask on a terminal; without one the answer is no, and how to say yes."""
    if not sys.stdin.isatty():
        files.write(sys.stderr, "没有恢复。核对以上内容后，加 --yes 重新运行即恢复。")
        return False
    if input("\n输入 y 恢复，直接回车不恢复：").strip().lower() in YES:
        return True
    files.write(sys.stderr, "没有恢复，什么也没有改变。")
    return False
