"""Notices put together for the tests of the reader; places, bodies and people are invented."""

from typing import Any

HEAD = (
    "望川市知识产权局关于开展2024年知识产权宣传周活动的通知\n\n"
    "各县（区）市场监管局，市直有关单位：\n\n为做好宣传，现将有关事项通知如下：\n\n"
)
TAIL = "\n\n望川市知识产权局\n2024年3月28日\n"
TIME = "一、活动时间\n4月20日至26日\n"
PLAIN = TIME + "二、活动内容\n（一）举办讲座。\n（二）发布案例。\n"
Json = dict[str, Any]


def notice(body: str, head: str = HEAD, tail: str = TAIL) -> str:
    return head + body + tail


def due(sentence: str) -> str:
    """A notice whose second requirement is a sentence."""
    return notice(PLAIN + "三、工作要求\n（一）加强领导。\n（二）" + sentence)


def codes(result: Json) -> list[str]:
    return [one["code"] for one in result["diagnostics"]]


def titles(result: Json) -> list[str]:
    return [one["title"] for one in result["activities"]]
