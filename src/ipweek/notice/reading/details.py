"""Where, by whom and when of one activity."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipweek.notice.reading.activities import Item, field_name
from ipweek.notice.reading.dates import When, scan
from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.names import split_names

_PLACE = re.compile(
    r"(?:^|[,。;:上下午晚日时分点0-9)])(?:同时|分别|集中|统一)?在(?P<p>(?!全[国省市县区]|此|宣传周"
    r"|活动)[\u3400-\u9fffA-Za-z0-9\"()、]{2,30}?)(?:隆重|集中|现场|统一|联合)?(?:举行|举办|召开|设点|设台"
    r"|设立(?:咨询)?)"
)
_PLACE_LABEL = re.compile(r"(?:活动|举办|培训)?地 ?点[:为] ?(?P<p>[^。;,\n]{2,40})")
_BRACKET = re.compile(
    r"(?P<role>责任|牵头|主办|承办|负责|配合|协办|参加|参与|支持|完成|组织|实施)(?:单位|部门|处室|科室)?"
    r" ?: ?(?P<who>(?:\([^()]*\)|[^;()。])+)"
)
_LED = re.compile(
    r"(?:^|[。;,(])由?(?P<who>[\u3400-\u9fff、()]{2,40}?)(?:负责)?(?:牵头|主办|承办)(?=[,。;)组]|负责|举办|开展|实施)"
)
_BY = re.compile(
    r"(?:^|[。;,日])由(?P<who>[\u3400-\u9fff、()]{2,30}?)(?:会同|联合|与"
    r"|和)(?P<with>[\u3400-\u9fff、()]{2,30}?)(?=发布|组织|开展|举办|召开|举行|共同|进行)"
)
_MAY = re.compile(
    r"(?:^|[,。;])(?P<who>[\u3400-\u9fff、()]{2,30}?)(?P<m>可(?:以|根据|结合|自行|参照|视|选择|组织)|鼓励|应当?|须|要)"
)
_FROM_CASES = re.compile(
    r"从(?P<who>[\u3400-\u9fff、()]{2,24}?(?:部门|机关|单位|法院|局))(?:查处|办理|审理|侦办|承办|查办|审结|办结)"
)


@dataclass
class Details:
    """What is known of an activity beside its title."""

    place: Run | None = None
    lead: list[Run] = field(default_factory=list)
    with_: list[Run] = field(default_factory=list)
    when: When | None = None
    when_run: Run | None = None
    duties: list[tuple[Run, str, Run]] = field(default_factory=list)


def details_of(item: Item) -> Details:
    """Place, leading and joining bodies, time and the duties of an activity."""
    found = Details()
    cells = item.cells
    if "place" in cells:
        found.place = cells["place"]
    for name, where in (("lead", found.lead), ("with", found.with_)):
        if name in cells:
            where.extend(_units(cells[name]))
    if "time" in cells:
        _when(found, cells["time"], table=True)
        return found
    for block in item.under:
        name = field_name(block.heading.text) if block.heading else ""
        if name and block.body:
            _field(found, name, block.body)
    for run in (item.title, *item.runs):
        _run(found, run)
    return found


def _field(found: Details, name: str, run: Run) -> None:
    value = run.cut(0, len(run.text.rstrip("。;, ")))
    if name == "place" and found.place is None:
        found.place = value
    elif name == "lead":
        found.lead = found.lead or _units(value)
    elif name == "with":
        found.with_ = found.with_ or _units(value)
    elif name == "time":
        _when(found, value, table=True)


def _units(run: Run) -> list[Run]:
    text = run.text
    pieces = [run.cut(a, b) for a, b in split_names(text)] if "," in text else [run]
    parts = [
        piece.cut(m.start(), m.end())
        for piece in pieces
        for m in re.finditer(r"(?:\([^()]*\)|[^、])+", piece.text)
    ]
    return [part for part in parts if part.text]


def _lead_units(run: Run) -> list[Run]:
    """The bodies of a list, 分别 and 共同 behind it left out."""
    words = re.search(r"(?:分别|共同|联合|统一|具体)+$", run.text)
    return _units(run.cut(0, words.start()) if words else run)


def _run(found: Details, run: Run) -> None:
    text = run.text
    if len(text) > 4000:
        return
    if found.place is None and (match := _PLACE_LABEL.search(text) or _PLACE.search(text)):
        found.place = run.cut(*match.span("p"))
    for match in _BRACKET.finditer(text):
        where = found.with_ if match["role"] in ("配合", "协办", "参加", "参与", "支持") else found.lead
        if not where:
            where.extend(_units(run.cut(*match.span("who"))))
    if not found.lead:
        if match := _BY.search(text):
            found.lead = _lead_units(run.cut(*match.span("who")))
            found.with_ = found.with_ or _units(run.cut(*match.span("with")))
        elif match := _LED.search(text):
            found.lead = _lead_units(run.cut(*match.span("who")))
    if found.when is None:
        _when(found, run, table=False)
    for match in _MAY.finditer(text):
        if match["m"].startswith("可"):
            found.duties.append(
                (run.cut(*match.span("who")), "may", run.cut(match.start("who"), _stop(text, match.end())))
            )
    if found.duties and (match := _FROM_CASES.search(text)):  # who must, beside those who may
        duty = (run.cut(*match.span("who")), "must", run.cut(match.start(), _stop(text, match.end())))
        found.duties.insert(0, duty)


def _stop(text: str, start: int) -> int:
    """The next comma or stop."""
    match = re.search(r"[,;。]", text[start:])
    return start + match.start() if match else len(text)


def _when(found: Details, run: Run, *, table: bool) -> None:
    for when in scan(run.text):
        after = run.text[when.end : when.end + 14]
        if re.match(r"(?:[^,。;]{0,8})?(?:之前|以前|前|截止|为止)", after) and not table:
            continue
        if not table and (
            when.whole_month
            or re.match(r"是|以来|世界|为全国", after)
            or re.search(r"截[至止]|第\d+个$", run.text[max(when.start - 6, 0) : when.start])
        ):
            continue
        found.when, found.when_run = when, run
        return
