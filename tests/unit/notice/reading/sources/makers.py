"""Real files made for the tests, by the libraries that offices' programs resemble."""

import io
import zipfile

import docx
import odfdo
import typst
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

W = nsdecls("w")


def numbered(document: Document, levels: list[tuple[str, str]]) -> int:
    """Add a list definition with the given (format, text) levels and return its number."""
    numbering = document.part.numbering_part.element
    key = 900 + len(numbering)
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (style, text) in enumerate(levels)
    )
    definition = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{key}">{inner}</w:abstractNum>')
    numbering.insert(0, definition)
    numbering.append(parse_xml(f'<w:num {W} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))
    return key


def item(document: Document, text: str, number: int, level: int) -> None:
    """Add a paragraph that Word numbers by itself."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word document of plain paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def repacked(data: bytes, *, add: dict[str, bytes] | None = None, drop: tuple[str, ...] = ()) -> bytes:
    """A zip package with parts added, replaced or dropped."""
    add = add or {}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop and name not in add:
                new.writestr(name, old.read(name))
        for name, content in add.items():
            new.writestr(name, content)
    return out.getvalue()


def pdf(body: str) -> bytes:
    """A PDF with a text layer, from typst markup."""
    head = '#set page(width: 210mm, height: 297mm)\n#set text(font: "Noto Serif CJK SC", lang: "zh")\n'
    return bytes(typst.compile((head + body).encode()))


def odt(*parts: odfdo.Element) -> bytes:
    """An OpenDocument text of the given elements."""
    document = odfdo.Document("text")
    document.body.clear()
    for part in parts:
        document.body.append(part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


__all__ = ["item", "numbered", "odt", "pdf", "qn", "repacked", "saved", "word"]
