"""Parts and totals: what is told twice counts once, and where the sums disagree there is a warning."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.lexicon import pattern, table

from . import words
from .quantities import Quantity

Interval = tuple[Decimal, Decimal]
Groups = dict[int, "Group"]  # by the identity of the total
SENTENCE = 400  # characters a sentence may have: how far 其中 reaches back and forth
BRACKET = 80  # characters a bracket behind a figure may hold
_LIST_FOLLOWS = re.compile("(?:其中|分别(?:是|为)?|具体(?:是|为)?|包括):$")
_STOPS = re.compile(r"[。;!?]")
_FULL_STOPS = re.compile(r"[。!?]")


@dataclass
class Group:
    """A total and the parts the text divides it into.

    Attributes:
        total: the figure that counts.
        parts: what is left out beside it.
        exhaustive: the text means the parts to be all there are.
    """

    total: Quantity
    parts: list[Quantity]
    exhaustive: bool


def divide(paragraphs: list[tuple[Run, list[Quantity]]]) -> list[Group]:
    """Find the parts of totals, give them the reason `part`, and return the groups."""
    groups: Groups = {}
    carried: list[Quantity] = []  # totals before a closing 其中：, which a list of paragraphs divides
    steps = 0
    for run, found in paragraphs:
        if carried and not _ends_list(run, steps):
            steps += 1
            _listed(groups, carried, found)
            if run.text.endswith("。") and steps > 1:
                carried, steps = [], 0
            continue
        carried, steps = [], 0
        for quantity in found:
            quantity.announced = bool(pattern("figures", "lists.total").search(quantity.label))
        if found:
            _inline(groups, run.text, found)
            _bracketed(groups, run.text, found)
            if _LIST_FOLLOWS.search(run.text):
                carried = [quantity for quantity in found if not quantity.reason]
    _summed(groups, [quantity for _, found in paragraphs for quantity in found])
    return list(groups.values())


def _ends_list(run: Run, steps: int) -> bool:
    return steps > 60 or bool(
        re.match(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\))", run.text)
    )


def _listed(groups: Groups, totals: list[Quantity], found: list[Quantity]) -> None:
    for total in totals:
        parts = [
            part
            for part in found
            if not part.reason and part.unit == total.unit and not part.announced and _compatible(total, part)
        ]
        if parts:
            _take(groups, total, parts, exhaustive=True)


@cache
def _part_marks() -> re.Pattern[str]:
    return re.compile(words.words("lists.part"))


def _inline(groups: Groups, text: str, found: list[Quantity]) -> None:
    """Parts behind 其中 in a sentence, of the figure just before it or of one it names."""
    starts = [quantity.start for quantity in found]
    begin = 0
    for mark in _part_marks().finditer(text):
        begin = max(begin, mark.start() - SENTENCE)
        clause = max((stop.end() for stop in _STOPS.finditer(text, begin, mark.start())), default=begin)
        totals = _counted(found, starts, clause, mark.start())
        fresh = not totals and clause > 0 and not text[clause : mark.start()].strip()
        if fresh:  # 其中 opens a sentence: it divides the figures of the one before
            back = max(0, clause - SENTENCE)
            sentence = max(
                (stop.end() for stop in _FULL_STOPS.finditer(text, back, clause - 1)), default=back
            )
            totals = _counted(found, starts, sentence, mark.start())
        begin = clause
        if not totals or (mark[0] != "其中" and totals[-1].end + 8 < mark.start()):
            continue
        closing = _FULL_STOPS if fresh else _STOPS
        end = mark.end() + SENTENCE
        stop = closing.search(text, mark.end(), end)
        end = stop.start() if stop else end
        if "(" in text[totals[-1].end : mark.start()] and (close := text.find(")", mark.end(), end)) >= 0:
            end = close
        inside = found[bisect_left(starts, mark.end()) : bisect_left(starts, end)]
        _divide_between(groups, totals, inside, fresh)


def _counted(found: list[Quantity], starts: list[int], first: int, last: int) -> list[Quantity]:
    """The figures of a stretch of a paragraph that count so far."""
    inside = found[bisect_left(starts, first) : bisect_left(starts, last)]
    return [quantity for quantity in inside if not quantity.reason]


def _divide_between(groups: Groups, totals: list[Quantity], inside: list[Quantity], fresh: bool) -> None:
    last = totals[-1]
    chosen: dict[int, list[Quantity]] = defaultdict(list)
    foreign = False
    for part in inside:
        if part.reason:
            continue
        acting = bool(pattern("figures", "lists.verbs").match(part.label))
        same = words.family(part.unit) == words.family(last.unit)
        if same and not fresh and not (foreign and acting):
            chosen[id(last)].append(part)
            continue
        foreign = foreign or not same
        options = [total for total in totals if total.unit == part.unit]
        named = [total for total in options if _alike(total, part)]
        if named or (fresh and options):
            chosen[id((named or options)[-1])].append(part)
    for total in totals:
        if parts := chosen.get(id(total)):
            _take(groups, total, parts, exhaustive=_exhaustive(parts))


def _bracketed(groups: Groups, text: str, found: list[Quantity]) -> None:
    """Parts in brackets right behind a figure: 报道16篇(省级3篇、市级13篇)."""
    for index, total in enumerate(found):
        if total.reason or text[total.end : total.end + 1] != "(":
            continue
        close = text.find(")", total.end, total.end + BRACKET)
        inside = [part for part in found[index + 1 : index + 12] if part.start < close and not part.reason]
        parts = [part for part in inside if words.family(part.unit) == words.family(total.unit)]
        if parts:
            _take(groups, total, parts, exhaustive=_exhaustive(parts))


def _summed(groups: Groups, found: list[Quantity]) -> None:
    """Totals told far from their parts: a figure that the others of its subject add up to."""
    subjects: dict[tuple[str, str, bool], list[Quantity]] = defaultdict(list)
    for quantity in found:
        if not quantity.reason and quantity.heading:
            subjects[quantity.unit, quantity.heading, quantity.planned].append(quantity)
    for same in subjects.values():
        if len(same) < 2:
            continue
        total = max(same, key=lambda quantity: (quantity.n, quantity.announced))
        parts = [quantity for quantity in same if quantity is not total]
        general = total.announced or all(_same_subject(total, part) for part in parts)
        if len(parts) > 1 and general and meets(interval(total), added(parts)):
            _take(groups, total, parts, exhaustive=True)
        elif total.announced and all(
            part.paragraph != total.paragraph or part.start < total.start for part in parts
        ):
            if len(parts) > 1 and len({part.paragraph for part in parts} - {total.paragraph}) == 0:
                _take(groups, total, parts, exhaustive=True)
            elif all(_same_subject(total, part) for part in parts):
                _take(groups, total, parts, exhaustive=False)
        else:
            _repeated(same)


def _later(total: Quantity, part: Quantity) -> bool:
    """Whether a figure follows a total in its own paragraph: another thing, not a part told before."""
    return part.paragraph == total.paragraph and part.start > total.start


def _repeated(same: list[Quantity]) -> None:
    """The same figure told again further down counts once."""
    first = same[0]
    for quantity in same[1:]:
        again = quantity.n == first.n and quantity.bound == first.bound and quantity.n > 9
        if (
            again
            and first.paragraph <= 2
            and quantity.paragraph > first.paragraph
            and quantity.day == first.day
        ):
            quantity.reason = "repeat"


def _take(groups: Groups, total: Quantity, parts: list[Quantity], *, exhaustive: bool) -> None:
    for part in parts:
        part.reason = "part"
    group = groups.setdefault(id(total), Group(total, [], exhaustive))
    group.parts += parts
    group.exhaustive = group.exhaustive or exhaustive or _exhaustive(group.parts)


def _compatible(total: Quantity, part: Quantity) -> bool:
    """Whether a line of a list may divide a total: it names nothing else, or the same thing."""
    return len(part.what) < 2 or _alike(total, part) or _verb(total) == _verb(part) != ""


def _verb(quantity: Quantity) -> str:
    match = pattern("figures", "lists.verbs").search(quantity.label)
    return match[0] if match else ""


def _alike(total: Quantity, part: Quantity) -> bool:
    """Whether two labels share two neighbouring characters."""
    one, other = total.label + total.what, part.label + part.what
    return any(one[place : place + 2] in other for place in range(len(one) - 1))


def _same_subject(total: Quantity, part: Quantity) -> bool:
    one, other = total.what, part.what
    return one.endswith(other) or other.endswith(one)


def _exhaustive(parts: list[Quantity]) -> bool:
    """Whether parts read like all there are: three or more, or a pair such as 线上 and 线下."""
    if len(parts) > 2:
        return True
    if len(parts) < 2:
        return False
    one, other = (part.label + part.what for part in parts)
    pairs = table("figures")["lists"]["complementary"]
    return any((a in one and b in other) or (b in one and a in other) for a, b in pairs)


def interval(quantity: Quantity) -> Interval:
    """The values a figure may stand for, by its bound and by the place it was rounded at."""
    n, half = quantity.n, quantity.grain / 2
    if quantity.bound == "more":
        return n, n + max(_step(n), quantity.grain)
    if quantity.bound == "less":
        return n * Decimal("0.8"), n
    if quantity.bound == "approx":
        return n * Decimal("0.8"), max(n * Decimal("1.2"), quantity.n_max or n)
    return n - half, n + half


def _step(n: Decimal) -> Decimal:
    """The place of a number's last digit that is not zero: 3000 → 1000, 1200 → 100."""
    sign, digits, exponent = n.normalize().as_tuple()
    return Decimal(1).scaleb(exponent) if digits and isinstance(exponent, int) else Decimal(sign)


def added(parts: Iterable[Quantity]) -> Interval:
    """The values a sum of figures may have."""
    bounds = [interval(part) for part in parts]
    return sum((low for low, _ in bounds), Decimal(0)), sum((high for _, high in bounds), Decimal(0))


def meets(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a value in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def warnings(groups: list[Group]) -> list[dict[str, Any]]:
    """The disagreements between totals and their parts, each with a sentence for the office."""
    out: list[dict[str, Any]] = []
    for group in groups:
        parts, total = group.parts, interval(group.total)
        sums = added(parts)
        name, unit = group.total.what or "总数", group.total.unit
        shown = "＋".join(_number(part) for part in parts[:12]) + ("＋……" if len(parts) > 12 else "")
        amount = f"{shown}＝{plain(sum((part.n for part in parts), Decimal(0)))}" if len(parts) > 1 else shown
        if sums[0] > total[1]:
            code = "parts-exceed-total"
            message = f"“{name}”的分项合计{amount}{unit}，超过总数{_number(group.total)}{unit}，请核对。"
        elif group.exhaustive and len(parts) > 1 and not meets(sums, total):
            code = "parts-total"
            message = f"“{name}”的分项合计{amount}{unit}，与总数{_number(group.total)}{unit}不一致，请核对。"
        else:
            continue
        out.append({"code": code, "message": message, "span": list(group.total.span)})
    return out


def _number(quantity: Quantity) -> str:
    return plain(quantity.n)


def plain(n: Decimal) -> str:
    """A number in plain digits without trailing zeros."""
    text = f"{n:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
