"""Word documents read as their printed page reads."""

import docx
from docx.oxml import parse_xml
from tests.unit.notice.reading.sources.makers import W, item, numbered, saved, word

from ipweek.notice.reading.sources import load_bytes


def text_of(document):
    return load_bytes(saved(document), "通知.docx").text


def test_paragraphs_in_order_with_soft_breaks():
    source = load_bytes(word("关于开展活动的\n通  知", "各单位："), "通知.docx")
    assert (source.kind, source.name, source.notes) == ("docx", "通知.docx", [])
    assert source.text == "关于开展活动的\n通  知\n各单位："


def test_numbers_drawn_by_word_stand_in_the_text():
    document = docx.Document()
    key = numbered(
        document,
        [
            ("chineseCountingThousand", "%1、"),
            ("chineseCountingThousand", "（%2）"),
            ("decimal", "%3."),
            ("decimal", "%3.%4"),
        ],
    )
    for text, level in [
        ("活动时间", 0),
        ("活动内容", 0),
        ("宣传", 1),
        ("讲座", 2),
        ("展览", 2),
        ("培训", 1),
        ("竞赛", 2),
        ("要求", 0),
        ("领导", 1),
    ]:
        item(document, text, key, level)
    assert text_of(document).split("\n") == [
        "一、活动时间", "二、活动内容", "（一）宣传", "1.讲座", "2.展览", "（二）培训", "1.竞赛",
        "三、要求", "（一）领导",
    ]  # fmt: skip


def test_number_of_a_style_and_its_parent_style():
    document = docx.Document()
    key = numbered(document, [("chineseCounting", "第%1条")])
    style = document.styles.add_style("条", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="{key}"/></w:numPr>'))
    lower = document.styles.add_style("条文", 1)
    lower.base_style = style
    document.add_paragraph("总则。", style="条")
    document.add_paragraph("适用。", style="条文")
    assert text_of(document) == "第一条总则。\n第二条适用。"


def test_bullets_and_unnumbered_paragraphs_get_no_number():
    document = docx.Document()
    item(document, "要点", numbered(document, [("bullet", "\uf0b7")]), 0)
    item(document, "", numbered(document, [("decimal", "%1.")]), 0)
    document.add_paragraph("正文")
    assert text_of(document) == "要点\n\n正文"


def test_start_override_begins_again():
    document = docx.Document()
    key = numbered(document, [("decimal", "%1.")])
    numbering = document.part.numbering_part.element
    numbering.append(
        parse_xml(
            f'<w:num {W} w:numId="77"><w:abstractNumId w:val="{key}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    for text, number in [("甲", key), ("乙", key), ("丙", 77), ("丁", 77)]:
        item(document, text, number, 0)
    assert text_of(document) == "1.甲\n2.乙\n1.丙\n2.丁"


def test_tables_stand_in_their_place_as_tab_separated_rows():
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(3, 3)
    for row, values in zip(
        table.rows, [("项目", "数量", "单位"), ("讲座", "3", "场"), ("合计", "", "")], strict=True
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    table.rows[1].cells[0].add_paragraph("进校园")
    table.rows[2].cells[0].merge(table.rows[2].cells[1])
    document.add_paragraph("后")
    assert text_of(document) == "前\n项目\t数量\t单位\n讲座 进校园\t3\t场\n合计\t\t\n后"


def test_vertically_merged_cells_keep_the_columns():
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "宣传"
    table.cell(0, 1).text, table.cell(1, 1).text = "横幅", "展板"
    assert text_of(document) == "宣传\t横幅\n\t展板"


def test_a_frame_of_one_cell_is_text():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "第一行"
    cell.add_paragraph("第二行")
    assert text_of(document) == "第一行\n第二行"


def test_text_boxes_once_and_deletions_headers_hidden_text_never():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    paragraph = document.add_paragraph("应")
    paragraph._p.append(parse_xml(f'<w:del {W} w:id="1"><w:r><w:delText>不</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="2"><w:r><w:t>当</w:t></w:r></w:ins>'))
    paragraph._p.append(parse_xml(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"))
    box = "<w:txbxContent><w:p><w:r><w:t>红头</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
            f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert text_of(document) == "红头\n应当"


def test_tabs_in_a_paragraph_are_white_space():
    assert (
        load_bytes(word("联系人：甲一\t电话：0393-0000001"), "a.docx").text
        == "联系人：甲一    电话：0393-0000001"
    )
