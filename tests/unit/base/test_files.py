"""Uploads: what they really are, whether they are sound, where they are kept."""

import hashlib
import io
import os
import zipfile
from functools import partial

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from docx import Document
from openpyxl import Workbook
from PIL import Image

from ipweek.base import files, packages, pictures
from ipweek.base.errors import Refusal

ALL = frozenset(files.KINDS) - {"html"}
GPS_IFD = 0x8825


def docx(**changes):
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("关于开展宣传周活动的通知")
    document.save(out)
    return repacked(out.getvalue(), **changes)


def xlsx():
    out = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "单位"
    book.save(out)
    return out.getvalue()


def odt(mimetype=b"application/vnd.oasis.opendocument.text"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", mimetype)
        package.writestr("content.xml", "<office/>")
    return out.getvalue()


def repacked(data, add=None, replace=None):
    """Return the package with parts added, or replaced by a function of the old content."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(
                part.filename, replace.get(part.filename, lambda same: same)(content) if replace else content
            )
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def picture(form="JPEG", size=(60, 40), mode="RGB", **save):
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode != "RGBA" else (255, 0, 0, 128)).save(out, form, **save)
    return out.getvalue()


def located(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "示例相机".encode("gb18030").hex()
    exif.get_ifd(GPS_IFD)[2] = (35.0, 45.0, 0.0)
    return exif


def refusal(data, name, allow=ALL):
    with pytest.raises(Refusal) as caught:
        files.inspect(data, name, allow)
    return str(caught.value)


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [
        (docx, "通知.docx", "docx"),
        (xlsx, "名单.XLSX", "xlsx"),
        (odt, "通知.odt", "odt"),
        (lambda: b"%PDF-1.7\n...", "通知.pdf", "pdf"),
        (picture, "照片.jpeg", "jpg"),
        (partial(picture, "PNG"), "图.png", "png"),
        (partial(picture, "WEBP"), "图.webp", "webp"),
        ("关于开展".encode, "通知.txt", "txt"),
        (lambda: "关于开展".encode("gb18030"), "通知.txt", "txt"),
        (lambda: "关于开展".encode("utf-16"), "通知.md", "md"),
        (lambda: b"a,b\n1,2\n", "表.csv", "csv"),
    ],
)
def test_sound_files_pass(make, name, kind):
    data = make()
    checked = files.inspect(data, name, ALL)
    assert checked == files.Checked(
        kind, files.KINDS[kind][0], len(data), hashlib.sha256(data).hexdigest(), name
    )


def test_web_page_only_where_it_is_asked_for():
    page = "\ufeff<!-- 注 --><!DOCTYPE html><html><body>通知</body></html>".encode()
    assert refusal(page, "通知.html") == "不接受网页文件，请另存为 .docx 或 PDF 后重新上传。"
    assert refusal(page, "通知.txt") == "不接受网页文件，请另存为 .docx 或 PDF 后重新上传。"
    assert files.inspect(page, "通知.html", {"html"}).kind == "html"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "通知.docx", "“通知.docx”是空文件，请重新选择。"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100,
            "通知.doc",
            "旧版 .doc 文件无法安全读取，请用 WPS 或 Word 另存为 .docx 后重新上传。",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100,
            "通知.docx",
            "旧版 .doc 文件无法安全读取，请用 WPS 或 Word 另存为 .docx 后重新上传。",
        ),
        (b"x", "通知.wps", ".wps 文件无法安全读取，请用 WPS 另存为 .docx 后重新上传。"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "图.png",
            "不接受 SVG 图形，请导出为 PNG 后重新上传。",
        ),
        (b"<?xml version='1.0'?>\n<svg/>", "图.svg", "不接受 SVG 图形，请导出为 PNG 后重新上传。"),
        (b"PK\x03\x04rest", "通知.docx", "不接受压缩包，请解压后逐个上传文件。"),
        (
            b"\x00\x01\x02\x03",
            "通知.txt",
            "“通知.txt”的内容不是 .txt 格式，可能已损坏或改过扩展名，请重新保存后上传。",
        ),
        (
            b"%PDF-1.7",
            "通知.docx",
            "“通知.docx”的内容不是 .docx 格式，可能已损坏或改过扩展名，请重新保存后上传。",
        ),
        (b"MZ" + b"\x90" * 200, "程序.exe", "这里不接受“程序.exe”这类文件，可上传：.pdf、.docx。"),
    ],
)
def test_refusals(data, name, sentence):
    allow = {"pdf", "docx"} if name.endswith("exe") else ALL
    assert refusal(data, name, allow) == sentence


def test_too_large(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 3 * 1024 * 1024)
    assert refusal(b"x" * (3 * 1024 * 1024 + 1), "大.txt") == "“大.txt”超过3 MB，请压缩图片或拆分后重新上传。"


RELS = "word/_rels/document.xml.rels"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def with_relation(kind):
    link = (
        b'<Relationship Id="rX" Type="'
        + OFFICE
        + kind
        + b'" Target="https://example.com/x" TargetMode="External"/>'
    )
    return docx(replace={RELS: lambda old: old.replace(b"</Relationships>", link + b"</Relationships>")})


def test_a_hyperlink_is_harmless_a_foreign_template_is_not():
    assert files.inspect(with_relation(b"hyperlink"), "通知.docx", ALL).kind == "docx"
    assert refusal(with_relation(b"attachedTemplate"), "通知.docx") == (
        "文件引用了外部的模板、图片或对象，请改为嵌入或删除后重新上传。"
    )


MACROS = "文件带有宏或控件，请另存为不含宏的 .docx 或 .xlsx 后重新上传。"


@pytest.mark.parametrize(
    "part",
    ["word/vbaProject.bin", "word/activeX/activeX1.xml", "xl/macrosheets/sheet1.xml", "Basic/script.xml"],
)
def test_macros_are_refused(part):
    assert refusal(docx(add={part: b"x"}), "通知.docx") == MACROS


def test_macro_content_type_is_refused():
    data = docx(
        replace={
            "[Content_Types].xml": lambda old: old.replace(
                b"wordprocessingml.document.main", b"macroEnabled.main"
            )
        }
    )
    assert refusal(data, "通知.docx") == "文件带有宏，请另存为不含宏的 .docx 或 .xlsx 后重新上传。"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "word\\..\\..\\evil.xml", "C:evil.xml"])
def test_paths_out_of_the_package_are_refused(name):
    assert (
        refusal(docx(add={name: b"x"}), "通知.docx")
        == "文件内部路径异常，不能上传；请用 WPS 或 Word 重新保存。"
    )


def test_packing_bomb_is_refused():
    assert refusal(docx(add={"word/big.xml": b"0" * 5_000_000}), "通知.docx") == (
        "文件压缩比异常，不能上传；请用 WPS 或 Word 重新保存。"
    )


def test_too_much_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "LARGEST_UNPACKED", 100_000)
    assert refusal(docx(add={"word/media/a.bin": os.urandom(100_000)}), "通知.docx") == (
        "文件解开后过大，不能上传；请删去多余内容或压缩图片后重新保存。"
    )


def test_a_part_longer_than_it_says_is_damaged():
    data = bytearray(docx(add={"word/big.bin": os.urandom(4000)}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        size = package.getinfo("word/big.bin").file_size
    central = data.rindex(b"word/big.bin") - 46
    assert data[central : central + 4] == b"PK\x01\x02"
    data[central + 24 : central + 28] = (size - 100).to_bytes(4, "little")
    assert refusal(bytes(data), "通知.docx") == packages._DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(encoding):
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode(encoding)
    assert (
        refusal(docx(add={"word/evil.xml": evil}), "通知.docx")
        == "文件内容异常，请用 WPS 或 Word 重新保存后上传。"
    )
    assert refusal(docx(replace={RELS: lambda _: evil}), "通知.docx") == packages._DAMAGED


def test_locked_package_is_refused():
    data = bytearray(docx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place != -1:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    assert refusal(bytes(data), "通知.docx") == "文件设有打开密码，请取消密码后重新上传。"


def test_cut_package_is_refused():
    assert refusal(docx()[:-200], "通知.docx") == "不接受压缩包，请解压后逐个上传文件。"


def test_cut_picture_is_refused():
    assert (
        refusal(picture(size=(400, 400))[:500], "照片.jpg")
        == "图片已损坏，无法打开，请重新拍摄或另存后上传。"
    )


def test_too_many_pixels_are_refused_before_unpacking(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 2000)
    assert refusal(picture(), "照片.jpg") == "图片像素过大（60×40），请缩小后重新上传。"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\文件\\通知.docx", "通知.docx"),
        ("../../etc/passwd", "passwd"),
        ("通知\u202excod.exe", "通知xcod.exe"),
        ("a\x00\n.txt", "a.txt"),
        ('甲"乙<丙>.pdf', "甲_乙_丙_.pdf"),
        ("...", "未命名"),
        ("", "未命名"),
        ("长" * 200 + ".docx", "长" * 115 + ".docx"),
    ],
)
def test_safe_name(name, shown):
    assert files.safe_name(name) == shown


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_clean_picture_carries_nothing(form):
    data = picture(form, exif=located())
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS_IFD)
    clean = Image.open(io.BytesIO(files.clean_image(data)))
    assert (clean.format, clean.size, dict(clean.getexif())) == (form, (60, 40), {})
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(clean.info)
    assert b"Exif" not in files.clean_image(data)


def test_clean_picture_stands_upright():
    assert Image.open(io.BytesIO(files.clean_image(picture(exif=located(6))))).size == (40, 60)
    assert pictures.check(picture(exif=located(6))) == (40, 60)


def test_clean_picture_is_made_smaller_but_never_larger():
    assert Image.open(io.BytesIO(files.clean_image(picture(size=(400, 100)), max_side=200))).size == (200, 50)
    assert Image.open(io.BytesIO(files.clean_image(picture(size=(40, 10)), max_side=200))).size == (40, 10)


def test_transparency_and_cmyk():
    assert Image.open(io.BytesIO(files.clean_image(picture("PNG", mode="RGBA")))).mode == "RGBA"
    assert Image.open(io.BytesIO(files.clean_image(picture("JPEG", mode="CMYK")))).mode == "RGB"


def test_colour_profile_is_applied_and_dropped():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for icc in (profile, b"broken"):
        clean = Image.open(io.BytesIO(files.clean_image(picture(icc_profile=icc))))
        assert (clean.mode, clean.info.get("icc_profile")) == ("RGB", None)


def test_other_pictures_are_refused():
    with pytest.raises(Refusal, match="图片已损坏"):
        files.clean_image(picture("BMP"))


def test_store_keeps_the_same_content_once(tmp_path):
    storage = FileSystemStorage(tmp_path)
    name = files.store(b"abc", "txt", storage)
    assert name == "ba/78/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.txt"
    assert files.store(b"abc", "txt", storage) == name
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name[6:]]
    assert (tmp_path / name).read_bytes() == b"abc"


def test_store_mends_a_file_cut_short(tmp_path):
    storage = FileSystemStorage(tmp_path)
    name = files.store(b"abc", "txt", storage)
    (tmp_path / name).write_bytes(b"a")
    assert files.store(b"abc", "txt", storage) == name
    assert (tmp_path / name).read_bytes() == b"abc"


def test_store_without_local_paths():
    storage = InMemoryStorage()
    name = files.store(b"abc", "txt", storage)
    with storage.open(name) as kept:
        assert kept.read() == b"abc"


def test_accept_cleans_pictures_and_describes_what_is_kept(tmp_path):
    storage = FileSystemStorage(tmp_path)
    checked, name = files.accept(picture(exif=located()), "照片.jpg", ALL, storage)
    kept = (tmp_path / name).read_bytes()
    assert (checked.size, checked.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert (checked.kind, checked.safe_name) == ("jpg", "照片.jpg")
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}


def test_a_refused_upload_is_not_kept(tmp_path):
    with pytest.raises(Refusal):
        files.accept(b"<html>", "照片.jpg", ALL, FileSystemStorage(tmp_path))
    assert list(tmp_path.iterdir()) == []
