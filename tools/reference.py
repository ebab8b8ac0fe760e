"""Write docs/reference from the code: settings, command line, lifecycles, permissions; and the environment example.

Run by `make docs`; `tests/unit/house/test_docs.py` compares.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

from ipweek.base.states import Lifecycle
from ipweek.config.cli import parser
from ipweek.config.options import OPTIONS

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
REFERENCE = ROOT / "docs" / "reference"
ENVIRONMENT = ROOT / "deploy" / "ipweek.env.example"
# What a service needs otherwise than the default.
DEPLOYED = {
    "ENV": "production",
    "HOME": "/var/lib/ipweek",
    "HOSTS": "ip.example.gov.cn",
    "TRUSTED_ORIGINS": "https://ip.example.gov.cn",
    "BASE_URL": "https://ip.example.gov.cn",
    "HTTPS": "true",
}
GENERATED = "<!-- 由 make docs 生成，请勿手工修改 -->"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; bars and line breaks inside cells are kept harmless."""
    lines = [head, ["---"] * len(head), *rows]
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def page(title: str, *parts: str) -> str:
    """One generated page."""
    return "\n\n".join([f"# {title}", GENERATED, *parts]) + "\n"


def settings() -> str:
    """Every IPWEEK_… variable with its kind, default and meaning."""
    rows = [[f"`IPWEEK_{one.name}`", one.kind, shown(one.default), one.meaning] for one in OPTIONS]
    return page("设置", "全部通过环境变量设置。", table(["变量", "类型", "默认值", "含义"], rows))


def shown(default: object) -> str:
    """A default value as the page shows it."""
    if isinstance(default, bool):
        return written(default)
    text = written(default)
    return f"`{text}`" if text else "（空）"


def written(default: object) -> str:
    """A default value as an operator would write it."""
    if isinstance(default, bool):
        return str(default).lower()
    return ",".join(map(str, default)) if isinstance(default, list) else str(default)


def commands() -> str:
    """Every command with its arguments and options."""
    parts = []
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                parts.append(f"## ipweek {name}\n\n{command.description or ''}")
                rows = [[argument(each), each.help or ""] for each in command._actions if each.dest != "help"]
                if rows:
                    parts.append(table(["参数", "含义"], rows))
    return page("命令行", "完成返回 0，输入不可用返回 2。", *parts)


def argument(action: argparse.Action) -> str:
    """An argument or option as typed."""
    value = action.metavar if isinstance(action.metavar, str) else action.dest
    if not action.option_strings:
        return f"`{value}`"
    names = "`、`".join(action.option_strings)
    return f"`{names}`" if action.nargs == 0 else f"`{names} {value}`"


def environment() -> str:
    """The example of an environment file for services: every variable, those at their default commented out."""
    lines = [
        "# 由 make docs 生成。复制为 /etc/ipweek.env（属主 root，权限 0600），去掉需要修改的行首的 #。",
        "# 一行一个变量，值中有空格时加双引号。",
    ]
    for one in OPTIONS:
        mark = "" if one.name in DEPLOYED else "#"
        value = DEPLOYED.get(one.name, written(one.default))
        lines += ["", f"# {one.meaning}", f"{mark}IPWEEK_{one.name}={value}"]
    return "\n".join(lines) + "\n"


def lifecycles() -> str:
    """The states and permitted acts of every kind of object that has a lifecycle."""
    parts = []
    for found in sorted(declared_lifecycles(), key=lambda each: each.name):
        rows = [
            [
                found.states[line.source],
                line.verb,
                found.states[line.target],
                "、".join(line.roles),
                line.when,
                line.event,
                line.public,
            ]
            for line in found.transitions
        ]
        head = ["原状态", "操作", "新状态", "角色", "条件", "审计事件", "公开措辞"]
        parts.append(f"## {found.name}\n\n{table(head, rows)}")
    return page("状态流转", *parts)


def start() -> None:
    """Set Django up: what is declared beside models can only be read then."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipweek.config.settings")
    django.setup()


def declared_lifecycles() -> list[Lifecycle]:
    """What the modules called `lifecycle` declare."""
    start()
    found = []
    for file in sorted(SOURCE.rglob("lifecycle.py")):
        module = importlib.import_module(".".join(file.relative_to(SOURCE).with_suffix("").parts))
        found += [value for value in vars(module).values() if isinstance(value, Lifecycle)]
    return found


def permissions() -> str:
    """The one permission table: act × role, with the scope in words."""
    start()
    from ipweek.people.domain.permissions import table_rows

    head, *rows = table_rows()
    return page(
        "权限",
        "没有列出的事项任何人都不能办理。每个人可以在几个单位各有角色，权限合并计算。",
        table(head, rows),
    )


PAGES = {
    "settings.md": settings,
    "commands.md": commands,
    "lifecycles.md": lifecycles,
    "permissions.md": permissions,
}


def main() -> int:
    """Write every page."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")
        print(f"docs/reference/{name}")
    ENVIRONMENT.write_text(environment(), encoding="utf-8")
    print(ENVIRONMENT.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
