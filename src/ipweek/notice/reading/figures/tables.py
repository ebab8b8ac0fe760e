"""Summaries in the form of a table: figures read by columns, remarks left out, totals checked."""

import re
from dataclasses import dataclass, field

from ipweek.notice.reading.flow import run_of
from ipweek.notice.reading.lexicon import pattern, table

from . import words
from .quantities import Quantity, bound_of, in_unit, scan, value_of
from .totals import Group

PROSE = 5  # characters; a longer cell without a role is read as prose
_GAP = re.compile(r" {2,}")
_BRACKET = re.compile(r"\(([^()]{1,8})\)\s*$")


@dataclass
class Cell:
    """One cell: folded text, where it stands, and the number in it."""

    text: str
    start: int
    quantity: Quantity | None = None


@dataclass
class Column:
    """What a column holds: `item`, `value`, `unit`, `metric`, `remark` or nothing known."""

    role: str = ""
    name: str = ""
    unit: str = ""
    planned: bool = False
    cells: list[Cell] = field(default_factory=list)


def cells_of(folded: str, start: int, end: int) -> list[Cell] | None:
    """The cells of a line of a table, None for a line of prose.

    Cells are parted by tabs, by bars, or by two and more spaces.
    """
    line = folded[start:end]
    if "\t" in line:
        shape = re.compile("\t")
    elif line.count("|") > 1:
        first = line.index("|") + 1 if line.lstrip().startswith("|") else 0
        last = line.rindex("|") if line.rstrip().endswith("|") else len(line)
        start, line, shape = start + first, line[first:last], re.compile(r"\|")
    elif len(_GAP.findall(line.strip())) > 1:
        stripped = line.strip()
        start, line, shape = start + line.index(stripped), stripped, _GAP
    else:
        return None
    out, place = [], 0
    for gap in [*shape.finditer(line), None]:
        stop = gap.start() if gap else len(line)
        text = line[place:stop].strip()
        out.append(Cell(text, start + place + (len(line[place:stop]) - len(line[place:stop].lstrip()))))
        place = gap.end() if gap else stop
    return out


def read(rows: list[list[Cell]], folded: str, text: str) -> tuple[list[Quantity], list[Group]]:
    """The figures of one table and the sums of its total row.

    Args:
        rows: the cells of its lines.
        folded: the folded document.
        text: the document as given.
    """
    for row in rows:
        for cell in row:
            cell.quantity = _numeric(cell)
    head = next((index for index, row in enumerate(rows[:4]) if _is_head(row)), None)
    if head is None:
        return [quantity for row in rows for quantity in _bare_row(row)], []
    columns = _columns(rows[head], rows[head + 1 :])
    body = [row for row in rows[head + 1 :] if any(cell.text for cell in row)]
    found: list[Quantity] = []
    groups: list[Group] = []
    if any(column.role == "metric" for column in columns):
        _matrix(columns, body, found, groups)
    else:
        _list(columns, body, found, groups)
    for row in body:
        for column, cell in zip(columns, row, strict=False):
            if not column.role and cell.quantity is None and len(cell.text) >= PROSE:
                found += scan(run_of(folded, cell.start, cell.start + len(cell.text)), text)
    return sorted(found, key=lambda quantity: quantity.span), groups


def _numeric(cell: Cell) -> Quantity | None:
    text = cell.text.replace(" ", "")
    match = words.cell().fullmatch(text)
    if not match or len(text) > 24:
        return None
    value = value_of(match["number"], match["scale"] or "")
    if value is None or (not match["number"][0].isdigit() and not match["unit"]):
        return None
    scaled = bool(re.search("[万亿]", match["number"] + (match["scale"] or "")))
    n, unit = in_unit(value, match["unit"] or "", scaled)
    bound = bound_of(match["before"] or "", match["mid"] or match["mid2"] or "", match["behind"] or "")
    span = (cell.start, cell.start + len(cell.text))
    return Quantity(0, 0, n, unit + (match["other"] or ""), bound, span=span)


def _named(key: str, text: str) -> bool:
    return text in table("figures")["table"][key]


def _is_head(row: list[Cell]) -> bool:
    texts = [_BRACKET.sub("", cell.text).replace(" ", "") for cell in row]
    if sum(cell.quantity is not None for cell in row) > 0 or sum(bool(text) for text in texts) < 2:
        return False
    known = any(_named(key, text) for key in ("item", "value", "unit") for text in texts)
    return known or sum(bool(_unit_of(cell.text)) for cell in row) > 0


def _unit_of(name: str) -> str:
    """The unit a column or an item names: 发放资料(份) → 份, 参与人数 → 人."""
    if bracket := _BRACKET.search(name):
        inside = bracket[1].removeprefix("单位:").strip()
        if words.unit_cell().fullmatch(inside):
            return inside
    inferred = table("figures")["inferred"]
    bare = _BRACKET.sub("", name).strip()
    return next((unit for end, unit in inferred.items() if bare.endswith(end)), "")


def _columns(head: list[Cell], body: list[list[Cell]]) -> list[Column]:
    columns = []
    for index, cell in enumerate(head):
        column = Column(name=_BRACKET.sub("", cell.text).replace(" ", ""))
        column.cells = [row[index] for row in body if index < len(row)]
        column.planned = any(word in column.name for word in table("figures")["table"]["planned"])
        units = [bool(words.unit_cell().fullmatch(part.text)) for part in column.cells if part.text]
        numbers = [part.quantity is not None for part in column.cells if part.text]
        column.unit = _unit_of(cell.text)
        if _named("unit", column.name) and (units and sum(units) * 2 > len(units)):
            column.role = "unit"
        elif (_named("value", column.name) or column.planned) and any(numbers):
            column.role = "value"
        elif pattern("figures", "table.remark").search(column.name):
            column.role = "remark"
        elif _named("item", column.name) and not any(numbers):
            column.role = "item"
        elif any(numbers) and sum(numbers) * 2 >= len(numbers):
            column.role = "metric"
        columns.append(column)
    if any(column.role == "metric" for column in columns):
        for column in columns:
            column.role = "metric" if column.role == "value" and column.unit else column.role
    return columns


def _list(columns: list[Column], body: list[list[Cell]], found: list[Quantity], groups: list[Group]) -> None:
    """Items below each other, each with its number and its unit."""
    for place, column in enumerate(columns):
        if column.role != "value":
            continue
        items = [i for i in range(place) if columns[i].role in ("item", "")] or [place]
        item = next((i for i in reversed(items) if columns[i].role == "item"), items[-1])
        units = [i for i, other in enumerate(columns) if other.role == "unit" and i > item]
        unit = min(units, key=lambda i: abs(i - place), default=None)
        last: Quantity | None = None
        for row in body:
            quantity = row[place].quantity if place < len(row) else None
            if quantity is None:
                continue
            name = row[item].text
            given = row[unit].text if unit is not None and unit < len(row) else ""
            _fit(quantity, quantity.unit or given or _unit_of(name) or column.unit)
            quantity.what, quantity.planned = _BRACKET.sub("", name).strip(), column.planned
            if last is not None and _is_part(name) and quantity.unit == last.unit:
                quantity.reason = "part"
                _add_part(groups, last, quantity)
            else:
                last = quantity
            found.append(quantity)


def _add_part(groups: list[Group], total: Quantity, part: Quantity) -> None:
    if groups and groups[-1].total is total:
        groups[-1].parts.append(part)
    else:
        groups.append(Group(total, [part], exhaustive=False))


def _is_part(name: str) -> bool:
    return name.startswith(tuple(table("figures")["table"]["part_row"]))


def _matrix(
    columns: list[Column], body: list[list[Cell]], found: list[Quantity], groups: list[Group]
) -> None:
    """One row for each unit or day, one column for each thing counted, perhaps a row of totals."""
    labels = [_label(row) for row in body]
    totals = [index for index, label in enumerate(labels) if _named("total_row", label)]
    across = next(
        (column for column in columns if column.role == "value" and _named("total_row", column.name)), None
    )
    for place, column in enumerate(columns):
        if column.role not in ("metric", "value") or column is across:
            continue
        parts: list[Quantity] = []
        total: Quantity | None = None
        for index, row in enumerate(body):
            quantity = row[place].quantity if place < len(row) else None
            if quantity is None:
                continue
            _fit(quantity, quantity.unit or column.unit)
            quantity.what, quantity.planned = column.name, column.planned
            if index in totals:
                total = quantity
            elif not _is_part(labels[index]):
                parts.append(quantity)
            else:
                quantity.reason = "part"
            found.append(quantity)
        if total is not None and parts:
            for part in parts:
                part.reason = "part"
            groups.append(Group(total, parts, exhaustive=True))


def _label(row: list[Cell]) -> str:
    return next((cell.text.replace(" ", "") for cell in row if cell.text and cell.quantity is None), "")


def _fit(quantity: Quantity, unit: str) -> None:
    """Give a number the unit its row or column names; 万 in front of another unit than 元 is worked in."""
    unit = unit.replace(" ", "")
    if unit.startswith("亿") and unit.endswith("元"):
        quantity.n, unit = quantity.n.scaleb(4), "万元"
    elif unit[:1] in ("万", "亿") and not unit.endswith("元"):
        quantity.n, unit = quantity.n.scaleb(4 if unit[0] == "万" else 8), unit[1:]
    elif unit.startswith("万") and quantity.unit.startswith("万") and quantity.unit != unit:
        unit = quantity.unit
    quantity.unit = unit


def _bare_row(row: list[Cell]) -> list[Quantity]:
    """A row without column names: the item, its number, its unit, in any order."""
    numbers = [cell for cell in row if cell.quantity is not None]
    names = [
        cell
        for cell in row
        if cell.quantity is None and cell.text and not words.unit_cell().fullmatch(cell.text)
    ]
    units = [cell.text for cell in row if cell.quantity is None and words.unit_cell().fullmatch(cell.text)]
    if not numbers or not names:
        return []
    chosen = numbers[-1] if len(numbers) > 1 and numbers[0] is row[0] else numbers[0]
    quantity = chosen.quantity
    if quantity is None:
        return []
    _fit(quantity, quantity.unit or (units[0] if units else "") or _unit_of(names[0].text))
    quantity.what = _BRACKET.sub("", names[0].text).strip()
    if not quantity.unit:
        return []
    quantity.reason = "part" if _is_part(names[0].text) else ""
    return [quantity]
