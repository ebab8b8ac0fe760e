"""Who owes: wordings of notices as classes of units and words of unit names."""

import pytest

from ipweek.campaign.domain.plan import PlannedUnit
from ipweek.campaign.domain.plan.wording import EVERYBODY, owing, units_that_owe


@pytest.mark.parametrize(
    ("who", "classes", "words"),
    [
        (["各成员单位"], ("member",), ()),
        (["联席会各成员单位"], ("member",), ()),
        (["各县（区）"], ("county", "zone"), ()),
        (["各县(市、区)人民政府"], ("county", "zone"), ()),
        (["市直各成员单位、各县（区）相关知识产权管理部门"], ("member", "county", "zone"), ()),
        (["各相关部门", "各县（区）"], ("member", "county", "zone"), ()),
        (["高新区管委会"], ("zone",), ()),
        (["全市市场监管部门"], (), ("市场监督管理", "市场监管")),
        (["市县（区）司法、版权等相关部门"], (), ("司法", "版权", "宣传部")),
        (["各县区市场监管部门"], ("county", "zone"), ()),
        (["各高校"], ("other",), ()),
        (["各服务站", "各分局"], ("subordinate",), ()),
        (["各系部"], ("other",), ()),
        (["各地"], ("county", "zone"), ()),
    ],
)
def test_wording(who, classes, words):
    found = owing(who)
    assert (found.classes, found.words) == (classes, words)


def test_nobody_named_means_everybody_and_is_said():
    assert (owing([]).classes, owing([]).reason) == (EVERYBODY, "原文未写由谁报送，暂按全部成员单位和县区")


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (["各成员单位"], ""),
        (["各相关部门"], "“各相关部门”未写明具体单位，暂按该类全部单位"),
        (["各位同仁"], "“各位同仁”对应不到单位类别，暂按全部成员单位和县区"),
        (["各成员单位", "各位同仁"], "“各位同仁”对应不到单位，请补选"),
    ],
)
def test_interpretations_carry_their_reason(who, reason):
    assert owing(who).reason == reason


def test_units_match_by_class_or_by_a_word_of_their_name_and_never_the_office():
    office = PlannedUnit(name="市场监督管理局联席办", unit_class="office")
    market = PlannedUnit(name="示例市市场监督管理局", unit_class="member")
    county = PlannedUnit(name="甲县", unit_class="county")
    units = [office, market, county]
    assert units_that_owe(units, ["county"], []) == [county]
    assert units_that_owe(units, [], ["市场监督管理"]) == [market]
    assert units_that_owe(units, ["county"], ["市场监督管理"]) == [market, county]
