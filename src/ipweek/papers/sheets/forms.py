"""The blank form an office sends out: locked header, drop-downs, a sample row."""

import datetime as dt
import io

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ipweek.papers.normalise import zip_bytes
from ipweek.papers.sheets import styling
from ipweek.papers.sheets.model import Column, Kind, Sheet
from ipweek.papers.sheets.values import CellRefusal, parse

HEADER_ROW, SAMPLE_ROW = 2, 3
LAST_ROW = 5000
"""Drop-downs reach this far down."""

_CHOICES = "选项"
_HOW_TO = "红色星号为必填项；第3行为示例，填写时可覆盖或保留，保留的示例不会导入；请勿改动表头。"


def template(sheet: Sheet) -> bytes:
    """The blank form as .xlsx; the same sheet gives the same bytes."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet.title[:31]
    page.cell(1, 1, f"{sheet.note}{_HOW_TO}")
    for index, column in enumerate(sheet.columns, 1):
        _column(page, index, column)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(sheet.columns))
    note = page.cell(1, 1)
    note.font, note.alignment, note.protection = styling.NOTE_FONT, styling.WRAPPED, styling.LOCKED
    page.row_dimensions[1].height = 45
    page.row_dimensions[HEADER_ROW].height = 32
    page.freeze_panes = f"A{SAMPLE_ROW}"
    _choices(book, page, sheet)
    _protect(page)
    packed = io.BytesIO()
    book.save(packed)
    return zip_bytes(packed.getvalue())


def _column(page: Worksheet, index: int, column: Column) -> None:
    letter = get_column_letter(index)
    whole = page.column_dimensions[letter]
    whole.width = max(column.width, 2.2 * len(column.title) + 2)
    # The style of a whole column reaches every line still empty, without a cell being made.
    whole.number_format = styling.FORMATS[column.kind]
    whole.protection = styling.OPEN
    whole.font = styling.BODY_FONT
    head = page.cell(HEADER_ROW, index, styling.header_words(column))
    head.font, head.fill, head.border = styling.HEADER_FONT, styling.HEADER_FILL, styling.THIN
    head.alignment, head.protection = styling.CENTERED, styling.LOCKED
    sample = page.cell(SAMPLE_ROW, index, _sample(column))
    sample.font, sample.border, sample.alignment = styling.SAMPLE_FONT, styling.THIN, styling.WRAPPED
    sample.number_format, sample.protection = styling.FORMATS[column.kind], styling.OPEN


def _sample(column: Column) -> str | int | float | dt.date | None:
    """The sample value in the cell's own type, so that it looks as a filled cell does."""
    if column.kind is Kind.DATE and column.sample:
        try:
            day = parse(column.sample, column)
        except CellRefusal:
            return column.sample
        return day if isinstance(day, dt.date) else column.sample
    return column.sample or None


def _choices(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Drop-downs from a hidden sheet: longer than the 255 characters of an inline list, commas allowed."""
    lists = None
    for index, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(index)
        area = f"{letter}{SAMPLE_ROW}:{letter}{LAST_ROW}"
        if column.choices:
            lists = lists or book.create_sheet(_CHOICES)
            place = lists.max_column + 1 if lists.cell(1, 1).value is not None else 1
            for line, choice in enumerate(column.choices, 1):
                lists.cell(line, place, choice).data_type = "s"
            source = get_column_letter(place)
            rule = DataValidation(
                type="list",
                formula1=f"={_CHOICES}!${source}$1:${source}${len(column.choices)}",
                allow_blank=not column.required,
                showErrorMessage=True,
                errorTitle="不在可选范围内",
                error="请从下拉列表中选择。",
            )
        elif column.note:
            rule = DataValidation(type=None, allow_blank=True)
        else:
            continue
        if column.note:
            rule.showInputMessage, rule.promptTitle, rule.prompt = True, column.title[:32], column.note[:255]
        rule.add(area)
        page.add_data_validation(rule)
    if lists is not None:
        lists.sheet_state = "hidden"


def _protect(page: Worksheet) -> None:
    """Lock the header only; lines may be added, removed, sorted, formatted. No password: no secret."""
    page.protection.sheet = True
    for name in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(page.protection, name, False)
