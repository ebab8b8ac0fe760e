import pytest

from ipweek.notice.reading import read

from .texts import TIME, codes, notice

BODY = "\n四、活动内容\n（一）举办讲座。\n（二）发布案例。"
PAIR = "加强保护 激励创新"


@pytest.mark.parametrize(
    ("written", "theme"),
    [
        ("三、活动主题\n“加强保护 激励创新”", PAIR),
        ("三、活动主题：加强保护，激励创新。", "加强保护，激励创新"),
        ("三、活动主题 加强保护激励创新", "加强保护激励创新"),
        ("三、主题\n今年宣传周的主题是“加强保护 激励创新”。", PAIR),
        ("围绕“加强保护 激励创新”主题，扎实做好宣传。", PAIR),
        ("本次活动以“加强保护 激励创新”为主题。", PAIR),
        ("三、宣传主题\n加强保护\n激励创新", "加强保护激励创新"),
        ("紧扣“加强保护 激励创新”这一主题开展活动。", PAIR),
        ("活动主题为：加强保护激励创新。", "加强保护激励创新"),
    ],
)
def test_where_a_theme_may_stand(written: str, theme: str) -> None:
    assert read(notice(TIME + written + BODY))["theme"] == theme


def test_two_themes() -> None:
    body = TIME + "三、活动主题\n全国主题：加强保护 激励创新\n我市主题：望川有知产" + BODY
    assert read(notice(body))["themes"] == [PAIR, "望川有知产"]


def test_other_kinds_of_theme_are_none() -> None:
    assert (
        read(notice(TIME + "二、活动内容\n（一）举办“青春有约”主题党日活动。\n（二）发布案例。"))["themes"]
        == []
    )


def test_themes_that_differ_are_reported() -> None:
    body = (
        TIME
        + "二、活动主题\n加强保护激励创新"
        + BODY
        + "\n五、工作要求\n围绕“守护品牌共创未来”主题开展宣传。"
    )
    result = read(notice(body))
    assert result["theme"] == "加强保护激励创新"
    assert codes(result).count("theme-differs") == 1


@pytest.mark.parametrize(
    ("written", "themes"),
    [
        ("活动以“加强保护”和“激励创新”为主题。", ["加强保护", "激励创新"]),
        ("以加强保护 激励创新为主题开展宣传。", [PAIR]),
        ("三、主题和口号\n（一）主题：加强保护，激励创新。\n（二）口号：人人参与。", ["加强保护，激励创新"]),
        (
            "三、时间与主题\n（一）时间：4月20日至26日。\n（二）主题：加强保护，激励创新。",
            ["加强保护，激励创新"],
        ),
        ("本次宣传周以“人人参与”为口号。", []),
        ("三、活动主题\n“加强保护” “激励创新”", ["加强保护", "激励创新"]),
        ("开展“我身边的法”主题征文比赛。", []),
    ],
)
def test_two_themes_and_what_is_none(written: str, themes: list[str]) -> None:
    assert read(notice(TIME + written + BODY))["themes"] == themes


@pytest.mark.parametrize("line", ["——加强保护 激励创新", "（主题：加强保护 激励创新）"])
def test_a_theme_under_the_title(line: str) -> None:
    text = notice(TIME + BODY).replace("活动的通知\n", f"活动的通知\n{line}\n", 1)
    assert read(text)["theme"] == PAIR
