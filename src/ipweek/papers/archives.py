"""Opening office files from outside: size, bomb, macro and link checks before any library reads them."""

import io
import re
import zipfile

from lxml import etree

from ipweek.base.errors import Refusal

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_MEMBERS = 5000
MAX_RATIO = 200
"""Unpacked to packed size of one member over 1 MB; real office XML stays below 100."""

_MACRO_NAMES = re.compile(r"(?i)(^|/)(vbaProject|vbaData)\.|(^|/)(activeX|macrosheets|dialogsheets)/")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAFE_LINK = re.compile(r"(?i)^(https?://|mailto:)")


class FileRefusal(Refusal):
    """The uploaded file cannot be taken."""


def is_old_office(data: bytes) -> bool:
    """Whether the file is a binary Office file of before 2007 (.xls, .doc)."""
    return data.startswith(_OLE)


def checked(data: bytes, kind: str) -> zipfile.ZipFile:
    """The opened zip of a docx or xlsx after the safety checks.

    Args:
        data: the uploaded bytes.
        kind: what it should be, in the words of the sentence, such as Excel表格.

    Raises:
        FileRefusal: too large, encrypted, damaged, a bomb, with macros or with data outside the file.
    """
    if len(data) > MAX_BYTES:
        raise FileRefusal(f"文件超过50兆字节，请删减图片等内容后重新上传{kind}。")
    if is_old_office(data):
        if _ENCRYPTED in data:
            raise FileRefusal("文件设有打开密码，请取消密码后重新上传。")
        raise FileRefusal("文件是旧版格式，请在Word、Excel或WPS中另存为docx或xlsx后重新上传。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefusal(f"文件不是{kind}，或已损坏，请重新导出后上传。") from error
    _check_members(infos)
    if any(_MACRO_NAMES.search(info.filename) for info in infos):
        raise FileRefusal("文件含有宏或控件，不能接收。请另存为不含宏的docx或xlsx后重新上传。")
    for info in infos:
        if info.filename == "[Content_Types].xml" or info.filename.endswith(".rels"):
            _check_part(_member(archive, info.filename))
    return archive


def _check_members(infos: list[zipfile.ZipInfo]) -> None:
    bomb = (
        len(infos) > MAX_MEMBERS
        or sum(info.file_size for info in infos) > MAX_UNPACKED
        or any(
            info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(1, info.compress_size)
            for info in infos
        )
    )
    if bomb:
        raise FileRefusal("文件解压后异常庞大，不能接收。请复制所需内容到新文件后重新上传。")
    if any(info.flag_bits & 0x1 for info in infos):
        raise FileRefusal("文件设有密码，请取消密码后重新上传。")
    for info in infos:
        if info.filename.startswith(("/", "\\")) or ".." in info.filename.split("/"):
            raise FileRefusal("文件结构异常，不能接收。请复制所需内容到新文件后重新上传。")


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise FileRefusal("文件已损坏，请重新导出后上传。") from error


def _check_part(content: bytes) -> None:
    """Refuse macro content types and parts that live outside the file."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileRefusal("文件结构异常，不能接收。请复制所需内容到新文件后重新上传。")
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise FileRefusal("文件已损坏，请重新导出后上传。") from error
    for element in root:
        told = (element.get("ContentType") or "") + (element.get("Type") or "")
        if "macroEnabled" in told or "vbaProject" in told:
            raise FileRefusal("文件含有宏，不能接收。请另存为不含宏的docx或xlsx后重新上传。")
        outside = element.get("TargetMode") == "External"
        target = element.get("Target") or ""
        if outside and not (told.endswith("/hyperlink") and _SAFE_LINK.match(target)):
            raise FileRefusal("文件引用了外部文件或模板，不能接收。请断开外部链接后重新上传。")
