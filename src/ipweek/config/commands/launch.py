"""`ipweek launch FILE`: from a notice to a running campaign."""

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipweek.base.errors import Refusal
from ipweek.config.cli import start_django
from ipweek.config.commands import files

if TYPE_CHECKING:
    from ipweek.campaign.models import Campaign, LaunchPlan

LARGEST = 50 * 1024 * 1024
YES = frozenset({"y", "yes", "是", "确认"})


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "launch",
        help="从通知启动活动周",
        description="读取通知，列出将要创建的活动和应报任务；确认后启动活动周。同一份通知只启动一次。",
    )
    found._positionals.title = "参数"
    found._optionals.title = "选项"
    found.add_argument("file", metavar="文件", help="通知：.txt .md .html .docx .pdf .odt")
    found.add_argument("--members", metavar="名单.xlsx", help="按模板填写的成员名单，启动时一并导入")
    found.add_argument("--yes", action="store_true", help="确认推定的内容并启动，不再询问")
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the plan; launch when told to. Nothing is stored before."""
    start_django()
    # The answer stands on the screen; the journal of the libraries does not belong there.
    logging.getLogger().setLevel(logging.WARNING)
    try:
        return _launch(args)
    except Refusal as refusal:
        return files.refused(refusal)


def _launch(args: argparse.Namespace) -> int:
    # Django must be set up before models are imported.
    from ipweek.campaign import exports
    from ipweek.campaign.domain import drafts, kind_names
    from ipweek.campaign.domain.launch import launched, refuse_blocked
    from ipweek.notice.domain import documents

    path = Path(args.file)
    data = _bytes(path)
    document = documents.read_file(data, path.name)
    row = drafts.unsaved(document)
    if document.pk is not None and (existing := launched(row)) is not None:
        return _already(existing)
    if args.members:
        row.members = _members(Path(args.members))
    plan = drafts.plan_of(row)
    files.show(exports.plan_text(plan, kind_names.choices()))
    refuse_blocked(plan)
    if not args.yes and not _agreed(len(plan.open_questions)):
        return files.UNUSABLE
    campaign, fresh = _create(row, data, path.name)
    if not fresh:
        return _already(campaign)
    counted = f"{len(plan.activities)} 项活动，{len(plan.deliverables)} 项应报事项，{len(plan.obligations)} 项应报任务"
    return files.show(f"\n已启动“{campaign.name}”：{counted}。\n{_address(campaign)}")


def _create(row: "LaunchPlan", data: bytes, name: str) -> tuple["Campaign", bool]:
    """Store the document and its plan, confirm and launch: all of it or nothing.

    Returns:
        The campaign, and whether it is new: another process may have launched the same notice meanwhile.
    """
    from django.db import transaction

    from ipweek.campaign.domain import drafts
    from ipweek.campaign.domain.launch import launch, launched
    from ipweek.notice.domain import documents

    with transaction.atomic():
        stored = drafts.for_document(documents.store(data, name, by=None), by=None)
        existing = launched(stored)
        if existing is not None:
            return existing, False
        if row.members:
            stored = drafts.set_members(stored, row.members, by=None)
        return launch(drafts.confirm_all(stored, by=None), by=None), True


def _already(campaign: "Campaign") -> int:
    return files.show(f"这份通知已经启动活动周“{campaign.name}”，没有重复创建。\n{_address(campaign)}")


def _agreed(questions: int) -> bool:
    """Ask on a terminal; without one the answer is no, and how to say yes."""
    if not sys.stdin.isatty():
        files.write(sys.stderr, "没有启动。核对以上内容后，加 --yes 重新运行即确认推定的内容并启动。")
        return False
    asked = f"确认以上 {questions} 处推定的内容并启动吗？" if questions else "启动吗？"
    answer = input(f"\n{asked}输入 y 启动，直接回车不启动：")
    if answer.strip().lower() in YES:
        return True
    files.write(sys.stderr, "没有启动，什么也没有创建。")
    return False


def _members(path: Path) -> list[dict[str, Any]]:
    from ipweek.campaign.domain import members

    rows, errors = members.read(_bytes(path))
    if errors:
        listed = "\n".join(f"  - {error}" for error in errors)
        raise Refusal(f"成员名单有 {len(errors)} 处需要更正，没有导入：\n{listed}")
    return rows


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except IsADirectoryError as error:
        raise Refusal(f"“{path}”是文件夹，请指定其中的一个文件。") from error
    except OSError as error:
        raise Refusal(f"找不到或不能读取“{path}”，请核对文件名和权限。") from error
    if len(data) > LARGEST:
        raise Refusal("文件超过50 MB，请删去图片另存为 .docx 后再试。")
    return data


def _address(campaign: "Campaign") -> str:
    from django.urls import reverse

    from ipweek.config import options

    return f"{options.BASE_URL}{reverse('campaign:activities', args=[campaign.slug])}"
