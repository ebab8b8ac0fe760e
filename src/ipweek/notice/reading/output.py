"""Writes what was found as plain values, each with the spans it was read from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ipweek.notice.reading.dates import Years
from ipweek.notice.reading.flow import Run, Span, joined
from ipweek.notice.reading.output_campaign import write_campaign
from ipweek.notice.reading.output_due import write_due
from ipweek.notice.reading.output_papers import write_papers
from ipweek.notice.reading.writer import Writer, tidy

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]


def write(notice: Notice) -> Json:
    """The result without its diagnostics."""
    writer = Writer(notice.text)
    head = _head(notice, writer)
    result: Json = {
        "format": "ipweek.notice/1",
        "campaign": notice.campaign,
        **head,
        **write_campaign(notice, writer),
        **write_due(notice, writer),
        **_people(notice, writer),
        **write_papers(notice, writer),
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
    r"(?:^|[,。;])(?:现|经研究,?)?(?P<o>[\u3400-\u9fff]{4,40}?(?:办公室|委员会|局|厅|少年宫|中心|协会|学会|学院|大学"
    r"|小学|中学|指挥部|领导小组|组委会|委|公司|宫|馆|联席会议?))(?:决定|拟|将|在[\"'\d]|制定|定于|举办|组织开展|研究制定)"
)


def _issuers(notice: Notice, writer: Writer) -> tuple[list[str], list[list[Span]]]:
    """The issuers: named in front of the title, above it, signing, or named as acting in the first paragraphs."""
    head, tail = notice.head, notice.tail
    prefix = [_full_name(run, tail.signers) for run in head.prefix]
    for runs in (prefix, head.marks, tail.signers, head.told):
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


def _full_name(run: Run, signers: list[Run]) -> Run:
    """The body that signs for a place which the title names alone (某某街道关于…, signed 某某街道办事处)."""
    if several := re.search(r"等 ?[\u3400-\u9fff\d]{1,3}(?:个)?(?:部门|单位|家)$", run.text):
        run = run.cut(0, several.start())
    place = run.text.replace(" ", "")
    if place[-1:] not in "省市县区州盟旗镇乡道村":
        return run
    return next((one for one in signers if one.text.replace(" ", "").startswith(place)), run)


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
