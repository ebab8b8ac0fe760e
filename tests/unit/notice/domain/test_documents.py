"""Keeping notices: once per content, with text and reading, or not at all."""

import io
import zipfile
from pathlib import Path

import pytest

from ipweek.base.errors import Refusal
from ipweek.base.models import AuditEntry
from ipweek.notice.domain import documents
from ipweek.notice.models import NoticeDocument
from ipweek.notice.reading.sources import UnreadableFile

pytestmark = pytest.mark.django_db

NOTICE = "关于开展示例市宣传周活动的通知\n一、活动时间\n2022年4月20日至26日。\n"


def test_a_notice_is_kept_with_file_text_and_reading():
    document = documents.store(NOTICE.encode("gb18030"), r"C:\通知\宣传周.txt", by=None)
    stored = NoticeDocument.objects.get(pk=document.pk)
    assert (stored.name, stored.kind, stored.text.strip()) == ("宣传周.txt", "txt", NOTICE.strip())
    assert (stored.reading["format"], stored.reading["start"]) == ("ipweek.notice/1", "2022-04-20")
    with stored.file.open() as file:
        assert file.read() == NOTICE.encode("gb18030")
    assert AuditEntry.objects.of(stored).get().act == "notice.stored"


def test_the_same_bytes_are_one_document():
    first = documents.store(NOTICE.encode(), "甲.txt", by=None)
    assert documents.store(NOTICE.encode(), "乙.txt", by=None) == first
    assert NoticeDocument.objects.count() == 1


def test_pasted_text_is_the_same_whatever_its_line_ends():
    first = documents.store_text(NOTICE, by=None)
    assert documents.store_text(NOTICE.replace("\n", "\r\n"), by=None) == first


def test_nothing_pasted_is_refused():
    with pytest.raises(Refusal) as caught:
        documents.store_text("  \r\n ", by=None)
    assert (caught.value.sentence, caught.value.field) == ("请粘贴通知全文，或选择文件。", "text")


def test_reading_alone_keeps_nothing():
    document = documents.read_file(NOTICE.encode(), "甲.txt")
    assert (document.pk, document.reading["end"], NoticeDocument.objects.count()) == (None, "2022-04-26", 0)


def package(*parts, size=0):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, b"0" * size)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "空.txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "旧.doc"),
        (package("word/document.xml", "word/vbaProject.bin"), "宏.docx"),
        (package("word/document.xml", "word/media/a.bin", size=300_000_000), "炸弹.docx"),
        (b"0" * (50 * 1024 * 1024 + 1), "大.txt"),
    ],
)
def test_files_that_cannot_be_read_leave_nothing(data, name, settings):
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    with pytest.raises(UnreadableFile):
        documents.store(data, name, by=None)
    assert NoticeDocument.objects.count() == 0
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before
