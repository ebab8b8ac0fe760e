"""`ipweek tick`: the periodic jobs, safe to run twice and at any interval."""

import argparse

from ipweek.config.cli import start_django


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "tick",
        help="执行周期任务（发送消息等），可重复运行",
        description="执行周期任务：发送待发消息和各类活动的定时工作。建议每几分钟运行一次。",
    )
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - every command has this signature
    """Deliver messages and run the periodic jobs of every kind, each job once."""
    start_django()
    from ipweek.campaign.domain import kinds
    from ipweek.messages.domain.delivery import deliver

    for job in dict.fromkeys(job for kind in kinds.every() for job in kind.periodic):
        job()
    sent, failed = deliver()
    print(f"消息：发出 {sent} 条，失败 {failed} 条。")
    return 0
