"""Name and address of a campaign."""

import pytest

from ipweek.campaign.domain.plan.naming import campaign_name, slug


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("关于开展2022年濮阳市知识产权宣传周活动的通 知", 2022, "2022年濮阳市知识产权宣传周"),
        ("关于举办2016年松坪市知识产权宣传周的通知", 2016, "2016年松坪市知识产权宣传周"),
        ("关于印发《东浦县2019年“安全生产月”活动实施方案》的通知", 2019, "东浦县2019年“安全生产月”"),
        ("关于认真组织开展科技活动周活动的通知", 2021, "2021年科技活动周"),
        ("关于做好全国防灾减灾日宣传活动有关工作的通知", 2023, "2023年全国防灾减灾日"),
        ("关于做好２０２３年防灾减灾宣传周有关工作的通知", 2023, "2023年防灾减灾宣传周"),
        ("關於舉辦2015年校園讀書節的通知", 2015, "2015年校園讀書節"),
        ("", 2022, "2022年创新有保障"),
        ("", None, "创新有保障"),
    ],
)
def test_campaign_name(title, year, name):
    assert campaign_name(title, year, "创新有保障") == name


@pytest.mark.parametrize(
    ("name", "year", "address"),
    [
        ("2022年濮阳市知识产权宣传周", 2022, "2022-zscqxcz"),
        ("东浦县2019年“安全生产月”", 2019, "2019-aqscy"),
        ("IP Week", None, "ipweek"),
        ("……", None, "campaign"),
    ],
)
def test_slug(name, year, address):
    assert slug(name, year) == address
