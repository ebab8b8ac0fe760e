"""Charts: what is drawn, told and listed."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.ui import charts
from ipweek.ui.charts import Chart, Series

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("甲<县>", "乙&县", "丙县")
COUNTS = st.one_of(st.none(), st.integers(0, 10**7))


def texts(drawn: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(drawn).iter(f"{SVG}text")]


def test_bar_writes_names_and_figures() -> None:
    chart = Chart("bar", "已报送", NAMES, (Series("篇数", (12000, 0, None)),), "篇")
    drawn = charts.svg(chart)
    assert texts(drawn) == ["甲<县>", "12,000", "乙&县", "0", "丙县", "—"]
    assert len(list(ET.fromstring(drawn).iter(f"{SVG}rect"))) == 1
    assert charts.table_head(chart) == ["项目", "篇数（篇）"]
    assert charts.table_rows(chart) == [["甲<县>", "12,000"], ["乙&县", "0"], ["丙县", "—"]]
    assert charts.describe(chart) == "篇数：甲<县> 12,000篇，乙&县 0篇，丙县 —篇。"


def test_bars_are_as_long_as_their_figures() -> None:
    chart = Chart("bar", "x", NAMES, (Series("n", (10, 5, 1)),))
    widths = [float(rect.get("width", "0")) for rect in ET.fromstring(charts.svg(chart)).iter(f"{SVG}rect")]
    assert [round(width / widths[0], 2) for width in widths] == [1.0, 0.5, 0.1]


def test_stacked_writes_the_sum_and_a_legend() -> None:
    chart = Chart("stacked", "x", NAMES[2:], (Series("采纳", (3,)), Series("退回", (4,))))
    assert texts(charts.svg(chart)) == ["采纳", "退回", "丙县", "7"]


def test_line_leaves_a_gap_for_a_day_without_a_figure() -> None:
    days = ("1日", "2日", "3日", "4日")
    whole = Chart("line", "x", days, (Series("n", (1, 2, 3, 4)),))
    gap = Chart("line", "x", days, (Series("n", (1, None, 3, 4)),))

    def strokes(chart: Chart) -> int:
        return sum(
            element.get("stroke") == charts.SERIES[0]
            for element in ET.fromstring(charts.svg(chart)).iter(f"{SVG}line")
        )

    assert (strokes(whole), strokes(gap)) == (3, 1)


def test_heat_shortens_days_where_it_is_narrow() -> None:
    days = tuple(f"4月{day}日" for day in range(20, 27))
    chart = Chart("heat", "x", days, (Series("示例县一局", (0, 1, 2, 3, 4, 5, 6)),))
    assert texts(charts.svg(chart, charts.WIDE))[:2] == ["4月20日", "4月21日"]
    assert texts(charts.svg(chart, charts.NARROW))[:2] == ["20日", "21日"]
    assert charts.table_rows(chart) == [["示例县一局", "0", "1", "2", "3", "4", "5", "6"]]


@pytest.mark.parametrize(
    ("kind", "series", "sentence"),
    [
        ("pie", (Series("n", (1, 2, 3)),), "no chart of kind 'pie'"),
        ("bar", (), "a chart needs a series"),
        ("bar", (Series("n", (1, 2)),), "n: 2 values, 3 categories"),
        ("bar", (Series("n", (1, 2, 3)), Series("m", (1, 2, 3))), "a bar chart has one series; take stacked"),
        ("heat", (Series("n", (1, -2, 3)),), "n: negative values cannot be drawn as heat"),
    ],
)
def test_a_wrong_specification_is_refused(kind: str, series: tuple[Series, ...], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        Chart(kind, "x", NAMES, series)  # type: ignore[arg-type]


@given(
    kind=st.sampled_from(["stacked", "line", "heat"]),
    rows=st.lists(st.lists(COUNTS, min_size=4, max_size=4), min_size=1, max_size=7),
    names=st.lists(
        st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20), min_size=4, max_size=4
    ),
    width=st.sampled_from([charts.WIDE, charts.NARROW]),
)
def test_any_figures_draw_inside_the_picture(
    kind: str, rows: list[list[int | None]], names: list[str], width: int
) -> None:
    series = tuple(Series(f"列{at}", tuple(row)) for at, row in enumerate(rows))
    drawn = charts.svg(Chart(kind, "标题", tuple(names), series), width)  # type: ignore[arg-type]
    root = ET.fromstring(drawn)
    height = float(root.get("height", "0"))
    for rect in root.iter(f"{SVG}rect"):
        assert 0 <= float(rect.get("x", "0")) <= width + 0.2 - float(rect.get("width", "0"))
        assert 0 <= float(rect.get("y", "0")) <= height
    for line in root.iter(f"{SVG}line"):
        assert all(-0.2 <= float(line.get(name, "0")) <= width + 0.2 for name in ("x1", "x2"))
        assert all(-0.2 <= float(line.get(name, "0")) <= height + 0.2 for name in ("y1", "y2"))


@given(low=st.floats(-1e6, 0), high=st.floats(0.001, 1e9), whole=st.booleans())
def test_the_scale_holds_all_figures(low: float, high: float, whole: bool) -> None:
    grid = charts._scale(low, high, whole)
    assert grid[0] <= low + 1e-6
    assert grid[-1] >= high * (1 - 1e-9)
    assert 2 <= len(grid) <= 8
    assert not whole or all(value.is_integer() for value in grid)
