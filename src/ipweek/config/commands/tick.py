"""`ipweek tick`: the periodic jobs, safe to run twice and at any interval."""

import argparse
import logging

from ipweek.config.cli import start_django

logger = logging.getLogger(__name__)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "tick",
        help="执行周期任务（发送消息等），可重复运行",
        description="执行周期任务：各类活动的定时工作、发送待发消息、清除过期登录。建议每几分钟运行一次。",
    )
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - every command has this signature
    """Run the periodic jobs of every kind, each job once, deliver messages, drop sessions that have run out.

    A job that fails does not hold up the others; the next run tries it again.
    """
    start_django()
    from django.core.management import call_command

    from ipweek.campaign.domain import kinds
    from ipweek.messages.domain import delivery

    broken = 0
    for job in dict.fromkeys(job for kind in kinds.every() for job in kind.periodic):
        try:
            job()
        except Exception:
            broken += 1
            logger.exception("periodic job %s failed", job.__qualname__)
    sent, failed = delivery.deliver()
    call_command("clearsessions", verbosity=0)
    print(f"消息：发出 {sent} 条，失败 {failed} 条，放弃 {delivery.given_up().count()} 条。")
    if broken:
        print(f"有 {broken} 项周期任务没有完成，详见日志，下次运行时重试。")
    return 0
