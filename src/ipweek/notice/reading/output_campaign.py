"""Theme, period, activities and requirements as plain values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ipweek.notice.reading.activities import Item
from ipweek.notice.reading.deliverables import modality_of
from ipweek.notice.reading.details import details_of
from ipweek.notice.reading.flow import joined, raw
from ipweek.notice.reading.kinds import kinds_of
from ipweek.notice.reading.quotas import read_quotas
from ipweek.notice.reading.writer import Writer, inside, merged, outer

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]


def write_campaign(notice: Notice, writer: Writer) -> Json:
    """Theme, period, activities and requirements; all empty when the notice is no campaign."""
    if not notice.campaign:
        return {
            "theme": None,
            "themes": [],
            "guiding": None,
            "start": None,
            "end": None,
            "activities": [],
            "requirements": [],
        }
    period = notice.period
    themes = [writer.value(f"/themes/{i}", run) for i, run in enumerate(notice.themes)]
    if notice.themes:
        writer.spans["/theme"] = notice.themes[0].spans()
    start = writer.day("/start", period.start, period.start_spans)
    end = writer.day("/end", period.end, period.end_spans)
    if period.note:
        writer.inferred["/end"] = period.note
    if (start or end) and notice.years.borrowed:
        for pointer, day in (("/start", start), ("/end", end)):
            if day and not re.search(r"\d{4}|[二一][〇零○]", raw(notice.text, writer.spans[pointer])):
                writer.inferred[pointer] = f"原文没有写年份，按{SOURCES[notice.years.source]}定为{day[:4]}年"
    return {
        "theme": themes[0] if themes else None,
        "themes": themes,
        "guiding": _guiding(notice, writer),
        "start": start,
        "end": end,
        "activities": [_activity(notice, writer, i, item) for i, item in enumerate(notice.selection.items)],
        "requirements": [_requirement(writer, i, one) for i, one in enumerate(notice.requirements)],
    }


SOURCES = {
    "title": "标题",
    "signed": "落款日期",
    "body": "正文",
    "number": "发文字号",
    "published": "网页发布日期",
    "": "上下文",
}


def _guiding(notice: Notice, writer: Writer) -> str | None:
    for root in notice.parts:
        for block in root.children:
            if "guiding" in block.roles:
                runs = [run for run in block.texts() if run is not block.heading]
                return writer.value("/guiding", joined(runs)) if runs else None
    return None


def _activity(notice: Notice, writer: Writer, index: int, item: Item) -> Json:
    pointer = f"/activities/{index}"
    details = details_of(item)
    years, when = notice.years, details.when
    start = years.start(when) if when else None
    end = years.end(when) if when else None
    when_spans = details.when_run.spans(when.start, when.end) if when and details.when_run else []
    runs = [item.title, *item.runs]
    places = [span for run in runs for span in run.spans()]
    span = [min(a for a, _ in places), max(b for _, b in places)] if places else [0, 0]
    writer.spans[pointer] = merged(places)
    kinds = kinds_of(
        item.title.text,
        "".join(run.text for run in item.runs),
        [b.heading.text for b in item.under if b.heading],
    )
    body = [run for run in item.runs if not inside(item.title, run)]
    quotas: list[Json] = []
    for run in [item.title, *body] if len(body) == len(item.runs) else item.runs:
        for quota in read_quotas(run):
            at, unit_at = quota.pop("at"), quota.pop("unit_at")
            if quota["unit"] == run.text[slice(*unit_at)]:
                quota["unit"] = writer.plain(run.cut(*unit_at))
            writer.spans[f"{pointer}/quotas/{len(quotas)}"] = run.spans(*at)
            quotas.append(quota)
    duties = [
        {"who": writer.plain(who), "modality": modality, "text": writer.plain(what), "span": outer(what)}
        for who, modality, what in details.duties
    ]
    return {
        "title": (writer.value(f"{pointer}/title", item.title) or "").rstrip("。；;，,：: "),
        "kinds": kinds,
        "quotas": quotas,
        "start": writer.day(f"{pointer}/start", start, when_spans),
        "end": writer.day(f"{pointer}/end", end, when_spans),
        "clause": item.clause,
        "span": span,
        "place": writer.value(f"{pointer}/place", details.place),
        "lead": [writer.value(f"{pointer}/lead/{i}", run) for i, run in enumerate(details.lead)],
        "with": [writer.value(f"{pointer}/with/{i}", run) for i, run in enumerate(details.with_)],
        "items": [
            {"title": writer.plain(b.heading), "clause": b.clause, "span": outer(b.whole)}
            for b in item.under
            if b.heading
        ],
        "modality": "must" if duties else modality_of("".join(run.text for run in runs)[:200]),
        "duties": duties,
        "text": writer.plain(joined(item.runs)) if item.runs else "",
    }


def _requirement(writer: Writer, index: int, one: Any) -> Json:
    pointer = f"/requirements/{index}"
    writer.spans[pointer] = merged([span for run in one.runs for span in run.spans()])
    places = writer.spans[pointer]
    return {
        "title": (writer.value(f"{pointer}/title", one.title) or "").rstrip("。；;，,：: "),
        "clause": one.clause,
        "text": writer.plain(joined(one.runs)),
        "span": [places[0][0], places[-1][1]] if places else [0, 0],
    }
