"""Numbers in front of headings."""

from ipweek.papers.document import Heading, Paragraph, Run, numbered, plain


def test_headings_are_counted_by_level_and_restart_below() -> None:
    blocks = [
        Heading(1, "甲"),
        Heading(2, "乙"),
        Heading(2, "丙"),
        Heading(3, "丁"),
        Heading(4, "戊"),
        Heading(1, "己"),
        Heading(2, "庚"),
        Paragraph("辛"),
        Heading(2, "壬", numbered=False),
        Heading(2, "癸"),
    ]
    labels = ["一、", "（一）", "（二）", "1.", "（1）", "二、", "（一）", "", "", "（二）"]
    assert numbered(blocks) == list(zip(labels, blocks, strict=True))


def test_counting_goes_past_ten() -> None:
    labels = [label for label, _ in numbered([Heading(1, "甲")] * 21)]
    assert labels[9:12] + labels[20:] == ["十、", "十一、", "十二、", "二十一、"]


def test_plain_words_of_runs() -> None:
    assert plain((Run("甲"), Run("乙", strong=True), Run("丙", link="https://example.com/"))) == "甲乙丙"
