"""What goes out comes back the same, whatever the words."""

import datetime as dt
import io
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ipweek.papers.sheets import Column, Kind, Sheet, export, read
from ipweek.papers.sheets.lists import guarded

SHEET = Sheet(
    "名单",
    (
        Column("name", "单位名称", required=True),
        Column("code", "代码", kind=Kind.CODE),
        Column("count", "场次", kind=Kind.INTEGER, minimum=None),
        Column("amount", "金额", kind=Kind.DECIMAL, minimum=None),
        Column("day", "日期", kind=Kind.DATE),
        Column("kind", "类别", choices=("甲类", "乙类，丙类", "=丁类")),
    ),
)

WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], max_codepoint=0x2FFFF)
    | st.sampled_from("=+-@'\"，<>&甲乙 "),
    min_size=1,
    max_size=40,
).map(str.strip)
ROWS = st.fixed_dictionaries(
    {
        "name": WORDS.filter(bool).filter(lambda text: not text.startswith("#")),
        "code": st.none() | st.text("0123456789ABCXYZ-=+@", min_size=1, max_size=20),
        "count": st.none() | st.integers(-(10**9), 10**9),
        "amount": st.none() | st.decimals(-(10**9), 10**9, places=2).map(lambda value: value.normalize() + 0),
        "day": st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)),
        "kind": st.none() | st.sampled_from(("甲类", "乙类，丙类", "=丁类")),
    }
)


@settings(deadline=None)
@given(st.lists(ROWS, max_size=5))
def test_rows_come_back_as_they_went_out(rows: list[dict[str, object]]) -> None:
    parsed = read(export(rows, SHEET), SHEET)  # type: ignore[arg-type]
    assert [str(error) for error in parsed.errors] == []
    assert [dict(row.values) for row in parsed.rows] == rows


@given(st.text("='+-@＝甲\t", max_size=6))
def test_the_guard_is_taken_off_exactly(text: str) -> None:
    word = guarded(text)
    assert word[:1] not in tuple("=+-@＝\t")
    assert word in (text, f"'{text}")


def test_no_cell_is_a_formula() -> None:
    rows = [{"name": word} for word in ("=1+1", "+1", "-1", "@a", "＝1+1", "'=1")]
    page = load_workbook(io.BytesIO(export(rows, SHEET))).worksheets[0]
    cells = [page.cell(line, 1) for line in range(2, 8)]
    assert [cell.value for cell in cells] == ["'=1+1", "'+1", "'-1", "'@a", "'＝1+1", "''=1"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_types_of_cells() -> None:
    row = {"name": "甲", "code": "001", "count": 3, "amount": Decimal("1.25"), "day": dt.date(2022, 4, 20)}
    page = load_workbook(io.BytesIO(export([row], SHEET))).worksheets[0]
    assert [page.cell(1, place).value for place in range(1, 7)] == [column.title for column in SHEET.columns]
    values = [page.cell(2, place) for place in range(1, 7)]
    assert [cell.value for cell in values] == [
        "甲",
        "001",
        3,
        1.25,
        dt.datetime.fromisoformat("2022-04-20"),
        None,
    ]
    assert values[1].number_format == "@"
    assert values[4].number_format == "yyyy-mm-dd"
    assert page.freeze_panes == "A2"


def test_the_same_rows_are_the_same_bytes() -> None:
    rows = [{"name": "甲", "count": 1}]
    assert export(rows, SHEET) == export(rows, SHEET)
    assert export(rows, SHEET) != export([{"name": "乙", "count": 1}], SHEET)
