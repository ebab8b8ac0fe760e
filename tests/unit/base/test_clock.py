"""The clock: standing still, advancing, the demonstration's file, production's refusal."""

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest

from ipweek.base import clock, home
from ipweek.base.errors import Refusal

REAL = datetime.now  # noqa: TID251 - the thing these tests compare with

NAIVE = datetime(2022, 4, 20, 9)  # noqa: DTZ001 - what a form without a zone hands in


@pytest.fixture(autouse=True)
def _fixed_day():
    """Take the place of the fixed day every other test gets."""


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("IPWEEK_HOME", str(tmp_path))
    monkeypatch.setenv("IPWEEK_ENV", "test")


def local(*parts):
    return datetime(*parts, tzinfo=clock.SHANGHAI)


def test_now_is_real_and_local():
    before = REAL(UTC)
    now = clock.now()
    assert before <= now <= REAL(UTC)
    assert now.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2022-04-20", local(2022, 4, 20)),
        ("2022-04-20T09:30", local(2022, 4, 20, 9, 30)),
        ("2022-04-20T01:30+00:00", local(2022, 4, 20, 9, 30)),
        (date(2022, 4, 20), local(2022, 4, 20)),
        (NAIVE, local(2022, 4, 20, 9)),
        (datetime(2022, 4, 20, 20, tzinfo=UTC), local(2022, 4, 21, 4)),
    ],
)
def test_at(value, moment):
    with clock.at(value):
        assert clock.now() == moment
        assert clock.now().tzinfo is clock.SHANGHAI
        assert clock.today() == moment.date()


def test_nested_clocks_and_advancing():
    with clock.at("2022-04-20") as outer:
        with clock.at("2022-05-01") as inner:
            assert clock.advance(timedelta(hours=2)) == local(2022, 5, 1, 2)
            inner.advance(timedelta(hours=1))
            assert clock.now() == local(2022, 5, 1, 3)
        assert clock.now() == local(2022, 4, 20)
        outer.advance(timedelta(days=1))
        assert clock.today() == date(2022, 4, 21)
    with pytest.raises(RuntimeError):
        clock.advance(timedelta(days=1))


def test_unreadable_time_is_refused():
    with pytest.raises(Refusal) as caught, clock.at("明天"):
        pass
    assert str(caught.value) == "时间“明天”无法识别，请写成 2022-04-20 或 2022-04-20T09:00 的形式。"


def test_end_of_day_is_the_next_midnight():
    end = clock.end_of_day(date(2022, 12, 31))
    assert end == local(2023, 1, 1)
    assert local(2022, 12, 31, 23, 59, 59) < end


def test_local_needs_a_zone():
    assert clock.local(datetime(2022, 4, 20, 16, tzinfo=UTC)) == local(2022, 4, 21)
    with pytest.raises(ValueError, match="without a time zone"):
        clock.local(NAIVE)


def test_demo_clock_runs_on_and_is_removed():
    assert clock.demo_stage() is None
    clock.set_demo("2022-04-22T10:00", "during")
    assert clock.demo_stage() == "during"
    assert timedelta(0) <= clock.now() - local(2022, 4, 22, 10) < timedelta(minutes=1)
    clock.set_demo("2022-05-06", "after")
    assert (clock.demo_stage(), clock.today()) == ("after", date(2022, 5, 6))
    with clock.at("2020-01-01"):
        assert clock.today() == date(2020, 1, 1)
    clock.clear_demo()
    clock.clear_demo()
    assert clock.demo_stage() is None
    assert clock.today() == REAL(clock.SHANGHAI).date()


def test_another_process_changing_the_file_is_noticed():
    clock.set_demo("2022-04-22", "during")
    clock.now()
    path = home.home() / "clock.json"
    path.write_text(json.dumps({"offset_seconds": 0, "stage": "another"}))
    os.utime(path, ns=(1, 1))
    assert clock.demo_stage() == "another"


@pytest.mark.parametrize(
    "content",
    ["", "{}", '{"offset_seconds": "x", "stage": ""}', "[]", '{"offset_seconds": 1e30, "stage": ""}'],
)
def test_broken_file_is_refused(content):
    path = home.ensure() / "clock.json"
    path.write_text(content)
    with pytest.raises(Refusal) as caught:
        clock.now()
    assert str(caught.value) == f"演示时钟文件已损坏，请删除 {path} 后重新运行 ipweek demo。"


def test_production_refuses_a_demo_clock(monkeypatch):
    clock.set_demo("2022-04-22", "during")
    monkeypatch.setenv("IPWEEK_ENV", "production")
    with pytest.raises(Refusal, match="正式环境中发现演示时钟文件"):
        clock.now()
    with pytest.raises(Refusal, match="正式环境不能设置演示时钟"):
        clock.set_demo("2022-04-22", "during")
    clock.clear_demo()
    assert clock.today() == REAL(clock.SHANGHAI).date()
