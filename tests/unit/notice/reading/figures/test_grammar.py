"""Single rules of the grammar of counted results."""

import json
from decimal import Decimal

import cn2an
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.notice.reading.figures.test_samples import SCHEMA

from ipweek.notice.reading.figures import read_figures


def figures(text):
    return [(found["n"], found["unit"], found["bound"]) for found in read_figures(text)["figures"]]


def reasons(text):
    return [(entry["text"], entry["reason"]) for entry in read_figures(text)["left_out"]]


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("3000余份", (3000, "份", "more")),
        ("1万多份", (10_000, "份", "more")),
        ("1.2万余份", (12_000, "份", "more")),
        ("两千份", (2000, "份", "exact")),
        ("一千二百份", (1200, "份", "exact")),
        ("近2万份", (20_000, "份", "less")),
        ("约800份", (800, "份", "approx")),
        ("800份左右", (800, "份", "approx")),
        ("300来份", (300, "份", "approx")),
        ("超过5000份", (5000, "份", "more")),
        ("突破百万份", (1_000_000, "份", "more")),
        ("上千份", (1000, "份", "more")),
        ("500份以上", (500, "份", "more")),
        ("不足100份", (100, "份", "less")),
        ("12,500份", (12_500, "份", "exact")),
        ("１２，５００份", (12_500, "份", "exact")),
        ("10万+份", (100_000, "份", "more")),
        ("3 000份".replace(" ", ""), (3000, "份", "exact")),
        ("214份（册）", (214, "份(册)", "exact")),
        ("12万5千份", (125_000, "份", "exact")),
    ],
)
def test_numbers_and_bounds(words, figure):
    assert figures(f"现场发放资料{words}。") == [figure]


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("2.35亿元", (23_500, "万元", "exact")),
        ("320余万元", (320, "万元", "more")),
        ("41.6万元", (41.6, "万元", "exact")),
        ("3600元", (3600, "元", "exact")),
        ("近1亿元", (10_000, "万元", "less")),
        ("500万美元", (500, "万美元", "exact")),
    ],
)
def test_money(words, figure):
    assert figures(f"查处侵权商品，货值{words}。") == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "会议于2022年4月20日上午9:30在三楼302会议室召开。",
        "依据《商标法》第五十七条、第60条和国知发〔2021〕3号文件办理。",
        "同比增长12.5%，占三分之一，提高3个百分点。",
        "这是第22个世界知识产权日，也是第三届宣传周。",
        "一名读者说：“我家三口人换了8本书。”".replace("一名", ""),
        "坚持三个结合、四个到位，形成一盘棋，进一步统一思想。",
        "活动为期7天，每天2小时，参加者均在18岁以上。",
        "拨打12315热线，电话0393-0000001，地址为和平路12号。",
        "党的十九大以来，“五进”“1+N”“4·26”“百日行动”深入人心。",
        "全市统一部署，各级单位人人参与，处处宣传。",
    ],
)
def test_what_counts_nothing(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        ("三年来累计发放资料5万份。本次发放资料300份。", [(300, "份", "exact")], [("5万份", "background")]),
        ("与去年同期相比增加4件，发放资料300份。", [(300, "份", "exact")], [("4件", "change")]),
        ("走访企业27家，其中专精特新6家。", [(27, "家", "exact")], [("6家", "part")]),
        ("播发报道16篇（省级3篇、市级13篇）。", [(16, "篇", "exact")], [("3篇", "part"), ("13篇", "part")]),
        ("每场培训50人，共办班4期。", [(4, "期", "exact")], [("50人", "rate")]),
        ("全县拥有商标860件，受理咨询12件。", [(12, "件", "exact")], [("860件", "stock")]),
        ("办案31件，比去年增加5件。", [(31, "件", "exact")], [("5件", "change")]),
        ("发放资料数百份，横幅8条。", [(8, "条", "exact")], [("数百份", "vague")]),
        (
            "线上举办讲座2场，线下举办讲座7场，共举办讲座9场。",
            [(9, "场", "exact")],
            [("2场", "part"), ("7场", "part")],
        ),
    ],
)
def test_what_is_left_out_and_why(text, kept, left_out):
    assert (figures(text), reasons(text)) == (kept, left_out)


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("已办讲座3场，下一步拟办讲座5场。", [False, True]),
        ("计划办班2期，实际办班3期。", [True, False]),
        ("将3000份资料送到群众手中。", [False]),
        ("二、下一步打算\n走访企业20家。\n三、其他\n走访商户5家。", [True, False]),
        ("宣传周活动方案\n举办讲座3场。", [True]),
        ("宣传周活动方案落实情况\n举办讲座3场。", [False]),
    ],
)
def test_planned_or_done(text, plans):
    assert [figure["planned"] for figure in read_figures(text)["figures"]] == plans


def test_days_are_given_where_the_sentence_names_one():
    text = "2022年宣传周小结\n4月21日发放资料30份。4月20日至26日接受咨询9人次。"
    assert [figure["day"] for figure in read_figures(text)["figures"]] == ["2022-04-21", None]


def test_ranges_give_both_ends():
    (figure,) = read_figures("每批培训20—30人。".replace("每批", "拟"))["figures"]
    assert (figure["n"], figure["n_max"], figure["bound"], figure["planned"]) == (20, 30, "approx", True)


def test_warning_when_parts_do_not_make_the_total():
    text = "办讲座42场，其中学校25场，企业9场，社区6场。"
    assert read_figures(text)["warnings"] == [
        {
            "code": "parts-total",
            "message": "“办讲座”的分项合计25＋9＋6＝40场，与总数42场不一致，请核对。",
            "span": [3, 6],
        }
    ]


def test_warning_when_a_part_exceeds_the_total():
    (warning,) = read_figures("走访企业20家，其中民营企业26家。")["warnings"]
    assert warning["code"] == "parts-exceed-total"


@pytest.mark.parametrize(
    "text",
    [
        "办讲座42场，其中学校25场，企业9场，社区8场。",
        "发放资料600余份，其中城区400份、农村230份。",
        "融资1.2亿元，其中甲县4800万元、乙县3900万元、丙县3310万元。",
        "刊发报道190篇，其中国家级3篇、省级24篇。",
    ],
)
def test_no_warning_when_they_agree_or_are_not_all(text):
    assert read_figures(text)["warnings"] == []


def test_a_number_cut_by_a_hard_wrap():
    text = "宣传周期间，全市共发放各类知识产权宣传资料3\n000余份，接受咨询。"
    (figure,) = read_figures(text)["figures"]
    assert (figure["n"], figure["bound"], figure["text"]) == (3000, "more", "3\n000余份")


@given(st.integers(2, 99_999_999))
def test_chinese_numerals_and_digits_read_alike(number):
    numeral = cn2an.an2cn(number)
    expected = [(number, "份", "exact")]
    assert figures(f"发放资料{number}份。") == expected
    assert figures(f"发放资料{numeral}份。") == expected
    assert figures(f"发放资料{number:,}份。") == expected


@given(st.decimals(Decimal("0.01"), Decimal(9999), places=2))
def test_decimals_of_wan_are_exact(amount):
    (figure,) = read_figures(f"罚没款{amount}万元。")["figures"]
    assert (Decimal(str(figure["n"])), figure["unit"]) == (amount.normalize() + 0, "万元")


PIECES = st.sampled_from(
    [
        "发放资料",
        "3000余份",
        "，其中",
        "：",
        "。",
        "；",
        "（",
        "）",
        "一",
        "百",
        "万",
        "余",
        "12,0",
        "4月2日",
        "20—30",
        "家",
        "场",
        "计划",
        "共",
        "|",
        "“",
        "”",
        "《",
        "年",
        "亿元",
        "第",
        "%",
        "1.5",
        "合计",
        "单位",
        "数量",
        "近",
        "每",
        "𠮷",
        "\n",
        "\t",
        "  ",
        "\r",
        "\x00",
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join))
def test_never_raises_and_spans_carry_the_value(text):
    result = read_figures(text)
    jsonschema.validate(json.loads(json.dumps(result)), SCHEMA)
    assert result["text"] == text
    last = -1
    for figure in result["figures"]:
        start, end = figure["span"]
        assert (text[start:end], start >= last) == (figure["text"], True)
        assert any(char.isnumeric() or char in "百千万亿" for char in figure["text"])
        last = start
