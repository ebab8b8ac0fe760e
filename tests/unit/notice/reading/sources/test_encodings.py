"""Text in every encoding of Chinese offices."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.notice.reading.sources import UnreadableFile, load_bytes

TEXT = "关于开展2022年宣传周活动的通知\n\n各成员单位：\n　　请于5月3日前报送小结（附件1）。"
ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
EVERYDAY = bytes.fromhex(
    "".join(f"{lead:02x}{trail:02x}" for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF))
).decode("gb2312")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end(encoding, newline):
    data = TEXT.replace("\n", newline).encode(encoding)
    assert load_bytes(data, "通知.txt").text == TEXT


def test_utf16_big_endian_with_mark():
    assert load_bytes(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "a.txt").text == TEXT


def test_big5():
    text = "關於開展宣傳活動的通知，請各單位遵照執行，並於五月三日前報送總結。"
    assert load_bytes(text.encode("big5"), "a.txt").text == text


def test_gbk_words_that_are_valid_utf8_are_not_mistaken():
    text = "码盲描秒"  # every byte pair also forms a two-byte UTF-8 character
    assert load_bytes(text.encode("gbk"), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_strewn_nul_bytes_are_dropped(encoding):
    data = TEXT.encode(encoding).replace(b"\n", b"\n\x00\x00") + b"\x00" * 7
    assert load_bytes(data, "a.txt").text == TEXT


def test_invisible_and_control_characters_are_dropped():
    noisy = "各\u200b单\u00ad位\x07：\x0c请办\ufeff理。" + TEXT
    assert load_bytes(noisy.encode(), "a.txt").text == "各单位：\n请办理。" + TEXT


def test_a_few_damaged_bytes_are_noted():
    data = TEXT.encode().replace("请".encode(), b"\xe8\xaf")
    source = load_bytes(data, "a.txt")
    assert source.text == TEXT.replace("请", "\ufffd")
    assert source.notes == ["有1处字符已损坏，无法识别，请对照原件核对。"]


@given(
    st.text(
        alphabet=st.sampled_from(EVERYDAY + "，。、；：（）《》“”0123456789\n"), min_size=24, max_size=200
    ),
    st.sampled_from(ENCODINGS),
)
def test_everyday_text_survives_every_encoding(text, encoding):
    text = "各单位：" + text.strip("\n") + "。"
    assert load_bytes(text.encode(encoding), "a.txt").text == text


@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.html", "a.odt", "a.md", ""]))
def test_any_bytes_give_text_or_a_refusal(data, name):
    try:
        answer = load_bytes(data, name).text
    except UnreadableFile as refusal:
        answer = refusal.sentence
    assert answer.strip()
    assert "\r" not in answer
