import re
from importlib import resources

import jsonschema
import pytest

from ipweek.notice.reading import FORMAT, read
from ipweek.notice.reading.diagnostics import RULES, SEVERITY, diagnostic
from ipweek.notice.reading.report import CODES, KINDS, table
from ipweek.notice.reading.schema import SCHEMA

from .texts import PLAIN, due, notice


def test_the_table_and_the_diagnostics_as_a_compiler_prints_them() -> None:
    text = notice(
        PLAIN.replace("举办讲座。", "举办讲座。4月22日在图书馆举行，不少于80人。"),
        tail="\n望川市知识产权局\n2024年3月28日\n联系人：王甲 电话：2000719\n",
    )
    assert table(read(text), "通知.txt") == (
        "【文头】\n"
        "  类型      宣传活动通知\n"
        "  标题      望川市知识产权局关于开展2024年知识产权宣传周活动的通知\n"
        "  发文机关  望川市知识产权局\n"
        "  主送机关  各县（区）市场监管局、市直有关单位\n"
        "  落款机关  望川市知识产权局\n"
        "  成文日期  2024-03-28\n"
        "  活动时间  2024-04-20 至 2024-04-26（推定）\n"
        "  活动主题  未找到\n"
        "【活动】2 项\n"
        "   1. 二（一） 举办讲座  〔讲座培训〕\n"
        "      时间 2024-04-22；地点 图书馆；数量 不少于80人\n"
        "   2. 二（二） 发布案例  〔典型案例〕\n"
        "【联系方式】\n"
        "  联系人    王甲\n"
        "  电话      2000719\n"
        "\n"
        "通知.txt: 警告[theme-missing]: 没有找到活动主题\n"
        "    建议：请填写主题\n"
        "通知.txt:8:1: 提示[year-borrowed]: 日期没有写年份，按标题定为 2024 年\n"
        "    4月20日至26日\n"
        "    ^^^^^^^^^^^^^\n"
        "    建议：请核对年份\n"
        "通知.txt:15:5: 提示[contacts-form]: 联系方式没有写成附注\n"
        "    联系人：王甲 电话：2000719\n"
        "            ^^^^\n"
        "    建议：请在成文日期下一行空二字、加圆括号写明联系人和电话\n"
        "通知.txt:15:11: 警告[area-code-missing]: 电话没有区号：2000719\n"
        "    联系人：王甲 电话：2000719\n"
        "                       ^^^^^^^\n"
        "    建议：请补上区号\n"
    )


def test_long_lines_are_cut_around_the_words_concerned() -> None:
    lines = table(
        read(due("各地要认真组织。" * 12 + "各单位于活动结束后一周内报送总结。" + "各地要精心安排。" * 12)),
        "n",
    ).split("\n")
    place = next(i for i, line in enumerate(lines) if "[deadline-rest-day]" in line)
    shown, marks = lines[place + 1], lines[place + 2]
    assert shown.startswith("    …")
    assert shown.endswith("…")
    assert marks.count("^") == 2 * len("活动结束后一周内")


def test_no_campaign_prints_head_and_reason() -> None:
    text = table(
        read(
            "望川市知识产权局\n关于召开会议的通知\n各单位：\n定于近期开会。\n望川市知识产权局\n2024年3月28日"
        ),
        "n",
    )
    assert text.split("\n")[1] == "  类型      不是宣传活动通知"
    assert "n: 提示[not-a-campaign]: " in text


def test_every_diagnostic_has_a_severity_and_words() -> None:
    for code, rule in RULES.items():
        assert rule.severity in SEVERITY
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", code)
        words = dict.fromkeys(re.findall(r"{(\w+)}", rule.message + rule.remedy), "甲")
        one = diagnostic(code, **words)
        assert (one["code"], one["span"], "{" in one["message"] + one["remedy"]) == (code, None, False)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        diagnostic("no-such-code")


def test_every_code_is_raised_somewhere() -> None:
    folder = resources.files("ipweek.notice.reading")
    source = "".join(
        item.read_text(encoding="utf-8")
        for item in folder.iterdir()
        if item.name.endswith(".py") and item.name != "diagnostics.py"
    )
    assert [code for code in RULES if f'"{code}' not in source] == []


def test_the_schema_documents_every_key_and_knows_all_kinds_and_codes() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def walk(part: dict[str, object]) -> None:
        for name, value in (part.get("properties") or {}).items():  # type: ignore[attr-defined]
            assert value.get("description"), name
            walk(value)
        if isinstance(part.get("items"), dict):
            walk(part["items"])  # type: ignore[arg-type]

    walk(SCHEMA)
    properties = SCHEMA["properties"]
    assert properties["format"]["const"] == FORMAT
    assert properties["activities"]["items"]["properties"]["kinds"]["items"]["enum"] == list(KINDS)
    assert properties["deliverables"]["items"]["properties"]["code"]["enum"] == list(CODES)
