import pytest

from ipweek.notice.reading import read

from .texts import codes, due


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("各单位于9月13日前报送活动总结。", [("活动总结", "2024-09-13")]),
        ("活动总结报送截止时间为5月10日。", [("活动总结", "2024-05-10")]),
        ("各单位于活动结束后一周内报送总结。", [("总结", "2024-05-03")]),
        ("宣传周结束后5个工作日内，将总结报市局。", [("总结", "2024-05-07")]),
        ("活动结束后三日内将总结交办公室。", [("总结", "2024-04-29")]),
        ("请将活动总结报送至市局，报送时间截至2024年5月6日24:00。", [("活动总结", "2024-05-06")]),
        ("每周五前报送工作信息。", [("工作信息", None)]),
        (
            "请于4月15日前报送活动方案和联络员名单，5月10日前报送总结、照片。",
            [("活动方案和联络员名单", "2024-04-15"), ("总结、照片", "2024-05-10")],
        ),
        ("信息要及时报送市局。", []),
        ("各单位务必于4月底前完成排查整改。", []),
        (
            "各县区要在5月5日前，将工作总结、典型案例及统计表报送市局办公室。",
            [("工作总结、典型案例及统计表", "2024-05-05")],
        ),
        ("方案于4月10日前、总结于5月10日前报市局。", [("方案", "2024-04-10"), ("总结", "2024-05-10")]),
        ("4月30日前上报活动开展情况。", [("活动开展情况", "2024-04-30")]),
        ("自通知印发之日起5个工作日内报送联络员名单。", [("联络员名单", "2024-04-07")]),
        ("请于月日前将总结报市局。", [("总结", None)]),
        ("总结报告请于5月上旬前报市局。", [("总结报告", "2024-05-10")]),
        ("活动结束后10天内形成书面总结报市局。", [("书面总结", "2024-05-06")]),
        ("请于4月12日（星期五）下班前，将本单位活动方案报送至邮箱。", [("活动方案", "2024-04-12")]),
        ("最迟不超过5月8日报送总结。", [("总结", "2024-05-08")]),
        ("报名截止时间为4月15日。", []),
    ],
)
def test_deadlines(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one["what"], one["date"]) for one in read(due(sentence))["deadlines"]] == expected


def test_each_activity_and_recurring_have_no_day_but_a_rule() -> None:
    result = read(due("每项活动结束后两日内报送信息，每周五前报送进展。"))
    assert [(d["due"]["rule"], d["due"]["date"]) for d in result["deliverables"]] == [
        ("each_activity", None),
        ("recurring", None),
    ]


def test_promptly_and_plans_without_a_day_are_deliverables_but_no_deadlines() -> None:
    result = read(
        due(
            "各单位要制定活动方案，明确专人负责。各地的信息及经验做法，要及时上报市局，并在活动结束后一周内报送小结。"
        )
    )
    found = [(d["code"], d["due"]["rule"], d["modality"]) for d in result["deliverables"]]
    assert found == [
        ("plan", "none", "must"),
        ("person", "none", "must"),
        ("brief", "promptly", "must"),
        ("practice", "promptly", "must"),
        ("summary", "after_end", "must"),
    ]
    assert [one["what"] for one in result["deadlines"]] == ["小结"]
    assert set(result["inferred"]) >= {"/deliverables/0", "/deliverables/1"}
    assert codes(result).count("plan-no-day") == 2
    assert codes(result).count("promptly-no-date") == 1


def test_a_plan_with_a_day_is_not_asked_twice() -> None:
    result = read(due("各单位要制定活动方案。请于4月10日前报送活动方案。"))
    assert [(d["code"], d["due"]["rule"]) for d in result["deliverables"]] == [("plan", "date")]


def test_who_and_to_whom() -> None:
    one = read(due("各县（区）市场监管局于5月5日前将总结报送市局办公室。"))["deliverables"][0]
    assert (one["who"], one["to"]) == (["各县（区）市场监管局"], "市局办公室")
    assert read(due("请于5月10日前将调查表报送市局。"))["deliverables"][0]["to"] == "市局"


def test_encouraged_and_may() -> None:
    assert [d["modality"] for d in read(due("鼓励各地于5月5日前报送典型案例。"))["deliverables"]] == [
        "encouraged"
    ]


def test_rest_day_and_next_working_day() -> None:
    result = read(due("各单位于活动结束后一周内报送总结。"))
    assert [one["remedy"] for one in result["diagnostics"] if one["code"] == "deadline-rest-day"] == [
        "次一工作日为 2024-05-06；请确认是否顺延"
    ]


def test_unknown_year_of_the_calendar_is_said() -> None:
    text = due("宣传周结束后5个工作日内报送总结。").replace("2024年", "2031年")
    result = read(text)
    assert result["deadlines"][0]["date"] is None
    assert "calendar-missing" in codes(result)


def test_a_deadline_of_the_next_year() -> None:
    text = (
        due("各单位于1月10日前报送总结。")
        .replace("4月20日至26日", "12月1日至7日")
        .replace("3月28日", "11月20日")
    )
    assert read(text)["deadlines"][0]["date"] == "2025-01-10"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "活动方案报送截止时间为4月10日，活动总结报送截止时间为5月6日。",
            [("活动方案", "2024-04-10"), ("活动总结", "2024-05-06")],
        ),
        ("请于4月10日、5月6日前分别报送方案和总结。", [("方案", "2024-04-10"), ("总结", "2024-05-06")]),
        (
            "4月8日前报名单，4月15日、4月22日前分别报进展情况。",
            [("名单", "2024-04-08"), ("进展情况", "2024-04-15"), ("进展情况", "2024-04-22")],
        ),
        (
            "5月6日前，各县区报送总结；参加评选的，同时提交推荐表。",
            [("总结", "2024-05-06"), ("推荐表", "2024-05-06")],
        ),
        (
            "5月6日前报送总结，5月10日前推荐先进集体1个。",
            [("总结", "2024-05-06"), ("先进集体", "2024-05-10")],
        ),
        ("征集短视频，每县推荐3部，5月6日前报送。", [("短视频", "2024-05-06")]),
        ("活动名称和简介请于4月10日前报科技处。", [("活动名称和简介", "2024-04-10")]),
        ("应在收到检查结果之日起15日内提交整改报告。", [("整改报告", None)]),
        ("活动总结请于活动结束后  日内交局办公室。", [("活动总结", None)]),
        ("请于4月10日前将联络员（姓名、职务、电话）报市局。", [("联络员名单", "2024-04-10")]),
        ("请于5月10日前完成集团总结并报送安委办。", [("集团总结", "2024-05-10")]),
        ("于5月6日前将开展情况（附件3）加盖公章后扫描发送至邮箱。", [("开展情况", "2024-05-06")]),
        ("4月底前完成自查，5月10日前将自查报告报市局。", [("自查报告", "2024-05-10")]),
        ("市局将于5月10日前通报各地报送情况。", []),
        ("6月底前，开展有奖举报，各单位要积极参与。", []),
        ("请于4月10日前报送。", [("材料", "2024-04-10")]),
        (
            "市直各单位于4月25日前、各县（区）于4月30日前将总结报市局。",
            [("总结", "2024-04-25"), ("总结", "2024-04-30")],
        ),
    ],
)
def test_each_day_has_its_own_thing(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one["what"], one["date"]) for one in read(due(sentence))["deadlines"]] == expected


def test_a_term_without_a_day_keeps_its_words_and_says_so() -> None:
    result = read(due("收到通报之日起5个工作日内提交报告，每周五下班前报送信息。"))
    assert [(one["text"], one["date"], one["recurring"]) for one in result["deadlines"]] == [
        ("收到通报之日起5个工作日内", None, None),
        ("每周五下班前", None, "每周五下班前"),
    ]
    assert codes(result).count("deadline-undated") == 1
    assert "plan-no-day" not in codes(result)


def test_someone_in_charge_is_named_as_an_office_would() -> None:
    assert [d["what"] for d in read(due("各单位要明确专人负责。"))["deliverables"]] == ["专门负责人员"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("各单位于5月6日前将总结报市局，信息简报及时报送。", ["总结", "信息简报"]),
        ("各单位要确定1名联络员。", ["联络员"]),
        ("宣传周期间发生突发事件，要及时报告市局。", ["突发事件"]),
        ("各单位活动开展情况于5月6日前报市局。", ["活动开展情况"]),
        ("4月10日前抓紧制定具体实施方案报市局。", ["具体实施方案"]),
    ],
)
def test_a_deliverable_has_a_clean_name(sentence: str, expected: list[str]) -> None:
    assert [one["what"] for one in read(due(sentence))["deliverables"]] == expected
