"""Cleaning and refusing before a paper is laid out."""

import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.papers.checking import DocumentRefusal, clean, figure_kind, prepared
from ipweek.papers.document import (
    Annex,
    Document,
    Figure,
    Heading,
    ListBlock,
    Mark,
    Paragraph,
    Run,
    Table,
)

BODY = (Paragraph("正文。"),)


def sentence(**parts: object) -> str:
    with pytest.raises(DocumentRefusal) as refused:
        prepared(dataclasses.replace(Document(("标题",), BODY), **parts))
    return refused.value.sentence


def test_line_ends_become_one_and_invisible_characters_go() -> None:
    assert clean("甲\r\n乙\x0b丙\u2028丁\u200b戊\ufeff\t己\u00ad") == "甲\n乙\n丙\n丁戊 己"


@given(st.text())
def test_clean_is_stable_and_keeps_every_printable_character(text: str) -> None:
    try:
        once = clean(text)
    except DocumentRefusal:
        return
    assert clean(once) == once
    visible = [char for char in text if char.isalnum()]
    assert [char for char in once if char.isalnum()] == visible


def test_a_control_character_is_refused_with_its_place() -> None:
    assert sentence(body=(Paragraph("甲乙\x00丙"),)) == (
        "文字中有无法打印的控制字符（U+0000），在“甲乙□丙”处，请删除后重试。"
    )


def test_typed_line_ends_become_paragraphs_and_title_lines() -> None:
    document = prepared(
        Document(
            title=("关于甲\n的通知",),
            body=(Paragraph("　　第一段。\n\n第二段。"), Paragraph(" \n"), Heading(1, "标\n题")),
        )
    )
    assert document.title == ("关于甲", "的通知")
    assert document.body == (Paragraph("第一段。"), Paragraph("第二段。"), Heading(1, "标题"))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"title": ()}, "公文缺少标题，请填写标题。"),
        ({"title": (" ",)}, "公文缺少标题，请填写标题。"),
        ({"body": ()}, "公文没有正文，请填写正文。"),
        ({"body": (Paragraph(" "),)}, "公文没有正文，请填写正文。"),
        ({"mark": Mark(("",))}, "发文机关标志中的机关名称为空，请填写。"),
        ({"mark": Mark(())}, "发文机关标志中的机关名称为空，请填写。"),
        ({"number": "甲办〔2022〕1号"}, "有发文字号的公文应有发文机关标志，请补充发文机关标志。"),
        ({"signers": ("甲一",)}, "标注签发人的上行文应有发文字号，请填写发文字号。"),
        ({"addressees": "各单位："}, "主送机关末尾的冒号由系统添加，请去掉冒号。"),
        ({"signatures": ("甲办",)}, "有署名的公文应有成文日期，请填写成文日期。"),
        ({"cc": ("甲局",)}, "抄送机关属于版记，请同时填写印发机关和印发日期。"),
        ({"note": "（联系人：甲一）"}, "附注的括号由系统添加，请去掉附注首尾的括号。"),
        ({"annexes": (Annex(""),)}, "附件1没有名称，请填写。"),
        ({"annexes": (Annex("甲表。"),)}, "附件名称“甲表。”后不加标点，请去掉末尾的标点。"),
        ({"body": (Heading(5, "甲"),)}, "正文第1段：标题层次只有一至四级。"),
        ({"body": (Heading(1, " "),)}, "正文第1段：标题为空，请填写。"),
        (
            {"body": (Heading(1, "甲"), Heading(3, "乙"))},
            "正文第2段：标题由第1级跳到第3级，中间缺少层次。",
        ),
        ({"body": (ListBlock(("甲", " ")),)}, "正文第1段：列表中有空的条目，请填写或删除。"),
        ({"body": (Table((), ()),)}, "正文第1段：表格没有表头，请补充。"),
        ({"body": (Table(("甲", "乙"), (("1",),)),)}, "正文第1段：表格第1行有1格，表头有2格，请补齐。"),
        (
            {"body": (Table(("甲",), (("1",),), widths=(0.0,)),)},
            "正文第1段：表格列宽的个数应与表头一致，且都大于零。",
        ),
        ({"body": (Figure(b"GIF89a", "图"),)}, "正文第1段：图片不是PNG、JPEG或SVG格式，请另存后重试。"),
        (
            {"body": (Figure(b"<svg></svg>", " "),)},
            "正文第1段：图片缺少文字说明，请填写图片说明，供看不到图的读者使用。",
        ),
        (
            {"body": (Figure(b"<svg></svg>", "图", width_mm=200),)},
            "正文第1段：图片宽度应在10毫米至156毫米之间。",
        ),
    ],
)
def test_refusals(parts: dict[str, object], expected: str) -> None:
    assert sentence(**parts) == expected


@pytest.mark.parametrize(
    "number", ["甲办[2022]1号", "甲办〔22〕1号", "甲办〔2022〕01号", "甲办〔2022〕第1号"]
)
def test_a_wrong_number_is_refused(number: str) -> None:
    assert sentence(number=number, mark=Mark(("甲办",))).startswith(f"发文字号“{number}”不合格式")


def test_runs_are_cleaned_too() -> None:
    document = prepared(Document(("标题",), (Paragraph((Run("甲\t乙", strong=True),)),)))
    assert document.body == (Paragraph((Run("甲 乙", strong=True),)),)


def test_kinds_of_pictures() -> None:
    assert figure_kind(b"\x89PNG\r\n\x1a\n....") == "png"
    assert figure_kind(b"\xff\xd8\xff\xe0") == "jpg"
    assert figure_kind(b'\xef\xbb\xbf<?xml version="1.0"?><svg/>') == "svg"
    assert figure_kind(b"<html></html>") is None


def test_a_refusal_survives_another_process() -> None:
    assert pickle.loads(pickle.dumps(DocumentRefusal("句子。"))).sentence == "句子。"
