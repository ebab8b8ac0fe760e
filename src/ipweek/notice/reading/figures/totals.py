"""Parts and totals: what is told twice counts once, and where the sums disagree there is a warning."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.lexicon import pattern

from . import words
from .quantities import Quantity

Interval = tuple[Decimal, Decimal]
_CLAUSES = re.compile(r"[。;!?]")


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
    groups: list[Group] = []
    carried: list[Quantity] = []  # totals before a closing 其中：, which a list of paragraphs divides
    steps = 0
    for run, found in paragraphs:
        if carried:
            if _ends_list(run, steps):
                carried, steps = [], 0
            else:
                steps += 1
                _listed(groups, carried, found)
                if run.text.endswith("。") and steps > 1:
                    carried, steps = [], 0
                continue
        _announced(found)
        _inline(groups, run, found)
        _bracketed(groups, run, found)
        if found and re.search(r"(?:其中|分别(?:是|为)?|具体(?:是|为)?|包括):$", run.text):
            carried = [quantity for quantity in found if not quantity.reason]
    _summed(groups, [quantity for _, found in paragraphs for quantity in found])
    return groups


def _ends_list(run: Run, steps: int) -> bool:
    return steps > 60 or bool(
        re.match(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\))", run.text)
    )


def _announced(found: list[Quantity]) -> None:
    for quantity in found:
        quantity.announced = bool(pattern("figures", "lists.total").search(quantity.label))


def _listed(groups: list[Group], totals: list[Quantity], found: list[Quantity]) -> None:
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


def _inline(groups: list[Group], run: Run, found: list[Quantity]) -> None:
    """Parts behind 其中 in a sentence, of the figure just before it or of one it names."""
    text = run.text
    begin = 0
    for mark in _part_marks().finditer(text):
        if mark.start() < begin:
            continue
        clause = max((stop.end() for stop in _CLAUSES.finditer(text, begin, mark.start())), default=begin)
        before = [quantity for quantity in found if quantity.end <= mark.start() and not quantity.reason]
        totals = [quantity for quantity in before if quantity.start >= clause]
        fresh = not totals
        if fresh and not text[clause : mark.start()].strip() and clause:
            sentence = max((place.end() for place in re.finditer("[。!?]", text[: clause - 1])), default=0)
            totals = [quantity for quantity in before if quantity.start >= sentence]
        if not totals or (mark[0] != "其中" and totals[-1].end + 8 < mark.start()):
            continue
        stop = re.compile("[。!?]" if fresh else "[。;!?]").search(text, mark.end())
        end = stop.start() if stop else len(text)
        _divide_between(groups, totals, [q for q in found if mark.end() <= q.start < end], fresh)
        begin = mark.end()


def _divide_between(groups: list[Group], totals: list[Quantity], inside: list[Quantity], fresh: bool) -> None:
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


def _bracketed(groups: list[Group], run: Run, found: list[Quantity]) -> None:
    """Parts in brackets right behind a figure: 报道16篇(省级3篇、市级13篇)."""
    for index, total in enumerate(found):
        if total.reason or run.text[total.end : total.end + 1] != "(":
            continue
        close = run.text.find(")", total.end)
        parts = [
            part
            for part in found[index + 1 : index + 12]
            if part.start < close and not part.reason and words.family(part.unit) == words.family(total.unit)
        ]
        if parts:
            _take(groups, total, parts, exhaustive=_exhaustive(parts))


def _summed(groups: list[Group], found: list[Quantity]) -> None:
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


def _take(groups: list[Group], total: Quantity, parts: list[Quantity], *, exhaustive: bool) -> None:
    for part in parts:
        part.reason = "part"
    for group in groups:
        if group.total is total:
            group.parts += parts
            group.exhaustive = group.exhaustive or exhaustive or _exhaustive(group.parts)
            return
    groups.append(Group(total, list(parts), exhaustive))


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
    names = [pattern("figures", "lists.complementary").search(part.label + part.what) for part in parts]
    return len(parts) == 2 and all(names)


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
