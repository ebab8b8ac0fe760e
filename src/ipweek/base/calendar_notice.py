"""Reading the State Council's yearly notice on holidays into days off and days worked. Plain Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest
from typing import Literal, NamedTuple

from ipweek.base.errors import Refusal
from ipweek.base.text import cn_date, normalise

_FESTIVAL = r"元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节"
_ITEM = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十]{{1,3}}\))(?P<numbered>[^\d:。;,]{{2,30}}):"
    rf"|(?P<plain>(?:{_FESTIVAL})(?:[、和](?:{_FESTIVAL}))*):"
)
_TITLE = re.compile(r"国务院办公厅关于(\d{4})年部分节假日安排的\s*通知")
_NUMBER = re.compile(r"国\s?办\s?发\s?明\s?电\s?[〔\[(【](\d{4})[〕\])】](\d+)号")
_DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_COUNT = re.compile(r"共(\d{1,2})天")


class PlanRow(NamedTuple):
    """One day of an arrangement."""

    day: date
    kind: str
    name: str


@dataclass
class ParsedPlan:
    """What was read from a notice, for the preview before the import.

    Attributes:
        year: the year arranged.
        source: title and number of the notice, as far as they stand in the text.
        rows: days off and make-up working days, in order.
        problems: sentences about what does not fit (weekday, number of days, contradictions); somebody must
            look at them before importing.
    """

    year: int
    source: str
    rows: list[PlanRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse_plan(text: str, year: int | None = None) -> ParsedPlan:
    """Read a notice such as “一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。”.

    Args:
        text: the notice, or only its numbered list.
        year: the year arranged, if the text does not name it.

    Raises:
        Refusal: if no year or no arrangement is found.
    """
    plain = normalise(text).replace(" ", "")
    title, number = _TITLE.search(plain), _NUMBER.search(plain)
    if title:
        year = int(title[1])
    elif year is None and (first := re.search(r"(\d{4})年1月1日", plain)):
        year = int(first[1])
    if year is None:
        raise Refusal("未找到年份，请粘贴放假通知全文（含标题），或先选择年份。", field="year")
    source = f"国务院办公厅关于{year}年部分节假日安排的通知" if title else ""
    if number:
        source += f"（国办发明电〔{number[1]}〕{number[2]}号）"
    plan = ParsedPlan(year, source)
    found: dict[date, PlanRow] = {}
    for name, body in _items(plain):
        for row in _Item(plan, name).rows(body):
            earlier = found.setdefault(row.day, row)
            if earlier.kind != row.kind:
                plan.problems.append(f"{cn_date(row.day)}既写放假又写上班，请核对原文。")
    if not found:
        raise Refusal(
            "未识别出放假安排，请粘贴形如“一、元旦：1月1日至3日放假，共3天。”的通知正文。", field="text"
        )
    plan.rows = sorted(found.values())
    return plan


def _items(plain: str) -> Iterator[tuple[str, str]]:
    heads = list(_ITEM.finditer(plain))
    for head, following in zip_longest(heads, heads[1:]):
        body = plain[head.end() : following.start() if following else None]
        yield head["numbered"] or head["plain"], body


class _Item:
    """Reads the sentences of one festival; month and year carry over from one date to the next."""

    def __init__(self, plan: ParsedPlan, name: str) -> None:
        self.plan = plan
        self.name = name
        self.year = plan.year
        self.month: int | None = None

    def rows(self, body: str) -> Iterator[PlanRow]:
        for sentence in re.split("[。;]", body):
            # 鼓励…安排职工在除夕休息 is advice, not an arrangement.
            if not sentence.startswith("鼓励"):
                yield from self._sentence(sentence)

    def _sentence(self, sentence: str) -> Iterator[PlanRow]:
        waiting: list[date] = []
        rested = 0
        # A comma inside brackets (农历…、周日) must not part a date from its weekday.
        for clause in re.split(r",(?![^(]*\))", sentence):
            if re.search("调至|为法定|为公休", clause):
                continue  # the older notices explain each day; the arrangement itself is said beside it
            waiting += self._dates(clause)
            kind = _kind(clause)
            if kind is not None:
                yield from (PlanRow(day, kind, self.name) for day in waiting)
                rested += len(waiting) if kind == "rest" else 0
                waiting = []
            if (count := _COUNT.search(clause)) and rested != int(count[1]):
                self.plan.problems.append(f"{self.name}写明共{count[1]}天，读出{rested}天，请核对原文。")

    def _dates(self, clause: str) -> list[date]:
        days: list[date] = []
        position = 0
        for match in _DATE.finditer(clause):
            day = self._date(match)
            if day is None:
                continue
            joined = clause[position : match.start()] in {"至", "-", "~", "到"}
            if joined and days and 0 < (day - days[-1]).days < 30:
                days += [days[-1] + timedelta(days=step) for step in range(1, (day - days[-1]).days + 1)]
            else:
                days.append(day)
            position = match.end()
        return days

    def _date(self, match: re.Match[str]) -> date | None:
        year, month, number, remark = match.groups()
        if month:
            # Without a year, December in the item of New Year is the one before.
            before = not year and int(month) == 12 and self.name.startswith("元旦")
            self.year = int(year) if year else self.plan.year - before
            self.month = int(month)
        if self.month is None:
            return None
        try:
            day = date(self.year, self.month, int(number))
        except ValueError:
            self.plan.problems.append(f"{self.name}中的“{match[0]}”不是真实日期，请核对原文。")
            return None
        weekday = _WEEKDAY.search(remark or "")
        if weekday and "一二三四五六日".index(weekday[1].replace("天", "日")) != day.weekday():
            self.plan.problems.append(f"{cn_date(day)}不是{weekday[0]}，请核对原文。")
        return day


def _kind(clause: str) -> Literal["rest", "work"] | None:
    if "上班" in clause:
        return "work"
    return "rest" if re.search("放假|补休|休息|调休", clause) else None
