"""PDF files with a text layer to lines from top to bottom, ruled tables as tab-separated rows."""

import io
import logging
import time
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from . import refusals
from .refusals import MOST_PAGES, UnreadableFile

SECONDS = 60.0  # checked between pages
HEAVY_PAGE = 20_000  # characters; a page of more is a drawing, read without looking for tables
HEAVY_DRAWING = 5_000  # lines and boxes on one page
SPARSE = 5  # characters a page of a scan may carry (a stamp, a page number)
LINE_TOLERANCE = 3.0  # points two words of one line may differ in height

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it comments on every odd font


def read(data: bytes) -> tuple[str, list[str]]:
    """Return the text of a PDF and notes on pages that have none.

    Raises:
        UnreadableFile: damaged, protected by a password, only scanned images, too long or too slow to read.
    """
    plain = _layer(data)
    counts = [len("".join(page.split())) for page in plain]
    if max(counts, default=0) <= SPARSE:
        raise UnreadableFile(refusals.SCAN)
    notes = [
        f"第{number}页没有文字，可能是扫描图像，未能读取。"
        for number, count in enumerate(counts, 1)
        if count == 0
    ]
    return "\n".join(_pages(data, plain)), notes


def _layer(data: bytes) -> list[str]:
    """The bare text of every page, fast and without tables."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise UnreadableFile(refusals.TOO_MANY_PAGES)
            out, end = [], time.monotonic() + SECONDS
            for page in document:
                text_page = page.get_textpage()
                out.append(text_page.get_text_bounded())
                text_page.close()
                page.close()
                if time.monotonic() > end:
                    raise UnreadableFile(refusals.TOO_SLOW)
            return out
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error) or "ecurity" in str(error)
        raise UnreadableFile(refusals.LOCKED if locked else refusals.BROKEN_PDF) from error


def _pages(data: bytes, plain: list[str]) -> list[str]:
    out: list[str] = []
    end = time.monotonic() + SECONDS
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page, text in zip(document.pages, plain, strict=True):
                out.append(_lines(page) if len(text) <= HEAVY_PAGE else text)
                page.close()
                if time.monotonic() > end:
                    raise UnreadableFile(refusals.TOO_SLOW)
    except (
        PDFException,
        PdfminerException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        AssertionError,
    ):
        return plain  # what the stricter library chokes on, the lenient one has read already
    return out


def _lines(page: Any) -> str:
    """The lines of one page, with the rows of each ruled table at the place of the table."""
    drawn = len(page.lines) + len(page.rects) + len(page.curves)
    tables = page.find_tables() if 0 < drawn <= HEAVY_DRAWING else []
    tables = [
        table for table in tables if len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1
    ]
    rest = page
    for table in tables:
        rest = rest.outside_bbox(_within(table.bbox, page.bbox))
    placed = [
        (line["top"], line["text"])
        for line in rest.extract_text_lines(y_tolerance=LINE_TOLERANCE, return_chars=False)
    ]
    placed += [(table.bbox[1], "\n".join(_rows(table))) for table in tables]
    return "\n".join(text for _, text in sorted(placed, key=lambda entry: entry[0]))


def _rows(table: Any) -> list[str]:
    return [
        "\t".join("".join((cell or "").split("\n")).replace("\t", " ").strip() for cell in row)
        for row in table.extract()
    ]


def _within(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, ...]:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])
