"""Filled forms: what is read, what is refused, what is said line by line."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ipweek.papers.sheets import Column, Kind, Sheet, SheetRefusal, Value, marked_copy, read, template


def short(value: Value) -> str | None:
    return "代码太短，请核对。" if isinstance(value, str) and len(value) < 3 else None


SHEET = Sheet(
    "报送表",
    (
        Column("name", "单位名称", required=True, sample="示例市甲局", unique=True, longest=10),
        Column("kind", "类别", choices=("成员单位", "县区"), sample="成员单位"),
        Column("code", "代码", kind=Kind.CODE, check=short),
        Column("count", "场次", kind=Kind.INTEGER, sample="3", maximum=1000),
        Column("amount", "金额（万元）", kind=Kind.DECIMAL),
        Column("day", "日期", kind=Kind.DATE),
    ),
)
TITLES = [column.title for column in SHEET.columns]


def workbook(*lines: Sequence[Any], heads: Sequence[Any] = TITLES, name: str = "表") -> bytes:
    book = Workbook()
    book.worksheets[0].title = name
    for line in (heads, *lines):
        book.worksheets[0].append(list(line))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def one(**cells: Any) -> Any:
    """The row or the error sentence of a sheet with one line."""
    line = [cells.get(column.key, "示例县乙局" if column.key == "name" else None) for column in SHEET.columns]
    parsed = read(workbook(line), SHEET)
    (key,) = cells
    if parsed.errors:
        return str(parsed.errors[0])
    return parsed.rows[0].values[key]


def refused(data: bytes) -> str:
    with pytest.raises(SheetRefusal) as refusal:
        read(data, SHEET)
    return refusal.value.sentence


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022年4月20日", dt.date(2022, 4, 20)),
        ("2022.4.20", dt.date(2022, 4, 20)),
        ("2022-04-20", dt.date(2022, 4, 20)),
        ("２０２２／４／２０", dt.date(2022, 4, 20)),
        ("2022年 4月 20日", dt.date(2022, 4, 20)),
        ("20220420", dt.date(2022, 4, 20)),
        (44671, dt.date(2022, 4, 20)),
        ("44671", dt.date(2022, 4, 20)),
        (dt.date(2022, 4, 20), dt.date(2022, 4, 20)),
        (dt.datetime.fromisoformat("2022-04-20T00:00:00"), dt.date(2022, 4, 20)),
        ("4月20日", "F2（日期）：“4月20日”不是完整的日期，请写全年月日，例如2022年4月20日。"),
        ("2022年4月31日", "F2（日期）：“2022年4月31日”这一天不存在，请核对日期。"),
        ("22.4.20", "F2（日期）：“22.4.20”不是完整的日期，请写全年月日，例如2022年4月20日。"),
        (12, "F2（日期）：“12”不是完整的日期，请写全年月日，例如2022年4月20日。"),
    ],
)
def test_dates(typed: Any, day: Any) -> None:
    assert one(day=typed) == day


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (12, 12),
        (12.0, 12),
        ("１２", 12),
        (" 1,000 ", 1000),
        ("十二", 12),
        (-1, "D2（场次）：“-1”小于0，请核对。"),
        (1001, "D2（场次）：“1001”大于1000，请核对。"),
        (1.5, "D2（场次）：“1.5”不是整数，请填写整数。"),
        ("约10", "D2（场次）：“约10”不是数字，请只填写数字。"),
        (dt.date(2022, 4, 20), "D2（场次）：“2022-04-20”不是数字，请填写数字。"),
    ],
)
def test_whole_numbers(typed: Any, value: Any) -> None:
    assert one(count=typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (0.1, Decimal("0.1")),
        ("1234.56", Decimal("1234.56")),
        ("1.2万", "E2（金额（万元））：“1.2万”中带有单位，本栏已按万计，请只填写数字。"),
    ],
)
def test_decimals_are_exact(typed: Any, value: Any) -> None:
    assert one(amount=typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("１１４１０９００ PDY000028X", "11410900PDY000028X"),
        (3930000001, "3930000001"),
        (
            410902188001010012,
            "C2（代码）：单元格是数字格式，超过15位的数字已失真，请将单元格设为文本格式后重新录入。",
        ),
        ("4.10902E+17", "C2（代码）：号码已被改写为科学记数法，请将单元格设为文本格式后重新录入。"),
        ("12", "C2（代码）：代码太短，请核对。"),
    ],
)
def test_codes(typed: Any, value: Any) -> None:
    assert one(code=typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("县区", "县区"),
        ("　县 区 ", "县区"),
        ("乡镇", "B2（类别）：“乡镇”不在可选范围内，请从下拉列表中选择：成员单位、县区。"),
    ],
)
def test_choices(typed: Any, value: Any) -> None:
    assert one(kind=typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("　示例\u200b县 ", "示例县"),
        (2022, "2022"),
        (True, "是"),
        ("<甲>&\n乙", "<甲>&\n乙"),
        ("字" * 11, "A2（单位名称）：文字有11字，超过10字，请精简。"),
    ],
)
def test_text(typed: Any, value: Any) -> None:
    assert one(name=typed) == value


def test_formulas_without_a_result_are_not_taken_for_empty_cells() -> None:
    assert refused(workbook(["甲", None, None, "=1+1"], ["乙", None, None, "#REF!"])) == (
        "单元格D2、D3中的公式出错或没有结果，请改为直接填写的值后重新上传。"
    )


def test_empty_lines_are_passed_over_and_line_numbers_kept() -> None:
    parsed = read(workbook(["甲"], [], [None, "  "], ["乙"]), SHEET)
    assert [(row.number, row.values["name"]) for row in parsed.rows] == [(2, "甲"), (5, "乙")]
    assert parsed.ok


def test_a_required_cell_left_empty() -> None:
    parsed = read(workbook([None, "县区"]), SHEET)
    assert [str(error) for error in parsed.errors] == ["A2（单位名称）：为必填项，请填写。"]
    assert not parsed.ok


def test_repeated_values_name_the_first() -> None:
    parsed = read(workbook(["甲"], ["乙"], [" 甲"]), SHEET)
    assert [str(error) for error in parsed.errors] == ["A4（单位名称）：与A2重复，请删除或改正其中一个。"]


def test_the_sample_row_is_left_out_only_when_untouched() -> None:
    sample = ["示例市甲局", "成员单位", None, 3, None, None]
    parsed = read(workbook(sample, [*sample[:3], 4]), SHEET)
    assert parsed.sample_skipped
    assert [row.number for row in parsed.rows] == [3]
    spoiled = read(workbook([*sample[:4], "不知道"]), SHEET)
    assert not spoiled.sample_skipped
    assert [error.cell for error in spoiled.errors] == ["E2"]


def test_header_below_a_title_and_in_another_order() -> None:
    book = Workbook()
    book.worksheets[0].append(["说明文字"])
    page = book.create_sheet("数据")
    page.append(["2022年度报送表"])
    page.append(["日 期", "＊单位名称", "备注"])
    page.append([dt.date(2022, 4, 20), "甲"])
    buffer = io.BytesIO()
    book.save(buffer)
    parsed = read(buffer.getvalue(), SHEET)
    assert [(row.number, row.values["name"], row.values["day"]) for row in parsed.rows] == [
        (3, "甲", dt.date(2022, 4, 20))
    ]


@pytest.mark.parametrize(
    ("heads", "line", "sentence"),
    [
        (["场次"], [1], "表头与模板不一致：缺少“单位名称”。请使用下载的模板填写。"),
        (["单位名称", "电话"], ["甲", "1"], "表头与模板不一致：多出“电话”。请使用下载的模板填写。"),
        (["单位名称", None], ["甲", "1"], "表头与模板不一致：多出“第2列”。请使用下载的模板填写。"),
        (
            ["单位名称", "场次", "场次", "电话"],
            ["甲", 1, 2, 3],
            "表头与模板不一致：重复“场次”；多出“电话”。请使用下载的模板填写。",
        ),
        (
            ["甲", "乙"],
            ["丙", "丁"],
            "没有找到表头，表头应包括：单位名称、类别、代码、场次、金额（万元）、日期。请使用下载的模板填写。",
        ),
    ],
)
def test_wrong_headers_are_said_in_one_sentence(heads: list[Any], line: list[Any], sentence: str) -> None:
    assert refused(workbook(line, heads=heads)) == sentence


def test_a_marked_copy_shows_and_takes_corrections() -> None:
    data = workbook(["甲", "乡镇"], ["乙", "县区", "1"], ["丙", "县区"])
    parsed = read(data, SHEET)
    copy = marked_copy(data, parsed.errors)
    assert copy == marked_copy(data, parsed.errors)
    page = load_workbook(io.BytesIO(copy)).worksheets[0]
    assert page["G1"].value == "填报问题"
    assert [page.cell(line, 7).value for line in (2, 3, 4)] == [
        "B2（类别）：“乡镇”不在可选范围内，请从下拉列表中选择：成员单位、县区。",
        "C3（代码）：代码太短，请核对。",
        None,
    ]
    coloured = {
        cell.coordinate
        for row in page.iter_rows(max_col=6)
        for cell in row
        if cell.fill.fgColor.rgb == "00FFC7CE"
    }
    assert coloured == {"B2", "C3"}
    assert read(copy, SHEET) == parsed
    page["B2"], page["C3"] = "县区", "123"
    buffer = io.BytesIO()
    page.parent.save(buffer)
    assert read(buffer.getvalue(), SHEET).ok


def test_marking_again_leaves_one_column_and_no_old_remarks() -> None:
    data = workbook(["甲", "乡镇"])
    once = marked_copy(data, read(data, SHEET).errors)
    twice = marked_copy(once, read(once, SHEET).errors)
    assert twice == once


def test_a_filled_form_keeps_its_drop_downs_when_marked() -> None:
    book = load_workbook(io.BytesIO(template(SHEET)))
    book.worksheets[0].append(["甲", "乡镇"])
    buffer = io.BytesIO()
    book.save(buffer)
    copy = marked_copy(buffer.getvalue(), read(buffer.getvalue(), SHEET).errors)
    rules = load_workbook(io.BytesIO(copy)).worksheets[0].data_validations.dataValidation
    assert [str(rule.sqref) for rule in rules] == ["B3:B5000"]


def packed(**members: bytes) -> bytes:
    target = io.BytesIO(workbook(["甲"]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return target.getvalue()


def test_macros_and_bombs_are_refused() -> None:
    assert "宏" in refused(packed(xl__vbaProject_DOT_bin=b"x"))
    assert "压缩比异常" in refused(packed(xl__media__a_DOT_bin=bytes(60_000_000)))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件不是.xlsx表格，请用下载的模板填写，或另存为.xlsx后重新上传。"),
        (b"a,b\n1,2", "文件不是.xlsx表格，请用下载的模板填写，或另存为.xlsx后重新上传。"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "这是旧版或加密的表格文件，请用WPS或Excel取消密码并另存为.xlsx后重新上传。",
        ),
        (bytes(51 * 1024 * 1024), "表格文件超过50兆字节，请删去图片和多余内容后重新上传。"),
    ],
    ids=["empty", "csv", "old", "large"],
)
def test_other_files_are_refused(data: bytes, sentence: str) -> None:
    assert refused(data) == sentence


@pytest.mark.parametrize(("cell", "word"), [("A1048576", "119999行"), ("XFD1", "104列"), ("DA2", "104列")])
def test_a_cell_in_a_far_corner_does_not_take_the_memory(cell: str, word: str) -> None:
    book = load_workbook(io.BytesIO(workbook(["甲"])))
    book.worksheets[0][cell] = "远"
    buffer = io.BytesIO()
    book.save(buffer)
    assert word in refused(buffer.getvalue())


def test_hidden_sheets_are_not_read() -> None:
    book = load_workbook(io.BytesIO(workbook(["甲"])))
    hidden = book.create_sheet("旧表")
    hidden.append(TITLES)
    hidden.append(["乙"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    assert [row.values["name"] for row in read(buffer.getvalue(), SHEET).rows] == ["甲"]
