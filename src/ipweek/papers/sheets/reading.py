"""From an uploaded workbook to rows and errors; nothing is written anywhere."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ipweek.base import packages
from ipweek.base.errors import Refusal
from ipweek.base.text import to_halfwidth
from ipweek.papers.sheets.model import REMARKS, CellError, Parsed, Row, Sheet, SheetRefusal, Value
from ipweek.papers.sheets.values import Cell, CellRefusal, parse, plain

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 119_999
HEADER_WITHIN = 10
"""The header stands in one of the first lines, below a title and instructions."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The reader lays a sheet out as a full rectangle: one cell in the far corner would take all memory.
_TOO_FAR = re.compile(rb'r="[A-Z]{1,3}(?:1[2-9]\d{4}|[2-9]\d{5}|\d{7,})"')
_TOO_WIDE = re.compile(rb'r="(?:[A-Z]{3,}|[D-Z][A-Z])\d+"')
_WIDEST = 104
# The reader takes a formula's stored result and gives an error or a missing result as an empty cell.
_FAILED = re.compile(
    rb'<c\s(?:[^>]*\s)?t="e"[^>]*>|<c\s(?:(?!t="str")[^>])*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_ADDRESS = re.compile(rb'\sr="([A-Z]{1,3}\d+)"')


@dataclass(frozen=True)
class _Grid:
    """A worksheet with its header found: name, cells, header line, position of each column by key."""

    name: str
    cells: list[list[Cell]]
    header: int
    places: Mapping[str, int]


def read(data: bytes, sheet: Sheet) -> Parsed:
    """Read a filled form.

    Args:
        data: the uploaded .xlsx.
        sheet: the columns expected.

    Returns:
        Rows and per-line errors; with any error the caller takes over nothing.

    Raises:
        SheetRefusal: the file as a whole cannot be taken: kind, size, safety, header.
    """
    grid = _found(_worksheets(_safe(data)), sheet)
    sample = _sample(sheet, grid)
    rows: list[Row] = []
    errors: list[CellError] = []
    skipped = False
    seen: dict[tuple[str, Value], str] = {}
    for number, cells in enumerate(grid.cells[grid.header :], grid.header + 1):
        given = {key: cells[place] for key, place in grid.places.items()}
        if not any(plain(cell) for cell in given.values()):
            continue
        values, wrong = _row(sheet, grid, number, given)
        if (values, [error.message for error in wrong]) == sample:
            skipped = True
            continue
        wrong.extend(_repeated(sheet, grid, number, values, seen))
        rows.append(Row(number, values))
        errors.extend(wrong)
    errors.sort(key=lambda error: (error.row, error.column))
    return Parsed(tuple(rows), tuple(errors), skipped)


def _safe(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise SheetRefusal("表格文件超过50兆字节，请删去图片和多余内容后重新上传。")
    if data.startswith(_OLE):
        raise SheetRefusal("这是旧版或加密的表格文件，请用WPS或Excel取消密码并另存为.xlsx后重新上传。")
    if packages.kind(data) != "xlsx":
        raise SheetRefusal("文件不是.xlsx表格，请用下载的模板填写，或另存为.xlsx后重新上传。")
    try:
        packages.check(data)
    except Refusal as refusal:
        raise SheetRefusal(refusal.sentence) from refusal
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_worksheet(archive.read(name))
    return data


def _check_worksheet(content: bytes) -> None:
    """Refuse what the reader would take too much memory for or pass over in silence."""
    if _TOO_FAR.search(content):
        raise SheetRefusal(f"表格超过{MAX_ROWS}行，请删除多余的行（含空行）或分成几个文件上传。")
    if _TOO_WIDE.search(content):
        raise SheetRefusal(f"表格超过{_WIDEST}列，请删除多余的列（含空列）后重新上传。")
    failed = [_address(match[0]) for match in _FAILED.finditer(content)]
    if failed:
        shown = "、".join(failed[:5]) + ("等" if len(failed) > 5 else "")
        raise SheetRefusal(f"单元格{shown}中的公式出错或没有结果，请改为直接填写的值后重新上传。")


def _address(cell: bytes) -> str:
    found = _ADDRESS.search(cell)
    return found[1].decode() if found else ""


def _worksheets(data: bytes) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Every visible worksheet with its cells, counted from A1."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.visible == SheetVisibleEnum.Visible:
                cells: Any = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                yield meta.name, cells
    except (CalamineError, OSError, ValueError) as error:
        raise SheetRefusal("表格文件已损坏，无法打开，请用WPS或Excel重新保存后上传。") from error


def _title(cell: Cell) -> str:
    """A header as it is compared: without stars, blanks and width differences."""
    return re.sub(r"[*\s]", "", to_halfwidth(plain(cell)))


def _found(worksheets: Iterator[tuple[str, list[list[Cell]]]], sheet: Sheet) -> _Grid:
    """The worksheet and line that look most like the header.

    Raises:
        SheetRefusal: names the columns missing, unknown or given twice.
    """
    wanted = {_title(column.title): column for column in sheet.columns}
    best: tuple[int, str, list[list[Cell]], int] | None = None
    for name, cells in worksheets:
        for index, line in enumerate(cells[:HEADER_WITHIN]):
            hits = len({_title(cell) for cell in line} & wanted.keys())
            if hits and (best is None or hits > best[0]):
                best = (hits, name, cells, index)
    if best is None:
        titles = "、".join(column.title for column in sheet.columns)
        raise SheetRefusal(f"没有找到表头，表头应包括：{titles}。请使用下载的模板填写。")
    _, name, cells, index = best
    heads = [_title(cell) for cell in cells[index]]
    places = {column.key: heads.index(title) for title, column in wanted.items() if title in heads}
    faults = _header_faults(heads, sheet, cells, index)
    if faults:
        raise SheetRefusal(f"表头与模板不一致：{'；'.join(faults)}。请使用下载的模板填写。")
    return _Grid(name, cells, index + 1, places)


def _header_faults(
    heads: list[str], sheet: Sheet, cells: list[list[Cell]], index: int
) -> Iterator[str] | list[str]:
    wanted = {_title(column.title): column for column in sheet.columns}
    missing = [column.title for title, column in wanted.items() if column.required and title not in heads]
    twice = [column.title for title, column in wanted.items() if heads.count(title) > 1]
    unknown = [
        head or f"第{place + 1}列"
        for place, head in enumerate(heads)
        if head not in wanted and head != REMARKS and any(plain(line[place]) for line in cells[index + 1 :])
    ]
    said = (("缺少", missing), ("重复", twice), ("多出", unknown))
    return [f"{word}“{'”“'.join(names)}”" for word, names in said if names]


def _sample(sheet: Sheet, grid: _Grid) -> tuple[Mapping[str, Value], list[str]] | None:
    """What the sample row reads as when it was left as it is; None for a sheet without sample."""
    if not any(column.sample for column in sheet.columns):
        return None
    given = {column.key: column.sample for column in sheet.columns if column.key in grid.places}
    values, errors = _row(sheet, grid, 0, given)
    return values, [error.message for error in errors]


def _row(
    sheet: Sheet, grid: _Grid, number: int, given: Mapping[str, Cell]
) -> tuple[dict[str, Value], list[CellError]]:
    values: dict[str, Value] = {}
    errors: list[CellError] = []
    for column in sheet.columns:
        values[column.key] = None
        if column.key not in given:
            continue
        try:
            values[column.key] = parse(given[column.key], column)
        except CellRefusal as refusal:
            errors.append(_error(grid, number, column.key, column.title, refusal.sentence))
            continue
        told = column.check(values[column.key]) if column.check and values[column.key] is not None else None
        if told:
            errors.append(_error(grid, number, column.key, column.title, told))
    return values, errors


def _repeated(
    sheet: Sheet, grid: _Grid, number: int, values: Mapping[str, Value], seen: dict[tuple[str, Value], str]
) -> Iterator[CellError]:
    for column in sheet.columns:
        value = values[column.key]
        if not column.unique or value is None:
            continue
        error = _error(grid, number, column.key, column.title, "")
        first = seen.setdefault((column.key, value), error.cell)
        if first != error.cell:
            yield _error(grid, number, column.key, column.title, f"与{first}重复，请删除或改正其中一个。")


def _error(grid: _Grid, number: int, key: str, title: str, message: str) -> CellError:
    return CellError(number, grid.places[key] + 1, title, message, grid.name, grid.header)
