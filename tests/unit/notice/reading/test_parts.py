"""The small parts of the reader: folding, marks, numbers, dates, quotas, kinds, names."""

import datetime as dt

import pytest

from ipweek.notice.reading.dates import Years, masked, scan, written_year
from ipweek.notice.reading.flow import fold, joined, run_of
from ipweek.notice.reading.kinds import kinds_of
from ipweek.notice.reading.lexicon.script import SIMPLIFIED, TRADITIONAL
from ipweek.notice.reading.lines import page_of, paragraphs
from ipweek.notice.reading.marks import han_number, marker, to_han
from ipweek.notice.reading.names import is_org, split_names, split_orgs
from ipweek.notice.reading.quotas import read_quotas
from ipweek.notice.reading.sections import roles_of


def test_folding_keeps_every_position() -> None:
    text = "２０２２年４月“關於”——《通知》　（一）∶⼀"
    assert fold(text) == '2022年4月"关于"--《通知》 (一):一'
    assert len(fold(text)) == len(text)


def test_the_table_of_script_is_one_for_one() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))


def test_a_run_knows_where_its_characters_come_from() -> None:
    text = "  甲\u200b乙丙  \n丁"
    first, second = run_of(text, 0, 8), run_of(text, 9, 10)
    whole = joined([first, second])
    assert (whole.text, whole.spans()) == ("甲乙丙丁", [[2, 3], [4, 6], [9, 10]])
    assert [whole.at(place) for place in range(4)] == [2, 4, 5, 9]
    assert whole.cut(1, 3).spans() == [[4, 6]]


def test_page_numbers_and_chrome_are_left_out_and_cut_sentences_joined() -> None:
    page = page_of(
        "首页 > 通知\n以新的发展思想为指导，全面深入贯彻党\n\n- 2 -\n\n的决定精神，做好工作。\n附件：表\n"
    )
    assert [run.text for run in paragraphs(page.lines, page.width)] == [
        "以新的发展思想为指导,全面深入贯彻党的决定精神,做好工作。",
        "附件:表",
    ]


@pytest.mark.parametrize(
    ("text", "scheme", "number", "label"),
    [
        ("一、时间", "一、", 1, "一"),
        ("（十二）举办", "（一）", 12, "（十二）"),
        ("1.讲座", "1.", 1, "1"),
        ("2、讲座", "1.", 2, "2"),
        ("（3）讲座", "（1）", 3, "（3）"),
        ("4）讲座", "（1）", 4, "（4）"),
        ("⑤讲座", "①", 5, "5"),
        ("3.1 讲座", "3.1", 1, "3.1"),
        ("第一，讲座", "第一", 1, "第一"),
        ("二是讲座", "一是", 2, "二是"),
        ("活动1：讲座", "活动1", 1, "活动1"),
    ],
)
def test_marks(text: str, scheme: str, number: int, label: str) -> None:
    mark = marker(fold(text))
    assert mark is not None
    assert (mark.scheme, mark.number, mark.label) == (scheme, number, label)


@pytest.mark.parametrize("text", ["2022年", "一、二等奖", "4.20—4.26", "十佳", "一是否", "（见附件）"])
def test_no_marks(text: str) -> None:
    mark = marker(fold(text))
    assert mark is None or mark.scheme == "row"


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十六", 26), ("一百二十", 120), ("两千", 2000), ("三", 3), ("12", 12), ("甲", None)],
)
def test_han_numbers(text: str, value: int | None) -> None:
    assert han_number(text) == value


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_to_han(number: int, text: str) -> None:
    assert to_han(number) == text


def test_years() -> None:
    assert (
        written_year("二〇二二"),
        written_year("2022"),
        written_year("20xx"),
        masked("20xx"),
        masked("今"),
    ) == (2022, 2022, None, True, False)
    years = Years(2024, "title")
    found = scan("12月25日至1月5日")[0]
    assert (years.start(found), years.end(found)) == (dt.date(2024, 12, 25), dt.date(2025, 1, 5))
    assert years.borrowed


@pytest.mark.parametrize("text", ["三个月内", "2021—2035年", "GB 50180", "9.5米", "濮阳日报", "26日内"])
def test_what_is_no_date(text: str) -> None:
    assert scan(fold(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每期不少于80人", [(80, "人", "min")]),
        ("十大典型案例", [(10, "个", "exact")]),
        ("案例1—2个", [(1, "个", "min"), (2, "个", "max")]),
        ("发放资料2万册", [(20000, "册", "exact")]),
        ("签约3000万元", [(3000, "万元", "exact")]),
        ("一场以上", [(1, "场", "min")]),
        ("约300人参加", [(300, "人", "approx")]),
        ("限报10幅", [(10, "幅", "max")]),
        ("2000余份", [(2000, "份", "approx")]),
        ("遴选五个案例", [(5, "个", "exact")]),
        ("1,200册", [(1200, "册", "exact")]),
        ("第一次会议", []),
        ("4月20日", []),
        ("2024年", []),
        ("一等奖10名", [(10, "名", "exact")]),
        ("党的二十大精神", []),
        ("5个工作日内", []),
        ("走访企业100家以上", [(100, "家", "min")]),
    ],
)
def test_quotas(text: str, expected: list[tuple[float, str, str]]) -> None:
    folded = fold(text)
    found = read_quotas(run_of(folded, 0, len(folded)))
    assert [(one["n"], one["unit"], one["bound"]) for one in found] == expected


@pytest.mark.parametrize(
    ("title", "body", "kinds"),
    [
        ("举行启动仪式", "举办讲座", ["launch"]),
        ("编印维权保护手册", "融典型案例、维权渠道于一体", ["handbook"]),
        ("开展专项检查", "", ["enforcement"]),
        ("发布典型案例", "通过发布会、网站发布", ["typical-cases"]),
        ("召开新闻发布会", "发布十大典型案例", ["typical-cases"]),
        ("开展质押融资银企对接", "", ["pledge-finance"]),
        ("地理标志产品线上展览", "", ["gi-expo"]),
        ("组织知识竞赛", "", ["quiz"]),
        ("评选先进集体和先进个人", "", ["honours"]),
        ("开展年度计划项目申报", "", ["project-call"]),
        ("开展“五进”活动", "广泛开展咨询服务", ["five-entries"]),
        ("举办专题培训", "", ["training"]),
        ("自由活动", "", ["other"]),
    ],
)
def test_kinds(title: str, body: str, kinds: list[str]) -> None:
    assert kinds_of(fold(title), fold(body)) == kinds


@pytest.mark.parametrize(
    "name",
    ["望川市知识产权局", "团  委", "中共望川市委宣传部", "甲局  乙局", "某县“质量月”活动领导小组办公室"],
)
def test_names_of_bodies(name: str) -> None:
    assert is_org(fold(name))


@pytest.mark.parametrize("text", ["一、加强领导。", "有关事项通知如下", "2024年3月28日", "联系电话"])
def test_no_names_of_bodies(text: str) -> None:
    assert not is_org(fold(text))


def test_lists_of_names() -> None:
    text = "各县（区、市）局，市直有关单位"
    folded = fold(text)
    assert [folded[a:b] for a, b in split_names(folded)] == ["各县(区、市)局", "市直有关单位"]
    assert [fold("甲市教育局 乙市科技局")[a:b] for a, b in split_orgs("甲市教育局 乙市科技局")] == [
        "甲市教育局",
        "乙市科技局",
    ]


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("活动时间", ("time",)),
        ("时间与主题", ("theme", "time")),
        ("活动时间及内容", ("time", "activities")),
        ("宣传重点", ("focus",)),
        ("组织领导", ("organisation",)),
        ("工作要求", ("requirements",)),
        ("总体要求", ("guiding",)),
        ("活动分工", ("organisation",)),
        ("海报作品格式", ("specs",)),
        ("其他事项", ("other",)),
        ("活动形式", ("forms",)),
        ("加强组织领导", ()),
    ],
)
def test_roles_of_headings(heading: str, roles: tuple[str, ...]) -> None:
    assert roles_of(heading) == roles
