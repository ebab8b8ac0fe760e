"""What an operator may set: every IPWEEK_… variable, its type, its default and its meaning.

`OPTIONS` is the one list; `docs/reference/settings.md` is generated from it and a test compares the two.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from environs import Env

env = Env()


@dataclass(frozen=True)
class Option:
    """One variable: name without the IPWEEK_ prefix, how it is read, default, meaning in Chinese."""

    name: str
    kind: str
    default: Any
    meaning: str

    def value(self) -> Any:
        """Read the variable from the environment; raises environs' own error for a malformed one."""
        return getattr(env, self.kind)(f"IPWEEK_{self.name}", self.default)


OPTIONS = (
    Option("ENV", "str", "development", "运行环境：development、test 或 production（生产环境拒绝演示时钟）"),
    Option("HOME", "str", "./var", "数据目录：数据库、附件、密钥、邮件文件都在这里"),
    Option(
        "DATABASE_URL",
        "str",
        "",
        "数据库地址；留空用数据目录里的 SQLite，可填 postgres://用户:密码@主机/库名",
    ),
    Option("SECRET_KEY", "str", "", "签名密钥；留空则首次启动时生成并存入数据目录"),
    Option("HOSTS", "list", ["*"], "允许访问的域名，逗号分隔；生产环境必须填写"),
    Option("TRUSTED_ORIGINS", "list", [], "反向代理后的完整来源，例如 https://ip.example.gov.cn"),
    Option("SUB_PATH", "str", "", "部署在上级网站的子路径时填写，例如 /ipweek"),
    Option("BASE_URL", "str", "http://127.0.0.1:8000", "邮件和二维码里使用的对外网址"),
    Option("HTTPS", "bool", False, "前面有 HTTPS 时设为 true，Cookie 只走加密连接"),
    Option("LOGIN_FAILURES", "int", 5, "同一账号同一地址连续登录失败多少次后锁定"),
    Option("LOGIN_COOL_OFF_MINUTES", "int", 30, "锁定多少分钟"),
    Option("IDLE_MINUTES", "int", 120, "登录后多少分钟没有操作就自动退出；0 表示不限"),
    Option("PASSWORD_LENGTH", "int", 8, "密码最少多少位"),
    Option("PASSWORD_CLASSES", "int", 3, "密码至少包含几类字符（小写、大写、数字、符号），1 至 4"),
    Option(
        "TRUSTED_PROXIES",
        "list",
        ["127.0.0.1", "::1"],
        "前面的网站服务器的地址，逗号分隔；来自它们的 X-Forwarded-For 才作为访问者地址",
    ),
    Option("MAIL_HOST", "str", "", "发信服务器；留空则把邮件写成数据目录 mail 下的文件"),
    Option("MAIL_PORT", "int", 465, "发信服务器端口"),
    Option("MAIL_USER", "str", "", "发信账号"),
    Option("MAIL_PASSWORD", "str", "", "发信密码或授权码"),
    Option("MAIL_SSL", "bool", True, "发信是否用 SSL"),
    Option("MAIL_FROM", "str", "ipweek@localhost", "发件人地址"),
    Option("LOG_LEVEL", "str", "INFO", "日志级别"),
)
_values = {option.name: option.value() for option in OPTIONS}

ENV: str = _values["ENV"]
SECRET_KEY: str = _values["SECRET_KEY"]
HOSTS: list[str] = _values["HOSTS"]
TRUSTED_ORIGINS: list[str] = _values["TRUSTED_ORIGINS"]
SUB_PATH: str = _values["SUB_PATH"]
BASE_URL: str = _values["BASE_URL"]
HTTPS: bool = _values["HTTPS"]
LOGIN_FAILURES: int = _values["LOGIN_FAILURES"]
LOGIN_COOL_OFF = timedelta(minutes=_values["LOGIN_COOL_OFF_MINUTES"])
IDLE = timedelta(minutes=_values["IDLE_MINUTES"])
PASSWORD_LENGTH: int = _values["PASSWORD_LENGTH"]
PASSWORD_CLASSES: int = _values["PASSWORD_CLASSES"]
TRUSTED_PROXIES: list[str] = _values["TRUSTED_PROXIES"]
MAIL_HOST: str = _values["MAIL_HOST"]
MAIL_PORT: int = _values["MAIL_PORT"]
MAIL_USER: str = _values["MAIL_USER"]
MAIL_PASSWORD: str = _values["MAIL_PASSWORD"]
MAIL_SSL: bool = _values["MAIL_SSL"]
MAIL_FROM: str = _values["MAIL_FROM"]
LOG_LEVEL: str = _values["LOG_LEVEL"]


def database(home: Path) -> dict[str, Any]:
    """The database settings: SQLite in write-ahead mode by default, any other by IPWEEK_DATABASE_URL."""
    if _values["DATABASE_URL"]:
        return {**env.dj_db_url("IPWEEK_DATABASE_URL"), "CONN_MAX_AGE": 60}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "ipweek.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        },
    }
