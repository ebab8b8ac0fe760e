"""Files without text are refused with one sentence that says what to do."""

import io
import zipfile

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.unit.notice.reading.sources.makers import odt, pdf, repacked, word

from ipweek.base.errors import Refusal
from ipweek.notice.reading.sources import UnreadableFile, load, load_bytes, refusals

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = word("各单位：请认真组织。")
PDF = pdf("各单位：请认真组织。")


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def picture(kind):
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()


def locked_pdf():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="1", user="2"))
    return out.getvalue()


def scanned_pdf():
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(out, "PDF")
    return out.getvalue()


def locked_zip():
    data = bytearray(WORD)
    with zipfile.ZipFile(io.BytesIO(WORD)) as package:
        start = package.start_dir
    data[start + 8] |= 1  # the encryption flag of the first entry
    return bytes(data)


def locked_odt():
    manifest = (
        b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<m:file-entry m:full-path="content.xml">'
        b"<m:encryption-data/></m:file-entry></m:manifest>"
    )
    return repacked(odt(), add={"META-INF/manifest.xml": manifest})


def entity_bomb():
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = bomb + b"<document><body><p>&b;</p></body></document>"
    return repacked(WORD, add={"word/document.xml": body})


def deep():
    body = b"<document><body>" + b"<p>" * 2000 + b"</p>" * 2000 + b"</body></document>"
    return repacked(WORD, add={"word/document.xml": body})


REFUSED = {
    "empty": (b"", "a.txt", refusals.EMPTY),
    "white space": (b" \r\n\x00", "a.docx", refusals.EMPTY),
    "old word": (OLE + b"\x00" * 600, "a.doc", refusals.OLD_WORD),
    "locked word": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", refusals.LOCKED),
    "rtf": (rb"{\rtf1\ansi abc}", "a.doc", refusals.RICH_TEXT),
    "ofd": (archive(**{"OFD.xml": "<OFD/>"}), "a.ofd", refusals.FIXED_LAYOUT),
    "png": (picture("PNG"), "a.png", refusals.PICTURE),
    "jpeg named docx": (picture("JPEG"), "a.docx", refusals.PICTURE),
    "spreadsheet": (archive(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}), "a.xlsx", refusals.SPREADSHEET),
    "slides": (archive(**{"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "a.pptx", refusals.SLIDES),
    "archive": (archive(**{"a.docx": WORD}), "a.zip", refusals.ARCHIVE),
    "macros": (repacked(WORD, add={"word/vbaProject.bin": b"x"}), "a.docm", refusals.MACROS),
    "truncated word": (WORD[: len(WORD) // 2], "a.docx", refusals.BROKEN),
    "broken part": (repacked(WORD, add={"word/document.xml": b"<w:document"}), "a.docx", refusals.BROKEN),
    "locked zip": (locked_zip(), "a.docx", refusals.LOCKED),
    "locked odt": (locked_odt(), "a.odt", refusals.LOCKED),
    "locked pdf": (locked_pdf(), "a.pdf", refusals.LOCKED),
    "truncated pdf": (b"%PDF-1.7\n1 0 obj", "a.pdf", refusals.BROKEN_PDF),
    "scanned pdf": (scanned_pdf(), "a.pdf", refusals.SCAN),
    "entity bomb": (entity_bomb(), "a.docx", refusals.BROKEN),
    "deep": (deep(), "a.docx", refusals.BROKEN),
    "zip bomb": (archive(**{"word/document.xml": b"0" * (8 << 20)}), "a.docx", refusals.BOMB),
    "binary": (bytes(range(256)) * 4, "a.txt", refusals.BINARY),
    "no text": (word(""), "a.docx", refusals.NO_TEXT),
    "empty page": (b"<html><body><script>1</script></body></html>", "a.html", refusals.NO_TEXT),
    "web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "a.mht", refusals.WEB_ARCHIVE),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_the_sentence_that_helps(case):
    data, name, sentence = REFUSED[case]
    with pytest.raises(UnreadableFile) as caught:
        load_bytes(data, name)
    assert caught.value.sentence == sentence
    assert isinstance(caught.value, Refusal)


def test_a_part_longer_than_it_declares_is_refused():
    """The declared size is not believed: the reader stops at the real limit."""
    data = bytearray(archive(**{"word/document.xml": b"0" * 100_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        start = package.start_dir
    data[start + 24 : start + 28] = (50).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        load_bytes(bytes(data), "a.docx")


def test_over_fifty_megabytes(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(refusals.LARGEST_FILE + 1)
    with pytest.raises(UnreadableFile) as caught:
        load(path)
    assert caught.value.sentence == refusals.TOO_LARGE


def test_missing_file_and_folder(tmp_path):
    for path, sentence in ((tmp_path / "无.txt", refusals.MISSING), (tmp_path, refusals.FOLDER)):
        with pytest.raises(UnreadableFile) as caught:
            load(path)
        assert caught.value.sentence == sentence


def test_every_sentence_is_one_sentence():
    sentences = [value for name, value in vars(refusals).items() if name.isupper() and isinstance(value, str)]
    assert len(sentences) > 20
    assert [
        sentence for sentence in sentences if sentence.count("。") != 1 or not sentence.endswith("。")
    ] == []


@given(st.data())
def test_damaged_word_and_pdf_files_never_raise_anything_else(data):
    original = data.draw(st.sampled_from([WORD, PDF]))
    damaged = bytearray(original)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    try:
        answer = load_bytes(bytes(damaged[cut // 4 :]), "a.docx").text
    except UnreadableFile as refusal:
        answer = refusal.sentence
    assert answer.strip()
