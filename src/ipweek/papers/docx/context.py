"""A document as the words a template asks for; the names are Chinese because the office writes them."""

import io
from typing import Any

import typst
from docx.shared import Mm
from docxtpl import DocxTemplate, RichText

from ipweek.base.text import cn_date
from ipweek.papers import fonts, wording
from ipweek.papers.checking import figure_kind
from ipweek.papers.document import (
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

_LEVELS = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题"}
_PIXELS_PER_INCH = 300


class Picture:
    """A picture that writes itself, with its description, where the template names it."""

    def __init__(self, template: DocxTemplate, figure: Figure) -> None:
        self._template = template
        self._figure = figure

    def __html__(self) -> str:
        part = self._template.current_rendering_part
        inline = part.new_pic_inline(io.BytesIO(raster(self._figure.data)), Mm(self._figure.width_mm), None)
        inline.docPr.set("descr", self._figure.alt)
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def raster(data: bytes) -> bytes:
    """A picture Word can show: PNG and JPEG as they are, SVG drawn at 300 dots per inch."""
    if figure_kind(data) != "svg":
        return data
    source = (
        b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    )
    result = typst.compile(
        source,
        sys_inputs={"svg": data.decode("utf-8-sig")},
        font_paths=fonts.catalogue(),
        ignore_system_fonts=True,
        format="png",
        ppi=_PIXELS_PER_INCH,
    )
    if not isinstance(result, bytes):
        raise TypeError("the layout engine gave no single picture")
    return result


class Context:
    """Builds the words for one rendering and remembers its tables for the finishing."""

    def __init__(self, template: DocxTemplate) -> None:
        self._template = template
        self.tables: dict[str, Table] = {}

    def build(self, document: Document) -> dict[str, Any]:
        """Every word a template may ask for."""
        many = len(document.annexes) > 1
        return {
            "发文机关标志": wording.mark_lines(document.mark),
            "发文字号": document.number,
            "签发人": " ".join(document.signers),
            "标题": list(wording.title_lines(document.title)),
            "主送机关": document.addressees,
            "正文": self._blocks(document.body),
            "附件说明": [
                {
                    "唯一": not many,
                    "引词": "附件：" if index == 1 else "\u3000" * 3,
                    "序号": f"{index}.",
                    "名称": annex.title,
                }
                for index, annex in enumerate(document.annexes, 1)
            ],
            "盖章": document.sealed and bool(document.signatures),
            "署名": list(document.signatures),
            "成文日期": cn_date(document.date) if document.date else "",
            "附注": document.note,
            "附件": [
                {
                    "标记": wording.annex_label(document.annexes, annex),
                    "标题": list(wording.title_lines((annex.title,))),
                    "正文": self._blocks(annex.body),
                }
                for annex in document.annexes
                if annex.body
            ],
            "抄送": wording.cc_names(document.cc),
            "印发机关": document.imprint.issuer if document.imprint else "",
            "印发日期": cn_date(document.imprint.date) if document.imprint else "",
        }

    def _blocks(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        result: list[dict[str, Any]] = []
        for label, block in numbered(blocks):
            result.extend(self._block(label, block))
        return result

    def _block(self, label: str, block: Block) -> list[dict[str, Any]]:
        match block:
            case Paragraph():
                kind = "段落" if block.indent else "顶格段落"
                return [{"类": kind, "文字": self._rich(block.text)}]
            case Heading():
                follow = self._rich(block.follow, style="RunIn")
                return [{"类": _LEVELS[block.level], "序号": label, "文字": block.text, "接文": follow}]
            case ListBlock():
                return [
                    {"类": "段落", "文字": self._rich(item, lead=f"{count}." if block.ordered else "")}
                    for count, item in enumerate(block.items, 1)
                ]
            case Table():
                name = f"表格{len(self.tables) + 1}"
                self.tables[name] = block
                return [
                    {
                        "类": "表格",
                        "表号": name,
                        "表题": block.caption,
                        "表头": list(block.header),
                        "行": [list(row) for row in block.rows],
                        "表注": block.note,
                    }
                ]
            case Figure():
                return [{"类": "图片", "图": Picture(self._template, block), "图题": block.caption}]

    def _rich(self, text: Text, lead: str = "", style: str = "") -> RichText:
        rich = RichText()
        if lead:
            rich.add(lead, style=style)
        for run in text if isinstance(text, tuple) else ():
            link = self._template.build_url_id(run.link) if run.link else None
            rich.add(run.text, style="Strong" if run.strong else style, url_id=link)
        if isinstance(text, str) and text:
            rich.add(text, style=style)
        return rich
