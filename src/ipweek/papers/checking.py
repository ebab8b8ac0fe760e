"""Cleaning and checking a document before it is laid out.

Cleaning is silent only where no word is touched (line ends, invisible characters);
everything else that cannot be printed is refused with a sentence that names the place.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from ipweek.base.errors import Refusal
from ipweek.papers.document import Annex, Block, Document, Figure, Heading, ListBlock, Paragraph, Table, plain

NUMBER = re.compile(r"^[\u4e00-\u9fa5]+〔(\d{4})〕([1-9]\d*)号$")
"""发文字号: body code, full year in 〔〕, no padding, no 第 (GB/T 9704-2012, 7.2.5)."""

MAX_FIGURE_BYTES = 20 * 1024 * 1024
MAX_WIDTH_MM = 156.0

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class DocumentRefusal(Refusal):
    """The paper cannot be laid out as it stands."""


def clean(text: str) -> str:
    """The text with line ends made one, tabs made blanks and invisible characters dropped.

    Raises:
        DocumentRefusal: a control character remains; it would vanish or break the file.
    """
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    if found := _CONTROL.search(text):
        raise DocumentRefusal(
            f"文字中有无法打印的控制字符（U+{ord(found[0]):04X}），"
            f"在“{_around(text, found.start())}”处，请删除后重试。"
        )
    return text


def _around(text: str, at: int) -> str:
    return _CONTROL.sub("□", text[max(0, at - 8) : at + 8].replace("\n", " "))


def prepared(document: Document) -> Document:
    """The document cleaned and checked, ready for any renderer.

    Raises:
        DocumentRefusal: the first thing that keeps it from being printed, in a Chinese sentence.
    """
    cleaned = _settled(_cleaned(document))
    _check_head(cleaned)
    _check_end(cleaned)
    _check_blocks(cleaned.body, "正文")
    for index, annex in enumerate(cleaned.annexes, 1):
        _check_annex(annex, index)
    return cleaned


def _cleaned(value: Any) -> Any:
    """A copy of nested dataclasses and tuples with every string cleaned."""
    if isinstance(value, str) and type(value) is str:
        return clean(value)
    if isinstance(value, tuple | list):
        return tuple(_cleaned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value, **{field.name: _cleaned(getattr(value, field.name)) for field in dataclasses.fields(value)}
        )
    return value


def _settled(document: Document) -> Document:
    """Line ends where they mean something: lines of the title, paragraphs of the body; elsewhere joined."""
    return dataclasses.replace(
        document,
        title=tuple(line.strip() for part in document.title for line in part.split("\n") if line.strip()),
        number=_joined(document.number),
        addressees=_joined(document.addressees),
        note=_joined(document.note),
        body=_paragraphs(document.body),
        annexes=tuple(Annex(_joined(annex.title), _paragraphs(annex.body)) for annex in document.annexes),
    )


def _joined(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n"))


def _paragraphs(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with typed line ends made paragraphs and empty paragraphs left out."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and isinstance(block.text, str):
            lines = (line.strip(" \u3000") for line in block.text.split("\n"))
            result.extend(dataclasses.replace(block, text=line) for line in lines if line)
        elif isinstance(block, Heading):
            result.append(dataclasses.replace(block, text=_joined(block.text)))
        elif not isinstance(block, Paragraph) or plain(block.text).strip():
            result.append(block)
    return tuple(result)


def _check_head(document: Document) -> None:
    if not document.title:
        raise DocumentRefusal("公文缺少标题，请填写标题。")
    if not document.body:
        raise DocumentRefusal("公文没有正文，请填写正文。")
    if document.mark is not None and not all(name.strip() for name in document.mark.names or ("",)):
        raise DocumentRefusal("发文机关标志中的机关名称为空，请填写。")
    if document.number and document.mark is None:
        raise DocumentRefusal("有发文字号的公文应有发文机关标志，请补充发文机关标志。")
    if document.number and not NUMBER.match(document.number):
        raise DocumentRefusal(
            f"发文字号“{document.number}”不合格式，应为“机关代字〔四位年份〕序号号”，"
            "例如“甲办〔2022〕1号”：用六角括号，年份写全，序号不编虚位、不加“第”字。"
        )
    if document.signers and not document.number:
        raise DocumentRefusal("标注签发人的上行文应有发文字号，请填写发文字号。")
    if document.addressees.rstrip().endswith(("：", ":")):
        raise DocumentRefusal("主送机关末尾的冒号由系统添加，请去掉冒号。")


def _check_end(document: Document) -> None:
    if document.date is not None and not isinstance(document.date, dt.date):
        raise DocumentRefusal("成文日期应为一个确定的日期。")
    if document.signatures and document.date is None:
        raise DocumentRefusal("有署名的公文应有成文日期，请填写成文日期。")
    if document.cc and document.imprint is None:
        raise DocumentRefusal("抄送机关属于版记，请同时填写印发机关和印发日期。")
    if document.note.startswith(("（", "(")):
        raise DocumentRefusal("附注的括号由系统添加，请去掉附注首尾的括号。")
    for name in document.cc:
        if name.rstrip().endswith(("。", "，", "、", "；")):
            raise DocumentRefusal(f"抄送机关“{name}”末尾的标点由系统添加，请去掉。")


def _check_annex(annex: Annex, index: int) -> None:
    if not annex.title.strip():
        raise DocumentRefusal(f"附件{index}没有名称，请填写。")
    if annex.title.rstrip().endswith(("。", "；", "，", "、", "：", ".", ";", ",")):
        raise DocumentRefusal(f"附件名称“{annex.title}”后不加标点，请去掉末尾的标点。")
    _check_blocks(annex.body, f"附件{index}")


def _check_blocks(blocks: tuple[Block, ...], place: str) -> None:
    level = 0
    for position, block in enumerate(blocks, 1):
        where = f"{place}第{position}段"
        for sentence in _faults(block, level):
            raise DocumentRefusal(f"{where}：{sentence}")
        if isinstance(block, Heading):
            level = block.level


def _faults(block: Block, level: int) -> Iterator[str]:
    """The sentences that speak against one block, standing under a heading of `level` (0: none yet)."""
    match block:
        case Heading():
            if block.level not in (1, 2, 3, 4):
                yield "标题层次只有一至四级。"
            elif not block.text.strip():
                yield "标题为空，请填写。"
            elif block.numbered and block.level > level + 1 and level > 0:
                yield f"标题由第{level}级跳到第{block.level}级，中间缺少层次。"
        case ListBlock():
            if not block.items or not all(plain(item).strip() for item in block.items):
                yield "列表中有空的条目，请填写或删除。"
        case Table():
            yield from _table_faults(block)
        case Figure():
            yield from _figure_faults(block)


def _table_faults(table: Table) -> Iterator[str]:
    columns = len(table.header)
    if columns == 0:
        yield "表格没有表头，请补充。"
    for number, row in enumerate(table.rows, 1):
        if len(row) != columns:
            yield f"表格第{number}行有{len(row)}格，表头有{columns}格，请补齐。"
    if table.widths and (len(table.widths) != columns or min(table.widths) <= 0):
        yield "表格列宽的个数应与表头一致，且都大于零。"
    if table.align and len(table.align) != columns:
        yield "表格对齐方式的个数应与表头一致。"


def _figure_faults(figure: Figure) -> Iterator[str]:
    if figure_kind(figure.data) is None:
        yield "图片不是PNG、JPEG或SVG格式，请另存后重试。"
    if len(figure.data) > MAX_FIGURE_BYTES:
        yield "图片超过20兆字节，请压缩后重试。"
    if not 10 <= figure.width_mm <= MAX_WIDTH_MM:
        yield "图片宽度应在10毫米至156毫米之间。"
    if not figure.alt.strip():
        yield "图片缺少文字说明，请填写图片说明，供看不到图的读者使用。"


def figure_kind(data: bytes) -> str | None:
    """`png`, `jpg` or `svg` by the file's content, None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    head = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in data[:4000]:
        return "svg"
    return None
