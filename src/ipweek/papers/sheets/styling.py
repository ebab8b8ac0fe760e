"""The look shared by blank forms and lists."""

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side

from ipweek.papers.sheets.model import Column, Kind

FONT = "宋体"
HEADER_FILL = PatternFill("solid", fgColor="DDE7F0")
WRONG_FILL = PatternFill("solid", fgColor="FFC7CE")
THIN = Border(*(Side("thin", color="A6A6A6"),) * 4)
CENTERED = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAPPED = Alignment(vertical="center", wrap_text=True)
HEADER_FONT = Font(name=FONT, size=11, bold=True)
BODY_FONT = Font(name=FONT, size=11)
SAMPLE_FONT = Font(name=FONT, size=11, italic=True, color="808080")
NOTE_FONT = Font(name=FONT, size=10, color="595959")
LOCKED = Protection(locked=True)
OPEN = Protection(locked=False)

FORMATS = {
    Kind.TEXT: "@",
    Kind.CODE: "@",
    Kind.INTEGER: "0",
    Kind.DECIMAL: "0.########",
    Kind.DATE: "yyyy-mm-dd",
}


def header_words(column: Column) -> CellRichText | str:
    """The header of a column; a red star in front of what must be filled in."""
    if not column.required:
        return column.title
    star = InlineFont(rFont=FONT, sz=11, b=True, color=Color("C00000"))
    rest = InlineFont(rFont=FONT, sz=11, b=True)
    return CellRichText(TextBlock(star, "*"), TextBlock(rest, column.title))
