"""Papers: a paper as PDF and Word, a spreadsheet in and out."""

import datetime as dt
import io
from typing import Any

from bench.harness import benchmark, median_of, side_by_side


def _paper(number: int) -> Any:
    """A paper of about 20 pages; the number makes each run's words new, so that nothing is remembered."""
    from ipweek.papers.document import Document, Heading, Mark, Paragraph, Table

    sentence = f"各单位应当结合本地实际开展第{number}次示例活动并按照要求报送活动情况。"
    body: list[Any] = []
    for section in range(10):
        body += [Heading(1, f"第{section + 1}项工作"), Heading(2, "工作安排。", sentence * 10)]
        body += [Paragraph(sentence * 12)] * 3
        rows = tuple((str(row), f"示例单位{row}", str(row * number)) for row in range(12))
        body.append(Table(("序号", "单位", "场次"), rows))
    return Document(
        ("关于示例活动的报告",),
        tuple(body),
        mark=Mark(("示例市甲办公室",)),
        number=f"示甲办〔2022〕{number}号",
        addressees="示例省乙办公室",
        signatures=("示例市甲办公室",),
        date=dt.date(2022, 5, 5),
    )


def _rendered(renderer: Any) -> float:
    numbers = iter(range(1, 1000))
    return median_of(lambda: renderer(_paper(next(numbers))))


@benchmark("papers.pdf.20-pages")
def pdf() -> float:
    from ipweek.papers.pdf import render

    return _rendered(render)


@benchmark("papers.docx.20-pages")
def docx() -> float:
    from ipweek.papers.docx import render

    return _rendered(render)


def _sheet() -> Any:
    from ipweek.papers.sheets import Column, Kind, Sheet

    text = [Column(f"text{place}", f"文字{place}") for place in range(4)]
    codes = [Column(f"code{place}", f"代码{place}", kind=Kind.CODE) for place in range(2)]
    counts = [Column(f"count{place}", f"数量{place}", kind=Kind.INTEGER) for place in range(3)]
    return Sheet("示例", (*text, *codes, *counts, Column("day", "日期", kind=Kind.DATE)))


def _rows(count: int) -> list[dict[str, Any]]:
    return [
        {
            **{f"text{place}": f"示例单位{row}-{place}" for place in range(4)},
            **{f"code{place}": f"PDY{row:05d}" for place in range(2)},
            **{f"count{place}": row * place for place in range(3)},
            "day": dt.date(2022, 4, 20),
        }
        for row in range(count)
    ]


def _with_openpyxl(data: bytes) -> int:
    from openpyxl import load_workbook

    page = load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    return sum(1 for _ in page.iter_rows(values_only=True))


@benchmark("papers.sheets.read.2000-rows", compared_with="openpyxl, cells only")
def read_rows() -> tuple[float, float]:
    from ipweek.papers.sheets import export, read

    sheet = _sheet()
    data = export(_rows(2000), sheet)
    return side_by_side(lambda: read(data, sheet), lambda: _with_openpyxl(data), 5)


@benchmark("papers.sheets.read.100000-rows", compared_with="openpyxl, cells only", quick=False)
def read_many_rows() -> tuple[float, float]:
    from ipweek.papers.sheets import export, read

    sheet = _sheet()
    data = export(_rows(100_000), sheet)
    return side_by_side(lambda: read(data, sheet), lambda: _with_openpyxl(data), 3)


@benchmark("papers.sheets.export.2000-rows")
def export_rows() -> float:
    from ipweek.papers.sheets import export

    sheet, rows = _sheet(), _rows(2000)
    return median_of(lambda: export(rows, sheet), 5)
