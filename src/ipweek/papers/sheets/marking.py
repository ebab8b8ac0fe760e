"""The uploaded workbook back, its wrong cells coloured and explained."""

import io
from collections import defaultdict
from collections.abc import Sequence

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ipweek.papers.normalise import zip_bytes
from ipweek.papers.sheets import styling
from ipweek.papers.sheets.lists import guarded
from ipweek.papers.sheets.model import REMARKS, CellError


def marked_copy(data: bytes, errors: Sequence[CellError]) -> bytes:
    """A copy of the workbook with wrong cells coloured and a last column saying what to do in each line.

    Args:
        data: the workbook as uploaded, already accepted by `read`.
        errors: the errors `read` found in it.

    Returns:
        The copy as .xlsx. Corrected, it can be handed in again as it is.
    """
    book = load_workbook(io.BytesIO(data), rich_text=True)
    by_sheet: dict[str, list[CellError]] = defaultdict(list)
    for error in errors:
        by_sheet[error.sheet].append(error)
    for name, found in by_sheet.items():
        _mark(book[name], found)
    packed = io.BytesIO()
    book.save(packed)
    return zip_bytes(packed.getvalue())


def _mark(page: Worksheet, errors: list[CellError]) -> None:
    header = errors[0].header
    titles = [page.cell(header, place).value for place in range(1, page.max_column + 1)]
    place = titles.index(REMARKS) + 1 if REMARKS in titles else len(titles) + 1
    for line in range(header + 1, page.max_row + 1):
        if page.cell(line, place).value is not None:
            page.cell(line, place).value = None
    head = page.cell(header, place, REMARKS)
    head.font, head.fill = styling.HEADER_FONT, styling.WRONG_FILL
    head.border, head.alignment = styling.THIN, styling.CENTERED
    page.column_dimensions[get_column_letter(place)].width = 48
    lines: dict[int, list[str]] = defaultdict(list)
    for error in errors:
        page.cell(error.row, error.column).fill = styling.WRONG_FILL
        lines[error.row].append(str(error))
    for line, sentences in lines.items():
        remark = page.cell(line, place, guarded("\n".join(sentences)))
        remark.font, remark.alignment, remark.fill = styling.BODY_FONT, styling.WRAPPED, styling.WRONG_FILL
