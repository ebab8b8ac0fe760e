"""What is wrong or doubtful in a notice: one small check per concern, all in one list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ipweek.notice.reading import checks_due, checks_number
from ipweek.notice.reading.dates import scan
from ipweek.notice.reading.diagnostics import diagnostic
from ipweek.notice.reading.flow import Span, raw
from ipweek.notice.reading.marks import han_number
from ipweek.notice.reading.output_campaign import SOURCES
from ipweek.notice.reading.themes import key

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]
Check = Callable[["Notice", Json], Iterator[Json]]


def check(notice: Notice, result: Json) -> list[Json]:
    """All diagnostics of a result, in the order of the text; those without a place come first."""
    if not notice.text.strip():
        return [diagnostic("empty-text")]
    found = [one for part in _CHECKS for one in part(notice, result)]
    if not notice.campaign:
        found.insert(0, diagnostic("not-a-campaign", pointer="/campaign"))
    found.sort(key=lambda one: one["span"][0] if one["span"] else -1)
    return found


def _spans(result: Json, pointer: str) -> list[Span] | None:
    spans: list[Span] | None = result["spans"].get(pointer)
    return spans


def _head(_notice: Notice, result: Json) -> Iterator[Json]:
    if not result["title"]:
        yield diagnostic("title-missing", pointer="/title")
    if not result["addressees"]:
        yield diagnostic("addressees-missing", pointer="/addressees")
    if not result["issuer"]:
        yield diagnostic("issuer-missing", pointer="/issuer")
    elif "/issuer" in result["inferred"]:
        yield diagnostic(
            "issuer-inferred", pointer="/issuer", spans=_spans(result, "/issuer"), text=result["issuer"]
        )
    if not result["signed_by"]:
        yield diagnostic("signature-missing", pointer="/signed_by")
    if not result["signed_on"]:
        yield diagnostic("signed-date-missing", pointer="/signed_on")


def _signer(notice: Notice, result: Json) -> Iterator[Json]:
    signers, issuers = result["signers"], result["issuers"]
    if not signers or not (notice.head.marks or notice.head.prefix):
        return
    for index, signer in enumerate(signers):
        if not any(_same_body(signer, issuer) for issuer in issuers):
            yield diagnostic(
                "signer-differs",
                pointer="/signed_by",
                spans=_spans(result, f"/signers/{index}"),
                signer=signer,
                issuer="、".join(issuers),
            )
            return


def _same_body(one: str, other: str) -> bool:
    one, other = (re.sub(r"[\s（）()]", "", text) for text in (one, other))
    return one == other or one.endswith(other) or other.endswith(one)


def _published(_notice: Notice, result: Json) -> Iterator[Json]:
    if result["published_on"] and result["signed_on"] and result["published_on"] != result["signed_on"]:
        yield diagnostic(
            "published-differs",
            pointer="/published_on",
            spans=_spans(result, "/published_on"),
            published=result["published_on"],
            signed=result["signed_on"],
        )


def _years(notice: Notice, result: Json) -> Iterator[Json]:
    years = notice.years
    if years.masked:
        match = re.search(r"(?:19|20)[xX×*?某_＊？]{2} ?年", notice.text)
        yield diagnostic(
            "year-masked",
            pointer="/start",
            spans=[[*match.span()]] if match else None,
            text=match[0] if match else "20xx年",
        )
        return
    pointers = [p for p in ("/start", "/deadlines/0/date", "/activities/0/start") if p in result["spans"]]
    if years.borrowed and years.year and pointers:
        dated = [
            p
            for p in result["spans"]
            if p.endswith(("/start", "/date"))
            and not re.search(r"\d{4}|[二一][〇零○]", raw(notice.text, result["spans"][p]))
        ]
        if dated:
            yield diagnostic(
                "year-borrowed",
                pointer=dated[0],
                spans=_spans(result, dated[0]),
                source=SOURCES[years.source],
                year=years.year,
            )
    elif years.lacking and years.year is None:
        for root in notice.parts:
            for run in (*root.paras, *(r for b in root.children for r in b.texts())):
                for when in scan(run.text[:2000]):
                    if when.first[0] is None and when.first[2]:
                        yield diagnostic(
                            "year-missing",
                            spans=run.spans(when.start, when.end),
                            text=run.text[when.start : when.end],
                        )
                        return
        for table in notice.tables:
            yield diagnostic("year-missing", spans=table[1].header.spans(), text="表中各项时间")
            return


def _period(notice: Notice, result: Json) -> Iterator[Json]:
    if not notice.campaign:
        return
    period = notice.period
    if period.loose is not None:
        yield diagnostic("period-loose", pointer="/start", spans=period.loose.spans(), text=period.loose.text)
    elif not result["start"] or not result["end"]:
        yield diagnostic("period-missing", pointer="/start", spans=_spans(result, "/start"))
    if period.note:
        yield diagnostic("period-computed", pointer="/end", spans=_spans(result, "/end"), text=period.note)


def _theme(notice: Notice, result: Json) -> Iterator[Json]:
    if not notice.campaign:
        return
    if not result["theme"]:
        yield diagnostic("theme-missing", pointer="/theme")
        return
    known = [key(run.text) for run in notice.themes]
    for run in notice.all_themes:
        this = key(run.text)
        if this not in known and not any(this in other or other in this for other in known):
            yield diagnostic(
                "theme-differs", pointer="/theme", spans=run.spans(), one=result["theme"], other=run.text
            )


_DECLARED = re.compile(
    r"(?:共|安排|开展|组织|举办|部署|推出|包括)[^。;,]{0,12}?(?P<n>\d{1,2}|[一二三四五六七八九十两]{1,3})(?P<t>(?:大"
    r"|个)?项(?:主要|重点|系列|宣传|专项|主题|具体)*(?:活动|工作|任务|内容))"
)


def _counts(notice: Notice, result: Json) -> Iterator[Json]:
    if not notice.campaign or not result["activities"]:
        if notice.campaign:
            yield diagnostic("activities-missing", pointer="/activities")
        return
    section = notice.selection.section
    runs = [run for root in notice.parts for run in root.paras] + ([*section.own()] if section else [])
    runs += [
        run
        for root in notice.parts
        for b in root.children
        if "activities" in b.roles
        for run in b.own()
        if b is not section
    ]
    for run in runs:
        for match in _DECLARED.finditer(run.text[:3000]):
            if han_number(match["n"]) != len(result["activities"]):
                yield diagnostic(
                    "count-differs",
                    pointer="/activities",
                    spans=run.spans(match.start("n"), match.end("t")),
                    text=match["n"] + match["t"],
                    found=len(result["activities"]),
                )


def _numbering(notice: Notice, _result: Json) -> Iterator[Json]:
    for root in notice.parts:
        for block in (root, *root.walk()):
            for before, after in pairwise(child for child in block.children if child.mark):
                if (
                    before.mark
                    and after.mark
                    and before.mark.scheme == after.mark.scheme
                    and after.mark.number > before.mark.number + 1
                ):
                    spans = after.whole.spans(0, after.mark.length)
                    yield diagnostic(
                        "numbering-gap", spans=spans, before=before.mark.label, after=after.mark.label
                    )


def _outside(_notice: Notice, result: Json) -> Iterator[Json]:
    start, end = result["start"], result["end"]
    if not start or not end:
        return
    if end < start:
        yield diagnostic(
            "period-backwards", pointer="/end", spans=_spans(result, "/end"), text=f"{start} 至 {end}"
        )
        return
    for index, activity in enumerate(result["activities"]):
        for name in ("start", "end"):
            day = activity[name]
            if day and not start <= day <= end:
                pointer = f"/activities/{index}/{name}"
                yield diagnostic(
                    "date-outside",
                    pointer=pointer,
                    spans=_spans(result, pointer),
                    title=activity["title"],
                    day=day,
                    start=start,
                    end=end,
                )
                break


def _contacts(notice: Notice, result: Json) -> Iterator[Json]:
    contacts = result["contacts"]
    if not any(contacts.values()):
        if notice.campaign:
            yield diagnostic("contacts-missing", pointer="/contacts")
        return
    for index, phone in enumerate(contacts["phones"]):
        pointer = f"/contacts/phones/{index}"
        digits = re.sub(r"\D", "", phone)
        if pointer in result["inferred"]:
            written = raw(notice.text, result["spans"][pointer])
            yield diagnostic(
                "phone-completed", pointer=pointer, spans=_spans(result, pointer), text=written, full=phone
            )
        elif re.fullmatch(r"[2-9]\d{6,7}", digits):
            yield diagnostic("area-code-missing", pointer=pointer, spans=_spans(result, pointer), text=phone)


def _form(notice: Notice, result: Json) -> Iterator[Json]:
    """Form of the contacts (GB/T 9704-2012, 7.3.6) and of titles side by side (GB/T 15834)."""
    first = next((p for p in ("/contacts/names/0", "/contacts/phones/0") if p in result["spans"]), "")
    if first and notice.campaign:
        place = result["spans"][first][0][0]
        line = notice.text.rfind("\n", 0, place) + 1
        if not notice.text[line:place].lstrip().startswith(("（", "(")):
            yield diagnostic("contacts-form", pointer="/contacts", spans=_spans(result, first))
    if match := re.search(r"》、《", notice.text):
        yield diagnostic("titles-pause", spans=[[*match.span()]], text="》、《")


def _copies(notice: Notice, _result: Json) -> Iterator[Json]:
    if notice.tail.copies:
        last = notice.tail.copies[-1]
        place = last.spans()[-1][1] if last.spans() else 0
        if not re.match(r"\s*[。.]", notice.text[place : place + 4]):
            yield diagnostic("copy-stop", pointer="/copies", spans=last.spans())


_CHECKS: tuple[Check, ...] = (
    _head,
    checks_number.check_number,
    _signer,
    _published,
    _years,
    _period,
    _theme,
    _counts,
    _numbering,
    _outside,
    checks_due.check_due,
    _contacts,
    _form,
    _copies,
)
