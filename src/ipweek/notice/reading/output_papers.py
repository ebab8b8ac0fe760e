"""Annexes, tables and cited numbers as plain values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ipweek.notice.reading.flow import Run, joined
from ipweek.notice.reading.head import NUMBER
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.marks import marker
from ipweek.notice.reading.writer import Writer, outer

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]


_TITLE_END = pattern("heads", "doc_types", r"(?:{}|表|名单|标语|口号|清单|回执|制度)(?:\([^()]{1,20}\))?$")


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


def write_papers(notice: Notice, writer: Writer) -> Json:
    """Annexes, tables and the numbers of other documents."""
    annexes = []
    for index, paras in enumerate(notice.tail.annexes):
        title = annex_title(paras)
        annexes.append(
            {
                "title": writer.value(f"/annexes/{index}/title", title) or "",
                "span": [outer(paras[0])[0], outer(paras[-1])[1]],
            }
        )
    tables = [
        {
            "columns": table.titles,
            "rows": len(table.rows),
            "activities": table.activities,
            "span": [outer(table.header)[0], outer(table.rows[-1].whole or table.header)[1]],
        }
        for _, table in notice.tables
    ]
    own = notice.head.number
    cites: list[Json] = []
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
                        "span": outer(number),
                    }
                )
    return {"annexes": annexes, "tables": tables, "cites": cites}
