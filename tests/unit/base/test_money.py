"""Money in yuan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.base import money
from ipweek.base.errors import Refusal


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("3000", "3000.00"),
        ("3,000元", "3000.00"),
        ("1.2万元", "12000.00"),
        ("1.2万", "12000.00"),
        ("¥500", "500.00"),
        ("￥５００．５", "500.50"),
        ("人民币五十万元整", "500000.00"),
        ("3亿元", "300000000.00"),
        ("200.55元", "200.55"),
        ("0", "0.00"),
        ("12万5千元", "125000.00"),
    ],
)
def test_parse(written, yuan):
    assert str(money.parse(written)) == yuan


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "请填写金额，如 3000元 或 1.2万元。"),
        ("若干元", "“若干元”不是金额，请填写数字和单位，如 3000元 或 1.2万元。"),
        ("-5元", "金额不能为负数，请核对。"),
        ("0.005元", "金额最多精确到分，请保留两位小数。"),
        ("2万亿元", "金额超过一万亿元，请核对单位是元还是万元。"),
    ],
)
def test_refused(written, sentence):
    with pytest.raises(Refusal) as caught:
        money.parse(written)
    assert str(caught.value) == sentence


def test_negative_where_allowed():
    assert money.parse("-5元", negative=True) == Decimal("-5.00")


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("12345", "12,345元"),
        ("12345.6", "12,345.60元"),
        ("0.005", "0.01元"),
        ("0", "0元"),
        ("-3.5", "-3.50元"),
    ],
)
def test_format_yuan(yuan, written):
    assert money.format_yuan(Decimal(yuan)) == written


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("12345", "1.23万元"),
        ("12350", "1.24万元"),
        ("12000000", "1,200万元"),
        ("0", "0万元"),
        ("-10", "0万元"),
        ("100000", "10万元"),
    ],
)
def test_format_wan(yuan, written):
    assert money.format_wan(Decimal(yuan)) == written


def test_halves_are_rounded_up():
    assert money.round_fen(Decimal("2.345")) == Decimal("2.35")
    assert money.round_fen(Decimal("2.335")) == Decimal("2.34")
    assert money.round_fen(Decimal("-2.345")) == Decimal("-2.35")


def test_finer_than_a_fen_is_no_fen():
    with pytest.raises(ValueError, match="finer than a fen"):
        money.to_fen(Decimal("0.005"))


@given(st.integers(-(10**14), 10**14))
def test_fen_there_and_back(fen):
    assert money.to_fen(money.from_fen(fen)) == fen


@given(st.integers(0, 10**14))
def test_what_is_shown_can_be_typed(fen):
    yuan = money.from_fen(fen)
    assert money.parse(money.format_yuan(yuan)) == yuan
