"""`ipweek summary`: build the summary of a campaign or of one unit as Word, PDF and JSON."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipweek.base.errors import Refusal
from ipweek.config.cli import start_django
from ipweek.config.commands import files

if TYPE_CHECKING:
    from ipweek.campaign.models import Campaign
    from ipweek.people.models import Unit


def add(commands: Any) -> None:
    """Declare the command."""
    found = commands.add_parser(
        "summary",
        help="生成总结（Word、PDF、JSON）",
        description="生成活动周的总结，写成 Word、PDF、JSON 三个文件。数据没有变化时，再次生成得到相同的文件。",
    )
    found._optionals.title = "选项"
    found.add_argument(
        "--campaign", metavar="网址名", default="", help="活动周的网址名；只有一个活动周时可以不写"
    )
    found.add_argument(
        "--unit", metavar="单位名称", default="", help="为哪家单位生成；不写则由主办办公室总结整个活动周"
    )
    found.add_argument("--out", metavar="目录", default=".", help="写到哪个目录，默认当前目录；没有则新建")
    found.add_argument(
        "--date", metavar="年-月-日", default="", help="成文日期，例如 2022-05-05；不写则不署名"
    )
    found.add_argument("--json", action="store_true", help="只把数据以 JSON 打印出来，不写文件")
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the three files and print their paths; exit code 0 done, 2 unusable input with the sentence on stderr."""
    start_django()
    try:
        return _build(args)
    except Refusal as refusal:
        return files.refused(refusal)


def _build(args: argparse.Namespace) -> int:
    from ipweek.reporting.domain.summary import building
    from ipweek.reporting.domain.summary import data as summary_data

    campaign = _campaign(args.campaign)
    unit = _unit(args.unit, campaign)
    signed_on = _day(args.date)
    if args.json:
        data = summary_data.collect(campaign, unit, signed_on=signed_on)
        return files.show(summary_data.dumps(data).decode().rstrip("\n"))
    folder = Path(args.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refusal(f"不能在“{folder}”写文件，请换一个目录。") from None
    made = building.build(campaign, unit, by=None, signed_on=signed_on)
    contents = {"json": summary_data.dumps(made.data)}
    for kind, kept in (("docx", made.docx), ("pdf", made.pdf)):
        with kept.open("rb") as file:
            contents[kind] = file.read()
    for kind in ("docx", "pdf", "json"):
        path = folder / f"{campaign.slug}-{unit.pk}-summary.{kind}"
        try:
            path.write_bytes(contents[kind])
        except OSError:
            raise Refusal(
                f"不能写入“{path}”，文件可能正打开着或目录不可写，请关闭文件或换一个目录。"
            ) from None
        files.write(sys.stdout, str(path))
    return files.DONE


def _campaign(slug: str) -> "Campaign":
    from ipweek.campaign.models import Campaign

    found = list(Campaign.objects.select_related("office").order_by("slug"))
    if not found:
        raise Refusal("还没有活动周，请先用“ipweek launch 通知文件”启动一个。")
    names = "、".join(f"{campaign.slug}（{campaign.name}）" for campaign in found)
    if not slug:
        if len(found) > 1:
            raise Refusal(f"有多个活动周，请用 --campaign 指定其中一个：{names}。")
        return found[0]
    for campaign in found:
        if campaign.slug == slug:
            return campaign
    raise Refusal(f"没有网址名为“{slug}”的活动周，现有：{names}。")


def _unit(name: str, campaign: "Campaign") -> "Unit":
    from ipweek.people.models import Unit

    if not name:
        return campaign.office
    members = Unit.objects.filter(memberships__campaign=campaign)
    found = members.filter(name=name).first() or members.filter(short_name=name).first()
    if found is None and name in {campaign.office.name, campaign.office.short_name}:
        return campaign.office
    if found is None:
        raise Refusal(f"“{campaign.name}”的单位名单中没有“{name}”，请核对单位全称或简称。")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(f"成文日期“{text}”无法识别，请按 2022-05-05 的格式填写。") from None
