"""Counted results of a prose summary or news item: number, unit, bound, day and place in the text."""

from decimal import Decimal
from typing import Any

from ipweek.notice.reading.flow import Run, fold

from . import context, tables, totals
from .blocks import blocks_of
from .quantities import Quantity, scan

FORMAT = "ipweek.figures/1"

__all__ = ["FORMAT", "read_figures"]


def read_figures(text: str) -> dict[str, Any]:
    """Read the counted results of a summary or news item.

    Dates, document numbers, ordinals, shares, ages, durations and the like are no results. Parts of a total,
    numbers of earlier or longer times, rates and repetitions stand under `left_out` with the reason, so that
    nothing counts twice and nothing is hidden. Never raises, whatever the text.

    Returns:
        The JSON of `schema.json`: format, text, figures, left_out, warnings. `n` is in `unit`; money written
        in 万 or 亿 is in 万元. Spans are [start, end) in code points of `text`.
    """
    folded = fold(text)
    blocks = blocks_of(text, folded)
    prose: list[tuple[Run, list[Quantity]]] = []
    tabular: list[Quantity] = []
    groups: list[totals.Group] = []
    runs = [block for block in blocks if isinstance(block, Run)]
    frame = context.frame_of(runs)
    for block in blocks:
        if isinstance(block, Run):
            found = scan(block, text)
            for quantity in found:
                quantity.paragraph = len(prose)
            context.judge(frame, block, found)
            prose.append((block, found))
        else:
            found, sums = tables.read(block, folded, text)
            tabular += found
            groups += sums
    groups += totals.divide(prose)
    every = sorted((*tabular, *(quantity for _, found in prose for quantity in found)), key=lambda q: q.span)
    return {
        "format": FORMAT,
        "text": text,
        "figures": [_figure(quantity, text) for quantity in every if not quantity.reason],
        "left_out": [_left_out(quantity, text) for quantity in every if quantity.reason],
        "warnings": totals.warnings(groups),
    }


def _number(n: Decimal) -> int | float:
    return int(n) if n == n.to_integral_value() else float(n)


def _figure(quantity: Quantity, text: str) -> dict[str, Any]:
    figure: dict[str, Any] = {
        "what": quantity.what,
        "n": _number(quantity.n),
        "unit": quantity.unit,
        "bound": quantity.bound,
        "planned": quantity.planned,
        "day": quantity.day,
        "text": text[slice(*quantity.span)],
        "span": list(quantity.span),
    }
    if quantity.n_max is not None:
        figure["n_max"] = _number(quantity.n_max)
    return figure


def _left_out(quantity: Quantity, text: str) -> dict[str, Any]:
    return {"reason": quantity.reason, "text": text[slice(*quantity.span)], "span": list(quantity.span)}
