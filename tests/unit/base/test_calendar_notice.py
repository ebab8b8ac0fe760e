"""Reading holiday notices: real ones of several years against the built-in calendar, and what does not fit."""

from datetime import date, timedelta

import pytest

from ipweek.base import calendar
from ipweek.base.calendar_notice import PlanRow, parse_plan
from ipweek.base.errors import Refusal

# The arrangements the State Council's office published (public facts); dates and wording as printed.
NOTICES = {
    2010: """国务院办公厅关于2010年部分节假日安排的通知 国办发明电〔2009〕27号
一、元旦：1月1日至3日放假公休，共3天。
二、春节：2月13日至19日放假调休，共7天。2月20日（星期六）、21日（星期日）上班。
三、清明节：4月3日至5日放假公休，共3天。
四、劳动节：5月1日至3日放假公休，共3天。
五、端午节：6月14日至16日放假调休，共3天。6月12日（星期六）、13日（星期日）上班。
六、中秋节：9月22日至24日放假调休，共3天。9月19日（星期日）、25日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。""",
    2016: """国务院办公厅关于2016年
部分节假日安排的通知
国 办 发明电〔2015〕18号
一、元旦：1月1日放假，与周末连休。
二、春节：2月7日至13日放假调休，共7天。2月6日（星期六）、2月14日（星期日）上班。
三、清明节：4月4日放假，与周末连休。
四、劳动节：5月1日放假，5月2日（星期一）补休。
五、端午节：6月9日至11日放假调休，共3天。6月12日（星期日）上班。
六、中秋节：9月15日至17日放假调休，共3天。9月18日（星期日）上班。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。""",
    2017: """国务院办公厅关于2017年部分节假日安排的通知（国办发明电〔2016〕17号）
一、元旦：1月1日放假，1月2日（星期一）补休。
二、春节：1月27日至2月2日放假调休，共7天。1月22日（星期日）、2月4日（星期六）上班。
三、清明节：4月2日至4日放假调休，共3天。4月1日（星期六）上班。
四、劳动节：5月1日放假，与周末连休。
五、端午节：5月28日至30日放假调休，共3天。5月27日（星期六）上班。
六、中秋节、国庆节：10月1日至8日放假调休，共8天。9月30日（星期六）上班。""",
    2022: """国务院办公厅关于2022年部分节假日安排的通知 国办发明电〔2021〕11号
一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。""",
    2024: """国务院办公厅关于2024年部分节假日安排的通知 国办发明电〔2023〕7号
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班。 国务院办公厅 2023年10月25日""",
    2026: """国务院办公厅关于2026年部分节假日安排的通知 国办发明电〔2025〕7号
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期，推动错峰出行。""",
}
NOTICE_2019 = """国务院办公厅关于2019年部分节假日安排的通知 国办发明电〔2018〕15号
一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日放假。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。"""


@pytest.fixture(autouse=True)
def built_in_only():
    former = calendar.use(None)
    yield
    calendar.use(former)


def every_day(year):
    return [
        date(year, 1, 1) + timedelta(days=step)
        for step in range(366)
        if (date(year, 1, 1) + timedelta(days=step)).year == year
    ]


@pytest.mark.parametrize("year", NOTICES)
def test_a_real_notice_gives_the_built_in_year(year):
    plan = parse_plan(NOTICES[year])
    assert plan.problems == []
    assert plan.year == year
    assert plan.source == calendar.year_plan(year).source
    expected = [calendar.is_working_day(day) for day in every_day(year)]
    rest = {row.day: row.name for row in plan.rows if row.kind == "rest"}
    work = {row.day: row.name for row in plan.rows if row.kind == "work"}
    calendar.use(lambda: {year: calendar.YearPlan(year, plan.source, rest, work)})
    assert [calendar.is_working_day(day) for day in every_day(year)] == expected


def test_days_of_the_december_before():
    plan = parse_plan(NOTICE_2019)
    assert plan.problems == []
    assert plan.rows[:4] == [
        PlanRow(date(2018, 12, 29), "work", "元旦"),
        PlanRow(date(2018, 12, 30), "rest", "元旦"),
        PlanRow(date(2018, 12, 31), "rest", "元旦"),
        PlanRow(date(2019, 1, 1), "rest", "元旦"),
    ]


def test_december_without_a_year_is_the_one_before():
    plan = parse_plan("一、元旦：12月30日至1月1日放假，共3天。12月29日上班。", year=2019)
    assert [row.day for row in plan.rows] == [
        date(2018, 12, 29),
        date(2018, 12, 30),
        date(2018, 12, 31),
        date(2019, 1, 1),
    ]
    assert plan.problems == []


def test_list_without_numbers():
    plan = parse_plan(
        "元旦：2022年1月1日至3日放假，共3天。\n清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。"
    )
    assert (plan.year, len(plan.rows), plan.source, plan.problems) == (2022, 7, "", [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("一、元旦：2022年1月1日（周五）放假。", "2022年1月1日不是周五，请核对原文。"),
        ("一、元旦：2022年1月1日至3日放假，共4天。", "元旦写明共4天，读出3天，请核对原文。"),
        (
            "一、元旦：2022年1月1日放假。二、春节：2月30日放假。",
            "春节中的“2月30日”不是真实日期，请核对原文。",
        ),
        ("一、元旦：2022年1月1日放假。1月1日上班。", "2022年1月1日既写放假又写上班，请核对原文。"),
    ],
)
def test_what_does_not_fit_is_said(text, problem):
    assert parse_plan(text).problems == [problem]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "未找到年份，请粘贴放假通知全文（含标题），或先选择年份。"),
        ("一、元旦：1月1日放假。", "未找到年份，请粘贴放假通知全文（含标题），或先选择年份。"),
        (
            "国务院办公厅关于2022年部分节假日安排的通知",
            "未识别出放假安排，请粘贴形如“一、元旦：1月1日至3日放假，共3天。”的通知正文。",
        ),
    ],
)
def test_unusable_text_is_refused(text, sentence):
    with pytest.raises(Refusal) as caught:
        parse_plan(text)
    assert str(caught.value) == sentence
