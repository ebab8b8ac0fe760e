"""What is due, and by when, as plain values."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from ipweek.notice.reading import due as dues
from ipweek.notice.reading.deliverables import Hand
from ipweek.notice.reading.flow import raw
from ipweek.notice.reading.objects import codes_of
from ipweek.notice.reading.writer import Writer, tidy

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]


def write_due(notice: Notice, writer: Writer) -> Json:
    """Deliverables and deadlines; a deadline stands for everything due in one phrase."""
    deliverables: list[Json] = []
    deadlines: list[Json] = []
    to: dict[int, str] = {}
    for hand in notice.hands:
        hand.to = hand.to or (to.get(hand.sentence.at(0), "") if hand.due.rule != "none" else "")
        to[hand.sentence.at(0)] = hand.to
        resolved = dues.resolve(hand.due, notice.years, notice.period.end, notice.tail.signed)
        rule = {"after_notice": "after_end", "after_event": "none"}.get(hand.due.rule, hand.due.rule)
        spans = hand.sentence.spans(*hand.at)
        text = tidy(raw(notice.text, spans))
        entry = _entry(hand, writer, text, resolved.day)
        codes = codes_of(re.sub(r"\([^()]*\)", "", hand.what) or hand.what)
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
                        "text": text if hand.due.rule != "none" else "",
                    },
                }
            )
        if hand.due.rule not in ("promptly", "none"):
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
    relative = hand.due.rule in ("after_end", "each_activity", "after_notice", "after_event")
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
