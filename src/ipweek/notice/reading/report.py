"""The result as a readable table in Chinese, with diagnostics the way a compiler prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ipweek.notice.reading.diagnostics import SEVERITY
from ipweek.notice.reading.lines import columns

Json = dict[str, Any]
_LABELS = (
    ("title", "标题"),
    ("doc_number", "发文字号"),
    ("issuers", "发文机关"),
    ("addressees", "主送机关"),
    ("signers", "落款机关"),
    ("signed_on", "成文日期"),
    ("printed_by", "印发机关"),
    ("printed_on", "印发日期"),
    ("published_on", "网页发布"),
    ("copies", "抄送"),
)
KINDS = {
    "publicity": "宣传活动",
    "enterprise-outreach": "专精特新行动",
    "pledge-finance": "质押融资",
    "gi-expo": "地理标志展览",
    "project-call": "项目申报",
    "honours": "评选先进",
    "typical-cases": "典型案例",
    "handbook": "编印手册",
    "training": "讲座培训",
    "five-entries": "五进",
    "quiz": "知识竞赛",
    "launch": "启动仪式",
    "enforcement": "专项执法",
    "other": "其他",
}
CODES = {
    "plan": "方案",
    "brief": "信息",
    "practice": "经验做法",
    "coverage": "媒体报道",
    "summary": "总结",
    "person": "专人",
    "list": "名单表格",
    "case": "案例",
    "other": "其他",
}
MODALITIES = {"must": "应", "may": "可", "encouraged": "鼓励"}
_BOUNDS = {"exact": "", "min": "不少于", "max": "不超过", "approx": "约"}
_RULES = {
    "promptly": "及时（无期限）",
    "none": "未写期限",
    "each_activity": "每项活动结束后",
    "recurring": "定期",
    "after_end": "活动结束后",
    "date": "",
}
_WIDEST = 100


def table(result: Json, filename: str = "通知") -> str:
    """The result for people: head, dates, activities, requirements, what is due, contacts, then the diagnostics.

    Args:
        result: What ``read`` returned.
        filename: Named in front of every diagnostic.
    """
    lines = [
        *_head(result),
        *_activities(result),
        *_requirements(result),
        *_deliverables(result),
        *_contacts(result),
    ]
    found = list(_diagnostics(result, filename))
    return "\n".join([*lines, "", *found] if found else lines) + "\n"


def _head(result: Json) -> Iterator[str]:
    yield "【文头】"
    yield f"  {_pad('类型', 10)}{'宣传活动通知' if result['campaign'] else '不是宣传活动通知'}"
    for name, label in _LABELS:
        value = result[name]
        text = "、".join(value) if isinstance(value, list) else value
        if text:
            yield f"  {_pad(label, 10)}{text}{_mark(result, '/' + name)}"
    if result["campaign"]:
        period = f"{result['start'] or '未定'} 至 {result['end'] or '未定'}"
        yield f"  {_pad('活动时间', 10)}{period}{_mark(result, '/start', '/end')}"
        yield f"  {_pad('活动主题', 10)}{'；'.join(result['themes']) or '未找到'}"


def _mark(result: Json, *pointers: str) -> str:
    return (
        "（推定）"
        if any(pointer in result["inferred"] for pointer in pointers)
        or (pointers[0] == "/issuers" and "/issuer" in result["inferred"])
        else ""
    )


def _activities(result: Json) -> Iterator[str]:
    if not result["activities"]:
        return
    yield f"【活动】{len(result['activities'])} 项"
    for number, one in enumerate(result["activities"], 1):
        kinds = "、".join(KINDS[kind] for kind in one["kinds"])
        yield f"  {number:>2}. {_pad(one['clause'], 8)}{one['title']}  〔{kinds}〕" + (
            "" if one["modality"] == "must" else f"（{MODALITIES[one['modality']]}）"
        )
        facts = []
        if one["start"]:
            facts.append(
                "时间 "
                + (one["start"] if one["end"] in (None, one["start"]) else f"{one['start']} 至 {one['end']}")
            )
        if one["place"]:
            facts.append("地点 " + one["place"])
        if one["lead"]:
            facts.append("牵头 " + "、".join(one["lead"]))
        if one["with"]:
            facts.append("配合 " + "、".join(one["with"]))
        if one["quotas"]:
            facts.append(
                "数量 "
                + "、".join(
                    f"{q['what']} {_BOUNDS[q['bound']]}{q['n']:,}{q['unit']}".strip() for q in one["quotas"]
                )
            )
        if facts:
            yield "      " + "；".join(facts)
        for duty in one["duties"]:
            yield f"      {MODALITIES[duty['modality']]}：{duty['text']}"


def _requirements(result: Json) -> Iterator[str]:
    if not result["requirements"]:
        return
    yield f"【要求】{len(result['requirements'])} 条"
    for number, one in enumerate(result["requirements"], 1):
        yield f"  {number:>2}. {_pad(one['clause'], 8)}{_short(one['title'])}"


def _deliverables(result: Json) -> Iterator[str]:
    if not result["deliverables"]:
        return
    yield f"【应报事项】{len(result['deliverables'])} 件"
    for index, one in enumerate(result["deliverables"]):
        due = one["due"]
        day = due["date"] or ""
        when = (
            f"{day}（{due['text']}）"
            if day
            else _RULES[due["rule"]] + (f"（{due['text']}）" if due["text"] else "")
        )
        who = "、".join(one["who"]) or "各单位"
        to = f" → {one['to']}" if one["to"] else ""
        note = _mark(result, f"/deliverables/{index}")
        yield f"  {_pad(CODES[one['code']], 10)}{one['what']}：{who}{MODALITIES[one['modality']]}报{to}，{when}{note}"


def _contacts(result: Json) -> Iterator[str]:
    contacts = result["contacts"]
    if not any(contacts.values()):
        return
    yield "【联系方式】"
    for name, label in (("names", "联系人"), ("phones", "电话"), ("emails", "邮箱")):
        if contacts[name]:
            yield f"  {_pad(label, 10)}{'、'.join(contacts[name])}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _pad(text: str, width: int) -> str:
    return text + " " * max(width - columns(text), 1)


def _diagnostics(result: Json, filename: str) -> Iterator[str]:
    text: str = result["text"]
    breaks = [match.end() for match in re.finditer(r"\r\n|[\n\r]", text)]
    for one in result["diagnostics"]:
        severity = SEVERITY[one["severity"]]
        if one["span"] is None:
            yield f"{filename}: {severity}[{one['code']}]: {one['message']}"
        else:
            yield from _placed(text, breaks, one, f"{severity}[{one['code']}]: {one['message']}", filename)
        yield f"    建议：{one['remedy']}"


def _placed(text: str, breaks: list[int], one: Json, message: str, filename: str) -> Iterator[str]:
    from bisect import bisect_right

    start, end = one["span"]
    number = bisect_right(breaks, start)
    first = breaks[number - 1] if number else 0
    last = breaks[number] if number < len(breaks) else len(text)
    line = text[first:last].rstrip("\r\n")
    yield f"{filename}:{number + 1}:{start - first + 1}: {message}"
    low, high = start - first, min(end - first, len(line))
    cut = max(0, min(low - 20, len(line) - _WIDEST // 2)) if columns(line) > _WIDEST else 0
    shown = line[cut : max(high, cut) + 20] if columns(line) > _WIDEST else line
    lead = ("…" if cut else "") + shown[: low - cut]
    tail = "…" if cut + len(shown) < len(line) else ""
    words = shown[low - cut : high - cut]
    flat = str.maketrans("\t", " ")
    yield "    " + ("…" if cut else "") + shown.translate(flat) + tail
    yield "    " + " " * _columns(lead) + "^" * max(_columns(words), 1)


def _columns(text: str) -> int:
    """Columns in a terminal: East Asian wide and full-width characters take two."""
    import unicodedata

    return sum(
        2 if unicodedata.east_asian_width(char) in "WFA" else 0 if unicodedata.combining(char) else 1
        for char in text
    )
