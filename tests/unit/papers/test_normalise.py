"""The one normaliser of zip-packed files."""

import datetime as dt
import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ipweek.papers.normalise import zip_bytes

NAMES = st.text("abcdef/._", min_size=1, max_size=12).filter(lambda name: not name.endswith("/"))


def packed(members: dict[str, bytes], moment: tuple[int, ...] = (2022, 4, 1, 9, 0, 0)) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, moment), content)  # type: ignore[arg-type]
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
def test_members_are_kept_and_order_and_time_do_not_matter(members: dict[str, bytes]) -> None:
    once = zip_bytes(packed(members))
    assert unpacked(once) == members
    assert zip_bytes(once) == once
    backwards = dict(reversed(members.items()))
    assert zip_bytes(packed(backwards, (2030, 1, 2, 3, 4, 6))) == once


def test_content_types_come_first() -> None:
    data = zip_bytes(packed({"a.xml": b"", "[Content_Types].xml": b"", "_rels/.rels": b""}))
    assert next(iter(unpacked(data))) == "[Content_Types].xml"


def saved(moment: str, title: str = "甲") -> bytes:
    book = Workbook()
    book.properties.created = book.properties.modified = dt.datetime.fromisoformat(moment)
    book.properties.title = title
    book.properties.lastModifiedBy = "某人"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_hour_of_saving_leaves_no_trace() -> None:
    one, other = saved("2022-04-01T09:00:00"), saved("2031-01-01T00:00:00")
    assert zip_bytes(one) == zip_bytes(other)
    assert zip_bytes(one) != zip_bytes(saved("2022-04-01T09:00:00", title="乙"))


def test_the_documents_own_date_is_told() -> None:
    core = unpacked(zip_bytes(saved("2022-04-01T00:00:00"), dt.date(2022, 3, 28)))[
        "docProps/core.xml"
    ].decode()
    assert core.count(">2022-03-28T00:00:00Z<") == 2
    assert "某人" not in core
