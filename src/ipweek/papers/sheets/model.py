"""What a spreadsheet holds: its columns, its rows, its errors."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from openpyxl.utils import get_column_letter

from ipweek.base.errors import Refusal

Value = str | int | Decimal | dt.date | None
"""What a cell means: text and codes, whole numbers, decimals, days; None for an empty cell."""

REMARKS = "填报问题"
"""Title of the column a marked copy adds; ignored when the copy is handed in again."""


class SheetRefusal(Refusal):
    """The whole workbook cannot be taken; nothing of it was read in."""


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CODE = "code"
    """Digits and letters that are no number: credit codes, telephones, document numbers."""
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes:
        key: name of the value in a row.
        title: the words in the header.
        required: an empty cell is an error; the header carries a red star.
        choices: the only values allowed, offered as a drop-down.
        width: in characters of the sheet.
        kind: what the cells hold.
        sample: the value in the sample row.
        note: how to fill it in, shown when the cell is chosen.
        minimum: least number allowed; None for no bound.
        maximum: greatest number allowed; None for no bound.
        longest: most characters of a text.
        unique: no value may stand in two rows.
        check: a further check that returns a Chinese sentence, or None when the value is right.
    """

    key: str
    title: str
    required: bool = False
    choices: tuple[str, ...] = ()
    width: float = 14.0
    kind: Kind = Kind.TEXT
    sample: str = ""
    note: str = ""
    minimum: int | Decimal | None = 0
    maximum: int | Decimal | None = 10**12
    longest: int = 2000
    unique: bool = False
    check: Callable[[Value], str | None] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title, its columns, and how to fill it in."""

    title: str
    columns: tuple[Column, ...]
    note: str = ""

    def __post_init__(self) -> None:
        keys, titles = {column.key for column in self.columns}, {column.title for column in self.columns}
        if not self.columns or len(keys) < len(self.columns) or len(titles) < len(self.columns):
            raise ValueError("columns need keys and titles of their own")


@dataclass(frozen=True)
class Row:
    """A row that was read: its line in the workbook and its values by column key."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class CellError:
    """A cell that cannot be taken.

    Attributes:
        row: line in the workbook, from 1.
        column: column in the workbook, from 1.
        title: the column's title.
        message: one Chinese sentence saying what to do.
        sheet: name of the worksheet.
        header: line of the header.
    """

    row: int
    column: int
    title: str
    message: str
    sheet: str
    header: int

    @property
    def cell(self) -> str:
        """The address people know: C5."""
        return f"{get_column_letter(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.cell}（{self.title}）：{self.message}"


@dataclass(frozen=True)
class Parsed:
    """A workbook that was read. With any error nothing of it may be taken over.

    Attributes:
        rows: the rows, those with errors included with what could be read.
        errors: what is wrong, line by line.
        sample_skipped: whether the sample row was still there and left out.
    """

    rows: tuple[Row, ...]
    errors: tuple[CellError, ...]
    sample_skipped: bool = False

    @property
    def ok(self) -> bool:
        """Whether the rows may be taken over."""
        return not self.errors
