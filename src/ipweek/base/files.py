"""Safety of uploads: what a file really is, whether it is sound, and where it is kept.

Every check goes by the content; the name only has to agree with it. The sentences say what to do.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

import filetype
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from ipweek.base import packages, pictures
from ipweek.base.errors import Refusal
from ipweek.base.pictures import clean_image

__all__ = [
    "DOCUMENTS",
    "IMAGES",
    "KINDS",
    "LARGEST",
    "Checked",
    "accept",
    "clean_image",
    "inspect",
    "safe_name",
    "store",
]

LARGEST = 50 * 1024 * 1024

# kind → MIME type, extensions.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pdf": ("application/pdf", ("pdf",)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)),
    "odt": ("application/vnd.oasis.opendocument.text", ("odt",)),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
    "jpg": ("image/jpeg", ("jpg", "jpeg")),
    "png": ("image/png", ("png",)),
    "webp": ("image/webp", ("webp",)),
    "mp4": ("video/mp4", ("mp4", "m4v")),
    "txt": ("text/plain", ("txt",)),
    "md": ("text/markdown", ("md", "markdown")),
    "csv": ("text/csv", ("csv",)),
    "html": ("text/html", ("html", "htm")),
}
IMAGES = frozenset({"jpg", "png", "webp"})
DOCUMENTS = frozenset({"pdf", "docx", "xlsx", "odt", "ods"})
_TEXTS = frozenset({"txt", "md", "csv", "html"})
_PACKAGES = frozenset({"docx", "xlsx", "pptx", "odt", "ods"})
# Forms people do send, with the way out.
_REMEDIES = {
    "doc": "旧版 .doc 文件无法安全读取，请用 WPS 或 Word 另存为 .docx 后重新上传。",
    "wps": ".wps 文件无法安全读取，请用 WPS 另存为 .docx 后重新上传。",
    "xls": "旧版 .xls 文件无法安全读取，请用 WPS 或 Excel 另存为 .xlsx 后重新上传。",
    "et": ".et 文件无法安全读取，请用 WPS 另存为 .xlsx 后重新上传。",
    "ppt": "旧版 .ppt 文件无法安全读取，请另存为 .pptx 或 PDF 后重新上传。",
    "docm": "文件带有宏，请另存为不含宏的 .docx 后重新上传。",
    "xlsm": "文件带有宏，请另存为不含宏的 .xlsx 后重新上传。",
    "ofd": "暂不支持 .ofd 文件，请导出为 PDF 或 .docx 后重新上传。",
    "heic": "HEIC 照片请在手机上改存为 JPG（设置“兼容性最佳”）后重新上传。",
    "svg": "不接受 SVG 图形，请导出为 PNG 后重新上传。",
    "html": "不接受网页文件，请另存为 .docx 或 PDF 后重新上传。",
    "zip": "不接受压缩包，请解压后逐个上传文件。",
    "rar": "不接受压缩包，请解压后逐个上传文件。",
    "7z": "不接受压缩包，请解压后逐个上传文件。",
}
_SNIFFED = {mime: kind for kind, (mime, _) in KINDS.items()} | {
    "image/heic": "heic",
    "application/x-rar-compressed": "rar",
    "application/x-7z-compressed": "7z",
    "video/x-m4v": "mp4",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(!doctype\s+(?:html|svg)|html|head|body|svg|script)", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An upload that passed.

    Attributes:
        kind: one of `KINDS`, by content.
        mime: the type to serve it with; always with `nosniff` and as attachment.
        size: bytes.
        sha256: fingerprint of the content, hexadecimal.
        safe_name: the name it came with, without path and control characters, for display and download.
    """

    kind: str
    mime: str
    size: int
    sha256: str
    safe_name: str


def inspect(data: bytes, name: str, allow: AbstractSet[str]) -> Checked:
    """Check an upload.

    Args:
        data: the whole content.
        name: the file's name as sent.
        allow: kinds accepted here; `html` must be named expressly and is only ever read, never served.

    Raises:
        Refusal: with the reason and the way out, if it is empty, too large, of another kind than its name
            says, not accepted here, damaged, or carries macros, foreign links or a packing bomb.
    """
    shown = safe_name(name)
    if not data:
        raise Refusal(f"“{shown}”是空文件，请重新选择。")
    if len(data) > LARGEST:
        raise Refusal(f"“{shown}”超过{LARGEST // 1024 // 1024} MB，请压缩图片或拆分后重新上传。")
    kind = _kind(data, shown, allow)
    if kind in _PACKAGES:
        packages.check(data)
    if kind in IMAGES:
        pictures.check(data)
    return Checked(kind, KINDS[kind][0], len(data), hashlib.sha256(data).hexdigest(), shown)


def safe_name(name: str) -> str:
    """Return the last part of a name without control characters, at most 120 characters, extension kept."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Cc and Cf: control characters and the right-to-left marks that disguise an extension.
    plain = "".join(character for character in plain if unicodedata.category(character) not in {"Cc", "Cf"})
    plain = re.sub(r'[<>:"|?*]', "_", plain).strip(" .") or "未命名"
    stem, dot, extension = plain.rpartition(".")
    if dot and len(extension) <= 10:
        return f"{stem[: 119 - len(extension)]}.{extension}"
    return plain[:120]


def accept(
    data: bytes, name: str, allow: AbstractSet[str], storage: Storage | None = None
) -> tuple[Checked, str]:
    """Check an upload, clean it if it is a picture, keep it; return what was kept and its stored name.

    Raises:
        Refusal: as `inspect`; nothing is kept then.
    """
    checked = inspect(data, name, allow)
    if checked.kind in IMAGES:
        data = clean_image(data)
        digest = hashlib.sha256(data).hexdigest()
        checked = replace(checked, size=len(data), sha256=digest)
    return checked, store(data, checked.kind, storage)


def store(data: bytes, kind: str, storage: Storage | None = None) -> str:
    """Keep content under its fingerprint and return its name inside the storage.

    The same content is kept once. On a local disk the file appears whole or not at all, even if the process
    is killed.

    Args:
        data: the content, already inspected.
        kind: its kind, for the extension.
        storage: Django storage; the default one if None.
    """
    where = default_storage if storage is None else storage
    digest = hashlib.sha256(data).hexdigest()
    name = f"{digest[:2]}/{digest[2:4]}/{digest}.{KINDS[kind][1][0]}"
    if where.exists(name) and where.size(name) == len(data):
        return name
    if not isinstance(where, FileSystemStorage):
        return where.save(name, ContentFile(data))
    path = Path(where.path(name))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".upload.", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
    return name


def _kind(data: bytes, shown: str, allow: AbstractSet[str]) -> str:
    extension = shown.rpartition(".")[2].lower() if "." in shown else ""
    named = next((kind for kind, (_, extensions) in KINDS.items() if extension in extensions), None)
    if extension in _REMEDIES and extension not in allow:
        raise Refusal(_REMEDIES[extension])
    if named is None or named not in allow:
        raise Refusal(f"这里不接受“{shown}”这类文件，可上传：{_list(allow)}。")
    found = _sniff(data)
    if (
        found == named
        or (found == "txt" and named in _TEXTS)
        or (found == "html" and named in _TEXTS and "html" in allow)
    ):
        return named
    if found in _REMEDIES and found not in allow:
        raise Refusal(_REMEDIES[found])
    raise Refusal(f"“{shown}”的内容不是 .{extension} 格式，可能已损坏或改过扩展名，请重新保存后上传。")


def _sniff(data: bytes) -> str | None:
    """Return the kind by content; `doc` for any old Office file, also `svg`, `zip`, `heic`; else None."""
    if data.startswith(_OLE):
        return "doc"
    if data.startswith(b"PK\x03\x04"):
        return packages.kind(data) or "zip"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    guessed = filetype.guess_mime(data)
    if guessed is not None:
        return _SNIFFED.get(guessed)
    markup = _MARKUP.match(data[:4096].removeprefix(b"\xef\xbb\xbf"))
    if markup:
        return "svg" if markup[1].lower().endswith(b"svg") else "html"
    return "txt" if _is_text(data) else None


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in data:
        return False
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _list(allow: AbstractSet[str]) -> str:
    return "、".join(f".{KINDS[kind][1][0]}" for kind in KINDS if kind in allow)
