"""A plan in plain text."""

from datetime import date

import pytest
from tests.factories.campaign import reading

from ipweek.campaign.domain import plan as planning
from ipweek.campaign.domain.plan import Due, PlannedUnit
from ipweek.campaign.domain.plan.build import Surroundings
from ipweek.campaign.exports import due_words, plan_text

KINDS = {"typical-cases": "典型案例", "five-entries": "“五进”活动", "other": "其他活动"}
UNITS = (PlannedUnit(name="示例市司法局", unit_class="member"),)

WHOLE = """活动周：2022年示例市知识产权宣传周
通知：关于开展2022年示例市知识产权宣传周活动的通知　示知联办〔2022〕1号
主办：示例市知识产权联席会议办公室
时间：2022年4月20日至26日
主题：创新有保障

活动 2 项
  1. 三（一） 发布典型案例（典型案例，5个 典型案例）
  2. 三（二） 开展“五进”活动（“五进”活动，2022年4月21日）

应报事项 3 项，涉及单位 1 家，应报任务 3 项
  1. 四（一） 宣传周活动方案：成员单位、县区、功能区，2022年4月19日，1 家
  2. 四（二） 信息：成员单位，及时，1 家
  3. 四（二） 宣传周活动小结：成员单位、县区、功能区，活动结束后一周内，字面期限2022年5月3日，实际期限2022年5月5日，1 家

推定的内容 3 处，启动前需要确认
  - 应报事项：宣传周活动方案（原文要求制定方案，未写明报送联席会议办公室）
  - 宣传周活动方案，字面期限：2022-04-19（原文没有写报送日期，建议为活动开始前最后一个工作日）
  - 信息，由哪些单位报送：成员单位（“各相关部门”未写明具体单位，暂按该类全部单位）"""


def test_the_whole_plan():
    plan = planning.build(reading(), around=Surroundings(kinds=KINDS, units=UNITS))
    assert plan_text(plan, KINDS) == WHOLE


def test_what_blocks_stands_at_the_end():
    plan = planning.build(reading(campaign=False), around=Surroundings(kinds=KINDS, units=UNITS))
    assert plan_text(plan, KINDS).splitlines()[-2:] == [
        "需要更正 1 处，更正前不能启动",
        "  - 这份文件不是开展宣传活动的通知，不能启动活动周；读取结果仍可查看。请上传活动通知。",
    ]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(rule="promptly", text="及时"), "及时"),
        (Due(rule="none"), "未写期限"),
        (Due(rule="date", literal=date(2022, 4, 19), effective=date(2022, 4, 19)), "2022年4月19日"),
        (
            Due(rule="date", text="于5月3日前", literal=date(2027, 5, 3), missing_year=2027),
            "于5月3日前，2027年5月3日（尚无2027年节假日安排）",
        ),
    ],
)
def test_due_words(due, words):
    assert due_words(due) == words
