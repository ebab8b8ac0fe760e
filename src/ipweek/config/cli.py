"""The command line `ipweek`: one module per command in `config/commands`.

Exit codes: 0 done, 2 unusable input (the sentence stands on stderr). `read` and `figures` never start Django.
"""

import argparse
import importlib
import os
import sys

from ipweek.base.errors import Refusal

COMMANDS = (
    "read",
    "figures",
    "launch",
    "demo",
    "serve",
    "tick",
    "summary",
    "doctor",
    "backup",
    "restore",
    "unlock",
)


def parser() -> argparse.ArgumentParser:
    """The whole parser with every command; help texts are Chinese."""
    whole = argparse.ArgumentParser(
        prog="ipweek", description="把一份宣传周通知变成正在进行的活动，再把活动变成上报的总结。"
    )
    whole._positionals.title = "命令"
    whole._optionals.title = "选项"
    commands = whole.add_subparsers(dest="command", metavar="命令", required=True)
    for name in COMMANDS:
        importlib.import_module(f"ipweek.config.commands.{name}").add(commands)
    return whole


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except Refusal as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 2


def start_django() -> None:
    """Set Django up and bring the database to the newest migration; for commands that need it.

    Commands that start at the same moment follow one another here: the first one builds the database.

    Raises:
        Refusal: the data folder is being restored.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipweek.config.settings")
    import django
    from django.core.management import call_command

    from ipweek.base import home
    from ipweek.config.archive import place

    place.refuse_half_restored()
    django.setup()
    with home.alone("migrate"):
        call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    sys.exit(main())
