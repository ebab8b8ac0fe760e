"""Lists out: rows as a plain workbook, safe to open."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ipweek.papers.normalise import zip_bytes
from ipweek.papers.sheets import styling
from ipweek.papers.sheets.model import Column, Kind, Sheet, SheetRefusal, Value

LONGEST_CELL = 32767
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def export(rows: Iterable[Mapping[str, Value]], sheet: Sheet) -> bytes:
    """The rows as .xlsx, one line each under the header; reading it again gives the same values.

    Args:
        rows: values by column key; a missing key is an empty cell.
        sheet: the columns, in order.

    Raises:
        SheetRefusal: a text is longer than a cell can hold.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.title[:31])
    for index, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(index)].width = max(
            column.width, 2.2 * len(column.title) + 2
        )
    page.freeze_panes = "A2"
    heads = []
    for column in sheet.columns:
        head = WriteOnlyCell(page, column.title)
        head.font, head.fill = styling.HEADER_FONT, styling.HEADER_FILL
        head.border, head.alignment = styling.THIN, styling.CENTERED
        heads.append(head)
    page.append(heads)
    for row in rows:
        page.append([_cell(page, row.get(column.key), column) for column in sheet.columns])
    packed = io.BytesIO()
    book.save(packed)
    return zip_bytes(packed.getvalue())


def guarded(text: str) -> str:
    """A text no program takes for a formula: an apostrophe before = + - @, taken off again when read."""
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(page: Worksheet, value: Value, column: Column) -> Cell | int | None:
    if value is None:
        return None
    if isinstance(value, str):
        text = guarded(_CONTROL.sub("", value))
        if len(text) > LONGEST_CELL:
            raise SheetRefusal(
                f"“{column.title}”中有一格超过{LONGEST_CELL}字，无法导出到表格，请精简后重试。"
            )
        cell = WriteOnlyCell(page, text)
        # Numbers kept as text stay text when the file is edited.
        cell.number_format = styling.FORMATS[Kind.CODE]
        return cell
    if isinstance(value, dt.date | Decimal):
        cell = WriteOnlyCell(page)
        cell.value = value
        cell.number_format = styling.FORMATS[Kind.DATE if isinstance(value, dt.date) else Kind.DECIMAL]
        return cell
    return value
