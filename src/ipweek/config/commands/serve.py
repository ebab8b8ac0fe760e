"""`ipweek serve`: the web server."""

import argparse
import os

from ipweek.config.cli import start_django


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "serve", help="启动网站服务", description="启动网站服务；首次启动会建立数据库。"
    )
    found.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址，默认 127.0.0.1")
    found.add_argument("--port", type=int, default=8000, metavar="端口", help="监听端口，默认 8000")
    found.add_argument("--workers", type=int, default=2, metavar="N", help="工作进程数，默认 2")
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Migrate, collect the static files and serve until stopped."""
    os.environ.setdefault("IPWEEK_BASE_URL", f"http://{args.host}:{args.port}")
    start_django()
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"ipweek 已启动：http://{args.host}:{args.port}/desk/（按 Ctrl+C 停止）", flush=True)
    Granian(
        "ipweek.config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers,
        blocking_threads=2,
    ).serve()
    return 0
