"""Office files are zip packages: their real kind, and whether they are safe to open."""

import io
import re
import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ipweek.base.errors import Refusal

LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 5000
# Pictures hardly pack, prose about 10:1, empty spreadsheet rows up to 100:1; no document goes beyond 200:1.
HIGHEST_RATIO = 200
_SMALL = 1024 * 1024
_LARGEST_RELATIONS = 8 * _SMALL

_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_MIME_PARTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MACROS = re.compile(r"vbaproject|vbadata|(?:^|/)activex/|(?:^|/)basic/|macrosheets|dialogsheets", re.I)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
# What zipfile raises for packages that are cut, tampered with, locked or packed by an unknown method.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    struct.error,
)
_DAMAGED = "文件已损坏，无法打开，请用 WPS 或 Word 重新保存后上传。"


def kind(data: bytes) -> str | None:
    """Return docx, xlsx, pptx, odt or ods by what the package holds; None for any other or a broken zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "mimetype" in names:
                with package.open("mimetype") as part:
                    return _MIME_PARTS.get(part.read(100).strip())
    except _BROKEN:
        return None
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)


def check(data: bytes) -> None:
    """Refuse a package that is damaged, locked, a packing bomb, or carries macros, paths or foreign links.

    Raises:
        Refusal: with the reason and the way out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_parts(parts)
            for part in parts:
                _check_content(package, part)
    except _BROKEN as error:
        raise Refusal(_DAMAGED) from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Refusal("文件解开后过大，不能上传；请删去多余内容或压缩图片后重新保存。")
    seen = set()
    for part in parts:
        name = part.filename
        if name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name):
            raise Refusal("文件内部路径异常，不能上传；请用 WPS 或 Word 重新保存。")
        if part.flag_bits & 0x1:
            raise Refusal("文件设有打开密码，请取消密码后重新上传。")
        if name.lower() in seen:
            raise Refusal(_DAMAGED)
        seen.add(name.lower())
        if part.file_size > _SMALL and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            raise Refusal("文件压缩比异常，不能上传；请用 WPS 或 Word 重新保存。")
        if _MACROS.search(name):
            raise Refusal("文件带有宏或控件，请另存为不含宏的 .docx 或 .xlsx 后重新上传。")


def _check_content(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part to its end, which proves its stated length and checksum, and look into its XML."""
    name = part.filename.lower()
    head, whole = b"", name.endswith(".rels") or name == "[content_types].xml"
    with package.open(part) as stream:
        while block := stream.read(_SMALL):
            if whole or not head:
                head += block
            if len(head) > _LARGEST_RELATIONS:
                raise Refusal("文件解开后过大，不能上传；请删去多余内容后重新保存。")
    if whole:
        _check_relations(head, name)
    elif name.endswith(".xml") and _has_doctype(head[:4096]):
        raise Refusal("文件内容异常，请用 WPS 或 Word 重新保存后上传。")


def _has_doctype(head: bytes) -> bool:
    # UTF-16 hides the mark behind noughts; no office program writes a document type at all.
    return _DOCTYPE.search(head) is not None or _DOCTYPE.search(head.replace(b"\x00", b"")) is not None


def _check_relations(data: bytes, name: str) -> None:
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refusal(_DAMAGED) from error
    for element in root:
        if "macroenabled" in element.get("ContentType", "").lower():
            raise Refusal("文件带有宏，请另存为不含宏的 .docx 或 .xlsx 后重新上传。")
        # A hyperlink waits to be clicked; a linked template, picture or object is fetched on opening.
        foreign = element.get("TargetMode", "").lower() == "external"
        if name.endswith(".rels") and foreign and not element.get("Type", "").endswith("/hyperlink"):
            raise Refusal("文件引用了外部的模板、图片或对象，请改为嵌入或删除后重新上传。")
