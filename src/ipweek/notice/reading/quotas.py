"""Numbers an activity is to reach: 不少于80人, 2期, 十大典型案例, 1—2个, 2万册."""

from __future__ import annotations

import re
from typing import Any

from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.marks import han_number

_UNITS = (
    "人次|批次|人|名|位|场次|场|次|期|家次|家|份|册|本|篇|条|个|支|所|幅|部|件|项|张|块|台|辆|套|站|户|处|字|例|起|段|首|组|队|班|堂|节|课时|学时|分钟|小时|天|"
    "万元|亿元|元|平方米|款|批|版|面|只|盒|种|类|对|盏|株|棵|公里|米|村|校|轮|档|集|季|人份|枚|封|大"
)
_HAN = "一二三四五六七八九十百千两"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|[{_HAN}]{{1,6}})"
_MIN = r"(?:不少于|不得少于|不低于|至少|不小于|超过|不下于|达到(?=\d+\D{1,3}以上)|力争(?:达到)?|最少|多于)"
_MAX = r"(?:不超过|不多于|不得超过|限报?|至多|最多|不高于|限额|限(?:推荐|报送|报|选|荐)|控制在)"
_APPROX = r"(?:(?<![签合预条节违契])约|大约|近|左右|预计)"
_QUOTA = re.compile(
    rf"(?<![\d.第年月{_HAN}])(?P<n>{_NUMBER}) ?(?P<big>[万亿千百])?(?P<more>多|余|几)?"
    rf"(?: ?(?:-|至|到"
    rf"|~) ?(?P<n2>{_NUMBER}) ?(?P<big2>[万亿千百])?)? ?(?P<unit>{_UNITS})(?P<tail>\(.{{1,4}}\))?(?P<after>以上"
    rf"|以内|以下|左右|之内)?"
)
_BOUND = re.compile(rf"(?P<b>{_MIN}|{_MAX}|{_APPROX})[\u3400-\u9fff]{{0,4}}$")
_NOT_WHAT = frozenset("上下午前后内外等的和与及或为是在")


def read_quotas(run: Run) -> list[dict[str, Any]]:
    """The quotas of a run: n (万 and 亿 converted except in money), unit, what, bound, and span in the run."""
    text = run.text
    found: list[dict[str, Any]] = []
    for match in _QUOTA.finditer(text):
        unit, number = match["unit"], match["n"]
        if not _counts(text, match):
            continue
        value = _value(number, match["big"])
        if value is None:
            continue
        money = unit.endswith("元")
        if money and match["big"] in ("万", "亿"):
            unit, value = match["big"] + "元", _value(number, None) or 0
        item: dict[str, Any] = {
            "n": value,
            "unit": "个" if unit == "大" else unit,
            "unit_at": match.span("unit"),
            "what": _what(text, match),
            "bound": _bound(text, match),
            "at": (match.start("n"), match.end("unit")),
        }
        second = _value(match["n2"], match["big2"] or match["big"]) if match["n2"] else None
        if second is not None:
            found.append(item | {"bound": "min"})
            found.append(item | {"n": second, "bound": "max"})
        else:
            found.append(item)
    return found


def _value(number: str, big: str | None) -> int | float | None:
    plain = number.replace(",", "")
    value: float | int | None
    if re.fullmatch(r"\d+\.\d+", plain):
        value = float(plain)
    else:
        value = int(plain) if plain.isdigit() and len(plain) < 13 else han_number(plain)
    if value is None:
        return None
    value *= {"万": 10**4, "亿": 10**8, "千": 1000, "百": 100}.get(big or "", 1)
    return int(value) if value == int(value) else value


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a number with a unit is a quantity (not 第一次, 一等奖, part of a date or of a phrase)."""
    number, unit = match["n"], match["unit"]
    before = text[max(match.start("n") - 2, 0) : match.start("n")]
    after = text[match.end("unit") : match.end("unit") + 4]
    if before.endswith("党的") or _NO_NUMBER.search(before) or re.match(r"等奖", after):
        return False
    if unit == "大":
        return number in _GREAT and bool(
            re.match(r'(?!力|量|型|家|众|学|会|道|战略|小|的|以来)[\u3400-\u9fff"《]', after)
        )
    if unit in ("个", "次") and re.match(r"月|工作日|小时|百分|星期|方面|环节|阶段|时期|五年", after):
        return False
    if number[0] not in _HAN:
        return unit not in ("日", "号")
    bounded = (
        bool(match["after"]) or _BOUND.search(text[max(match.start() - 10, 0) : match.start()]) is not None
    )
    return bounded or _han_counts(number, unit, before, after)


_NO_NUMBER = re.compile(r"(?:第|星期|周|之|同|逐|统|专|万无|唯|进|全|\d)$")
_GREAT = frozenset(("十", "五", "六", "八", "三", "四", "七", "九", "二十", "百"))


def _han_counts(number: str, unit: str, before: str, after: str) -> bool:
    """Whether a number in Han digits counts: 一次班会 does, 一个目标 and 这一次 do not."""
    if unit in ("天", "小时", "分钟", "季", "年", "面", "级", "日", "号"):
        return False
    if unit in ("次", "场", "节", "期", "堂"):
        return not re.match(r"性|次|又|以来|方面", after) and not before.endswith(
            tuple("再这那每某初下上本此前")
        )
    if number in ("一", "两") and unit in ("条", "项", "个", "批", "线", "对", "方", "类", "种", "段"):
        return bool(re.match(r"典型|优秀|精品|案例", after))
    return not (number == "一" and unit in ("家", "人", "校", "村", "册", "户", "班", "队", "组"))


def _bound(text: str, match: re.Match[str]) -> str:
    before = _BOUND.search(text[max(match.start() - 10, 0) : match.start()])
    bound, after = before["b"] if before else "", match["after"] or ""
    if (re.fullmatch(_MIN, bound) and not bound.startswith("力争")) or after == "以上":
        return "min"
    if re.fullmatch(_MAX, bound) or after in ("以内", "以下", "之内"):
        return "max"
    if bound in ("约", "大约", "近", "预计") or after == "左右" or match["more"]:
        return "approx"
    return "exact"


def _what(text: str, match: re.Match[str]) -> str:
    """The thing counted: what follows the number, else what stands before it."""
    after = re.match(
        r"(?:以上|左右|以内)?(?:的)?([\u3400-\u9fffA-Za-z\"《》]{1,14})", text[match.end("unit") :]
    )
    if (
        after
        and after[1][0] not in _NOT_WHAT
        and not re.match(r"(?:参加|参与|参赛|开展|进行|到|共|以上)", after[1])
    ):
        return after[1].strip('"')
    before = re.search(r"([\u3400-\u9fffA-Za-z\"《》()、]{1,16})[ ,:(]{0,2}$", text[: match.start()])
    if before:
        words = re.sub(rf"(?:{_MIN}|{_MAX}|{_APPROX}|各|每)+$", "", before[1])
        words = re.sub(
            r"^(?:.*(?:组织|举办|开展|召开|发放|印发|走访|遴选|评选|设立?|达到|安排|制作|刊播|邀请|共|和|各|的))(?=.{2})",
            "",
            words,
        )
        words = re.sub(rf"^(?:{_UNITS})?[、,]+", "", words)
        return words.strip('"、()')
    return after[1] if after else ""
