"""Numbers in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.campaign.domain import metrics
from ipweek.campaign.enums import Bound
from ipweek.reporting.domain.summary import wording


@pytest.mark.parametrize(
    ("value", "bound", "expected"),
    [
        ("1200", "exact", "1200人次"),
        ("1200", "more", "1200余人次"),
        ("150", "more", "150余人次"),
        ("1203", "more", "不少于1203人次"),
        ("1250", "more", "不少于1250人次"),
        ("7", "more", "不少于7人次"),
        ("300", "less", "近300人次"),
        ("347", "less", "不足347人次"),
        ("347", "approx", "约347人次"),
        ("1000.00", "exact", "1000人次"),
        ("23.50", "exact", "23.5人次"),
    ],
)
def test_exactness_is_said_with_the_right_word(value, bound, expected):
    assert wording.amount(Decimal(value), "人次", bound) == expected


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("sessions", "开展活动12场次"),
        ("attendances", "12人次参加"),
        ("copies", "发放资料12份"),
        ("filed_cases", "立案查处12件"),
        ("loan_amount", "质押融资金额12万元"),
    ],
)
def test_a_figure_is_said_as_summaries_do(metric, expected):
    assert wording.phrase(metric, Decimal(12), "exact") == expected


def test_every_metric_can_be_said():
    for metric in metrics.every():
        assert f"12{metric.unit}" in wording.phrase(metric.code, Decimal(12), "exact")


@given(st.integers(0, 10**9), st.sampled_from(Bound.values))
def test_the_number_itself_is_never_changed(value, bound):
    digits = "".join(
        character for character in wording.amount(Decimal(value), "份", bound) if character.isdigit()
    )
    assert digits == str(value)
