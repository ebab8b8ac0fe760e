"""`ipweek doctor`: what is missing on this machine, what is lost without it, and what to do."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

POSTGRES_PROGRAMS = Path("/usr/lib/postgresql")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHORTEST_KEY = 40
NEW_DATABASE = "尚未建立，首次启动时自动建立"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the report.

    Attributes:
        name: what was looked at; seen: what was found.
        lost: what does not work without it, empty when nothing is missing; remedy: what to do.
        essential: whether the product cannot be used without it.
    """

    name: str
    seen: str
    lost: str = ""
    remedy: str = ""
    essential: bool = False

    @property
    def words(self) -> str:
        """The finding as the command prints it."""
        if not self.lost:
            return f"正常  {self.name}：{self.seen}"
        needed = "必需" if self.essential else "不影响启动"
        return (
            f"缺少  {self.name}（{needed}）：{self.seen}\n      影响：{self.lost}\n      处理：{self.remedy}"
        )


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    found = commands.add_parser(
        "doctor",
        help="检查运行环境，缺什么、有什么影响、怎么处理",
        description="检查数据目录、数据库、字体、工作日历、消息、台账和生产环境设置。缺少必需项时退出码为 2。",
    )
    found.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - every command has this signature
    """Print every finding; 2 when something essential is missing, else 0."""
    findings = []
    for finding in look():
        print(finding.words)
        findings.append(finding)
    missing = [finding for finding in findings if finding.lost]
    essential = [finding for finding in missing if finding.essential]
    print(f"\n共检查 {len(findings)} 项，缺少 {len(missing)} 项，其中必需 {len(essential)} 项。")
    return 2 if essential else 0


def look() -> Iterator[Finding]:
    """All findings. Nothing is changed: the database is neither created nor migrated.

    Looking ends early when the data folder or the database cannot be used, since the rest reads from them.
    """
    folder = data_folder()
    yield folder
    if folder.lost:
        return
    # Settings make the signing key in the data folder, so Django starts only after the folder was looked at.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipweek.config.settings")
    import django

    django.setup()
    yield secret_key()
    database = the_database()
    yield database
    if database.seen != NEW_DATABASE and not database.lost:
        yield working_calendar()
        yield messages()
        yield the_ledger()
    yield from fonts()
    yield from programs()
    yield from production()


def data_folder() -> Finding:
    """Whether the data folder can be written."""
    from ipweek.base import home

    place = home.home()
    try:
        home.ensure()
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        return Finding(
            name="数据目录",
            seen=f"{place} 不能写入（{error.strerror}）",
            lost="数据库、附件和密钥无处存放，系统不能启动",
            remedy="改变目录权限，或用 IPWEEK_HOME 指定一个可以写入的目录",
            essential=True,
        )
    return Finding(name="数据目录", seen=f"{place} 可以写入")


def secret_key() -> Finding:
    """Whether the signing key is long enough to be one."""
    from django.conf import settings

    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return Finding(
            name="签名密钥",
            seen=f"只有 {len(settings.SECRET_KEY)} 位",
            lost="登录状态和邀请链接可能被伪造",
            remedy=f"去掉 IPWEEK_SECRET_KEY 由系统生成，或换成不少于 {SHORTEST_KEY} 位的随机字符",
            essential=True,
        )
    return Finding(name="签名密钥", seen="已设置")


def the_database() -> Finding:
    """Whether the database answers and knows every migration."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Finding(
            name="数据库",
            seen=f"{connection.display_name} 连接不上（{type(error).__name__}）",
            lost="系统不能启动",
            remedy="检查 IPWEEK_DATABASE_URL、数据库服务和数据目录权限",
            essential=True,
        )
    if not executor.loader.applied_migrations:
        return Finding(name="数据库", seen=NEW_DATABASE)
    if waiting:
        return Finding(
            name="数据库",
            seen=f"{connection.display_name}，有 {len(waiting)} 项结构更新没有执行",
            lost="页面和命令会因缺少数据表而出错",
            remedy="运行 ipweek serve 或 ipweek tick，首次启动会自动更新结构；更新前请备份数据目录",
            essential=True,
        )
    return Finding(name="数据库", seen=f"{connection.display_name}，结构已是最新")


def working_calendar() -> Finding:
    """Whether this year and the next have their holiday arrangement."""
    from ipweek.base import calendar, clock
    from ipweek.base.calendar import CalendarMissing

    lacking = []
    this_year = clock.today().year
    for year in (this_year, this_year + 1):
        try:
            calendar.year_plan(year)
        except CalendarMissing:
            lacking.append(f"{year}年")
    if lacking:
        return Finding(
            name="工作日历",
            seen=f"没有{'、'.join(lacking)}的节假日安排",
            lost="落在这些年份的期限不能推算，系统会说明，不会猜测",
            remedy="国务院办公厅公布后，由办公室在“工作日历”中导入",
        )
    return Finding(name="工作日历", seen=f"{this_year}年和{this_year + 1}年的节假日安排已有")


def messages() -> Finding:
    """Whether messages wait for delivery."""
    from ipweek.base import clock
    from ipweek.messages.domain.delivery import MOST_ATTEMPTS
    from ipweek.messages.models import Message

    unsent = Message.objects.filter(sent_at=None)
    failed = unsent.filter(attempts__gte=MOST_ATTEMPTS).count()
    due = unsent.filter(attempts__lt=MOST_ATTEMPTS).exclude(not_before__gt=clock.now()).count()
    if failed or due:
        return Finding(
            name="消息",
            seen=f"{due} 条到时未发，{failed} 条多次发送失败",
            lost="邀请、退回和催报通知没有送到",
            remedy="运行 ipweek tick 发送，并把它设为定时任务；反复失败的请检查 IPWEEK_MAIL_ 开头的设置和收件地址",
        )
    return Finding(name="消息", seen="没有积压")


def the_ledger() -> Finding:
    """Whether every live fact agrees with its occurrence and the table of metrics."""
    from django.db.models import F, Q

    from ipweek.campaign.domain import metrics
    from ipweek.campaign.models import Fact, Occurrence

    live = Fact.objects.filter(withdrawn_at=None)
    strange = live.filter(
        ~Q(campaign=F("occurrence__campaign"))
        | ~Q(unit=F("occurrence__unit"))
        | ~Q(metric__in=[metric.code for metric in metrics.every()])
        | Q(value__lt=0)
    ).count()
    without = Occurrence.objects.filter(units=None).count()
    if strange or without:
        return Finding(
            name="数据台账",
            seen=f"{strange} 条数据与所属事项或指标表不符，{without} 个事项没有单位",
            lost="总结中的数字可能不准",
            remedy="暂停生成总结，保留数据目录备份，并把本行内容告诉维护人员",
            essential=True,
        )
    return Finding(name="数据台账", seen=f"{live.count()} 条数据相符")


def fonts() -> Iterator[Finding]:
    """What the fonts lack, by the part they play in a paper."""
    from ipweek.papers import fonts as paper_fonts

    roles = {f"fonts.{role}": name for role, name in paper_fonts.ROLE_NAMES.items()}
    findings = paper_fonts.check()
    for found in findings:
        yield Finding(
            name="字体",
            seen=roles.get(found.code, "中文字体"),
            lost=found.message.rstrip("。"),
            remedy=found.remedy,
            essential=found.serious,
        )
    if not findings:
        yield Finding(name="字体", seen="公文所用字体齐全")


def programs() -> Iterator[Finding]:
    """Programs that only checks and larger installations need."""
    browser = next((name for name in BROWSERS if shutil.which(name)), "")
    yield _program("Chromium", browser, "浏览器测试不能运行，网站本身不受影响", "apt-get install chromium")
    server = shutil.which("initdb") or next(map(str, POSTGRES_PROGRAMS.glob("*/bin/initdb")), "")
    yield _program(
        "PostgreSQL 程序",
        server,
        "PostgreSQL 上的测试不能运行，默认的 SQLite 不受影响",
        "apt-get install postgresql",
    )


def _program(name: str, found: str, lost: str, remedy: str) -> Finding:
    if found:
        return Finding(name=name, seen=found)
    return Finding(name=name, seen="没有找到", lost=lost, remedy=remedy)


def production() -> Iterator[Finding]:
    """Settings a production installation must not leave at their defaults."""
    from ipweek.config import options

    checks: tuple[tuple[str, Callable[[], bool], Finding], ...] = (
        (
            "已填写",
            lambda: "*" not in options.HOSTS,
            Finding(
                name="允许访问的域名",
                seen="未限定（*）",
                lost="伪造域名的请求也会被接受，邀请邮件里的链接可能被改",
                remedy="设置 IPWEEK_HOSTS，例如 ip.example.gov.cn",
                essential=True,
            ),
        ),
        (
            "已启用",
            lambda: options.HTTPS,
            Finding(
                name="HTTPS",
                seen="未启用",
                lost="账号和密码在网络上明文传输",
                remedy="在前面的网站服务器上启用 HTTPS，并设置 IPWEEK_HTTPS=true",
                essential=True,
            ),
        ),
        (
            "已设置发信服务器",
            lambda: bool(options.MAIL_HOST),
            Finding(
                name="邮件",
                seen="没有发信服务器，邮件写成数据目录 mail 下的文件",
                lost="通知不会真正寄出",
                remedy="设置 IPWEEK_MAIL_HOST 等；不用邮件的可以忽略",
            ),
        ),
    )
    if options.ENV != "production":
        yield Finding(name="运行环境", seen=f"{options.ENV}，正式使用时请设 IPWEEK_ENV=production")
        return
    yield Finding(name="运行环境", seen="production")
    for seen, well, finding in checks:
        yield Finding(name=finding.name, seen=seen) if well() else finding
