"""Bytes, glyphs and injection: what must hold for every paper."""

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable

import pdfplumber
import pikepdf
import pytest
from tests.unit.papers.samples import PAPER, png

from ipweek.papers.checking import DocumentRefusal
from ipweek.papers.document import Document, Figure, Paragraph, Run, Table
from ipweek.papers.pdf import MissingGlyph, render

pytestmark = pytest.mark.usefixtures("chinese_fonts")


def text_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def plain(text: str) -> Document:
    return Document(("标题",), (Paragraph(text),))


def test_the_same_paper_is_the_same_bytes() -> None:
    assert render(PAPER) == render(PAPER)


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_the_same_bytes_in_another_process(seed: str) -> None:
    code = (
        "import hashlib, sys; from tests.unit.papers.samples import PAPER; from ipweek.papers.pdf import render;"
        "sys.stdout.write(hashlib.sha256(render(PAPER)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path), "TZ": "UTC"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == hashlib.sha256(render(PAPER)).hexdigest()


def test_a_changed_word_is_other_bytes(paper: Callable[..., Document]) -> None:
    assert render(paper(addressees="各单位")) != render(PAPER)


def test_it_is_pdf_a_2b_and_says_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(render(PAPER))) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
            assert metadata["dc:title"] == "关于开展2022年示例市宣传周活动的通知"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20220328")


def test_fonts_are_embedded() -> None:
    with pikepdf.open(io.BytesIO(render(PAPER))) as pdf:
        descriptors = [
            obj
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all("/FontFile3" in each or "/FontFile2" in each for each in descriptors)


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(MissingGlyph) as refused:
        render(plain("甲\U0001f000乙\U0001f9ff丙"))
    assert refused.value.characters == "\U0001f000\U0001f9ff"
    assert refused.value.sentence == (
        "现有字体中没有字符“\U0001f000”（U+1F000）、“\U0001f9ff”（U+1F9FF），"
        "请改用其他写法，或安装含有该字的字体后重试。"
    )


@pytest.mark.parametrize("name", ["赟堃喆旻昇", "〇氵刂", "䶮㑇㙘", "𬭎𬱖𬍛𫖮𬀩"])
def test_rare_characters_of_names_are_printed(name: str) -> None:
    data = render(plain(f"联系人：{name}。"))
    assert name in text_of(data)


@pytest.mark.parametrize(
    "words",
    [
        "#panic(1) $x^2$ *粗* _斜_ `码` <标签> @引用 \\# // 注释 /* 甲 */ = 一级",
        '"引号" {花括号} [方括号] & < > | ~ -- ---',
        "= 标题\n- 条目\n+ 序号",
    ],
)
def test_words_are_never_read_as_markup(words: str) -> None:
    printed = "".join(text_of(render(plain(words))).split())
    assert "".join(words.split()) in printed


def test_words_everywhere_are_only_words(paper: Callable[..., Document]) -> None:
    nasty = "#{1+1}*甲*"
    data = render(
        paper(
            title=(f"题{nasty}",),
            addressees=nasty,
            note=nasty,
            cc=(nasty,),
            body=(
                Paragraph((Run(nasty, strong=True), Run(nasty, link="https://example.com/"))),
                Table((nasty,), ((nasty,),)),
            ),
        )
    )
    assert "".join(text_of(data).split()).count(nasty) == 8


def test_a_link_leads_somewhere() -> None:
    data = render(Document(("标题",), (Paragraph((Run("见此", link="https://example.com/a?b=1"),)),)))
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert [link["uri"] for link in pdf.pages[0].hyperlinks] == ["https://example.com/a?b=1"]


def test_a_broken_picture_is_refused() -> None:
    broken = Document(("标题",), (Figure(png()[:60], "图"),))
    with pytest.raises(DocumentRefusal) as refused:
        render(broken)
    assert refused.value.sentence == "有一幅图片无法读取，可能已损坏，请重新导出后再试。"


def test_a_drawing_is_placed_as_vectors() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><rect width="90" height="40"/></svg>'
    with pdfplumber.open(io.BytesIO(render(Document(("标题",), (Figure(drawing, "方块", "图1"),))))) as pdf:
        assert "图1" in pdf.pages[0].extract_text()
        assert pdf.pages[0].images == []


def test_a_tall_picture_is_shrunk_to_the_page() -> None:
    with pdfplumber.open(io.BytesIO(render(Document(("标题",), (Figure(png(50, 500), "高图"),))))) as pdf:
        pictures = [image for page in pdf.pages for image in page.images]
        assert len(pictures) == 1
        assert pictures[0]["bottom"] / 72 * 25.4 <= 262


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    rows = tuple((str(number), f"单位{number}") for number in range(1, 121))
    with pdfplumber.open(
        io.BytesIO(render(Document(("标题",), (Table(("序号", "单位名称"), rows),))))
    ) as pdf:
        assert all("单位名称" in page.extract_text() for page in pdf.pages)
        assert len(pdf.pages) > 3
        assert "单位120" in pdf.pages[-1].extract_text()


def test_a_date_before_the_computer_age_does_no_harm(paper: Callable[..., Document]) -> None:
    assert "1950年1月1日" in text_of(render(paper(date=dt.date(1950, 1, 1))))
