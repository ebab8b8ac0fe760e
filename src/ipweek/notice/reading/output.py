"""Writes what was found as plain values, each with the spans it was read from."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from ipweek.notice.reading import due as dues
from ipweek.notice.reading.activities import Item
from ipweek.notice.reading.dates import Years
from ipweek.notice.reading.deliverables import Hand, codes_of, modality_of
from ipweek.notice.reading.details import details_of
from ipweek.notice.reading.flow import Run, Span, joined, raw
from ipweek.notice.reading.head import NUMBER
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.marks import marker
from ipweek.notice.reading.kinds import kinds_of
from ipweek.notice.reading.quotas import read_quotas

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]
_TITLE_END = pattern("heads", "doc_types", r"(?:{}|表|名单|标语|口号|清单|回执|制度)(?:\([^()]{1,20}\))?$")
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff》」”\"）)]) +(?=[\u3400-\u9fff《「“\"（(])")


class Writer:
    """Collects values, their spans and the reasons of what was inferred."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[str, list[Span]] = {}
        self.inferred: dict[str, str] = {}

    def value(self, pointer: str, run: Run | None, *, packed: bool = False) -> str | None:
        """The original characters of a run under a pointer; white space of line breaks and letter-spacing taken out."""
        if run is None or not run.text:
            return None
        spans = run.spans()
        self.spans[pointer] = spans
        return tidy(raw(self.text, spans), packed=packed)

    def plain(self, run: Run) -> str:
        """The original characters of a run without a pointer."""
        return tidy(raw(self.text, run.spans()))

    def day(self, pointer: str, day: date | None, spans: list[Span]) -> str | None:
        """An ISO date under a pointer."""
        if day is None:
            return None
        self.spans[pointer] = spans
        return day.isoformat()


def tidy(text: str, *, packed: bool = False) -> str:
    """A value without invisible characters; without any white space when packed, else with single spaces."""
    text = re.sub("[\u200b-\u200f\u2060\ufeff\u00ad]+|@@", "", text)
    if packed:
        text = re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", text)
    return re.sub(r"\s+", " ", text).strip()


def write(notice: Notice) -> Json:
    """The result without its diagnostics."""
    writer = Writer(notice.text)
    head = _head(notice, writer)
    result: Json = {
        "format": "ipweek.notice/1",
        "campaign": notice.campaign,
        **head,
        **_campaign(notice, writer),
        **_due(notice, writer),
        **_people(notice, writer),
        **_papers(notice, writer),
        "text": notice.text,
        "spans": writer.spans,
        "inferred": writer.inferred,
        "diagnostics": [],
    }
    return result


def _head(notice: Notice, writer: Writer) -> Json:
    head, tail = notice.head, notice.tail
    number = writer.value("/doc_number", head.number, packed=True)
    issuers, sources = _issuers(notice, writer)
    signers = [writer.value(f"/signers/{i}", run, packed=True) for i, run in enumerate(tail.signers)]
    if tail.signers:
        writer.spans["/signed_by"] = tail.signers[0].spans()
    if sources:
        writer.spans["/issuer"] = sources[0]
    return {
        "title": writer.value("/title", joined(head.title), packed=True) if head.title else None,
        "doc_number": number,
        "issuer": issuers[0] if issuers else None,
        "issuers": issuers,
        "addressees": [
            writer.value(f"/addressees/{i}", run, packed=True) for i, run in enumerate(head.addressees)
        ],
        "signed_by": signers[0] if signers else None,
        "signers": signers,
        "signed_on": writer.day("/signed_on", tail.signed, tail.day.spans() if tail.day else []),
        "printed_by": writer.value("/printed_by", tail.printed_by, packed=True),
        "printed_on": writer.day(
            "/printed_on", tail.printed, tail.printed_day.spans() if tail.printed_day else []
        ),
        "published_on": _published(notice, writer),
        "copies": [writer.value(f"/copies/{i}", run, packed=True) for i, run in enumerate(tail.copies)],
    }


def _published(notice: Notice, writer: Writer) -> str | None:
    run = notice.page.meta.get("published")
    if run is None:
        return None
    from ipweek.notice.reading.dates import scan

    whens = scan(run.text)
    return writer.day("/published_on", Years().start(whens[0]), run.spans()) if whens else None


_OWN_WORD = re.compile(
    r"(?:^|[,。;])(?:现|经研究,?)?(?P<o>[\u3400-\u9fff]{4,40}?(?:办公室|委员会|局|厅|少年宫|中心|协会|学会|学院|大学|小学|中学|指挥部|领导小组|组委会|委|公司|宫|馆|联席会议?))(?:决定|拟|将|在[\"'\d]|制定|定于|举办|组织开展|研究制定)"
)


def _issuers(notice: Notice, writer: Writer) -> tuple[list[str], list[list[Span]]]:
    """The issuers: named above the title, in front of it, signing, or named as acting in the first paragraphs."""
    head, tail = notice.head, notice.tail
    for runs in (head.marks, head.prefix, tail.signers):
        if runs:
            return [writer.value(f"/issuers/{i}", run, packed=True) or "" for i, run in enumerate(runs)], [
                run.spans() for run in runs
            ]
    root = notice.parts[0]
    for run in root.paras[:4]:
        match = next((m for m in _OWN_WORD.finditer(run.text[:600])), None)
        if match:
            name = run.cut(*match.span("o"))
            writer.inferred["/issuer"] = "没有发文机关标志和落款机关，由正文“" + name.text + "”推得"
            value = writer.value("/issuers/0", name, packed=True) or ""
            return [_with_place(value, notice)], [name.spans()]
    return [], []


def _with_place(name: str, notice: Notice) -> str:
    """A body called 市… in the text gets the name of the city if the title gives it."""
    if name[0] in "省市县区" and (
        match := re.search(
            rf"(?:关于|印发|做好|组织|开展|《|年|^)+(?P<p>(?!关于|印发)[\u3400-\u9fff]{{2,6}}?{name[0]})(?=\d{{4}}|[\u3400-\u9fff])",
            notice.title,
        )
    ):
        return match["p"][:-1] + name
    return name


def _campaign(notice: Notice, writer: Writer) -> Json:
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
    writer.spans[pointer] = _merged(places)
    kinds = kinds_of(
        item.title.text,
        "".join(run.text for run in item.runs),
        [b.heading.text for b in item.under if b.heading],
    )
    body = [run for run in item.runs if not _inside(item.title, run)]
    quotas: list[Json] = []
    for run in [item.title, *body] if len(body) == len(item.runs) else item.runs:
        for quota in read_quotas(run):
            at, unit_at = quota.pop("at"), quota.pop("unit_at")
            if quota["unit"] == run.text[slice(*unit_at)]:
                quota["unit"] = writer.plain(run.cut(*unit_at))
            writer.spans[f"{pointer}/quotas/{len(quotas)}"] = run.spans(*at)
            quotas.append(quota)
    duties = [
        {"who": writer.plain(who), "modality": modality, "text": writer.plain(what), "span": _outer(what)}
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
            {"title": writer.plain(b.heading), "clause": b.clause, "span": _outer(b.whole)}
            for b in item.under
            if b.heading
        ],
        "modality": "must" if duties else modality_of("".join(run.text for run in runs)[:200]),
        "duties": duties,
        "text": writer.plain(joined(item.runs)) if item.runs else "",
    }


def _inside(title: Run, run: Run) -> bool:
    """Whether a title was cut out of a run."""
    spans = run.spans()
    return bool(spans) and spans[0][0] <= title.at(0) < spans[-1][1]


def _merged(spans: list[Span]) -> list[Span]:
    """Spans in order, touching and overlapping ones as one."""
    merged: list[Span] = []
    for a, b in sorted(spans):
        if merged and a <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], b)
        else:
            merged.append([a, b])
    return merged


def _outer(run: Run) -> Span:
    spans = run.spans()
    return [spans[0][0], spans[-1][1]] if spans else [run.at(0), run.at(0)]


def _requirement(writer: Writer, index: int, one: Any) -> Json:
    pointer = f"/requirements/{index}"
    writer.spans[pointer] = _merged([span for run in one.runs for span in run.spans()])
    places = writer.spans[pointer]
    return {
        "title": (writer.value(f"{pointer}/title", one.title) or "").rstrip("。；;，,：: "),
        "clause": one.clause,
        "text": writer.plain(joined(one.runs)),
        "span": [places[0][0], places[-1][1]] if places else [0, 0],
    }


def _due(notice: Notice, writer: Writer) -> Json:
    deliverables: list[Json] = []
    deadlines: list[Json] = []
    to: dict[int, str] = {}
    for hand in notice.hands:
        hand.to = hand.to or (to.get(hand.sentence.at(0), "") if hand.due.rule != "none" else "")
        to[hand.sentence.at(0)] = hand.to
        resolved = dues.resolve(hand.due, notice.years, notice.period.end, notice.tail.signed)
        rule = "after_end" if hand.due.rule == "after_notice" else hand.due.rule
        spans = hand.sentence.spans(*hand.at)
        text = tidy(raw(notice.text, spans))
        entry = _entry(hand, writer, text, resolved.day)
        codes = codes_of(hand.what)
        for code, part in codes:
            pointer = f"/deliverables/{len(deliverables)}"
            writer.spans[pointer] = spans
            if hand.inferred:
                writer.inferred[pointer] = hand.inferred
            what = hand.what if len(codes) == 1 else part
            due_rule = "date" if hand.due.rule == "after_notice" and resolved.day else rule
            deliverables.append(
                {
                    "code": code,
                    "what": _written(hand, writer, what),
                    "clause": hand.clause,
                    "span": [spans[0][0], spans[-1][1]] if spans else [0, 0],
                    "text": writer.plain(hand.sentence),
                    "who": entry["who"],
                    "to": entry["to"],
                    "modality": hand.modality,
                    "due": {
                        "rule": due_rule,
                        "date": entry["date"],
                        "amount": hand.due.amount,
                        "unit": hand.due.unit or None,
                        "text": text if rule != "none" else "",
                    },
                }
            )
        if rule not in ("promptly", "none"):
            pointer = f"/deadlines/{len(deadlines)}"
            writer.spans[pointer] = spans
            if entry["date"]:
                writer.spans[f"{pointer}/date"] = spans
            deadlines.append(entry)
            notice.troubles.append(resolved.trouble)
    return {"deliverables": deliverables, "deadlines": deadlines}


def _written(hand: Hand, writer: Writer, what: str) -> str:
    """The name of a deliverable in the characters of the text."""
    place = hand.sentence.text.find(what)
    if place < 0 and hand.heading and what in hand.heading.text:
        place = hand.heading.text.find(what)
        return writer.plain(hand.heading.cut(place, place + len(what)))
    return writer.plain(hand.sentence.cut(place, place + len(what))) if place >= 0 and what else what


def _entry(hand: Hand, writer: Writer, text: str, day: date | None) -> Json:
    relative = hand.due.rule in ("after_end", "each_activity", "after_notice")
    return {
        "what": _written(hand, writer, hand.what),
        "date": day.isoformat() if day else None,
        "text": text,
        "relative": relative,
        "clause": hand.clause,
        "who": [_written(hand, writer, name) for name in hand.who],
        "to": _written(hand, writer, hand.to),
        "anchor": {"after_end": "end", "each_activity": "each-activity", "after_notice": "notice"}.get(
            hand.due.rule
        ),
        "amount": hand.due.amount,
        "unit": hand.due.unit or None,
        "modality": hand.modality,
        "recurring": text if hand.due.rule == "recurring" else None,
    }


def _people(notice: Notice, writer: Writer) -> Json:
    contacts = notice.contacts
    phones = []
    for i, run in enumerate(contacts.phones):
        value = writer.value(f"/contacts/phones/{i}", run, packed=True) or ""
        if full := contacts.fixed.get(run.at(0)):
            writer.inferred[f"/contacts/phones/{i}"] = f"原文为{value}，按前一号码补全"
            value = full
        phones.append(tidy(value, packed=True))
    return {
        "contacts": {
            "names": [
                writer.value(f"/contacts/names/{i}", run, packed=True) for i, run in enumerate(contacts.names)
            ],
            "phones": phones,
            "emails": [writer.value(f"/contacts/emails/{i}", run) for i, run in enumerate(contacts.emails)],
        }
    }


def annex_title(paras: list[Run]) -> Run:
    """The title of an annex over its lines, the line 附件1 left out."""
    lines = [
        para
        for para in paras[:5]
        if not re.fullmatch(r"附 ?[件表录] ?[\d一二三四五六七八九十]{0,2}[:.]?", para.text)
    ]
    taken: list[Run] = []
    for line in lines[:3]:
        if len(line.text) > 60 or "。" in line.text or marker(line.text):
            break
        taken.append(line)
        if _TITLE_END.search(line.text.replace(" ", "")):
            break
    if len(taken) > 1 and not _TITLE_END.search(taken[-1].text.replace(" ", "")):
        taken = taken[:1]
    return joined(taken) if taken else paras[0]


def _papers(notice: Notice, writer: Writer) -> Json:
    annexes = []
    for index, paras in enumerate(notice.tail.annexes):
        title = annex_title(paras)
        annexes.append(
            {
                "title": writer.value(f"/annexes/{index}/title", title) or "",
                "span": [_outer(paras[0])[0], _outer(paras[-1])[1]],
            }
        )
    tables = [
        {
            "columns": table.titles,
            "rows": len(table.rows),
            "activities": table.activities,
            "span": [_outer(table.header)[0], _outer(table.rows[-1].whole or table.header)[1]],
        }
        for _, table in notice.tables
    ]
    cites, own = [], notice.head.number
    for root in notice.parts:
        for run in (*root.paras, *(run for block in root.children for run in block.texts())):
            if not any(mark in run.text for mark in "〔[【({"):
                continue
            for match in NUMBER.finditer(run.text):
                number = run.cut(*match.span())
                if own is not None and number.text.replace(" ", "") == own.text.replace(" ", ""):
                    continue
                lead = re.match(r".*(?:[(（]|按照|根据|依据|的|《[^》]*》)", number.text)
                number = number.cut(lead.end()) if lead and len(number.text) - lead.end() > 8 else number
                cites.append(
                    {
                        "number": writer.value(f"/cites/{len(cites)}", number, packed=True),
                        "span": _outer(number),
                    }
                )
    return {"annexes": annexes, "tables": tables, "cites": cites}
