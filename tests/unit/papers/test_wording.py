"""Words and measures both renderers share."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.papers import wording
from ipweek.papers.document import Align, Annex, Document, Mark, Paragraph, Table


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于开展宣传周活动的通知", ("关于开展宣传周活动的通知",)),
        (
            "关于开展2022年示例市知识产权宣传周活动的通知",
            ("关于开展2022年示例市", "知识产权宣传周活动的通知"),
        ),
        (
            "示例市市场监督管理局示例市司法局关于联合开展宣传活动的通知",
            ("示例市市场监督管理局示例市司法局", "关于联合开展宣传活动的通知"),
        ),
    ],
)
def test_long_titles_break_into_lines_of_like_length(title: str, lines: tuple[str, ...]) -> None:
    result = wording.title_lines((title,))
    assert "".join(result) == title
    assert all(wording.width(line) <= wording.TITLE_CHARACTERS for line in result)
    assert result == lines


@given(st.text("关于开展宣传周2022年《》，的（）ABC", min_size=1, max_size=90))
def test_title_lines_fit_and_lose_nothing(title: str) -> None:
    lines = wording.title_lines((title,))
    assert "".join(lines) == title.strip()
    assert all(0 < wording.width(line) <= wording.TITLE_CHARACTERS for line in lines)


def test_numbers_in_titles_stay_whole() -> None:
    lines = wording.title_lines(("关于甲乙丙丁戊己庚辛20222023年壬癸子丑寅卯辰巳的通知",))
    assert any("20222023" in line for line in lines)


def test_annex_labels() -> None:
    one, two = Annex("甲"), Annex("乙")
    assert wording.annex_label((one,), one) == "附件"
    assert wording.annex_label((one, two), two) == "附件2"


def test_copy_line_ends_in_a_full_stop() -> None:
    assert wording.cc_names(("甲局", "乙局")) == "甲局，乙局。"
    assert wording.cc_names(()) == ""


def test_column_shares_follow_the_text_and_sum_to_one() -> None:
    table = Table(("序号", "名称"), (("1", "一个十二个字的单位名称"), ("2", "乙")))
    shares = wording.column_shares(table)
    assert sum(shares) == pytest.approx(1)
    assert shares[1] == pytest.approx(12 / 16)
    assert wording.column_shares(Table(("甲", "乙"), (), widths=(1, 3))) == (0.25, 0.75)


def test_long_prose_stands_left() -> None:
    table = Table(("甲", "乙"), (("短", "这是一段超过十六个字的说明文字，应当靠左排列"),))
    assert wording.alignments(table) == (Align.CENTER, Align.LEFT)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("甲办", (54, 100)), ("示例市宣传周工作办公室", (36, 94)), ("字" * 28, (36, 40))],
)
def test_the_mark_shrinks_then_narrows(name: str, expected: tuple[int, int]) -> None:
    mark = Mark((name,))
    assert wording.mark_measures(mark, wording.mark_lines(mark)[0]) == expected


def test_joint_issuers_stand_one_below_the_other() -> None:
    assert wording.mark_lines(Mark(("甲局", "乙局"))) == ["甲局", "乙局", "文件"]
    assert wording.mark_lines(None) == []


def _signed(name: str, *, sealed: bool) -> tuple[dict[str, float], float]:
    document = Document(
        ("题",), (Paragraph("文"),), signatures=(name,), date=dt.date(2022, 3, 28), sealed=sealed
    )
    return wording.sign_off(document)


def test_sealed_date_stands_four_in_and_the_name_is_centred_over_it() -> None:
    names, day = _signed("示例市宣传周工作办公室", sealed=True)
    # 2022年3月28日 is 6.5 characters wide, the name 11.
    assert (names["示例市宣传周工作办公室"], day) == (4 + 3.25 - 5.5, 4)


def test_a_name_too_long_to_be_centred_ends_at_the_edge() -> None:
    assert _signed("示例市知识产权战略实施工作联席会议办公室", sealed=True)[0] == {
        "示例市知识产权战略实施工作联席会议办公室": 0.0
    }


def test_unsealed_name_stands_two_in_and_the_date_begins_two_right_of_it() -> None:
    names, day = _signed("示例市宣传周工作办公室", sealed=False)
    assert (names["示例市宣传周工作办公室"], day) == (2, 11 - 6.5)


def test_unsealed_date_longer_than_the_name_stands_two_in() -> None:
    names, day = _signed("甲办", sealed=False)
    assert (names["甲办"], day) == (6.5 + 4 - 2, 2)
