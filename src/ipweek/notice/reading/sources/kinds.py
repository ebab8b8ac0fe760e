"""What a file is: its first bytes decide, its extension only chooses among kinds of plain text."""

import re
from pathlib import PurePath
from typing import Literal

import filetype

from . import refusals
from .archives import Archive
from .refusals import UnreadableFile

Kind = Literal["txt", "md", "html", "docx", "pdf", "odt"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4096
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_WEB_ARCHIVE = re.compile(rb"^(?:[\w-]+:[^\r\n]*\r?\n)*?Content-Type:\s*multipart/related", re.I)
_PACKAGE_TYPES = {
    "application/vnd.oasis.opendocument.spreadsheet": refusals.SPREADSHEET,
    "application/vnd.oasis.opendocument.presentation": refusals.SLIDES,
}


def extension(name: str) -> str:
    """Return the lower-case extension of a file name, without the dot."""
    return PurePath(name).suffix.lower().lstrip(".")


def decide(data: bytes, name: str) -> tuple[Kind, Archive | None]:
    """Decide the kind of a file from content and name.

    Returns:
        The kind and, for kinds that are zip packages, the opened package.

    Raises:
        UnreadableFile: the content is of a kind that yields no text here.
    """
    if not data.strip(b"\x00\t\n\r "):
        raise UnreadableFile(refusals.EMPTY)
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf", None
    if head.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableFile(refusals.LOCKED if locked else refusals.OLD_WORD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if head.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile(refusals.RICH_TEXT)
    if _WEB_ARCHIVE.match(head):
        raise UnreadableFile(refusals.WEB_ARCHIVE)
    _refuse_media(data)
    return _plain(head, extension(name)), None


def _package(data: bytes) -> tuple[Kind, Archive]:
    archive = Archive(data)
    names = archive.names
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(refusals.MACROS)
    if "word/document.xml" in names:
        return "docx", archive
    if "OFD.xml" in names:
        raise UnreadableFile(refusals.FIXED_LAYOUT)
    if "mimetype" in names and "content.xml" in names:
        package_type = archive.read("mimetype").decode("ascii", "replace").strip()
        if package_type.startswith("application/vnd.oasis.opendocument.text"):
            return "odt", archive
        raise UnreadableFile(_PACKAGE_TYPES.get(package_type, refusals.OTHER_DOCUMENT))
    if "[Content_Types].xml" in names:
        folders = {name.split("/")[0] for name in names}
        reason = {"xl": refusals.SPREADSHEET, "ppt": refusals.SLIDES}
        raise UnreadableFile(next((reason[key] for key in reason if key in folders), refusals.BROKEN))
    raise UnreadableFile(refusals.ARCHIVE)


def _refuse_media(data: bytes) -> None:
    if filetype.is_image(data):
        raise UnreadableFile(refusals.PICTURE)
    if filetype.is_archive(data):
        raise UnreadableFile(refusals.ARCHIVE)
    if filetype.is_video(data) or filetype.is_audio(data) or filetype.is_font(data):
        raise UnreadableFile(refusals.OTHER_DOCUMENT)


def _plain(head: bytes, suffix: str) -> Kind:
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _MARKUP.match(plain) or suffix in ("html", "htm", "xhtml", "shtml"):
        return "html"
    return "md" if suffix in ("md", "markdown") else "txt"
