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
