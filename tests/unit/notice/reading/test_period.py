import pytest

from ipweek.notice.reading import read

from .texts import PLAIN, TIME, codes, notice

WEEK = ("2024-04-20", "2024-04-26")
BODY = "二、活动内容\n（一）举办讲座。\n（二）发布案例。"


def period(text: str) -> tuple[str | None, str | None]:
    result = read(text)
    return result["start"], result["end"]


@pytest.mark.parametrize(
    "written",
    [
        "2024年4月20日至26日",
        "4月20日至26日",
        "4月20日—26日",
        "4月20日-4月26日",
        "4月20-26日",
        "20日-4月26日",
        "2024年4月20日——2024年4月26日",
        "4月20号到26号",
        "4月20日（星期六）至4月26日（星期五）",
        "2024.4.20-4.26",
        "2024-04-20至2024-04-26",
        "２０２４年４月２０日至２６日",
        "二〇二四年四月二十日至二十六日",
        "2024年4月20日上午9：00至4月26日",
        "自4月20日起至4月26日止",
        "4月20日起，为期一周",
    ],
)
def test_every_way_of_writing_a_week(written: str) -> None:
    assert period(notice(f"一、活动时间\n{written}。\n{BODY}")) == WEEK


@pytest.mark.parametrize("written", ["自4月中旬起", "即日起至4月底", "4月下旬", "4月20日前后"])
def test_loose_times_are_said_and_never_become_days(written: str) -> None:
    result = read(notice(f"一、活动时间\n{written}。\n{BODY}"))
    assert (result["start"], result["end"]) == (None, None)
    assert "period-loose" in codes(result)


def test_whole_month() -> None:
    assert period(notice(f"一、活动时间\n2024年5月\n{BODY}")) == ("2024-05-01", "2024-05-31")


def test_one_day_is_start_and_end_and_not_the_date_of_signing() -> None:
    result = read(notice(f"一、活动时间\n2024年4月26日\n{BODY}"))
    assert (result["start"], result["end"], result["signed_on"]) == ("2024-04-26", "2024-04-26", "2024-03-28")


def test_period_in_the_first_sentence() -> None:
    assert period(notice("定于4月20日至26日在全市开展知识产权宣传周活动。\n一" + BODY[1:])) == WEEK


def test_year_from_the_sign_off_is_marked() -> None:
    result = read(notice(PLAIN, head="关于开展知识产权宣传周活动的通知\n各单位：\n现通知如下：\n"))
    assert (result["start"], result["end"]) == WEEK
    assert result["inferred"]["/start"] == "原文没有写年份，按落款日期定为2024年"
    assert "year-borrowed" in codes(result)


def test_no_year_anywhere() -> None:
    result = read(
        notice(PLAIN, "关于开展知识产权宣传周活动的通知\n各单位：\n现通知如下：\n", "\n望川市知识产权局\n")
    )
    assert (result["start"], result["end"]) == (None, None)
    assert "year-missing" in codes(result)


def test_a_masked_year_is_not_replaced() -> None:
    head = "关于开展20xx年知识产权宣传周活动的通知\n各单位：\n"
    text = notice(PLAIN.replace("4月20日", "20xx年4月20日"), head, "\n望川市知识产权局\n20xx年3月28日")
    result = read(text)
    assert (result["start"], result["end"], result["signed_on"]) == (None, None, None)
    assert result["signed_by"] == "望川市知识产权局"
    assert "year-masked" in codes(result)


def test_the_time_of_something_else_is_not_the_period() -> None:
    assert period(
        notice("二、活动内容\n（一）举办讲座。\n（二）发布案例。\n三、报名时间\n4月1日至5日\n")
    ) == (None, None)


def test_dates_outside_the_period() -> None:
    result = read(notice(TIME + "二、活动内容\n（一）举办讲座。5月6日在图书馆举行。\n（二）发布案例。"))
    assert [one["message"] for one in result["diagnostics"] if one["code"] == "date-outside"] == [
        "活动“举办讲座”的日期 2024-05-06 不在活动期间 2024-04-20 至 2024-04-26 内"
    ]


def test_a_month_that_is_the_campaign() -> None:
    text = notice("2024年6月是第23个全国“安全生产月”，现就有关事项通知如下：\n一" + BODY[1:])
    assert period(text.replace("2024年知识产权宣传周", "2024年“安全生产月”")) == ("2024-06-01", "2024-06-30")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("活动月为6月，6月10日至16日为集中宣传周。", ("2024-06-01", "2024-06-30")),
        ("4月的第三周（4月15日至21日）", ("2024-04-15", "2024-04-21")),
        (
            "（一）筹备阶段（4月10日前）。\n（二）集中宣传阶段（4月20日至26日）。\n（三）总结阶段（5月1日至10日）。",
            WEEK,
        ),
        ("（一）动员部署（4月10日前）。\n（二）组织实施（4月20日至26日）。\n（三）总结评估。", WEEK),
        ("（一）筹备阶段（4月10日前）。\n（二）总结阶段（5月10日前）。", (None, None)),
    ],
)
def test_of_several_times_the_one_of_the_campaign(
    written: str, expected: tuple[str | None, str | None]
) -> None:
    assert period(notice(f"一、活动时间\n{written}\n{BODY}")) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("根据4月1日至3日会议精神，定于4月20日至26日开展宣传周活动。", WEEK),
        ("4月20日至26日为第24个知识产权宣传周。", WEEK),
        ("去年4月20日至26日我市举办了宣传周。", (None, None)),
        ("今年4月是知识产权宣传月。", ("2024-04-01", "2024-04-30")),
    ],
)
def test_times_of_something_else_are_not_the_period(
    sentence: str, expected: tuple[str | None, str | None]
) -> None:
    assert period(notice(sentence + "\n" + BODY)) == expected
