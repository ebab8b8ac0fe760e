"""From a document and a template to the bytes of a Word file."""

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from ipweek.base.text import cn_date
from ipweek.papers import wording
from ipweek.papers.checking import prepared
from ipweek.papers.document import Align, Document, Table
from ipweek.papers.docx.context import Context
from ipweek.papers.docx.parts import AREA, CHARACTER
from ipweek.papers.normalise import zip_bytes

DEFAULT = Path(__file__).parent.parent / "templates" / "papers" / "paper.docx"
"""The delivered template; `default_template` builds it."""

_JC = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


class Template(DocxTemplate):
    """A template whose instructions run in a sandbox and whose words are never read as instructions."""

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """Render one part; the library's own version also rewrites "{_{" inside the words."""
        self.current_rendering_part = part
        rendered: str = self.resolve_listing(jinja_env.from_string(src_xml).render(context))
        return rendered


def environment() -> SandboxedEnvironment:
    """The rules a template is read by: no access to internals, words escaped, unknown names are errors."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


@lru_cache(maxsize=1)
def default_template() -> bytes:
    """The template delivered with the program, for the office to copy and edit."""
    return DEFAULT.read_bytes()


def render(document: Document, template: bytes | None = None) -> bytes:
    """The paper as a Word file.

    Args:
        document: what the paper says.
        template: an office's own template that has passed `lint_template`; the delivered one when omitted.

    Returns:
        The file; the same document and template give the same bytes.

    Raises:
        DocumentRefusal: the document cannot be laid out.
    """
    document = prepared(document)
    word = Template(io.BytesIO(default_template() if template is None else template))
    word.render_init()
    context = Context(word)
    word.render(context.build(document), environment(), autoescape=True)
    _finish(word.docx, document, context.tables)
    packed = io.BytesIO()
    word.save(packed)
    return zip_bytes(packed.getvalue(), document.date)


def _finish(word: WordDocument, document: Document, tables: dict[str, Table]) -> None:
    """What depends on the words and a template cannot say: widths, insets, the mark's size, properties."""
    for paragraph in word.paragraphs:
        match paragraph.style.style_id if paragraph.style is not None else "":
            case "Mark":
                _fit_mark(paragraph, document, first=paragraph._p.getprevious() is None)
            case "Signature":
                _inset(paragraph, wording.sign_off(document)[0].get(paragraph.text, 2.0))
            case "Day":
                _inset(paragraph, wording.sign_off(document)[1])
    for table in word.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None and (source := tables.get(caption.get(qn("w:val"), ""))):
            _fit_table(table, source)
            caption.set(qn("w:val"), source.caption or "表格")
    properties = word.core_properties
    properties.title = wording.subject(document)
    properties.author = "、".join(document.signatures)
    properties.subject = document.number
    properties.comments = ""
    properties.language = "zh-CN"
    if document.date:
        properties.keywords = cn_date(document.date)


def _fit_mark(paragraph: WordParagraph, document: Document, *, first: bool) -> None:
    """The red mark: as large as the line allows, long names narrowed as on printed heads."""
    size, scale = wording.mark_measures(document.mark, paragraph.text)
    for run in paragraph.runs:
        run.font.size = Pt(size)
        if scale < 100:
            narrowed = OxmlElement("w:w")
            narrowed.set(qn("w:val"), str(scale))
            # The format fixes the order of these: width before size.
            for written in run._r.get_or_add_rPr().findall(qn("w:sz")):
                written.addprevious(narrowed)
    if first:
        # 35 mm below the top of the type area, less the space a line keeps above its characters.
        paragraph.paragraph_format.space_before = Pt(99.2 - size * 0.15)


def _inset(paragraph: WordParagraph, characters: float) -> None:
    """The distance of the right end from the right edge, in characters."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:right"), str(round(characters * CHARACTER)))
    indent.set(qn("w:rightChars"), str(round(characters * 100)))


def _fit_table(table: WordTable, source: Table) -> None:
    widths = [round(share * AREA) for share in wording.column_shares(source)]
    sides = wording.alignments(source)
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for number, row in enumerate(table._tbl.tr_lst):
        for index, cell in enumerate(row.tc_lst):
            cell.width = Twips(widths[index])
            if number > 0 and sides[index] is not Align.CENTER:
                for paragraph in cell.p_lst:
                    properties = paragraph.get_or_add_pPr()
                    justification = properties.find(qn("w:jc"))
                    if justification is None:
                        justification = etree.SubElement(properties, qn("w:jc"))
                    justification.set(qn("w:val"), _JC[sides[index]])
