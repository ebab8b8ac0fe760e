"""Tables in plain text: parted by tabs, bars or wide space, or one cell a line; which of them list activities."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipweek.notice.reading.dates import scan
from ipweek.notice.reading.flow import Run

_COLUMNS = (
    ("no", re.compile(r"序 ?号|编号|项次|No\.?|序")),
    ("time", re.compile(r".{0,6}(?:时 ?间|日 ?期)(?:安排)?")),
    ("place", re.compile(r".{0,6}(?:地 ?点|场 ?地|场所)")),
    (
        "lead",
        re.compile(
            r"(?:责任|牵头|主办|承办|组织|负责|实施|举办|主要责任|参加活动的主要|主管)(?:的)?(?:主要)?(?:单位|部门|处室|科室|人)(?:\(.{1,10}\))?|负责单位"
        ),
    ),
    (
        "with",
        re.compile(
            r"(?:配合|协办|参加|参与|协助|支持)(?:的)?(?:单位|部门|人员|对象|活动的.{0,4}单位)|参加范围|活动对象"
        ),
    ),
    (
        "title",
        re.compile(
            r"(?:活动|项目|主要|工作|宣传|内容|重点)?(?:名称|内容|项目|活动|任务|主题|形式)(?:及.{0,6})?|活动名称.{0,6}|主要活动|活动安排|重点任务"
        ),
    ),
    ("detail", re.compile(r"(?:活动|主要|具体)?(?:内容|形式|说明|方式|简介)(?:及.{0,6})?")),
    ("note", re.compile(r"备 ?注|说明|联系人.{0,8}|联系电话|规模|人数|数量|完成时限")),
)
_COUNT_WORDS = re.compile(r"场次|人次|份数|数量|填报|得分|分值|姓名|职务|成绩|合计|金额")


@dataclass
class Row:
    """One row: cells by the name of their column (``title time place lead with detail note no``)."""

    cells: dict[str, Run] = field(default_factory=dict)
    whole: Run | None = None


@dataclass
class Table:
    """A table with the names of its columns."""

    header: Run
    columns: list[str]
    titles: list[str]
    rows: list[Row] = field(default_factory=list)

    @property
    def activities(self) -> bool:
        """Whether its rows are activities."""
        names = set(self.columns)
        if _COUNT_WORDS.search("".join(self.titles)) and "time" not in names:
            return False
        return (
            "title" in names
            and bool(names & {"time", "place", "lead"})
            and any("title" in row.cells for row in self.rows)
        )


def read_tables(paras: list[Run]) -> tuple[list[Table], set[int]]:
    """The tables among some paragraphs, and the indexes of the paragraphs they take."""
    tables: list[Table] = []
    used: set[int] = set()
    index = 0
    while index < len(paras):
        table, end = _inline(paras, index)
        if table is None:
            table, end = _stacked(paras, index)
        if table is not None and table.rows:
            tables.append(table)
            used.update(range(index, end))
            index = end
        else:
            index += 1
    return tables, used


def _cells(run: Run, *, header: bool) -> list[Run]:
    text = run.text
    if "\t" in text:
        cut = r"\t"
    elif text.count("|") >= 2:
        cut = r"\|"
        edge = len(text) - len(text.lstrip("| "))
        run = run.cut(edge, len(text.rstrip("| ")))
    elif re.search(r" {2,}", text) and not header:
        cut = r" {2,}"
    else:
        cut = r" +"
    text = run.text
    places = [0, *(place for match in re.finditer(cut, text) for place in match.span()), len(text)]
    return [run.cut(a, b) for a, b in zip(places[::2], places[1::2], strict=True)]


def _names(titles: list[str]) -> list[str]:
    names: list[str] = []
    for title in titles:
        plain = title.replace(" ", "")
        name = next(
            (
                name
                for name, shape in _COLUMNS
                if shape.fullmatch(plain) and not (name in names and name != "note")
            ),
            "",
        )
        names.append(name)
    return names


def _header(cells: list[Run]) -> tuple[list[str], list[str]] | None:
    titles = [cell.text for cell in cells]
    if not 2 <= len(cells) <= 12 or any(len(title) > 16 for title in titles):
        return None
    names = _names(titles)
    known = [name for name in names if name]
    if len(known) < 2 or len(known) * 2 < len(titles) or not {"title", "no", "detail"} & set(known):
        return None
    if "title" not in names and "detail" in names:
        names[names.index("detail")] = "title"
    return names, titles


def _inline(paras: list[Run], index: int) -> tuple[Table | None, int]:
    run = paras[index]
    if len(run.text) > 200:
        return None, index + 1
    head = _header(_cells(run, header=True))
    if head is None:
        return None, index + 1
    names, titles = head
    table = Table(run, names, titles)
    end = index + 1
    while end < len(paras):
        text = paras[end].text
        if re.fullmatch(r"[|\-: \t]+", text):
            end += 1
            continue
        row = _row(paras[end], names, len(table.rows) + 1)
        if row is None:
            break
        table.rows.append(row)
        end += 1
    return table, end


def _row(run: Run, names: list[str], number: int) -> Row | None:
    text = run.text
    numbered = bool(re.match(rf"\|? ?{number}(?!\d)", text))
    if (
        "\t" not in text
        and "|" not in text
        and not (numbered if names[0] == "no" else len(text.split()) >= len(names) - 1)
    ):
        return None
    if len(text) > 1500:
        return None
    cells = _cells(run, header=False)
    if len(cells) != len(names) and "\t" not in text and "|" not in text:
        cells = _by_width(run, names)
    if len(cells) < 2:
        return None
    row = Row(whole=run)
    for name, cell in zip(names, cells, strict=False):
        if name and cell.text and cell.text not in ("/", "-"):
            row.cells[name] = cell
    if len(cells) > len(names) and names[-1] in row.cells and "\t" not in text:
        row.cells[names[-1]] = run.cut(text.find(cells[len(names) - 1].text))
    return row if "title" in row.cells else None


def _by_width(run: Run, names: list[str]) -> list[Run]:
    """Cells of a row parted by single spaces, the date telling where the column of time is."""
    tokens = [run.cut(m.start(), m.end()) for m in re.finditer(r"\S+", run.text)]
    if "time" not in names or len(tokens) <= len(names):
        return tokens
    column = names.index("time")
    place = next((i for i, token in enumerate(tokens) if scan(token.text)), None)
    if place is None or place < column:
        return tokens
    first = 1 if names[0] == "no" else 0
    offsets = {i: m.span() for i, m in enumerate(re.finditer(r"\S+", run.text))}
    title = run.cut(offsets[first][0], offsets[place - 1][1])
    return [*tokens[:first], title, *tokens[place:]]


def _stacked(paras: list[Run], index: int) -> tuple[Table | None, int]:
    """A table copied with one cell a line: header cells, then rows that begin with 1, 2, 3 …"""
    if not re.fullmatch(r"序 ?号", paras[index].text):
        return None, index + 1
    end = index
    while end < len(paras) and len(paras[end].text) <= 12 and paras[end].text != "1" and end - index < 10:
        end += 1
    if end >= len(paras) or paras[end].text != "1":
        return None, index + 1
    head = _header(paras[index:end])
    if head is None:
        return None, index + 1
    names, titles = head
    table, number, place = Table(paras[index], names, titles), 1, end
    while place < len(paras) and paras[place].text == str(number):
        row = Row(whole=paras[place])
        stop = place + len(names)
        for name, cell in zip(names, paras[place:stop], strict=False):
            if name:
                row.cells[name] = cell
        if "title" not in row.cells:
            break
        table.rows.append(row)
        place, number = stop, number + 1
    return table, place
