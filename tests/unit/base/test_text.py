"""Chinese text: widths, numerals, dates, masking, likeness."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.base import text
from ipweek.base.errors import Refusal


def test_halfwidth():
    assert text.to_halfwidth("Ａｂ１２（３）　：～") == "Ab12(3) :~"
    assert text.to_halfwidth("〔2022〕、。") == "〔2022〕、。"


@given(st.text())
def test_folding_keeps_every_offset(sample):
    assert len(text.fold(sample)) == len(sample)
    assert text.fold(text.fold(sample)) == text.fold(sample)


@pytest.mark.parametrize(
    ("sample", "folded"),
    [
        ("２０日—２６日", "20日-26日"),
        ("“专精特新”", '"专精特新"'),
        ("⼀、活动⽬的", "一、活动目的"),
        ("4月20日～26日\n\t", "4月20日~26日\n\t"),
        ("（一）；", "(一);"),
        ("…㎡", "…㎡"),
        ("甲\u00a0乙", "甲 乙"),
    ],
)
def test_fold(sample, folded):
    assert text.fold(sample) == folded


def test_normalise():
    assert text.normalise("  关于　开展\u200b“宣传周”\n 活动 ") == '关于 开展"宣传周" 活动'


@given(st.text())
def test_normal_form_is_stable(sample):
    once = text.normalise(sample)
    assert text.normalise(once) == once


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (23, "二十三"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_chinese_number(number, numeral):
    assert text.chinese_number(number) == numeral


@pytest.mark.parametrize("number", [-1, 10**13])
def test_chinese_number_bounds(number):
    with pytest.raises(ValueError, match="no Chinese numeral"):
        text.chinese_number(number)


@given(st.integers(0, 10**13 - 1))
def test_numerals_read_back(number):
    assert text.parse_number(text.chinese_number(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("三百二十", "320"),
        ("1.2万", "12000"),
        ("２，０００", "2000"),
        ("1,234,567.89", "1234567.89"),
        ("1 200", "1200"),
        ("十", "10"),
        ("廿三", "23"),
        ("卅", "30"),
        ("两千", "2000"),
        ("三百二", "320"),
        ("一万二", "12000"),
        ("三百零二", "302"),
        ("二〇二二", "2022"),
        ("二零二二", "2022"),
        ("12万5千", "125000"),
        ("1万2", "12000"),
        ("3.5亿", "350000000"),
        ("1.2万亿", "1200000000000"),
        ("5千万", "50000000"),
        ("三点五万", "35000"),
        ("三十五点二", "35.2"),
        ("0.1", "0.1"),
        ("壹佰贰拾", "120"),
        ("三萬", "30000"),
        ("-5", "-5"),
        ("负五", "-5"),
        ("０", "0"),
        ("一亿三千万", "130000000"),
    ],
)
def test_parse_number(written, number):
    assert text.parse_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "abc",
        "三五",
        "七八",
        "十几",
        "一百多",
        "100余",
        "近百",
        "5%",
        "百分之五",
        "1,2345",
        "12,34",
        "1.2.3",
        "10.",
        "5千12万",
        "1万200",
        "两三百",
        "一二三",
        "万",
        "½",
        "٣٤",
        "--5",
        "1e5",
        "NaN",
        "十十",
    ],
)
def test_what_is_no_exact_number_is_refused(written):
    with pytest.raises(Refusal) as caught:
        text.parse_number(written)
    assert str(caught.value) == f"“{written.strip()}”不是一个确定的数，请填写数字，如 1200 或 1.2万。"


@given(st.text(max_size=20) | st.text("零一二三五十百千万亿点0123456789.,两〇 ", max_size=12))
def test_numbers_are_read_or_refused(written):
    try:
        number = text.parse_number(written)
    except Refusal:
        return
    assert number.is_finite()


@given(st.decimals(0, 10**9, places=2))
def test_plain_decimals_read_exactly(number):
    assert text.parse_number(f"{number:,}") == number


def test_dates():
    assert text.cn_date(date(2022, 4, 2)) == "2022年4月2日"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2022-04-20", "2022-04-26", "2022年4月20日至26日"),
        ("2022-04-20", "2022-05-02", "2022年4月20日至5月2日"),
        ("2022-12-30", "2023-01-02", "2022年12月30日至2023年1月2日"),
        ("2022-04-20", "2022-04-20", "2022年4月20日"),
    ],
)
def test_date_range(start, end, written):
    assert text.date_range(date.fromisoformat(start), date.fromisoformat(end)) == written


def test_date_range_backwards():
    with pytest.raises(ValueError, match="ends before it starts"):
        text.date_range(date(2022, 4, 26), date(2022, 4, 20))


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800138000", "138****8000"),
        ("0393-4665719", "0393-***5719"),
        ("03930000001", "0393***0001"),
        ("010-12345678", "010-****5678"),
        ("0000001", "***0001"),
        ("12345", "12345"),
        ("+8613800138000", "138****8000"),
        ("138 0013 8000", "138****8000"),
        ("（0393）4665719", "0393-***5719"),
        ("0393-4665719-801", "**************01"),
        ("", ""),
    ],
)
def test_mask_phone(number, masked):
    assert text.mask_phone(number) == masked


def test_mask_id():
    assert text.mask_id("11010519491231002X") == "110105********002X"
    assert text.mask_id("1101") == "**01"


def test_mask_email():
    assert text.mask_email("someone@example.com") == "s***@example.com"
    assert text.mask_email("@example.com") == "***********"


def test_mask_personal_in_prose():
    prose = (
        "联系人示例甲，电话13800138000、0393-0000001，身份证11010519491231002X，信箱a.b@example.com。"
        "共1380013800份，91410900PDY00001XM"
    )
    assert text.mask_personal(prose) == (
        "联系人示例甲，电话138****8000、0393-***0001，身份证110105********002X，信箱a***@example.com。"
        "共1380013800份，91410900PDY00001XM"
    )


@pytest.mark.parametrize(
    ("prose", "masked"),
    [
        ("电话１３８００１３８０００。", "电话138****8000。"),
        ("电话138-0013-8000，", "电话138****8000，"),
        ("（0393）0000001", "0393-***0001"),
        ("0393－0000001", "0393-***0001"),
        ("１１０１０５１９４９１２３１００２Ｘ", "110105********002X"),
        ("2022年4月20日至26日共发放资料1200份", "2022年4月20日至26日共发放资料1200份"),
        ("濮示办〔2022〕1号", "濮示办〔2022〕1号"),
    ],
)
def test_forms_of_personal_data_in_prose(prose, masked):
    assert text.mask_personal(prose) == masked


@given(st.text(max_size=60) | st.text("0138-@. (（）aX９", max_size=40))
def test_masking_twice_changes_nothing_more(sample):
    once = text.mask_personal(sample)
    assert text.mask_personal(once) == once


def test_bigrams():
    assert text.bigrams("知识 产权！") == ["知识", "识产", "产权"]
    assert text.bigrams("权") == ["权"]
    assert text.bigrams("，。") == []


def test_similarity():
    assert text.similarity("知识产权", "知识产权。") == 1
    assert text.similarity("知识产权", "安全生产") == 0
    assert text.similarity("", "") == 0
    assert text.similarity("市场监管局", "市场监督管理局") == pytest.approx(0.4)


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_symmetric_and_bounded(one, other):
    assert 0 <= text.similarity(one, other) <= 1
    assert text.similarity(one, other) == text.similarity(other, one)


@given(st.text(max_size=30), st.integers(1, 40))
def test_ellipsis_never_exceeds(sample, length):
    short = text.ellipsis(sample, length)
    assert len(short) <= length
    assert short == sample or short.endswith("…")
