"""Charts from one specification, drawn on the server as SVG with text, title and description.

Only presentation attributes, no style attribute and no class, so a strict content policy and a file of its
own both work. `marks()` yields the drawing as plain shapes; a painter for PNG (documents) can be put beside
`svg()` later.
"""

import hashlib
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ipweek.ui import formats

WIDE, NARROW = 680, 340
KINDS = ("bar", "stacked", "line", "heat")
TEXT, QUIET, RULE = "#1f2733", "#4b5768", "#c9d1db"
# Neighbours differ in lightness as well as hue, so the drawing survives a black-and-white printer.
SERIES = ("#0b4ea2", "#e2a33a", "#5f9e8f", "#8c2f39", "#8b96a5", "#5b4a8a")
HEAT = ("#f1f4f8", "#cfe0f3", "#93bce6", "#6fa5dd", "#0b4ea2")
FONT, ROW, BAR = 14, 34, 18


@dataclass(frozen=True)
class Series:
    """One row of figures under a name; None means no figure (drawn as nothing, written as "—")."""

    name: str
    values: tuple[formats.Number | None, ...]


@dataclass(frozen=True)
class Chart:
    """What a chart says, apart from how it is drawn.

    Attributes:
        kind: bar (one series, lying bars), stacked (several series per category), line (by day), heat
            (matrix, one row per series).
        title: what is counted, in one phrase.
        categories: names under the values; days for a line.
        series: the figures.
        unit: unit of all figures.
        description: what the chart shows, for people who cannot see it; made from the figures when empty.
        source: where the figures come from.
    """

    kind: Literal["bar", "stacked", "line", "heat"]
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    description: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no chart of kind {self.kind!r}")
        if not self.series:
            raise ValueError("a chart needs a series")
        if self.kind == "bar" and len(self.series) != 1:
            raise ValueError("a bar chart has one series; take stacked")
        for each in self.series:
            if len(each.values) != len(self.categories):
                raise ValueError(f"{each.name}: {len(each.values)} values, {len(self.categories)} categories")
            if self.kind != "line" and any(value is not None and value < 0 for value in each.values):
                raise ValueError(f"{each.name}: negative values cannot be drawn as {self.kind}")


@dataclass(frozen=True)
class Mark:
    """One shape: tag, attributes, text."""

    tag: Literal["rect", "line", "circle", "text"]
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


def _mark(tag: Literal["rect", "line", "circle", "text"], words: str = "", **attributes: object) -> Mark:
    given = tuple(
        (name.replace("_", "-"), f"{value:g}" if isinstance(value, float) else str(value))
        for name, value in attributes.items()
    )
    return Mark(tag, given, words)


def _text(x: float, y: float, words: str, anchor: str = "start", fill: str = TEXT, size: int = FONT) -> Mark:
    return _mark("text", words, x=x, y=y, text_anchor=anchor, fill=fill, font_size=size)


def _stroke(x1: float, y1: float, x2: float, y2: float, stroke: str, dashed: bool) -> Mark:
    plain = _mark("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=2)
    return Mark("line", (*plain.attributes, ("stroke-dasharray", "6 4"))) if dashed else plain


def _ems(words: str) -> float:
    """Width of a text in ems: full-width characters 1, others about 0.56."""
    return sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in words)


def _cut(words: str, width: float, size: int = FONT) -> str:
    """A text cut to a width with an ellipsis; the data table always has it whole."""
    if _ems(words) * size <= width:
        return words
    kept = ""
    for letter in words:
        if (_ems(kept + letter) + 1) * size > width:
            break
        kept += letter
    return kept + "…"


def _scale(low: float, high: float, whole: bool) -> list[float]:
    """Round grid values that hold `low` and `high`, in steps of 1, 2, 2.5 or 5 times a power of ten."""
    wish = max(high - low, 1e-9) / 4
    power = 10.0 ** math.floor(math.log10(wish))
    step = next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= wish)
    if whole:
        step = float(math.ceil(step))
    first, last = math.floor(low / step), math.ceil(high / step)
    return [at * step for at in range(first, max(last, first + 1) + 1)]


def _shortened(names: tuple[str, ...]) -> tuple[str, ...]:
    """Days of one month without the month (4月20日 → 20日), where the room is narrow."""
    months = {name.partition("月")[0] for name in names}
    return (
        tuple(name.partition("月")[2] for name in names) if len(months) == 1 and "月" in names[0] else names
    )


def _figure(value: formats.Number | None) -> str:
    return "—" if value is None else formats.thousands(value)


def _legend(chart: Chart, width: int, y: float) -> tuple[list[Mark], float]:
    """Names of the series with a swatch each, broken over lines; returns the marks and the y below them."""
    marks: list[Mark] = []
    x = 0.0
    for place, each in enumerate(chart.series):
        need = 20 + _ems(each.name) * FONT + 18
        if x and x + need > width:
            x, y = 0.0, y + 22
        marks.append(_mark("rect", x=x, y=y - 11, width=12, height=12, fill=SERIES[place % len(SERIES)]))
        marks.append(_text(x + 18, y, each.name, fill=QUIET))
        x += need
    return marks, y + 16


def _bars(chart: Chart, width: int) -> tuple[list[Mark], float]:
    """Lying bars: names at the left, the figure at the end of its bar."""
    marks: list[Mark] = []
    top = 4.0
    if len(chart.series) > 1:
        marks, top = _legend(chart, width, 14.0)
    totals = [
        sum(float(each.values[at] or 0) for each in chart.series) for at in range(len(chart.categories))
    ]
    longest = max(totals, default=0) or 1.0
    left = min(max((_ems(name) for name in chart.categories), default=0) * FONT + 12, width * 0.38)
    room = width - left - 72
    for at, name in enumerate(chart.categories):
        y = top + at * ROW
        marks.append(_text(left - 10, y + 19, _cut(name, left - 10), "end"))
        x = left
        for place, each in enumerate(chart.series):
            value = each.values[at]
            length = float(value or 0) / longest * room
            if value:
                fill = SERIES[place % len(SERIES)]
                marks.append(
                    _mark(
                        "rect",
                        x=round(x, 1),
                        y=y + 5,
                        width=round(max(length, 1.0), 1),
                        height=BAR,
                        fill=fill,
                    )
                )
            x += length
        known = any(each.values[at] is not None for each in chart.series)
        words = _figure(sum(each.values[at] or 0 for each in chart.series)) if known else "—"
        marks.append(_text(round(x + 8, 1), y + 19, words))
    bottom = top + len(chart.categories) * ROW
    marks.append(_mark("line", x1=left, y1=top, x2=left, y2=bottom, stroke=RULE, stroke_width=1))
    return marks, bottom + 4


def _line(chart: Chart, width: int) -> tuple[list[Mark], float]:
    """Lines by day with a scale at the left; every first, last and highest point carries its figure."""
    marks, top = _legend(chart, width, 14.0)
    top += 14
    figures = [float(value) for each in chart.series for value in each.values if value is not None]
    whole = all(figure.is_integer() for figure in figures)
    grid = _scale(min(0.0, min(figures, default=0.0)), max(figures, default=1.0), whole)
    left, right, height = 52.0, 24.0, 180.0
    room, count = width - left - right, len(chart.categories)

    def y_of(value: float) -> float:
        return round(top + height - (value - grid[0]) / (grid[-1] - grid[0]) * height, 1)

    for value in grid:
        y = y_of(value)
        marks.append(_mark("line", x1=left, y1=y, x2=width - right, y2=y, stroke=RULE, stroke_width=1))
        marks.append(_text(left - 8, y + 5, formats.thousands(round(value, 4)), "end", QUIET, 12))
    widest = max((_ems(name) for name in chart.categories), default=1) * 12 + 14
    skip = max(1, -(-int(widest * count) // int(room)))
    place_x = [round(left + (room * at / (count - 1) if count > 1 else room / 2), 1) for at in range(count)]
    for at in range(0, count, skip):
        marks.append(_text(place_x[at], top + height + 20, chart.categories[at], "middle", QUIET, 12))
    for place, each in enumerate(chart.series):
        fill = SERIES[place % len(SERIES)]
        points = [(at, float(value)) for at, value in enumerate(each.values) if value is not None]
        for (at, value), (then, later) in itertools.pairwise(points):
            if then == at + 1:  # a day without a figure leaves a gap
                marks.append(
                    _stroke(place_x[at], y_of(value), place_x[then], y_of(later), fill, place % 2 > 0)
                )
        highest = max(points, key=lambda point: point[1], default=None)
        for at, value in points:
            marks.append(_mark("circle", cx=place_x[at], cy=y_of(value), r=3, fill=fill))
            if (at, value) == highest:
                marks.append(
                    _text(place_x[at], y_of(value) - 8, _figure(each.values[at]), "middle", TEXT, 12)
                )
    return marks, top + height + 30


def _heat(chart: Chart, width: int) -> tuple[list[Mark], float]:
    """A matrix: one row per series, the figure written in every cell."""
    longest = max(
        (float(value) for each in chart.series for value in each.values if value is not None), default=0
    )
    left = min(max(_ems(each.name) for each in chart.series) * FONT + 12, width * 0.34)
    cell = (width - left) / max(len(chart.categories), 1)
    marks, top, height = [], 24.0, 30.0
    names = _shortened(chart.categories) if max(map(_ems, chart.categories)) * 12 > cell else chart.categories
    for at, name in enumerate(names):
        marks.append(_text(round(left + cell * (at + 0.5), 1), 14, _cut(name, cell, 12), "middle", QUIET, 12))
    for row, each in enumerate(chart.series):
        y = top + row * height
        marks.append(_text(left - 10, y + 19, _cut(each.name, left - 10), "end"))
        for at, value in enumerate(each.values):
            step = 0 if not value else min(4, 1 + int(float(value) / longest * 3.999))
            x = round(left + cell * at + 1, 1)
            marks.append(
                _mark("rect", x=x, y=y, width=round(cell - 2, 1), height=height - 2, fill=HEAT[step])
            )
            words = _cut(_figure(value), cell, 12)
            fill = "#ffffff" if step == 4 else TEXT
            marks.append(_text(round(left + cell * (at + 0.5), 1), y + 18, words, "middle", fill, 12))
    return marks, top + len(chart.series) * height + 2


PAINTERS = {"bar": _bars, "stacked": _bars, "line": _line, "heat": _heat}


def marks(chart: Chart, width: int) -> tuple[list[Mark], float]:
    """The shapes of a chart at a width in pixels, and its height; what any painter starts from."""
    return PAINTERS[chart.kind](chart, width)


def describe(chart: Chart) -> str:
    """The description for people who cannot see the chart: given, or the figures told one by one."""
    if chart.description:
        return chart.description
    return "；".join(_told(chart)) + "。"


def _told(chart: Chart) -> Iterator[str]:
    for each in chart.series:
        told = "，".join(
            f"{name} {_figure(value)}{chart.unit}"
            for name, value in zip(chart.categories, each.values, strict=True)
        )
        yield f"{each.name}：{told}"


def _element(shape: Mark) -> SafeString:
    attributes = format_html_join("", ' {}="{}"', shape.attributes)
    return format_html("<{0}{1}>{2}</{0}>", shape.tag, attributes, shape.text)


def svg(chart: Chart, width: int = WIDE) -> SafeString:
    """The chart as an SVG element of the given width in pixels."""
    shapes, height = marks(chart, width)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" aria-labelledby="t{key} d{key}" '
        'font-family="Noto Sans CJK SC, system-ui, sans-serif">'
        '<title id="t{key}">{title}</title><desc id="d{key}">{description}</desc>{inner}</svg>',
        width=width,
        height=f"{height:g}",
        key=hashlib.sha256(f"{chart!r}{width}".encode()).hexdigest()[:10],
        title=chart.title,
        description=describe(chart),
        inner=format_html_join("", "{}", ((_element(shape),) for shape in shapes)),
    )


def table_head(chart: Chart) -> list[str]:
    """Head of the data table: categories down, series across; a matrix keeps its own form."""
    if chart.kind == "heat":
        return ["", *chart.categories]
    unit = f"（{chart.unit}）" if chart.unit else ""
    return ["项目", *(f"{each.name}{unit}" for each in chart.series)]


def table_rows(chart: Chart) -> list[list[str]]:
    """Rows of the data table, the first cell being the row's name."""
    if chart.kind == "heat":
        return [[each.name, *(_figure(value) for value in each.values)] for each in chart.series]
    return [
        [name, *(_figure(each.values[at]) for each in chart.series)]
        for at, name in enumerate(chart.categories)
    ]
