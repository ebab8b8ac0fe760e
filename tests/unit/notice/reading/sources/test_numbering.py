"""Numbers that Word draws in front of paragraphs."""

import pytest

from ipweek.notice.reading.sources.numbering import Counter, Level, render


@pytest.mark.parametrize(
    ("style", "numbers", "texts"),
    [
        ("decimal", (1, 12), ("1", "12")),
        ("decimalZero", (3, 12), ("03", "12")),
        ("decimalFullWidth", (12,), ("１２",)),
        ("decimalEnclosedCircle", (1, 20, 21), ("①", "⑳", "21")),
        (
            "chineseCountingThousand",
            (1, 10, 11, 20, 23, 105, 110),
            ("一", "十", "十一", "二十", "二十三", "一百〇五", "一百一十"),
        ),
        ("ideographDigital", (10, 23), ("一〇", "二三")),
        ("chineseLegalSimplified", (3, 12), ("叁", "壹拾贰")),
        ("ideographTraditional", (1, 10), ("甲", "癸")),
        ("ideographZodiac", (2, 12), ("丑", "亥")),
        ("lowerLetter", (1, 26, 27), ("a", "z", "aa")),
        ("upperRoman", (4, 9, 19), ("IV", "IX", "XIX")),
        ("unheardOf", (7,), ("7",)),
    ],
)
def test_formats(style, numbers, texts):
    assert tuple(render(number, style) for number in numbers) == texts


def test_nested_levels_restart_and_show_those_above():
    counter = Counter(
        {
            0: Level("chineseCounting", "%1、"),
            1: Level("decimal", "%1.%2"),
            2: Level("decimal", "%3)", restart=0),
        }
    )
    assert [counter.step(level) for level in (0, 1, 1, 2, 0, 1, 2)] == [
        "一、",
        "一.1 ",
        "一.2 ",
        "1)",
        "二、",
        "二.1 ",
        "2)",
    ]
