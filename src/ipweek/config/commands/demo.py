"""`ipweek demo`: build the demonstration campaign and print the sign-ins."""

import argparse
import shutil
from pathlib import Path

from ipweek.base import home
from ipweek.config.cli import start_django

NOTICE = Path(__file__).resolve().parents[4] / "examples" / "notice.txt"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "demo",
        help="建立演示活动周",
        description="用产品自身的功能建立一个演示城市和活动周（数据均为虚构），建好即结束；再次运行不会重复建立。",
    )
    found.add_argument(
        "--stage",
        choices=("before", "during", "after"),
        default="during",
        help="停在哪个阶段：before 活动前、during 活动中（默认）、after 活动后",
    )
    found.add_argument(
        "--seed", type=int, default=2022, metavar="N", help="随机种子，同一种子得到同一城市，默认 2022"
    )
    found.add_argument(
        "--notice", type=Path, default=NOTICE, metavar="文件", help="通知文件，默认用自带的示例通知"
    )
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build unless the same demonstration stands; another stage or seed replaces it; real data are never touched."""
    import sys

    if not args.notice.is_file():
        print(f"没有找到通知文件 {args.notice}，请用 --notice 指定。", file=sys.stderr)
        return 2
    start_django()
    from django.conf import settings

    from ipweek.base.errors import Refusal
    from ipweek.config.demonstration import building
    from ipweek.config.demonstration.city import PASSWORD
    from ipweek.people.models import Unit

    if settings.PRODUCTION:
        print("生产环境不能建立演示数据，请换一个数据目录并去掉 IPWEEK_ENV=production。", file=sys.stderr)
        return 2
    known = building.built()
    if known is None and Unit.objects.exists():
        print("数据目录里已有正式数据，演示不会覆盖它；请用 IPWEEK_HOME 指定另一个目录。", file=sys.stderr)
        return 2
    if known and (known["stage"], known["seed"]) != (args.stage, args.seed):
        _clear()
        known = None
    if known is None:
        try:
            building.build(args.notice, args.stage, args.seed)
        except Refusal as refusal:
            print(refusal.sentence, file=sys.stderr)
            return 2
        known = building.built()
    if known is None:
        raise RuntimeError("the demonstration was built but not noted")
    print(f"演示数据已就绪（阶段 {known['stage']}，种子 {known['seed']}），登录密码都是 {PASSWORD}")
    for one in known["sign_ins"]:
        print(f"  {one['username']:<10}{one['role']}  {one['unit']}")
    return 0


def _clear() -> None:
    """Empty the database and the files of a former demonstration."""
    from django.core.management import call_command

    from ipweek.base import clock
    from ipweek.config.demonstration import building

    building.record_file().unlink()
    clock.clear_demo()
    call_command("flush", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    for name in ("media", "mail", "outbox"):
        shutil.rmtree(home.home() / name, ignore_errors=True)
