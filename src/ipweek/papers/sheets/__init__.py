"""Spreadsheets: a blank form out, the filled one in, a marked copy back, a list out."""

from ipweek.papers.sheets.forms import template
from ipweek.papers.sheets.lists import export
from ipweek.papers.sheets.marking import marked_copy
from ipweek.papers.sheets.model import CellError, Column, Kind, Parsed, Row, Sheet, SheetRefusal, Value
from ipweek.papers.sheets.reading import read

__all__ = [
    "CellError",
    "Column",
    "Kind",
    "Parsed",
    "Row",
    "Sheet",
    "SheetRefusal",
    "Value",
    "export",
    "marked_copy",
    "read",
    "template",
]
