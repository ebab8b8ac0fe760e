"""Keeping notices: the file as it came, its text, and what the reader made of it."""

import hashlib

from django.db import IntegrityError, transaction

from ipweek.base import audit, files
from ipweek.base.errors import Refusal
from ipweek.notice.models import NoticeDocument
from ipweek.notice.reading import read
from ipweek.notice.reading.sources import load_bytes
from ipweek.people.models import User

PASTED = "粘贴的通知.txt"
LONGEST_NAME = 200


def store(data: bytes, name: str, *, by: User | None) -> NoticeDocument:
    """Keep a notice file and its reading; the same bytes again give the row there is.

    Args:
        data: the whole file.
        name: as the person's computer calls it.
        by: who brought it; None for the command line.

    Raises:
        UnreadableFile: when there is no text in it; nothing is kept then.
    """
    document = read_file(data, name)
    if document.pk is not None:
        return document
    # The file goes first: a process killed here leaves an unused file, never a row without its file.
    document.file.name = files.store(data, document.kind)
    document.uploaded_by = by
    try:
        with transaction.atomic():
            document.save()
            audit.record("notice.stored", document, by=by, summary=document.name)
    except IntegrityError:
        # Two people brought the same file at the same moment; the first one's row counts.
        return NoticeDocument.objects.get(sha256=document.sha256)
    return document


def read_file(data: bytes, name: str) -> NoticeDocument:
    """A notice file read but not kept: an unsaved row, or the row there is when the same bytes came before.

    Raises:
        UnreadableFile: when there is no text in it.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = NoticeDocument.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    source = load_bytes(data, name)
    return NoticeDocument(
        sha256=digest,
        name=files.safe_name(name)[:LONGEST_NAME],
        kind=source.kind,
        text=source.text,
        reading=read(source.text),
    )


def store_text(text: str, *, by: User | None) -> NoticeDocument:
    """Keep a pasted notice as a UTF-8 text file.

    Raises:
        Refusal: when nothing was pasted, or as `store`.
    """
    plain = text.replace("\r\n", "\n").strip()
    if not plain:
        raise Refusal("请粘贴通知全文，或选择文件。", field="text")
    return store(plain.encode("utf-8"), PASTED, by=by)
