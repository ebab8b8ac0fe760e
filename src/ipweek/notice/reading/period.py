"""When a campaign runs, and the year of the days that name none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from ipweek.notice.reading.dates import When, Years, scan, written_year
from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.marks import han_number
from ipweek.notice.reading.outline import Block

_TITLE_YEAR = re.compile(
    r"(?<![-\d])((?:19|20)\d\d|[一二][〇零0九一二三四五六七八]{3}) ?年?(?:度)?(?! ?-? ?\d{4}|[\d〕\])])"
)
_MASK = re.compile(r"(?:19|20)[xX×*?某_]{2} ?年")
_CUE = re.compile(
    r"定于|将于|拟于|为期|期间|开展|举办|举行|组织|宣传周|宣传月|活动周|活动月|活动日|为全[国省市]|宣传日|时间|至"
)
_PAST = re.compile(r"(?:出台|印发|审议|通过|批准|公布|召开|成立|施行|实施|会议|以来|截至|前)")
_IS_MONTH = re.compile(r"(?:份)?(?:是|为)[^,。;]{0,16}?[\"\u3400-\u9fff]{2,12}月\"?(?=[,。;])")
_LENGTH = re.compile(
    r"(?:开始|起),? ?(?:为期|历时|持续) ?([一两二三四五六七八九十\d]{1,3}) ?(?:个)?(天|日|周|星期|月)"
)


@dataclass
class Period:
    """When the campaign runs."""

    start: date | None = None
    end: date | None = None
    start_spans: list[list[int]] = field(default_factory=list)
    end_spans: list[list[int]] = field(default_factory=list)
    note: str = ""
    loose: Run | None = None


def year_of(title: str, signed: date | None, body: list[Run], published: date | None, number: str) -> Years:
    """The year that days without one belong to: from the title, the sign-off, the body, the number, the web page."""
    years = Years(signed=signed)
    if _MASK.search(title):
        years.masked = True
        return years
    found = [year for m in _TITLE_YEAR.finditer(title) if (year := written_year(m[1]))]
    if found:
        near = [year for year in found if signed is None or abs(year - signed.year) <= 1]
        years.year, years.source = (near or found)[-1 if len(near) > 1 else 0], "title"
        return years
    if signed:
        years.year, years.source = signed.year, "signed"
        return years
    for run in body[:80]:
        if _MASK.search(run.text):
            years.masked = True
            return years
        for when in scan(run.text[:2000]):
            year = written_year(when.first[0])
            if year and not _PAST.search(run.text[when.end : when.end + 30]):
                years.year, years.source = year, "body"
                return years
    if match := re.search(r"[〔\[【(](\d{4})[〕\]】)]", number):
        years.year, years.source = int(match[1]), "number"
    elif published:
        years.year, years.source = published.year, "published"
    return years


def read_period(sections: list[Block], preamble: list[Run], years: Years) -> Period:
    """The period: from the section on the time, else from the sentences that announce the campaign."""
    for block in sections:
        if "time" in block.roles and (period := _in_section(block, years)):
            return period
    best = Period()
    for run in preamble:
        for sentence in _sentences(run):
            period = _from(sentence, years, strict=True)
            if period.start and period.end:
                return period
            if (period.loose or period.end) and not best.loose:
                best = period
    return best


def _in_section(block: Block, years: Years) -> Period | None:
    """The period a section on the time gives: of several stages the one in which the campaign itself runs."""
    runs = [run for run in block.texts() if run is not block.heading]
    stages = [child.whole for child in block.children] or block.paras
    if any(_STAGE.search(run.text[:24]) for run in stages):
        main = [run for run in stages if not _AROUND.search(run.text[:24])]
        runs = [run for run in main if _MAIN.search(run.text[:24])] or main
        if len(runs) > 1:
            return _over(runs, years)
    first: Period | None = None
    for run in runs:
        period = _from(run, years, strict=False)
        if period.start and period.end:
            return period
        if first is None and (period.start or period.end or period.loose):
            first = period
    return first


def _over(runs: list[Run], years: Years) -> Period | None:
    """From the first to the last day of several stages."""
    found = [period for run in runs if (period := _from(run, years, strict=False)).start and period.end]
    if not found:
        return None
    first = min(found, key=lambda period: period.start or date.max)
    last = max(found, key=lambda period: period.end or date.min)
    return Period(first.start, last.end, first.start_spans, last.end_spans)


# Stages of a campaign, those before and behind it, and those in which it runs.
_STAGE = re.compile(r"阶段|筹备|准备|部署|动员|总结")
_AROUND = re.compile(r"筹备|准备|部署|动员|启动|发动|总结|评估|验收|申报|报名|表彰")
_MAIN = re.compile(r"集中|实施|开展|活动|举办|推进|宣传")


def _sentences(run: Run) -> list[Run]:
    return [run.cut(m.start(), m.end()) for m in re.finditer(r"[^。;!?]+[。;!?]?", run.text[:6000])]


def _from(run: Run, years: Years, *, strict: bool) -> Period:
    text = run.text
    whens = [when for when in scan(text) if _fits(text, when, strict)]
    if not whens:
        return Period()
    ranges = [when for when in whens if when.last and not when.loose]
    when = ranges[0] if ranges else whens[0]
    if ranges and (told := next((w for w in whens if w.start < when.start and _month_told(text, w)), None)):
        when = told
    elif strict and len(whens) > 1:
        when = next((w for w in whens if w.last and not w.loose and _told(text, w)), when)
    if when.first[1] is None and when.last and (month := _month_before(text, when)):
        when = When(when.start, when.end, (month[0], month[1], when.first[2]), when.last)
    period = Period()
    spans = run.spans(when.start, when.end)
    if (
        when.loose
        or re.search(r"(?:即日|之日)起?(?:至|到|-)$", text[: when.start].rstrip())
        or text[when.end : when.end + 1] == "前"
    ):
        period.loose = run.cut(when.start, when.end)
        if not when.loose and when.first[2] and text[when.end : when.end + 1] != "前":
            period.end, period.end_spans = years.end(when), spans
        return period
    start, end = years.start(when), years.end(when)
    if when.last is None and (length := _LENGTH.search(text, when.end, when.end + 24)) and start:
        end = _after(start, han_number(length[1]) or 1, length[2])
        period.note = "由开始日期和“" + length[0].lstrip("起开始, ") + "”推算"
        spans = run.spans(when.start, length.end())
    elif (
        when.last is None
        and len(whens) == 2
        and not ranges
        and re.match(r".{0,12}(?:至|到|-|止)", text[when.end : whens[1].start + 1])
        and not whens[1].loose
        and whens[1].start - when.end <= 16
    ):
        end, spans = years.end(whens[1]), run.spans(when.start, whens[1].end)
    elif when.last is None and re.match(r"(?: ?\d{1,2}[时:点]\d{0,2})? ?(?:起|开始)", text[when.end :]):
        period.start, period.start_spans = start, spans
        return period
    period.start, period.end = start, end
    period.start_spans = period.end_spans = spans
    if start and end and end < start:
        period.end = None
    if start is None and end is None:
        period.loose = run.cut(when.start, when.end)
    return period


def _month_told(text: str, when: When) -> bool:
    """Whether a whole month is said to be the time: 活动月为6月，6月10日至16日集中宣传."""
    before, after = text[max(when.start - 8, 0) : when.start].rstrip(), text[when.end : when.end + 2].lstrip()
    return (
        when.whole_month
        and when.last is None
        and (not before or before.endswith(("为", "是", ":", "于")))
        and after[:1] in tuple(",。;")
    )


def _told(text: str, when: When) -> bool:
    """Whether the words around a stretch of days say at once what happens in it."""
    before, after = text[max(when.start - 8, 0) : when.start].rstrip(), text[when.end : when.end + 30]
    return before.endswith(("定于", "将于", "拟于", "自", "从", "在", "于")) or bool(_IS_ONE.match(after))


_IS_ONE = re.compile(r" ?(?:\([^()]{0,12}\))? ?(?:是|为)[^,。;]{0,24}?(?:月|周|日|节|季)\"?")


def _after(start: date, amount: int, unit: str) -> date:
    if unit in ("天", "日"):
        return start + timedelta(days=amount - 1)
    if unit in ("周", "星期"):
        return start + timedelta(days=7 * amount - 1)
    month = start.month - 1 + amount
    year, month = start.year + month // 12, month % 12 + 1
    return (
        date(year, month, min(start.day, 28)) - timedelta(days=1)
        if start.day > 28
        else date(year, month, start.day) - timedelta(days=1)
    )


def _fits(text: str, when: When, strict: bool) -> bool:
    if not strict:
        return True
    before, after = text[max(when.start - 40, 0) : when.start], text[when.end : when.end + 40]
    if after[:1] == "前" or re.match(r"(?:以|之)前", after) or _OTHER.search(before[-4:] + after[:8]):
        return False
    if when.first[0] in ("去", "上") or re.search(r"(?:去|上|往)年 ?$", before):
        return False
    if when.last is None:
        return _single_fits(when, before, after)
    told = _IS_ONE.match(after) or _CUE.search(before) or _CUE.search(after)
    return bool(told) and not re.search(r"放假|调休", after)


def _single_fits(when: When, before: str, after: str) -> bool:
    """Whether a day or a month of which no end is said is the time of the campaign."""
    if when.whole_month and _IS_MONTH.match(after):
        return True
    if when.whole_month and not re.search(r"(?:定于|将于|拟于|在|于)$", before.rstrip()):
        return False
    return bool(re.search(r"(?:定于|将于|拟于|自|从|即日起至)$", before.rstrip())) or (
        bool(re.search(r"(?:于|在) ?$", before))
        and bool(re.match(r".{0,30}(?:开展|举办|举行|启动)", after))
        and "印发" not in after[:12]
    )


# Times of something else.
_OTHER = re.compile(r"会议|培训班|印发|下发|出台|施行|生效|报名|考察|调研|检查组")


def _month_before(text: str, when: When) -> tuple[str | None, int] | None:
    """The month named last before 20日—26日."""
    found = [other for other in scan(text[: when.start]) if other.first[1]]
    match = re.search(r"(?P<m>1[0-2]|0?[1-9]) ?[月.·](?=[^月]{0,30}$)", text[: when.start])
    if found:
        return found[-1].first[0], found[-1].first[1] or 1
    return (None, int(match["m"])) if match else None
