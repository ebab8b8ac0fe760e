"""The blank form."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from ipweek.papers.sheets import Column, Kind, Sheet, read, template

SHEET = Sheet(
    "报送表",
    (
        Column("name", "单位名称", required=True, sample="示例市甲局"),
        Column("kind", "类别", choices=("成员单位", "县区，功能区"), sample="成员单位", note="从列表中选择"),
        Column("code", "代码", kind=Kind.CODE, sample="11410900PDY000028X", width=24),
        Column("day", "日期", kind=Kind.DATE, sample="2022年4月20日", note="写全年月日"),
        Column("level", "级别", choices=tuple(f"第{number}级" for number in range(60))),
    ),
    note="请于4月15日前报送。",
)


@pytest.fixture(scope="module")
def page() -> Worksheet:
    return load_workbook(io.BytesIO(template(SHEET)), rich_text=True).worksheets[0]


def test_header_with_red_star(page: Worksheet) -> None:
    head = page["A2"].value
    assert isinstance(head, CellRichText)
    assert str(head) == "*单位名称"
    assert head[0].font.color.rgb == "00C00000"  # type: ignore[union-attr]
    assert [page.cell(2, place).value for place in range(2, 6)] == ["类别", "代码", "日期", "级别"]


def test_header_is_locked_and_lines_are_open(page: Worksheet) -> None:
    assert page.protection.sheet
    assert page["A2"].protection.locked
    assert not page["A3"].protection.locked
    assert not page.column_dimensions["A"].protection.locked
    assert page.protection.insertRows is False
    assert page.freeze_panes == "A3"


def test_codes_are_text_before_anything_is_typed(page: Worksheet) -> None:
    assert page.column_dimensions["C"].number_format == "@"
    assert page["C3"].data_type == "s"


def test_drop_downs_come_from_a_hidden_sheet() -> None:
    book = load_workbook(io.BytesIO(template(SHEET)))
    rules = {str(rule.sqref): rule for rule in book.worksheets[0].data_validations.dataValidation}
    assert {area: rule.formula1 for area, rule in rules.items() if rule.type == "list"} == {
        "B3:B5000": "=选项!$A$1:$A$2",
        "E3:E5000": "=选项!$B$1:$B$60",
    }
    assert rules["B3:B5000"].prompt == "从列表中选择"
    assert rules["D3:D5000"].prompt == "写全年月日"
    lists = book["选项"]
    assert lists.sheet_state == "hidden"
    assert [lists["A1"].value, lists["A2"].value, lists["B60"].value] == [
        "成员单位",
        "县区，功能区",
        "第59级",
    ]


def test_the_untouched_form_reads_as_empty() -> None:
    parsed = read(template(SHEET), SHEET)
    assert (parsed.rows, parsed.errors, parsed.sample_skipped) == ((), (), True)


def test_the_same_form_is_the_same_bytes() -> None:
    assert template(SHEET) == template(SHEET)


def test_a_sheet_needs_keys_of_its_own() -> None:
    with pytest.raises(ValueError, match="keys and titles"):
        Sheet("表", (Column("a", "甲"), Column("a", "乙")))
