"""By when: the terms of a sentence (于9月13日前, 截止时间为, 活动结束后一周内, 每周五, 5个工作日内)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ipweek.notice.reading.dates import When, scan
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.marks import han_number

_N = r"(?P<n>半|[一两二三四五六七八九十\d]{1,3}) ?(?P<q>个)?(?P<u>工作日|日|天|周|星期|月|小时)"


_AFTER = re.compile(
    rf"(?P<each>(?:每|各)(?:[项次场个]|期|周"
    rf"|一)[^,。;]{{0,10}}?)?(?P<event>(?:(?![并在于后])[\u3400-\u9fff\"]){{0,12}}?)(?P<ended>结束"
    rf"|闭幕|完成|会|举办|活动|开展)(?:之日)?(?:起|之?后|以后)(?:的)?(?: ?的)? ?(?:{_N}(?:之内|以内|内|前)?"
    rf"|(?P<next>次日|当[日天]|第二天|隔日))"
)


_RECEIVED = re.compile(
    rf"(?:(?:自|接到?|收到|从)?(?:本)?(?:通知|文件|文)(?:印发|下发|发布|收到|发出)?(?:之日)?(?:起|后)|(?:印发|发文"
    rf"|下发)(?:之日)?(?:起|后))(?:的)? ?{_N}(?:之内|以内|内)?"
)


# A term counted from something that has no day yet: 收到检查结果之日起15个工作日内.
_EVENT = re.compile(
    rf"(?:自|在|于)?(?:收到|接到|接|作出|下达|公布|公示|批准|发现|检查|整改|验收|评审|办结)(?!(?:本|该|此)?(?:通知|文件|文)(?:之日)?[起后])[\u3400-\u9fff\"《》]{{0,16}}?"
    rf"(?:之日起|之后|后|起)(?:的)? ?{_N}(?:之内|以内|内)"
)
# A term whose number was lost: 活动结束后 日内.
_LOST = re.compile(
    r"(?:(?:宣传|活动)[\u3400-\u9fff]{0,4})?结束(?:之)?后 ?(?:的)? ?(?:个)? ?(?:工作)?日(?:之|以)?内"
)


_RECUR = re.compile(
    r"(?:于|在)?(?:每周(?:星期)?[一二三四五六日天](?: ?[下上]午| ?下班| ?中午)?(?: ?\d{1,2}[:点时]\d{0,2}分?)?"
    r"(?:之?前)?|每(?:月|季度?|年)(?:末|底|\d{1,2}月(?:底|\d{1,2}[日号])?|\d{1,2}[日号])(?:之?前)?|每[日天周月](?:下午"
    r"|上午)?(?:\d{1,2}[:点时]\d{0,2}分?)?(?:之?前)?(?=.{0,30}(?:报送|上报|报)))"
)


_TIME = r"(?: ?(?:上午|下午|中午|晚上?|下班)? ?(?:\d{1,2} ?[:时点](?: ?\d{2})?分?)?)?"


_BEFORE = re.compile(rf"{_TIME} ?(?:之前|以前|前(?![\u3400-\u9fff]{{0,1}}[往后])|截止|为止)")


UNTIL = re.compile(
    r"(?:截止(?:时间|日期)?|截至|(?:最迟|最晚|原则上)?不(?:得)?(?:迟于|晚于|超过)|最迟|最晚|时间节点|报送时间|上报时间|提交时间|征集时间"
    r"|投稿时间|申报时间|报送日期)(?:到|至|于|为|是)? ?:? ?(?:即日起至)?$"
)


_ON = re.compile(r"(?:于|在) ?$")


_EATEN = re.compile(
    r"(?:于|在) ?(?:\d{4} ?年)?(?: ?\d{0,2}月 ?日|年 ?月 ?日| 月 ?\d{0,2}日| +月 +日)(?:之?前)"
)


# Between two days of which only the last says 前: 6月9日、6月20日前.
_BESIDE = re.compile(r" ?(?:、|,|和|与|及) ?(?:于|在)?")


@dataclass
class Due:
    """When something is due, as written.

    ``rule`` is date, after_end, after_notice, after_event, each_activity, promptly, recurring or none.
    """

    rule: str
    start: int = 0
    end: int = 0
    when: When | None = None
    amount: int | None = None
    unit: str = ""
    text: str = ""


def dues(text: str) -> list[Due]:
    """The times by which a sentence wants something, in order."""
    found: list[Due] = []
    for when in reversed(scan(text)):
        if due := _dated(text, when):
            found.append(due)
        elif (
            found and when.first[2] and not when.last and _BESIDE.fullmatch(text[when.end : found[-1].start])
        ):
            found.append(Due("date", when.start, when.end, when, text=text[when.start : when.end]))
    found += [Due("recurring", *match.span(), text=match[0]) for match in _RECUR.finditer(text)]
    found += [due for match in _AFTER.finditer(text) if (due := _after_event(text, match))]
    found += [
        Due("after_notice", *match.span(), None, *_amount(match), text=match[0])
        for match in _RECEIVED.finditer(text)
    ]
    found += [
        Due("after_event", *match.span(), None, *_amount(match), text=match[0])
        for match in _EVENT.finditer(text)
    ]
    found += [Due("date", *match.span(), text=match[0]) for match in _EATEN.finditer(text)]
    found += [Due("after_end", *match.span(), unit="day", text=match[0]) for match in _LOST.finditer(text)]
    found.sort(key=lambda due: (due.start, -due.end))
    kept: list[Due] = []
    for due in found:
        if not kept or due.start >= kept[-1].end:
            kept.append(due)
        elif kept[-1].rule == "date" and due.rule == "recurring":
            kept[-1] = due
    return kept


def _after_event(text: str, match: re.Match[str]) -> Due | None:
    """A term counted from the end of the campaign or of each activity."""
    if match["ended"] in ("会", "活动", "开展", "举办", "完成") and not re.search(
        r"会后|(?:活动|开展|举办|完成)后", match[0]
    ):
        return None
    before = text[max(match.start() - 12, 0) : match.end("event")]
    each = match["each"] or re.search(r"(?:每|各)(?:项|次|场|个|期)[^,。;]{0,10}$", before)
    rule = "each_activity" if each else "after_end"
    return Due(rule, *match.span(), None, *_amount(match), text=match[0])


def _amount(match: re.Match[str]) -> tuple[int, str]:
    groups = match.groupdict()
    if groups.get("next"):
        return (0 if groups["next"].startswith("当") else 1), "day"
    number, unit = groups["n"], groups["u"]
    if number == "半":
        return (15, "day") if unit == "月" else (0, "day")
    amount = han_number(number) or 0
    unit = {
        "工作日": "working_day",
        "日": "day",
        "天": "day",
        "周": "week",
        "星期": "week",
        "月": "month",
        "小时": "hour",
    }[unit]
    return (-(-amount // 24), "day") if unit == "hour" else (amount, unit)


def _dated(text: str, when: When) -> Due | None:
    before, after = text[max(when.start - 14, 0) : when.start], text[when.end : when.end + 24]
    if re.search(r"每(?:年|月) ?$", before):
        tail = re.match(r"(?:之?前)?", after)
        start = text.rfind("每", 0, when.start)
        return Due(
            "recurring",
            start,
            when.end + (tail.end() if tail else 0),
            when,
            text=text[start : when.end + (tail.end() if tail else 0)],
        )
    until = UNTIL.search(before)
    behind = _BEFORE.match(after)
    on = _ON.search(before)
    if until:
        clock = re.match(_TIME + r"(?: ?(?:之前|以前|前))?", after)
        start, end = when.start - (len(before) - until.start()), when.end + (clock.end() if clock else 0)
        return Due("date", start, end, when, text=text[start:end].strip())
    if behind:
        start = when.start - (1 if on else 0)
        return Due(
            "date",
            when.start,
            when.end + behind.end(),
            when,
            text=text[start : when.end + behind.end()].strip(),
        )
    if (
        on
        and when.first[2]
        and not when.last
        and not re.match(r".{0,24}(?:举行|举办|召开|开展|启动|印发|发布|下发|施行|执行)", after)
        and pattern("deliverables", "submit").search(text[when.end : when.end + 60])
    ):
        return Due("date", when.start, when.end, when, text=text[when.start : when.end])
    return None
