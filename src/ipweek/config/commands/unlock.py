"""`ipweek unlock ACCOUNT`: let somebody in again who locked himself out or lost the telephone."""

import argparse

from ipweek.base.errors import Refusal
from ipweek.config.cli import start_django
from ipweek.config.commands import files


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "unlock",
        help="解除账号的登录锁定，或关闭其两步验证",
        description="解除连续输错密码的锁定；手机和恢复码都丢失的，加 --second-step 关闭两步验证。操作记入审计。",
    )
    found._positionals.title = "参数"
    found._optionals.title = "选项"
    found.add_argument("account", metavar="账号", help="用户名")
    found.add_argument("--second-step", action="store_true", help="同时关闭两步验证，恢复码作废")
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Forget the failures of an account; remove its second step when asked to."""
    start_django()
    # Django must be set up before models are imported.
    from allauth.mfa.models import Authenticator
    from axes.utils import reset
    from django.db import transaction

    from ipweek.base import audit
    from ipweek.people.models import User

    person = User.objects.filter(username__iexact=args.account).first()
    if person is None:
        raise Refusal(f"没有用户名为“{args.account}”的账号，请核对后重试。")
    done = []
    with transaction.atomic():
        if reset(username=person.username.lower()):
            audit.record("account.unlocked", person, by=None)
            done.append("已解除登录锁定")
        if args.second_step and Authenticator.objects.filter(user=person).delete()[0]:
            audit.record("account.second_step_off", person, by=None)
            done.append("已关闭两步验证")
    return files.show(f"{'，'.join(done)}。" if done else "这个账号没有被锁定，不需要处理。")
