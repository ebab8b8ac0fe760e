import pytest

from ipweek.notice.reading import read

from .texts import TAIL, TIME, codes, notice, titles

TWO = ["举办讲座", "发布案例"]


@pytest.mark.parametrize(
    "heading",
    [
        "活动内容",
        "主要活动",
        "活动安排",
        "工作重点",
        "重点工作",
        "主要内容",
        "具体安排",
        "主要任务",
        "工作安排",
        "活动内容及分工",
        "宣传周主要活动",
        "重点活动安排",
        "活动项目",
        "工作重点及责任分工",
    ],
)
def test_headings_of_activities(heading: str) -> None:
    body = (
        f"二、{heading}\n（一）举办讲座。邀请专家授课。\n"
        f"（二）发布案例。\n三、工作要求\n（一）加强领导。\n（二）注重实效。"
    )
    result = read(notice(TIME + body))
    assert (titles(result), len(result["requirements"])) == (TWO, 2)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("（一）", "（二）"),
        ("1.", "2."),
        ("1、", "2、"),
        ("1）", "2）"),
        ("①", "②"),
        ("第一，", "第二，"),
        ("一是", "二是"),
        ("活动1：", "活动2："),
        ("活动一：", "活动二："),
        ("（1）", "（2）"),
        ("⒈", "⒉"),
        ("㈠", "㈡"),
    ],
)
def test_numberings(one: str, two: str) -> None:
    body = f"二、活动内容\n{one}举办讲座。邀请专家授课。\n{two}发布案例。选取五个案例。\n三、工作要求\n加强领导。"
    assert titles(read(notice(TIME + body))) == TWO


def test_decimal_numbering() -> None:
    body = (
        "1. 活动时间\n4月20日至26日\n2. 活动内容\n2.1 举办讲座。邀请专家。"
        "\n2.2 发布案例。\n3. 工作要求\n3.1 加强领导。\n3.2 务实。"
    )
    result = read(notice(body))
    assert [(one["title"], one["clause"]) for one in result["activities"]] == [
        ("举办讲座", "2.1"),
        ("发布案例", "2.2"),
    ]
    assert [one["clause"] for one in result["requirements"]] == ["3.1", "3.2"]


def test_clause_numbers_name_the_way_down() -> None:
    result = read(notice(TIME + "二、活动内容\n（一）举办讲座。\n1.专利。\n（二）发布案例。"))
    assert [one["clause"] for one in result["activities"]] == ["二（一）", "二（二）"]
    assert result["activities"][0]["items"][0]["clause"] == "二（一）1"


def test_semicolons_and_dates_and_ordinals() -> None:
    tail = "\n三、工作要求\n加强领导。"
    assert titles(read(notice(TIME + "二、活动内容\n悬挂横幅；举办讲座；发布案例。" + tail))) == [
        "悬挂横幅",
        *TWO,
    ]
    dated = "二、活动安排\n4月20日，举行启动仪式。\n4月22日至23日，举办培训班。\n4月26日，发布案例。"
    assert [(a["title"], a["start"], a["end"]) for a in read(notice(TIME + dated + tail))["activities"]] == [
        ("举行启动仪式", "2024-04-20", "2024-04-20"),
        ("举办培训班", "2024-04-22", "2024-04-23"),
        ("发布案例", "2024-04-26", "2024-04-26"),
    ]
    listed = "我市拟开展专利讲座、商标咨询、版权展览三项活动。"
    assert titles(read(notice(listed))) == ["专利讲座", "商标咨询", "版权展览"]


@pytest.mark.parametrize(
    "rows",
    [
        (
            "| 序号 | 活动名称 | 时间 | 地点 | 责任单位 |\n|---|---|---|---|---|\n"
            "| 1 | 启动仪式 | 4月20日 | 人民广场 | 甲局 |\n"
            "| 2 | 专利培训 | 4月22日 | 党校 | 乙局 |\n"
        ),
        "序号\t活动名称\t时间\t地点\t责任单位\n1\t启动仪式\t4月20日\t人民广场\t甲局\n2\t专利培训\t4月22日\t党校\t乙局\n",
        "序号 活动名称 时间 地点 责任单位\n1 启动仪式 4月20日 人民广场 甲局\n2 专利培训 4月22日 党校 乙局\n",
        "序号\n活动名称\n时间\n地点\n责任单位\n1\n启动仪式\n4月20日\n人民广场\n甲局\n2\n专利培训\n4月22日\n党校\n乙局\n",
    ],
)
def test_activities_only_in_an_annexed_table(rows: str) -> None:
    text = notice(TIME + "二、活动内容\n详见附件。", tail=TAIL + "\n附件\n活动安排表\n" + rows)
    assert [(a["title"], a["start"], a["place"], a["lead"]) for a in read(text)["activities"]] == [
        ("启动仪式", "2024-04-20", "人民广场", ["甲局"]),
        ("专利培训", "2024-04-22", "党校", ["乙局"]),
    ]


def test_a_form_to_fill_in_is_no_list_of_activities() -> None:
    form = "附件\n活动情况统计表\n序号\t单位\t活动场次\t参加人次\n1\t\t\t\n"
    assert (
        titles(read(notice(TIME + "二、活动内容\n（一）举办讲座。\n（二）发布案例。", tail=TAIL + form)))
        == TWO
    )


def test_other_sections_with_clauses_are_no_activities() -> None:
    body = (
        "二、宣传重点\n（一）宣传专利法。\n（二）宣传商标法。\n三、主要活动\n（一）举办讲座。\n四、组织领导\n（一）成立小组。\n"
        "（二）落实责任。\n五、工作分工\n（一）市局：牵头。\n（二）宣传部：报道。"
    )
    assert titles(read(notice(TIME + body))) == ["举办讲座"]


def test_clauses_under_an_activity_give_its_time_and_place_or_nothing() -> None:
    body = (
        "二、活动内容\n（一）开展广场咨询。\n1.时间：4月24日\n2.地点：中心广场\n（二）悬挂横幅。\n1.尊重知识\n2.崇尚创新\n"
        "三、要求\n（一）重视。"
    )
    assert [(a["title"], a["start"], a["place"]) for a in read(notice(TIME + body))["activities"]] == [
        ("开展广场咨询", "2024-04-24", "中心广场"),
        ("悬挂横幅", None, None),
    ]


def test_headings_glued_to_the_paragraph_before() -> None:
    text = (
        "关于开展2024年知识产权宣传周活动的通知\n各单位：\n现将有关事项通知如下：一、活动时间\n4月20日至26日。二、活动内容\n"
        "（一）举办讲座。（二）发布案例。三、工作要求\n（一）加强领导。（二）注重实效。\n望川市知识产权局\n2024年3月28日"
    )
    result = read(text)
    assert (result["start"], titles(result), len(result["requirements"])) == ("2024-04-20", TWO, 2)


def test_phases_give_the_activities_under_them() -> None:
    body = (
        "二、活动安排\n（一）发动阶段（4月20日）\n广泛发动。\n（二）实施阶段（4月21日至25日）\n1.举办讲座。邀请专家。\n2.发布案例。\n"
        "（三）总结阶段（4月26日）\n总结经验。"
    )
    assert titles(read(notice(TIME + body))) == TWO


def test_lead_and_joining_units_and_modality() -> None:
    body = (
        "二、活动内容\n（一）举办讲座。（牵头单位：市甲局、市乙局；配合单位：各县区）\n"
        "（二）发布案例。从市场监管部门办理的案件中遴选五个案例，版权部门可结合实际遴选案例。"
    )
    one, two = read(notice(TIME + body))["activities"]
    assert (one["lead"], one["with"], one["modality"]) == (["市甲局", "市乙局"], ["各县区"], "must")
    assert two["modality"] == "must"
    assert [(q["n"], q["unit"], q["bound"]) for q in two["quotas"]] == [(5, "个", "exact")]
    assert [(d["who"], d["modality"]) for d in two["duties"]] == [
        ("市场监管部门", "must"),
        ("版权部门", "may"),
    ]


def test_declared_count() -> None:
    result = read(notice(TIME + "二、活动内容\n本次共安排9项活动。\n（一）举办讲座。\n（二）发布案例。"))
    assert "count-differs" in codes(result)
