"""A document as plain data for the layout: the words never become markup."""

import dataclasses
from typing import Any

from ipweek.base.text import cn_date
from ipweek.papers import fonts, wording
from ipweek.papers.checking import figure_kind
from ipweek.papers.document import (
    Annex,
    Block,
    Document,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Table,
    Text,
    numbered,
)
from ipweek.papers.normalise import UNDATED

LONG_ROW = 300
"""A table row with a cell longer than this many characters may break over pages."""


def files(document: Document, available: frozenset[str]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The data of a prepared document and the pictures it names.

    Args:
        document: a document out of `checking.prepared`.
        available: the font families to choose from.

    Returns:
        A JSON-ready mapping and the picture files by name.
    """
    pictures: dict[str, bytes] = {}
    bodied = [annex for annex in document.annexes if annex.body]
    data = {
        "fonts": {
            role.value: {"chain": list(found.chain), "weight": found.weight}
            for role in fonts.Role
            for found in [fonts.resolve(role, available)]
        },
        "subject": wording.subject(document),
        "author": "、".join(document.signatures),
        "date": _date(document),
        "date_text": cn_date(document.date) if document.date else "",
        "mark": dataclasses.asdict(document.mark) if document.mark else None,
        "mark_size": wording.mark_size(document.mark) if document.mark else 0,
        "number": document.number,
        "signers": list(document.signers),
        "title": list(wording.title_lines(document.title)),
        "addressees": document.addressees,
        "body": _blocks(document.body, pictures),
        "signatures": list(document.signatures),
        "sealed": document.sealed,
        "note": f"（{document.note}）" if document.note else "",
        "annex_titles": [annex.title for annex in document.annexes],
        "annexes": [_annex(document, annex, pictures) for annex in bodied],
        "cc": wording.cc_names(document.cc),
        "imprint": {"issuer": document.imprint.issuer, "date": f"{cn_date(document.imprint.date)}印发"}
        if document.imprint
        else None,
    }
    return data, pictures


def _date(document: Document) -> dict[str, int]:
    """The day the file tells; PDF/A wants one even where the paper has none."""
    day = document.date or (document.imprint.date if document.imprint else UNDATED)
    return {"year": day.year, "month": day.month, "day": day.day}


def _annex(document: Document, annex: Annex, pictures: dict[str, bytes]) -> dict[str, Any]:
    return {
        "label": wording.annex_label(document.annexes, annex),
        "title": list(wording.title_lines((annex.title,))),
        "body": _blocks(annex.body, pictures),
    }


def _blocks(blocks: tuple[Block, ...], pictures: dict[str, bytes]) -> list[dict[str, Any]]:
    return [_block(label, block, pictures) for label, block in numbered(blocks)]


def _block(label: str, block: Block, pictures: dict[str, bytes]) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": _runs(block.text), "indent": block.indent}
        case Heading():
            return {
                "kind": "heading",
                "level": block.level,
                "label": label,
                "text": block.text,
                "follow": _runs(block.follow),
            }
        case ListBlock():
            return {
                "kind": "list",
                "items": [
                    {"label": f"{count}." if block.ordered else "", "text": _runs(item)}
                    for count, item in enumerate(block.items, 1)
                ],
            }
        case Table():
            return {
                "kind": "table",
                "header": list(block.header),
                "rows": [
                    {"cells": list(row), "breakable": max(map(len, row), default=0) > LONG_ROW}
                    for row in block.rows
                ],
                "caption": block.caption,
                "widths": list(wording.column_shares(block)),
                "align": [align.value for align in wording.alignments(block)],
                "note": block.note,
            }
        case Figure():
            name = f"figure-{len(pictures) + 1}.{figure_kind(block.data)}"
            pictures[name] = block.data
            return {
                "kind": "figure",
                "file": name,
                "alt": block.alt,
                "caption": block.caption,
                "width": block.width_mm,
            }


def _runs(text: Text) -> list[dict[str, Any]]:
    if isinstance(text, str):
        return [{"text": text, "strong": False, "link": ""}] if text else []
    return [dataclasses.asdict(run) for run in text]
