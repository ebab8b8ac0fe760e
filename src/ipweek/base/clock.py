"""The only source of now.

Asia/Shanghai throughout. Tests and the demonstration set the clock; production refuses a set clock, because
a date shown to the public must be the server's own.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ipweek.base import home
from ipweek.base.errors import Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")

Moment = datetime | date | str


@dataclass
class Frozen:
    """A clock that stands still until it is advanced."""

    moment: datetime

    def advance(self, delta: timedelta) -> datetime:
        """Move this clock by `delta` and return the new moment."""
        self.moment += delta
        return self.moment


@dataclass(frozen=True)
class _Demo:
    offset: timedelta
    stage: str


_frozen: ContextVar[Frozen | None] = ContextVar("ipweek_clock", default=None)
# One remembered reading of clock.json: ((path, mtime in ns, size), content).
_remembered: tuple[tuple[Path, int, int], _Demo] | None = None


def now() -> datetime:
    """Return the present moment, aware, in Asia/Shanghai.

    Raises:
        Refusal: if production finds a demonstration clock, or the clock file cannot be read.
    """
    frozen = _frozen.get()
    if frozen is not None:
        return frozen.moment
    demo = _demo()
    real = datetime.now(SHANGHAI)
    return real if demo is None else real + demo.offset


def today() -> date:
    """Return the present day in Asia/Shanghai."""
    return now().date()


def local(moment: datetime) -> datetime:
    """Return an aware moment in Asia/Shanghai.

    Raises:
        ValueError: if the moment has no time zone; guessing one would shift deadlines.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(SHANGHAI)


def end_of_day(day: date) -> datetime:
    """Return the end of a day: 24:00 local, that is the next midnight; a date-only deadline ends then."""
    return datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)


def moment_of(value: Moment) -> datetime:
    """Read a moment: an aware datetime, a naive one (taken as local), a day (its 00:00) or ISO text of these.

    Raises:
        Refusal: if the text is no ISO date or time.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise Refusal(f"时间“{value}”无法识别，请写成 2022-04-20 或 2022-04-20T09:00 的形式。") from error
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    return value.replace(tzinfo=SHANGHAI) if value.tzinfo is None else local(value)


@contextlib.contextmanager
def at(value: Moment) -> Iterator[Frozen]:
    """Make the clock stand at a moment inside a `with` block; blocks may be nested.

    Holds for the present thread or task only.
    """
    frozen = Frozen(moment_of(value))
    token = _frozen.set(frozen)
    try:
        yield frozen
    finally:
        _frozen.reset(token)


def advance(delta: timedelta) -> datetime:
    """Move the clock of the innermost `at` block and return the new moment.

    Raises:
        RuntimeError: outside an `at` block; real time cannot be moved.
    """
    frozen = _frozen.get()
    if frozen is None:
        raise RuntimeError("advance() needs a clock.at() block")
    return frozen.advance(delta)


def set_demo(value: Moment, stage: str) -> None:
    """Set the demonstration clock: from now on it reads `value` and runs on, for every process of this home.

    Args:
        value: the moment it shall be now.
        stage: what the banner says the demonstration stands at.

    Raises:
        Refusal: in production.
    """
    if _production():
        raise Refusal("正式环境不能设置演示时钟，请改用演示目录运行（另设 IPWEEK_HOME）。")
    offset = moment_of(value) - datetime.now(SHANGHAI)
    text = json.dumps({"offset_seconds": offset.total_seconds(), "stage": stage}, ensure_ascii=False)
    path = home.ensure() / "clock.json"
    handle, temporary = tempfile.mkstemp(prefix=".clock.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(temporary).replace(path)


def clear_demo() -> None:
    """Remove the demonstration clock: real time again."""
    (home.home() / "clock.json").unlink(missing_ok=True)


def demo_stage() -> str | None:
    """Return the stage of the demonstration clock for the banner, or None when the clock is real.

    Raises:
        Refusal: as `now`.
    """
    demo = _demo()
    return None if demo is None else demo.stage


def _production() -> bool:
    return os.environ.get("IPWEEK_ENV") == "production"


def _demo() -> _Demo | None:
    global _remembered  # noqa: PLW0603 - one remembered file per process is the whole cache
    path = home.home() / "clock.json"
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    if _production():
        raise Refusal(f"正式环境中发现演示时钟文件，已停止使用；请删除 {path} 后重新启动。")
    key = (path, stat.st_mtime_ns, stat.st_size)
    if _remembered is None or _remembered[0] != key:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            demo = _Demo(timedelta(seconds=float(content["offset_seconds"])), str(content["stage"]))
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            raise Refusal(f"演示时钟文件已损坏，请删除 {path} 后重新运行 ipweek demo。") from error
        _remembered = (key, demo)
    return _remembered[1]
