"""Dates as notices write them, and the year that goes with a day without one.

Grammar: 2022年4月20日至26日, 20日—4月26日, 5月25-28日, 2022.4.20-4.26, 2022-04-20, 二〇二二年四月二十日, 2023年5月,
4月下旬, 6月底. A masked year (20xx年) is known as such; a loose time (4月下旬) never becomes a day.
"""

from __future__ import annotations

import calendar as months
import re
from dataclasses import dataclass, field
from datetime import date

from ipweek.notice.reading.marks import han_number

_WEEKDAY = r"(?: ?\((?:星期|周|礼拜)?[一二三四五六日天七末、,至\-]{1,6}\)| ?(?:星期|周)[一二三四五六日天])?"
_CLOCK = r"(?: ?(?:上午|下午|中午|晚上?|早上|全天)?(?: ?\d{1,2} ?[:时点](?: ?\d{2}(?!\d))?分?(?:整)?)?)"
_YEAR = (
    r"(?:(?P<y{n}>(?:19|20)\d\d|[一二][〇零0九一二三四五六七八]{{3}}|(?:19|20)?[xX*×?某_]{{2,4}}"
    r"|今|本|明|次|翌|当|去|上) ?年 ?(?:的 ?)?)"
)
_MONTH = r"(?P<m{n}>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月 ?"
_DAY = (
    r"(?P<d{n}>3[01]|[12]\d|0?[1-9]|三十一?|卅一?|(?:二十|廿)[一二三四五六七八九]?"
    r"|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_TO = r" ?(?:-{1,2}|至|到|或) ?"
_FREE = r"(?<![\d年.A-Za-z])"


def _part(shape: str, n: int) -> str:
    return shape.format(n=n)


_RANGE = (
    rf"{_part(_YEAR, 1)}?{_part(_MONTH, 1)}{_part(_DAY, 1)}(?: ?[日号])?{_WEEKDAY}{_CLOCK}{_TO}"
    rf"(?:{_part(_YEAR, 2)}?{_part(_MONTH, 2)})?{_part(_DAY, 2)} ?[日号]{_WEEKDAY}"
)
_LATE_MONTH = (
    rf"{_FREE}{_part(_DAY, 3)} ?[日号]{_WEEKDAY}{_TO}"
    rf"(?:{_part(_YEAR, 3)}?{_part(_MONTH, 3)})?{_part(_DAY, 4)} ?[日号]{_WEEKDAY}"
)
_MONTHS = (
    rf"{_part(_YEAR, 5)}?(?P<m5>1[0-2]|0?[1-9]|[一二三四五六七八九十]{{1,2}})(?: ?月份?)?(?P<x5>[上中下]旬|初|底"
    rf"|末)?{_TO}{_part(_YEAR, 6)}?{_part(_MONTH, 6)}(?:份)?(?P<x6>[上中下]旬|初|底|末)?(?! ?\d)"
)
_POINT = (
    rf"{_part(_YEAR, 7)}?{_part(_MONTH, 7)}(?:份 ?)?(?:{_part(_DAY, 7)} ?[日号](?!报[社纸》]){_WEEKDAY}"
    rf"|(?P<x7>[上中下]旬|初|底|末|中)|(?! ?\d))"
)
_ISO = (
    r"(?<![\d.])(?P<y8>(?:19|20)\d\d)[-./](?P<m8>1[0-2]|0?[1-9])[-./](?P<d8>3[01]|[12]\d|0?[1-9])(?![\d])"
    r"(?: ?(?:-{1,2}|至|到) ?(?:(?P<y9>(?:19|20)\d\d)[-./])?(?:(?P<m9>1[0-2]"
    r"|0?[1-9])[-./])?(?P<d9>3[01]|[12]\d|0?[1-9])(?![\d:.]))?"
)
_DOTTED = (
    r"(?<![\d.])(?P<m10>1[0-2]|0?[1-9])[./](?P<d10>3[01]|[12]\d|0?[1-9]) ?(?:-{1,2}|至"
    r"|到) ?(?P<m11>1[0-2]|0?[1-9])[./](?P<d11>3[01]|[12]\d|0?[1-9])(?![\d.%])"
)
_DATE = re.compile(f"{_RANGE}|{_LATE_MONTH}|{_MONTHS}|{_POINT}|{_ISO}|{_DOTTED}")
_GROUPS = ((1, 2), (3, 4), (5, 6), (7, 0), (8, 9), (10, 11))
_LOOSE_AFTER = re.compile(r" ?(?:前后|左右|期间前后)")
_RELATIVE = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "翌": 1, "去": -1, "上": -1}
Part = tuple[str | None, int | None, int | None]


@dataclass(slots=True)
class When:
    """A date or a stretch of dates in a text.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        first: Year as written (None, four digits, a mask, or 今 明 …), month, day.
        last: The same of the end of a stretch, None for a single time.
        loose: 旬, 初, 底, 末, 前后 …: no day can be named. Empty for exact times.
    """

    start: int
    end: int
    first: Part
    last: Part | None
    loose: str = ""

    @property
    def whole_month(self) -> bool:
        """Whether only a month is named."""
        return self.first[2] is None and not self.loose


def scan(text: str) -> list[When]:
    """All dates of a folded text, in order."""
    if not any(char in text for char in "月日号/.-"):
        return []
    found: list[When] = []
    for match in _DATE.finditer(text):
        groups = match.groupdict()
        one, two = next(pair for pair in _GROUPS if groups.get(f"m{pair[0]}") or groups.get(f"d{pair[0]}"))
        first = _read(groups, one)
        last = _read(groups, two) if two and (groups.get(f"d{two}") or groups.get(f"m{two}")) else None
        if one == 3:
            year, month = groups.get("y3"), groups.get("m3")
            first = (year, han_number(month) if month else None, first[2])
            last = (year, first[1], han_number(groups["d4"] or ""))
        loose = groups.get("x5") or groups.get("x6") or groups.get("x7") or ""
        if after := _LOOSE_AFTER.match(text, match.end()):
            loose = loose or after[0].strip()
        when = When(match.start(), match.end(), first, last, loose)
        if not _plain_number(text, when):
            found.append(when)
    return found


def _read(groups: dict[str, str | None], n: int) -> Part:
    month, day = groups.get(f"m{n}"), groups.get(f"d{n}")
    return groups.get(f"y{n}"), han_number(month) if month else None, han_number(day) if day else None


def _plain_number(text: str, when: When) -> bool:
    """Whether what looks like a time is a length (3个月内, 一月内, 26日内) or part of a longer number."""
    before = text[max(when.start - 1, 0) : when.start]
    after = text[when.end : when.end + 2]
    if before.isdigit() or before in {"个", "第"}:
        return True
    return (when.first[1] is None and when.last is None) or (
        when.whole_month and not when.first[0] and after[:1] in ("内", "之")
    )


def written_year(year: str | None) -> int | None:
    """The number of a written year (2022, 二〇二二), None for masks and words."""
    if not year or len(year) != 4:
        return None
    if year.isdigit():
        return int(year)
    digits = "".join(
        str(han_number(char) if char not in "〇零0" else 0) for char in year if han_number(char) is not None
    )
    return int(digits) if len(digits) == 4 else None


def masked(year: str | None) -> bool:
    """Whether a written year is a mask such as 20xx."""
    return bool(year) and year not in _RELATIVE and written_year(year) is None


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, None when the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, months.monthrange(year, month)[1])


@dataclass
class Years:
    """The year a day without one belongs to.

    Attributes:
        year: The year, None if the text gives none.
        source: Where it was taken from: ``title``, ``signed``, ``body``, ``published`` or empty.
        masked: Years are masked (20xx), so none may be supplied.
        borrowed: Whether a date used the year from elsewhere.
    """

    year: int | None = None
    source: str = ""
    masked: bool = False
    signed: date | None = None
    borrowed: bool = field(default=False)
    lacking: bool = field(default=False)

    def of(self, written: str | None) -> int | None:
        """The year meant by a written one, None if it cannot be known."""
        number = written_year(written)
        if number:
            return number
        if masked(written) or self.masked:
            self.lacking = True
            return None
        if self.year is None:
            self.lacking = True
            return None
        self.borrowed = True
        base = self.year
        if written in ("明", "次", "翌", "去", "上") and self.signed:
            base = self.signed.year
        return base + _RELATIVE.get(written or "", 0)

    def start(self, when: When) -> date | None:
        """The first day of a time, None when it is loose or cannot be known."""
        if when.loose or when.first[1] is None:
            return None
        year = self.of(
            when.first[0] or (when.last[0] if when.last and when.first[1] <= (when.last[1] or 12) else None)
        )
        return day_of(year, when.first[1], when.first[2] or 1) if year else None

    def end(self, when: When) -> date | None:
        """The last day of a time; of a single day that day, of a month its last day."""
        if when.loose or when.first[1] is None:
            return None
        if when.last is None:
            year = self.of(when.first[0])
            if year is None:
                return None
            return (
                day_of(year, when.first[1], when.first[2])
                if when.first[2]
                else month_end(year, when.first[1])
            )
        written, month, day = when.last
        begun = self.start(when)
        if begun is None:
            return None
        number = self.of(written) if written else begun.year
        month = month or begun.month
        if number is None:
            return None
        if not written and month < begun.month:
            number += 1
        return day_of(number, month, day) if day else month_end(number, month)
