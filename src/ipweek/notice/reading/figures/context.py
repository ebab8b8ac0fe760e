"""What the words around a quantity say: done or planned, of this activity or a longer time, on which day."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.lexicon import pattern, table

from . import words
from .quantities import Quantity

HEADING = 30  # characters; longer paragraphs are text
_SENTENCE = re.compile(r"[。!?\n]")
_HEAD_MARK = re.compile(r"(?:[(]?[一二三四五六七八九十]{1,3}[)、.]|\d{1,2}[.、])")
_DAY = re.compile(
    r"(?:(?P<year>\d{4}) ?年 ?)?(?P<month>\d{1,2}) ?月 ?(?P<date>\d{1,2}) ?日(?P<range> ?[-至到~])?"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d) ?年(?! ?底)")


@dataclass
class Frame:
    """What holds for a whole document while its paragraphs are read.

    Attributes:
        year: year of the activity, None if the text never says.
        whole_year: the text reports on a longer time itself, so 今年以来 excludes nothing.
        plan: the text is a plan, so what is not said to be done is planned.
        section_planned: the section being read is about the next steps.
    """

    year: int | None
    whole_year: bool
    plan: bool
    section_planned: bool = False


def frame_of(paragraphs: list[Run]) -> Frame:
    """Learn year and nature of a text from its title and its last date."""
    titles = [run.text for run in paragraphs[:3] if len(run.text) < 60 and not re.search("[。;:]", run.text)]
    head = " ".join(titles)
    ends = [run.text for run in paragraphs[-3:] if len(run.text) < HEADING]
    years = [int(match[1]) for text in (*titles, *ends) for match in _YEAR.finditer(text)]
    lists = table("figures")["lists"]
    plan = any(word in head for word in lists["plan_title"]) and not any(
        word in head for word in lists["report_title"]
    )
    whole_year = bool(re.search("年度|上半年|全年|季度|年工作", head)) and not re.search(
        "周|月活动|日活动", head
    )
    return Frame(years[0] if years else None, whole_year, plan)


def judge(frame: Frame, run: Run, found: list[Quantity]) -> None:
    """Mark the quantities of a paragraph as planned, background, rate, change or standing number."""
    text = run.text
    if len(text) <= HEADING and not found:
        _enter_section(frame, text)
    elif _HEAD_MARK.match(text):
        head = re.split("[。,:;]", text, maxsplit=1)[0]
        _enter_section(frame, head)
    if not found:
        return
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1]
    index = 0
    for first, last in pairwise(starts):
        inside = []
        while index < len(found) and found[index].start < last:
            inside.append(found[index])
            index += 1
        if inside:
            _sentence(frame, text[first : min(last, inside[-1].end + 12)], first, inside)


def _enter_section(frame: Frame, head: str) -> None:
    planned = bool(pattern("figures", "lists.plan_heading").search(head))
    if planned or _HEAD_MARK.match(head):
        frame.section_planned = planned


@cache
def _markers() -> re.Pattern[str]:
    names = ("planned", "done", "background", "whole_year", "present")
    return re.compile("|".join(rf"(?P<{name}>{words.words(f'lists.{name}')})" for name in names))


def _sentence(frame: Frame, text: str, first: int, inside: list[Quantity]) -> None:
    planned, background, day = frame.plan or frame.section_planned, False, None
    events: list[tuple[int, str, re.Match[str]]] = [
        (match.start(), match.lastgroup or "", match) for match in _markers().finditer(text)
    ]
    events += [(match.start(), "day", match) for match in _DAY.finditer(text)]
    events += [(match.start(), "year", match) for match in _YEAR.finditer(text)]
    events.sort(key=lambda event: event[0])
    place = 0
    for quantity in inside:
        while place < len(events) and events[place][0] < quantity.start - first:
            _, name, match = events[place]
            place += 1
            if name in ("planned", "done"):
                planned = name == "planned"
            elif name == "background":
                background = not (frame.whole_year and "以来" in match[0] and "今年" in match[0])
            elif name == "whole_year":
                background = background or not (frame.whole_year or match[0].startswith(str(frame.year)))
            elif name == "present":
                background = False
            elif name == "year":
                background = background or (frame.year is not None and int(match[1]) < frame.year)
            elif match["range"] is None:
                day = _iso(frame, match)
        quantity.planned, quantity.day = planned, day
        if not quantity.reason:
            quantity.reason = _standing(quantity) or ("background" if background else "")


def _iso(frame: Frame, match: re.Match[str]) -> str | None:
    year = int(match["year"]) if match["year"] else frame.year
    month, date = int(match["month"]), int(match["date"])
    if year is None or not (1 <= month <= 12 and 1 <= date <= 31):
        return None
    return f"{year:04}-{month:02}-{date:02}"


@cache
def _standings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("rate", re.compile(f"(?:{words.words('lists.rate')})[^,。;]{{0,8}}$")),
        ("change", re.compile(f"(?:{words.words('lists.change')})(?:约|近|达|了|为)*$")),
        ("stock", re.compile(words.words("lists.stock"))),
    )


def _standing(quantity: Quantity) -> str:
    return next((name for name, shape in _standings() if shape.search(quantity.label)), "")
