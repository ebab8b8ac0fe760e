"""The parts of an official paper (GB/T 9704-2012), free of any layout.

A `Document` is plain frozen data. `checking.prepared` cleans and checks it and is called by every
renderer, so that PDF, Word and any later form say the same words under the same numbers.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ipweek.base.text import chinese_number


@dataclass(frozen=True)
class Run:
    """A stretch of text inside a paragraph.

    Attributes:
        text: the words.
        strong: set in bold.
        link: address the words lead to; empty for none.
    """

    text: str
    strong: bool = False
    link: str = ""


Text = str | tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body, first line indented by two characters unless `indent` is false."""

    text: Text
    indent: bool = True


@dataclass(frozen=True)
class Heading:
    """A numbered heading: level 1 一、, 2 （一）, 3 1., 4 （1）; the number is counted, never typed.

    Attributes:
        level: 1 to 4.
        text: the heading without its number.
        follow: body text that runs on in the same paragraph after the heading's full stop.
        numbered: false keeps the typeface and leaves the number out.
    """

    level: int
    text: str
    follow: Text = ""
    numbered: bool = True


@dataclass(frozen=True)
class ListBlock:
    """A list; `ordered` items carry 1. 2. 3., others none, as official papers know no bullet."""

    items: tuple[Text, ...]
    ordered: bool = True


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        header: the column titles, repeated on every page.
        rows: the cells, each row as long as the header.
        caption: the title above the table.
        widths: relative column widths; empty for equal shares of the text that stands in them.
        align: one per column; empty means centred, as in official statistics tables.
        note: the line below the table (注：…), empty for none.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()
    align: tuple[Align, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture: PNG, JPEG or SVG bytes.

    Attributes:
        data: the file.
        alt: what the picture says, for readers who cannot see it.
        caption: the title below it.
        width_mm: printed width in millimetres, at most the 156 mm of the type area.
    """

    data: bytes
    alt: str
    caption: str = ""
    width_mm: float = 140.0


Block = Paragraph | Heading | ListBlock | Table | Figure


@dataclass(frozen=True)
class Mark:
    """The red issuer mark 发文机关标志: one name or several joint issuers, and what follows them."""

    names: tuple[str, ...]
    suffix: str = "文件"


@dataclass(frozen=True)
class Annex:
    """An annex 附件; with an empty body it is named in the paper and enclosed as a file of its own."""

    title: str
    body: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Imprint:
    """The imprint line 印发机关 and 印发日期."""

    issuer: str
    date: dt.date


@dataclass(frozen=True)
class Document:
    """An official paper.

    Attributes:
        title: the lines of the title, broken by sense; one line is broken by the renderer when too long.
        body: the blocks of the body.
        mark: the red head; None for a plain paper without head (and then without number).
        number: 发文字号 such as 甲办〔2022〕1号.
        signers: 签发人 of a paper to a higher authority; the number then stands left.
        addressees: 主送机关 without the closing colon; empty for none.
        signatures: the issuing bodies below the body.
        date: 成文日期.
        sealed: leaves room for the seal: date four characters from the right edge, name centred over it.
        note: 附注 without brackets, such as the contact person and telephone.
        annexes: 附件; the list after the body (附件说明) is made from them, so the two can never differ.
        cc: 抄送 names.
        imprint: 印发机关 and date.
        subject: short plain title for the file's properties; the joined title when empty.
    """

    title: tuple[str, ...]
    body: tuple[Block, ...]
    mark: Mark | None = None
    number: str = ""
    signers: tuple[str, ...] = ()
    addressees: str = ""
    signatures: tuple[str, ...] = ()
    date: dt.date | None = None
    sealed: bool = True
    note: str = ""
    annexes: tuple[Annex, ...] = ()
    cc: tuple[str, ...] = ()
    imprint: Imprint | None = None
    subject: str = ""


def plain(text: Text) -> str:
    """The words of a text without its typefaces and links."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def heading_number(level: int, count: int) -> str:
    """The number in front of the `count`-th heading of a level (GB/T 9704-2012, 7.3.3)."""
    return {
        1: f"{chinese_number(count)}、",
        2: f"（{chinese_number(count)}）",
        3: f"{count}.",
        4: f"（{count}）",
    }[level]


def numbered(blocks: Sequence[Block]) -> list[tuple[str, Block]]:
    """Each block with the number in front of it ("" for none); deeper counts restart under a new heading."""
    counts = [0, 0, 0, 0]
    result: list[tuple[str, Block]] = []
    for block in blocks:
        label = ""
        if isinstance(block, Heading) and block.numbered:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            label = heading_number(block.level, counts[block.level - 1])
        result.append((label, block))
    return result
