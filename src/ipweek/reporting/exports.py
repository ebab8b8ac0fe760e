"""Spreadsheets of this app."""

from ipweek.papers import sheets
from ipweek.reporting.domain.completeness import Matrix


def matrix(found: Matrix) -> bytes:
    """The matrix as .xlsx: one line per unit, one column per deliverable, the words of the page in the cells."""
    columns = [
        sheets.Column(key="unit", title="单位", width=30),
        sheets.Column(key="class", title="类别", width=14),
        *(
            sheets.Column(key=f"d{index}", title=_title(found, index), width=20)
            for index in range(len(found.columns))
        ),
    ]
    rows = [
        {
            "unit": row.unit.name,
            "class": row.class_name,
            **{f"d{index}": cell.words for index, cell in enumerate(row.cells)},
        }
        for row in found.rows
    ]
    return sheets.export(rows, sheets.Sheet(title="完成情况", columns=tuple(columns)))


def _title(found: Matrix, index: int) -> str:
    """The column's title; a second deliverable of the same title gets its clause or place."""
    deliverable = found.columns[index].deliverable
    titles = [column.deliverable.title for column in found.columns]
    if titles.count(deliverable.title) == 1:
        return deliverable.title
    return f"{deliverable.title}（{deliverable.clause or '事项'}{index + 1}）"
