"""The requirements of a notice: the clauses of its section on requirements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ipweek.notice.reading.activities import Selection
from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.outline import Block


@dataclass
class Requirement:
    """One requirement: its title, its clause and its runs."""

    title: Run
    clause: str
    runs: list[Run]


_ORDINAL = re.compile(
    r"(?:^|(?<=[。;]))(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][,、]|首先|其次|再次|最后)[,]?"
)


def read_requirements(parts: list[Block], selection: Selection) -> list[Requirement]:
    """The requirements beside the activities, else of the main text, else among clauses without section."""
    order = [selection.part, *(number for number in range(len(parts)) if number != selection.part)]
    for role in ("requirements", "measures"):
        for number in order:
            if number < len(parts):
                found = [
                    one
                    for block in parts[number].children
                    if role in block.roles and "activities" not in block.roles
                    for one in of_section(block)
                ]
                if found:
                    return found
    return [_of_block(block) for block in selection.flat_requirements]


def of_section(section: Block) -> list[Requirement]:
    """The requirements of one section: its clauses, else its ordinals, else its paragraphs."""
    if section.children:
        return [_of_block(block) for block in section.children]
    found: list[Requirement] = []
    for run in section.own():
        places = [match.start() for match in _ORDINAL.finditer(run.text)]
        if len(places) > 1:
            ends = [*places[1:], len(run.text)]
            for start, end in zip(places, ends, strict=True):
                piece = run.cut(start, end)
                lead = _ORDINAL.match(piece.text)
                found.append(_of_run(piece.cut(lead.end() if lead else 0)))
        elif len(run.text) > 3 and not re.match(r"联 *系 *人|联系电话|电 *话|附件", run.text):
            found.append(_of_run(run))
    return found


def _of_run(run: Run) -> Requirement:
    first = re.match(r"[^。;,]+", run.text)
    return Requirement(run.cut(0, first.end()) if first else run, "", [run])


def _of_block(block: Block) -> Requirement:
    runs = [run for run in block.texts() if run is not block.heading]
    if block.heading:
        return Requirement(block.heading, block.clause, [block.heading, *runs])
    body = block.body or block.whole
    first = re.match(r"[^。;,]+", body.text)
    return Requirement(body.cut(0, first.end()) if first else body, block.clause, runs or [body])
