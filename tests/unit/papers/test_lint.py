"""Remarks on form: the vectors of GB/T 9704-2012."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.papers import lint
from ipweek.papers.document import Document, Heading, ListBlock, Paragraph, Table


def codes(text: str) -> list[str]:
    return [finding.code for finding in lint.check(text)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("甲战联办〔2022〕1号", []),
        ("甲战联办[2022]1号", ["number.bracket"]),
        ("甲战联办【2022】1号", ["number.bracket"]),
        ("甲战联办（2022）1号", ["number.bracket"]),
        ("甲战联办〔2022〕第1号", ["number.ordinal"]),
        ("甲战联办〔2022〕01号", ["number.padding"]),
        ("甲战联办〔22〕1号", ["number.year"]),
        ("甲战联办〔2022〕1 号", ["number.space"]),
        ("甲战联办", ["number.form"]),
    ],
)
def test_document_numbers(number: str, expected: list[str]) -> None:
    assert [finding.code for finding in lint.check_number(number)] == expected
    if expected != ["number.form"]:
        assert codes(f"现将{number}文件印发。") == expected


def test_every_fault_of_a_number_has_the_same_remedy() -> None:
    findings = lint.check_number("甲办[22]第01号")
    assert [finding.code for finding in findings] == [
        "number.bracket",
        "number.year",
        "number.padding",
        "number.ordinal",
    ]
    assert {finding.remedy for finding in findings} == {"改为“甲办〔2022〕1号”。"}
    assert {(finding.start, finding.end) for finding in findings} == {(0, 10)}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2022年3月28日", []),
        ("2022年03月28日", ["date.padding"]),
        ("2022 年3月28日", ["date.space"]),
        ("二〇二二年三月二十八日", ["date.numerals"]),
        ("2022.3.28", ["date.marks"]),
        ("2022-03-28", ["date.marks"]),
        ("3月28日", ["date.form"]),
    ],
)
def test_dates(date: str, expected: list[str]) -> None:
    assert [finding.code for finding in lint.check_date(date)] == expected


def test_numbers_with_dots_that_are_no_dates() -> None:
    assert codes("版本2022.13.45，网址10.2022.3.4。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抄送：甲单位，乙单位。", []),
        ("抄送：甲单位，乙单位", ["copy.stop"]),
        ("抄送 甲单位。", ["copy.colon"]),
        ("附件：1.先进集体推荐表", []),
        ("附件：1.先进集体推荐表。", ["annex.stop"]),
        ("附件：1.甲表\n　　　2.乙表。", ["annex.stop"]),
        ("附件：1.甲表\n2.乙表\n\n附件1\n甲表\n附件2\n乙表", []),
        ("附件：1.甲表\n2.乙表\n\n附件1\n甲表\n附件2\n丙表", ["annex.title"]),
        ("附件：甲表\n\n附件\n甲表", []),
        ("附件：甲表\n\n附件\n乙表", ["annex.title"]),
        ("附件：1.甲表\n2.乙表\n\n附件3\n丙表", ["annex.title"]),
        ("甲单位,乙单位", ["punctuation.half"]),
        ("会议于8:30开始(地点另行通知)。", ["punctuation.half", "punctuation.half"]),
        ("根据《纲要》、《规划》部署", ["punctuation.enumeration"]),
        ("- 1 -", ["page.number"]),
        ("联系电话：0000001", ["phone.area"]),
        ("联系电话：0393-0000001", []),
        ("关于甲活动的 通 知", ["title.spaced"]),
        ("一. 甲", []),
        ("一.甲", ["level.label"]),
        ("（一）、甲", ["level.label"]),
        ("1、甲", ["level.label"]),
        ("一、甲\n（一）乙\n1.丙\n（1）丁\n二、戊", []),
        ("一、甲\n（1）乙", ["level.skip"]),
        ("以“宣传周为主题", ["bracket.pair"]),
        ("1）甲", []),
        ("甲）乙", ["bracket.pair"]),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_spans_point_at_the_words_of_the_text() -> None:
    text = "标题\n\n抄送：甲单位\n2022年03月28日"
    assert [(finding.code, text[finding.start : finding.end]) for finding in lint.check(text)] == [
        ("copy.stop", "位"),
        ("date.padding", "2022年03月28日"),
    ]


@given(st.text("甲乙一（）()〔〕[]《》“”、。：:,0123年月日号第附件抄送 \n-.", max_size=80))
def test_never_raises_and_spans_lie_in_the_text(text: str) -> None:
    for finding in lint.check(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.message.endswith("。")
        assert finding.remedy


def test_pieces_of_a_document_are_named() -> None:
    document = Document(
        ("标题",),
        (
            Paragraph("正文。"),
            Heading(1, "甲,乙"),
            ListBlock(("丙(丁)",)),
            Table(("表头",), (("2022.3.28",),)),
        ),
        addressees="各单位",
    )
    assert [(place, finding.code) for place, finding in lint.check_document(document)] == [
        ("正文第2段", "punctuation.half"),
        ("正文第3段", "punctuation.half"),
        ("正文第3段", "punctuation.half"),
        ("正文第4段", "date.marks"),
    ]
