"""The Word file: geometry in its XML, words, bytes."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from tests.unit.papers.pdf.test_rendering import text_of
from tests.unit.papers.samples import PAPER

from ipweek.papers.document import Align, Document, Figure, Heading, Mark, Paragraph, Run, Table
from ipweek.papers.docx import default_template, render
from ipweek.papers.docx.built_in import build
from ipweek.papers.pdf import render as render_pdf


def word(document: Document):  # type: ignore[no-untyped-def]
    return docx.Document(io.BytesIO(render(document)))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def attribute(element: etree._Element, path: str, name: str) -> str | None:
    found = element.find(path, {"w": element.nsmap["w"]})
    assert found is not None
    return found.get(qn(f"w:{name}"))


def paragraphs(document: Document) -> list[tuple[str, str]]:
    return [(each.style.style_id, each.text) for each in word(document).paragraphs if each.text]


def test_the_committed_template_is_what_the_builder_builds() -> None:
    assert default_template() == build()


def test_margins_and_grid() -> None:
    root = part(render(PAPER), "word/document.xml")
    section = root.find(".//w:sectPr", {"w": root.nsmap["w"]})
    assert section is not None
    assert (attribute(section, "w:pgSz", "w"), attribute(section, "w:pgSz", "h")) == ("11906", "16838")
    margins = {
        side: int(attribute(section, "w:pgMar", side) or 0) / 1440 * 25.4
        for side in ("top", "left", "right", "bottom")
    }
    assert margins == {
        "top": pytest.approx(37, abs=0.05),
        "left": pytest.approx(28, abs=0.05),
        "right": pytest.approx(26, abs=0.05),
        "bottom": pytest.approx(35, abs=0.1),
    }
    assert attribute(section, "w:docGrid", "type") == "linesAndChars"
    assert attribute(section, "w:docGrid", "linePitch") == "580"
    assert attribute(section, "w:docGrid", "charSpace") == "-848"


def test_22_lines_and_28_characters_fit_the_type_area() -> None:
    root = part(default_template(), "word/document.xml")
    size = {name: int(attribute(root, ".//w:pgSz", name) or 0) for name in ("w", "h")}
    side = {
        name: int(attribute(root, ".//w:pgMar", name) or 0) for name in ("top", "bottom", "left", "right")
    }
    assert (size["h"] - side["top"] - side["bottom"]) // 580 == 22
    styles = part(default_template(), "word/styles.xml")
    normal = next(each for each in styles if each.get(qn("w:styleId")) == "Normal")
    pitch = int(attribute(normal, "w:pPr/w:spacing", "line") or 0)
    assert (size["h"] - side["top"] - side["bottom"]) // pitch == 22
    character = (
        Decimal(attribute(normal, "w:rPr/w:sz", "val") or 0) / 2
        + Decimal(attribute(normal, "w:rPr/w:spacing", "val") or 0) / 20
    )
    assert int((size["w"] - side["left"] - side["right"]) / (character * 20)) == 28


def test_fonts_are_asked_for_by_their_official_names() -> None:
    styles = part(render(PAPER), "word/styles.xml")
    fonts = {
        each.get(qn("w:styleId")): attribute(each, "w:rPr/w:rFonts", "eastAsia")
        for each in styles
        if each.find("w:rPr/w:rFonts", {"w": styles.nsmap["w"]}) is not None
    }
    assert {
        name: fonts[name] for name in ("Normal", "Title", "Mark", "HeadingOne", "HeadingTwo", "PageOdd")
    } == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋_GBK",
        "Mark": "方正小标宋_GBK",
        "HeadingOne": "黑体",
        "HeadingTwo": "楷体_GB2312",
        "PageOdd": "宋体",
    }
    table = part(render(PAPER), "word/fontTable.xml")
    assert {each.get(qn("w:name")) for each in table} >= set(fonts.values()) - {None}


def test_odd_and_even_pages_have_footers_of_their_own() -> None:
    data = render(PAPER)
    assert part(data, "word/settings.xml").find(qn("w:evenAndOddHeaders")) is not None
    root = part(data, "word/document.xml")
    kinds = [each.get(qn("w:type")) for each in root.iter(qn("w:footerReference"))]
    assert kinds == ["default", "even"]
    styles = {
        name: attribute(part(data, f"word/{name}.xml"), ".//w:pStyle", "val")
        for name in ("footer1", "footer2")
    }
    assert styles == {"footer1": "PageOdd", "footer2": "PageEven"}
    for name in styles:
        footer = part(data, f"word/{name}.xml")
        assert "".join(each.text or "" for each in footer.iter(qn("w:t"))) == "— 1 —"


def test_every_element_stands_in_its_style() -> None:
    found = paragraphs(PAPER)
    assert found[:4] == [
        ("Mark", "示例市宣传周工作办公室文件"),
        ("Number", "示宣办〔2022〕1号"),
        ("Title", "关于开展2022年示例市宣传周活动的通知"),
        ("Addressee", "各成员单位，各县（区）主管部门："),
    ]
    assert ("HeadingOne", "一、活动安排") in found
    assert [text[:9] for style, text in found if style == "HeadingTwo"] == ["（一）开展宣传活动"]
    assert [text[:2] for style, text in found if style == "HeadingThree"] == ["1."]
    assert [text for style, text in found if style.startswith("Annex")] == [
        "附件：1.活动安排表",
        "　　　2.填写说明",
        "附件1",
    ]
    assert found[-6:-3] == [
        ("Signature", "示例市宣传周工作办公室"),
        ("Day", "2022年3月28日"),
        ("Note", "（联系人：甲一，电话：0393-0000001）"),
    ]


def test_heading_runs_keep_their_own_face() -> None:
    heading = next(each for each in word(PAPER).paragraphs if each.style.style_id == "HeadingTwo")
    runs = [(run.style.style_id, run.text[:7]) for run in heading.runs if run.text]
    assert runs == [("DefaultParagraphFont", "（一）开展宣传"), ("RunIn", "各单位应当结合")]


def test_insets_of_name_and_date(paper: Callable[..., Document]) -> None:
    insets = {
        each.style.style_id: each._p.pPr.ind.get(qn("w:rightChars"))
        for each in word(PAPER).paragraphs
        if each.style.style_id in ("Signature", "Day")
    }
    assert insets == {"Signature": "175", "Day": "400"}


def test_a_long_mark_is_narrowed(paper: Callable[..., Document]) -> None:
    mark = word(paper(mark=Mark(("示例市知识产权战略实施工作联席会议办公室",)))).paragraphs[0]
    assert mark.runs[0].font.size.pt == 36
    assert mark.runs[0]._r.rPr.find(qn("w:w")).get(qn("w:val")) == "55"
    assert [each.tag for each in mark.runs[0]._r.rPr] == [qn("w:w"), qn("w:sz")]


def test_tables_have_their_columns_and_alignment(paper: Callable[..., Document]) -> None:
    table = Table(
        ("甲", "乙", "丙"),
        (("1", "2\n3", "<&>"),),
        widths=(1, 2, 1),
        align=(Align.LEFT, Align.CENTER, Align.RIGHT),
    )
    found = word(paper(body=(table, table), imprint=None, cc=())).tables
    assert len(found) == 2
    first = found[0]
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["甲", "乙", "丙"],
        ["1", "2\n3", "<&>"],
    ]
    assert [int(column.get(qn("w:w"))) for column in first._tbl.tblGrid] == [2211, 4422, 2211]
    justified = [cell.paragraphs[0]._p.pPr.find(qn("w:jc")) for cell in first.rows[1].cells]
    assert [None if each is None else each.get(qn("w:val")) for each in justified] == ["left", None, "right"]
    assert first.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_pictures_carry_their_description(paper: Callable[..., Document]) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><rect width="90" height="40"/></svg>'
    data = render(paper(body=(PAPER.body[7], Figure(drawing, "一个方块", width_mm=50))))
    root = part(data, "word/document.xml")
    drawings = [each for each in root.iter() if str(each.tag).endswith("}docPr")]
    assert [each.get("descr") for each in drawings] == ["一块蓝色", "一个方块"]
    assert len({each.get("id") for each in drawings}) == 2
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert sorted(pictures) == ["word/media/image1.png", "word/media/image2.png"]


def test_words_are_never_read_as_instructions(paper: Callable[..., Document]) -> None:
    nasty = "{{ 7*7 }}{% for %}<甲县>&B{_{x}_}{#c#}"
    document = paper(
        body=(Paragraph(nasty), Heading(1, nasty), Paragraph((Run(nasty, strong=True),))), addressees=nasty
    )
    texts = [text for _, text in paragraphs(document)]
    assert texts.count(nasty) == 2
    assert f"一、{nasty}" in texts
    assert f"{nasty}：" in texts


def test_links_lead_somewhere(paper: Callable[..., Document]) -> None:
    document = paper(body=(Paragraph((Run("甲"), Run("见此", link="https://example.com/a?b=1&c=2"))),))
    links = [link for each in word(document).paragraphs for link in each.hyperlinks]
    assert [(link.text, link.address) for link in links] == [("见此", "https://example.com/a?b=1&c=2")]


def test_a_plain_paper_has_no_empty_parts() -> None:
    assert paragraphs(Document(("工作小结",), (Paragraph("正文。"),))) == [
        ("Title", "工作小结"),
        ("Body", "正文。"),
    ]


def test_the_file_tells_the_papers_own_date() -> None:
    properties = word(PAPER).core_properties
    assert (properties.title, properties.author) == (
        "关于开展2022年示例市宣传周活动的通知",
        "示例市宣传周工作办公室",
    )
    assert properties.created is not None
    assert properties.created.date() == PAPER.date


def test_the_same_paper_is_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib, sys; from tests.unit.papers.samples import PAPER; from ipweek.papers.docx import render;"
        "sys.stdout.write(hashlib.sha256(render(PAPER)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == hashlib.sha256(render(PAPER)).hexdigest()
    assert render(PAPER) == render(PAPER)


@pytest.mark.usefixtures("chinese_fonts")
def test_word_and_pdf_say_the_same(paper: Callable[..., Document]) -> None:
    # The table stands on the first page: the PDF repeats a header on every page a table reaches.
    document = paper(body=PAPER.body[6:] + PAPER.body[:6], imprint=None, cc=())
    opened = word(document)
    said = "".join(each.text for each in opened.paragraphs) + "".join(
        cell.text for table in opened.tables for row in table.rows for cell in row.cells
    )
    printed = text_of(render_pdf(document))
    numbers = [f"— {page} —" for page in range(1, 20)]
    for number in numbers:
        printed = printed.replace(number, "")
    assert sorted("".join(said.split())) == sorted("".join(printed.split()))
