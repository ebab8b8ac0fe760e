"""Log lines and request ids."""

import json
import logging

import pytest

from ipweek.base import logs


def line(message, *args, exc_info=None, **extra):
    record = logging.LogRecord("ipweek.test", logging.WARNING, __file__, 1, message, args, exc_info)
    record.created = 1650420000.123
    record.__dict__.update(extra)
    return json.loads(logs.JsonFormatter().format(record))


def test_a_line():
    with logs.bound("request-0001"):
        written = line("已发送 %s 封", 3, user="示例", request="<request>")
    assert written == {
        "time": "2022-04-20T10:00:00.123+08:00",
        "level": "WARNING",
        "logger": "ipweek.test",
        "message": "已发送 3 封",
        "request_id": "request-0001",
    }


def test_personal_data_are_masked_in_message_and_error():
    error = ValueError("号码 13800138000")
    written = line("发给 %s", "a.b@example.com", exc_info=(ValueError, error, None))
    assert written["message"] == "发给 a***@example.com"
    assert written["error"].endswith("ValueError: 号码 138****8000")
    assert "13800138000" not in written["error"]


def test_one_line_even_with_line_feeds():
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "甲\n乙", (), None)
    assert "\n" not in logs.JsonFormatter().format(record)


@pytest.mark.parametrize("foreign", ["", "short", "x" * 65, "bad id 123", 'quote"quote"', "行号行号行号行号"])
def test_odd_foreign_ids_are_replaced(foreign):
    with logs.bound(foreign) as identity:
        assert identity != foreign
        assert len(identity) == 32
        assert logs.request_id() == identity
    assert logs.request_id() == ""
