"""Builds the default template, `templates/papers/paper.docx`.

`python -m ipweek.papers.docx.built_in` writes the file; a test holds the committed file equal to
what this module builds. An office edits a copy of the file in Word or WPS, not this module.
"""

import io
import zipfile

from ipweek.papers.docx import parts
from ipweek.papers.docx.rendering import DEFAULT
from ipweek.papers.normalise import zip_bytes

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _p(style: str, text: str = "", *, character: str = "", more: str = "") -> str:
    """A paragraph of one run, with further runs after it."""
    run_style = f'<w:rPr><w:rStyle w:val="{character}"/></w:rPr>' if character else ""
    run = f'<w:r>{run_style}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}{more}</w:p>'


def _tag(text: str) -> str:
    """A paragraph that carries only an instruction and leaves nothing behind."""
    return _p("BodyFlush", f"{{%p {text} %}}")


def _run(text: str, character: str = "") -> str:
    run_style = f'<w:rPr><w:rStyle w:val="{character}"/></w:rPr>' if character else ""
    return f'<w:r>{run_style}<w:t xml:space="preserve">{text}</w:t></w:r>'


_TAB = "<w:r><w:tab/></w:r>"


def _cell(content: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def _table() -> str:
    """The table of a block: head row repeated on every page, rows kept whole."""
    loop_head = _cell(_p("TableHead", "{%tc for 格 in 段.表头 %}"))
    loop_cell = _cell(_p("TableCell", "{%tc for 格 in 行 %}"))
    end = _cell(_p("TableCell", "{%tc endfor %}"))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PaperTable"/>'
        f'<w:tblW w:w="{parts.AREA}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCaption w:val="{{ 段.表号 }}"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{parts.AREA}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{loop_head}"
        f"{_cell(_p('TableHead', '{{ 格 }}'))}{end}</w:tr>"
        f"<w:tr>{_cell(_p('TableCell', '{%tr for 行 in 段.行 %}'))}</w:tr>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{loop_cell}{_cell(_p('TableCell', '{{ 格 }}'))}{end}</w:tr>"
        f"<w:tr>{_cell(_p('TableCell', '{%tr endfor %}'))}</w:tr></w:tbl>"
    )


def _blocks(source: str) -> str:
    """The loop over the blocks of a body or of an annex: one sample paragraph per kind of block."""
    follow = _run("{{r 段.接文 }}")
    heads = [
        ("一级标题", "HeadingOne"),
        ("二级标题", "HeadingTwo"),
        ("三级标题", "HeadingThree"),
        ("四级标题", "HeadingFour"),
    ]
    result = [
        _tag(f"for 段 in {source}"),
        _tag('if 段.类 == "段落"'),
        _p("Body", "{{r 段.文字 }}"),
        _tag('elif 段.类 == "顶格段落"'),
        _p("BodyFlush", "{{r 段.文字 }}"),
    ]
    for kind, style in heads:
        result += [_tag(f'elif 段.类 == "{kind}"'), _p(style, "{{ 段.序号 }}{{ 段.文字 }}", more=follow)]
    result += [
        _tag('elif 段.类 == "表格"'),
        _tag("if 段.表题"),
        _p("TableCaption", "{{ 段.表题 }}"),
        _tag("endif"),
        _table(),
        # Word joins two tables that touch, and a file must not end in a table.
        _p("Gap"),
        _tag("if 段.表注"),
        _p("TableNote", "{{ 段.表注 }}"),
        _tag("endif"),
        _tag('elif 段.类 == "图片"'),
        _p("Picture", "{{ 段.图 }}"),
        _tag("if 段.图题"),
        _p("PictureCaption", "{{ 段.图题 }}"),
        _tag("endif"),
        _tag("endif"),
        _tag("endfor"),
    ]
    return "".join(result)


def _head() -> str:
    blank = _p("BodyFlush")
    up = _run("签发人：") + _run("{{ 签发人 }}", "Signer")
    return "".join(
        [
            _tag("if 发文机关标志"),
            _tag("for 行 in 发文机关标志"),
            _p("Mark", "{{ 行 }}"),
            _tag("endfor"),
            blank,
            blank,
            _tag("if 签发人"),
            _p("NumberUp", "{{ 发文字号 }}", more=_TAB + up),
            _tag("else"),
            _p("Number", "{{ 发文字号 }}"),
            _tag("endif"),
            blank,
            blank,
            _tag("endif"),
            _tag("for 行 in 标题"),
            _p("Title", "{{ 行 }}"),
            _tag("endfor"),
            blank,
            _tag("if 主送机关"),
            _p("Addressee", "{{ 主送机关 }}："),
            _tag("endif"),
        ]
    )


def _end() -> str:
    blank = _p("BodyFlush")
    return "".join(
        [
            _tag("if 附件说明"),
            blank,
            _tag("for 项 in 附件说明"),
            _tag("if 项.唯一"),
            _p("AnnexOne", "附件：{{ 项.名称 }}"),
            _tag("else"),
            _p("AnnexMany", "{{ 项.引词 }}{{ 项.序号 }}{{ 项.名称 }}"),
            _tag("endif"),
            _tag("endfor"),
            _tag("endif"),
            _tag("if 成文日期"),
            blank,
            _tag("if 盖章"),
            blank,
            _tag("endif"),
            _tag("for 行 in 署名"),
            _p("Signature", "{{ 行 }}"),
            _tag("endfor"),
            _p("Day", "{{ 成文日期 }}"),
            _tag("endif"),
            _tag("if 附注"),
            _p("Note", "（{{ 附注 }}）"),
            _tag("endif"),
            _tag("for 附 in 附件"),
            _p("AnnexLabel", "{{ 附.标记 }}"),
            blank,
            _tag("for 行 in 附.标题"),
            _p("Title", "{{ 行 }}"),
            _tag("endfor"),
            blank,
            _blocks("附.正文"),
            _tag("endfor"),
            _tag("if 印发机关"),
            _imprint(),
            _p("Gap"),
            _tag("endif"),
        ]
    )


def _imprint() -> str:
    """版记: a table that sits at the foot of the type area, thick, thin and thick rule."""

    def row(content: str) -> str:
        return (
            "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>"
            f'<w:tcW w:w="{parts.AREA}" w:type="dxa"/></w:tcPr>{content}</w:tc></w:tr>'
        )

    issued = _p("Imprint", "{{ 印发机关 }}", more=_TAB + _run("{{ 印发日期 }}印发"))
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" '
        'w:horzAnchor="margin" w:vertAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/>'
        f'<w:tblW w:w="{parts.AREA}" w:type="dxa"/><w:tblBorders>'
        '<w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
        '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
        '<w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{parts.AREA}"/></w:tblGrid>'
        + row(_p("Imprint", "{%tr if 抄送 %}"))
        + row(_p("ImprintCopy", "抄送：{{ 抄送 }}"))
        + row(_p("Imprint", "{%tr endif %}"))
        + row(issued)
        + "</w:tbl>"
    )


def _document() -> str:
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/>'
        f"{parts.PAGE}{parts.GRID}</w:sectPr>"
    )
    return (
        f"{parts.HEAD}<w:document {parts.W} {parts.R}><w:body>{_head()}{_blocks('正文')}{_end()}{section}"
        "</w:body></w:document>"
    )


def _relations(pairs: list[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in pairs
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{parts.HEAD}<Relationships xmlns="{space}">{rows}</Relationships>'


def _content_types() -> str:
    kinds = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/word/footer2.xml": f"{_WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{parts.HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _core() -> str:
    return (
        f"{parts.HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>公文模板</dc:title></cp:coreProperties>'
    )


def build() -> bytes:
    """The bytes of the default template."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"), ("rId2", core, "docProps/core.xml")]
        ),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            [
                ("rId1", f"{_OFFICE}/styles", "styles.xml"),
                ("rId2", f"{_OFFICE}/settings", "settings.xml"),
                ("rId3", f"{_OFFICE}/fontTable", "fontTable.xml"),
                ("rId4", f"{_OFFICE}/footer", "footer1.xml"),
                ("rId5", f"{_OFFICE}/footer", "footer2.xml"),
            ]
        ),
        "word/styles.xml": parts.styles(),
        "word/settings.xml": parts.settings(),
        "word/fontTable.xml": parts.font_table(),
        "word/footer1.xml": parts.footer("PageOdd"),
        "word/footer2.xml": parts.footer("PageEven"),
        "docProps/core.xml": _core(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return zip_bytes(packed.getvalue())


if __name__ == "__main__":
    DEFAULT.write_bytes(build())
