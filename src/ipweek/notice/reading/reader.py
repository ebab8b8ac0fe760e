"""From a text to the result: the steps of reading in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ipweek.notice.reading import activities as acts
from ipweek.notice.reading import checks, output
from ipweek.notice.reading.contacts import Contacts, read_contacts
from ipweek.notice.reading.dates import Years, scan
from ipweek.notice.reading.decision import Evidence, is_campaign, roles_in
from ipweek.notice.reading.deliverables import Hand, hands_in
from ipweek.notice.reading.flow import Run, joined
from ipweek.notice.reading.head import Head, read_head
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.lines import Page, page_of, paragraphs
from ipweek.notice.reading.outline import Block, outline
from ipweek.notice.reading.period import Period, read_period, year_of
from ipweek.notice.reading.requirements import Requirement, read_requirements
from ipweek.notice.reading.tables import Table, read_tables
from ipweek.notice.reading.tail import Tail, one_body, read_tail
from ipweek.notice.reading.themes import read_themes, sentences

FORMAT = "ipweek.notice/1"


@dataclass
class Notice:
    """Everything found in a text, as runs, before it is written out."""

    text: str
    page: Page
    head: Head
    tail: Tail
    parts: list[Block]
    years: Years
    tables: list[tuple[int, Table]]
    selection: acts.Selection
    themes: list[Run]
    period: Period
    contacts: Contacts
    all_themes: list[Run] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    campaign: bool = False
    title: str = ""


def read(text: str) -> dict[str, Any]:
    """Reads a notice.

    Args:
        text: The decoded text of the notice, any string.

    Returns:
        The result of format ``ipweek.notice/1`` (see ``schema.json``): values, the spans they were read from,
        what was inferred and why, and diagnostics.
    """
    notice = examine(text)
    result = output.write(notice)
    result["diagnostics"] = checks.check(notice, result)
    return result


def examine(text: str) -> Notice:
    """The parts of a notice as runs of its text."""
    page = page_of(text)
    head = read_head(page)
    tail = read_tail(paragraphs(page.lines[head.body :], page.width))
    tail.signers = one_body(tail.signers, "\n".join(line.text for line in page.lines[: head.body]))
    tables: list[tuple[int, Table]] = []
    parts: list[Block] = []
    for number, paras in enumerate([tail.main, *tail.annexes]):
        found, used = read_tables(paras)
        tables += [(number, table) for table in found]
        parts.append(outline([para for index, para in enumerate(paras) if index not in used]))
    title = joined(head.title).text.replace(" ", "") if head.title else ""
    published = _date_of(page.meta.get("published"))
    if tail.signed is None and "written" in page.meta:
        tail.day, tail.signed = page.meta["written"], _date_of(page.meta["written"])
    body = [run for root in parts for run in (*root.paras, *(r for b in root.children for r in b.texts()))]
    years = year_of(title, tail.signed, body, published, head.number.text if head.number else "")
    if tail.day is not None and tail.signed is None and (whens := scan(tail.day.text)) and not whens[0].last:
        tail.signed = years.start(whens[0])
    selection = acts.select(parts, tables)
    sections = [block for root in parts for block in root.children]
    preamble = [run for root in parts for run in root.paras if len(run.text) < 4000]
    flat = (
        [run for block in sections if not block.roles for run in block.own()]
        if selection.source == "flat"
        else []
    )
    notice = Notice(
        text,
        page,
        head,
        tail,
        parts,
        years,
        tables,
        selection,
        themes=read_themes(sections, body, [joined(head.title), *head.subtitle] if head.title else []),
        period=read_period(sections, preamble + flat, years),
        contacts=read_contacts([para for paras in (tail.main, *tail.annexes) for para in paras]),
        all_themes=sentences(body),
        title=title,
    )
    notice.campaign = is_campaign(_evidence(notice, body))
    notice.requirements = read_requirements(parts, selection) if notice.campaign else []
    notice.hands = _hands(notice)
    return notice


def _date_of(run: Run | None) -> date | None:
    if run is None:
        return None
    whens = scan(run.text)
    return Years().start(whens[0]) if whens else None


def _evidence(notice: Notice, body: list[Run]) -> Evidence:
    bodies: list[str] = []
    size = 0
    for run in body:
        bodies.append(run.text)
        size += len(run.text)
        if size > 8000:
            break
    annexes = " ".join(run.text for annex in notice.tail.annexes for run in annex[:4] if len(run.text) < 60)
    hosted = bool(pattern("campaigns", "title_yes").search(annexes)) and not notice.title
    return Evidence(
        notice.title,
        "\n".join(bodies),
        roles_in(notice.parts),
        len(notice.selection.items),
        bool(notice.themes),
        notice.period.start is not None,
        hosted,
    )


def _hands(notice: Notice) -> list[Hand]:
    """Everything to be handed in, in the order of the text."""
    found: list[Hand] = []
    activity_clauses = {item.clause for item in notice.selection.items if item.clause}
    activity_clauses |= {
        block.clause
        for item in notice.selection.items
        for under in item.under
        for block in (under, *under.walk())
    }
    for number, root in enumerate(notice.parts):
        if number and number != notice.selection.part and not any(block.roles for block in root.children):
            continue
        for run in root.paras:
            found += hands_in(run, "", None)
        for block in root.walk():
            heading = block.heading
            if heading and len(heading.text) > 8:
                alone = not (block.body or block.children or block.paras)
                hands = hands_in(heading, block.clause, None)
                found += [hand for hand in hands if alone or hand.due.rule not in ("promptly", "none")]
            inside = number == notice.selection.part and block.clause in activity_clauses
            for run in block.own():
                found += [
                    hand
                    for hand in hands_in(run, block.clause, heading)
                    if not (inside and hand.due.rule == "none")
                ]
    return _without_repeats(found)


def _without_repeats(hands: list[Hand]) -> list[Hand]:
    """Plans and persons only once, and not where the same thing has a day elsewhere."""
    dated = {code for hand in hands if hand.due.rule != "none" for code in _plain_codes(hand)}
    kept: list[Hand] = []
    seen: set[str] = set()
    for hand in hands:
        if hand.due.rule == "none":
            codes = _plain_codes(hand)
            if codes & (dated | seen):
                continue
            seen |= codes
        kept.append(hand)
    return kept


def _plain_codes(hand: Hand) -> set[str]:
    from ipweek.notice.reading.objects import codes_of

    return {code for code, _ in codes_of(hand.what)}
