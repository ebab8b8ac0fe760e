"""The theme of a campaign, wherever the notice puts it."""

from __future__ import annotations

import re

from ipweek.notice.reading.flow import Run, joined
from ipweek.notice.reading.outline import Block

_QUOTED = r'"(?P<q>[^"]{3,60})"'
_IN_SENTENCE = (
    re.compile(
        rf"以 ?{_QUOTED}(?: ?(?:和|与|及|、|,)? ?\"(?P<q2>[^\"]{{3,60}})\")? ?(?:为|作为)(?:.{{0,8}})?(?:主题|主线)"
    ),
    re.compile(rf"主题(?:口号)?(?:确定|定)?(?:为|是|:)? ?:? ?(?:主题)? ?{_QUOTED}"),
    re.compile(
        rf"(?:围绕|紧扣|突出|聚焦|按照|根据|结合)(?:着)?(?:今年|本届|本次|活动|宣传周|宣传月|全国|年度"
        rf"|\d{{4}}年)*(?:的)? ?{_QUOTED} ?(?:这一|这个|的|为)?(?:活动|宣传|年度)?(?:主题|主线)"
    ),
    re.compile(rf"{_QUOTED}(?:这一|这个|的|为)?(?:活动|宣传|年度)?主题"),
    re.compile(
        rf"(?:围绕|紧扣|突出|聚焦)(?:今年|本届|本次|活动|宣传周|宣传月|全国|年度)*"
        rf"(?:的)?(?:活动|宣传)?主题 ?[,:]? ?{_QUOTED}"
    ),
    re.compile(
        r"(?:活动|宣传|今年的?|本届.{0,8}|^|[。;,])主题(?:(?:为|是) ?:?"
        r"|:) ?(?P<q>[^\"。;,:《》]{4,40}(?:[, ][^\"。;,:《》]{3,20}){0,3})(?=[。;]|$)"
    ),
    re.compile(r"以(?P<q>[^\"。;,:《》以]{4,24}(?:[, ][^\"。;,:《》以]{3,20})?)为(?:活动|宣传)?主题"),
)
# What has a theme of its own: "…"主题征文.
_SOME_EVENT = re.compile(
    r'"?(?:的)?(?:系列)?(?:主题)?(?:征文|演讲|党日|团日|班会|海报|讲座|教育|实践|展览|沙龙|摄影|短视频|书画|竞赛|比赛|大赛)'
)
_NOT_BEFORE = re.compile(
    r"(?:分|子|党日|教育|班会|征文|演讲|讲座|展览|展板|专场|沙龙|论坛|日|海报|比赛|竞赛|晚会)$"
)
_PREFIX = re.compile(
    r"(?:[\u3400-\u9fff\d]{0,14}主题|[\u3400-\u9fff\d]{2,14}(?:周|月|日))(?:口号)?(?:为|是|:) ?:? ?"
    r"|主题[一二三四五12345][:、] ?|(?:[(（]?[一二三四五1-5][)）、.] ?)"
)


def read_themes(sections: list[Block], runs: list[Run], title: list[Run]) -> list[Run]:
    """The themes in order of standing: the section on the theme first, else sentences, else the title.

    Args:
        sections: Clauses at the top of the outline, in order.
        runs: All runs of the main text and the plan.
        title: The title and the lines under it; a line behind a dash is a theme.
    """
    for block in sections:
        if "theme" in block.roles and (found := [run for run in _section(block) if run.text]):
            return found
    return (
        sentences(runs)
        or sentences(title)
        or [clean(run.cut(dash.end())) for run in title if (dash := re.match(r"-{1,4} ?(?=\S{4})", run.text))]
    )


def sentences(runs: list[Run]) -> list[Run]:
    """The themes that sentences name, without repetitions."""
    found: list[Run] = []
    for run in runs:
        if "主题" not in run.text and "主线" not in run.text:
            continue
        for match in _matches(run.text):
            theme = clean(run.cut(*match))
            if theme.text and all(key(theme.text) != key(other.text) for other in found):
                found.append(theme)
    return found


def key(text: str) -> str:
    """A theme reduced to what must be equal: no marks, no white space."""
    return re.sub(r"[\W_]+", "", text)


def _matches(text: str) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for shape in _IN_SENTENCE:
        for match in shape.finditer(text):
            place = match.span("q")
            before = text[max(match.start() - 4, 0) : match.start()]
            if any(a < place[1] and place[0] < b for a, b in taken) or _NOT_BEFORE.search(
                before + match[0][: match[0].find("主题")]
            ):
                continue
            if _SOME_EVENT.match(text, place[1]):
                continue
            taken.append(place)
            if match.groupdict().get("q2"):
                taken.append(match.span("q2"))
        if taken and shape is not _IN_SENTENCE[0]:
            break
    return sorted(taken)


def _section(block: Block) -> list[Run]:
    """The themes that the section on the theme gives."""
    runs = [run for run in block.texts() if run is not block.heading]
    if not runs:
        return []
    if quoted := sentences(runs):
        return quoted
    if set(block.roles) & {"time", "place"}:
        inner = next(
            (found for child in block.children if "theme" in child.roles and (found := _section(child))), []
        )
        return inner or _beside_time(runs)
    if block.children and not block.body and not block.paras:
        themes = [child.whole.cut(child.mark.length if child.mark else 0) for child in block.children[:4]]
        return [clean(run) for run in themes if not re.match(r".{0,6}口号", run.text)]
    labelled = [run for run in runs if _PREFIX.match(run.text) and len(run.text) < 60]
    return [clean(run) for run in labelled] if len(labelled) > 1 else _first_said(runs)


def _beside_time(runs: list[Run]) -> list[Run]:
    """The theme in a section that gives the time as well."""
    for run in runs:
        if match := re.search(_QUOTED, run.text):
            return [clean(run.cut(*match.span("q")))]
    labelled = [run for run in runs if re.match(r".{0,6}主题", run.text) and len(run.text) > 8]
    if labelled:
        return _first_said(labelled)
    return [clean(run) for run in runs if not re.search(r"\d ?[月日]", run.text) and len(run.text) <= 60][:1]


def _first_said(runs: list[Run]) -> list[Run]:
    """The first paragraph as a theme, with the short lines that carry it on."""
    first = runs[0]
    more = [first]
    if not first.text.endswith(("。", ";")) and len(first.text) <= 30:
        for run in runs[1:3]:
            if len(run.text) > 30 or ":" in run.text or re.search(r"[,。;]", run.text[:-1]):
                break
            more.append(run)
    if len(more) > 1:
        return [clean(joined(more))]
    if len(first.text) > 60 and (match := re.search(_QUOTED, first.text)):
        return [clean(first.cut(*match.span("q")))]
    if len(pair := list(re.finditer(_QUOTED, first.text))) > 1 and not re.sub(
        rf"{_QUOTED.replace('?P<q>', '?:')}|[ 、,。;和与]", "", first.text
    ):
        return [clean(first.cut(*match.span("q"))) for match in pair]
    told = re.match(r"[^。;]+", first.text)
    return [clean(first.cut(*told.span()))] if told else []


def clean(run: Run) -> Run:
    """A theme without label, quotes and closing marks."""
    match = _PREFIX.match(run.text)
    if match and match.end() < len(run.text) - 2:
        run = run.cut(match.end())
    text = run.text
    start, end = 0, len(text)
    if text.endswith(("。", ";", ".", "!")) and not text.endswith("!"):
        end -= 1
    if text[:end].startswith('"') and text[:end].endswith('"') and text.count('"') == 2:
        start, end = 1, end - 1
    return run.cut(start, end)
