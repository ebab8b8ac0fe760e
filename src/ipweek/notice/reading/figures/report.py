"""Counted results as a Chinese table for the command line."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from ipweek.notice.reading.lines import columns

BOUNDS = {"exact": "", "more": "以上", "less": "不到", "approx": "约"}
REASONS = {
    "background": "不属于本次活动（往年、累计或背景）",
    "part": "分项，已含在总数里",
    "repeat": "前文已计",
    "rate": "平均数或每次的数",
    "change": "增减数",
    "stock": "现有存量",
    "vague": "没有确数",
}
WIDEST = 40


def table(result: dict[str, Any]) -> str:
    """Return the result of `read_figures` as text to read: figures, what was left out and why, warnings.

    Args:
        result: the JSON of `read_figures`.
    """
    breaks = [place for place, char in enumerate(result["text"]) if char == "\n"]
    rows = [("行", "内容", "数量", "单位", "界限", "状态", "日期")]
    rows += [
        (
            str(_line(breaks, figure["span"][0])),
            shortened(figure["what"]),
            _amount(figure),
            figure["unit"],
            BOUNDS[figure["bound"]],
            "计划" if figure["planned"] else "完成",
            figure["day"] or "",
        )
        for figure in result["figures"]
    ]
    out = _aligned(rows) if len(rows) > 1 else ["没有找到可以计数的结果。"]
    if result["left_out"]:
        out += ["", "以下数字未计入："]
        out += [
            f"  第{_line(breaks, entry['span'][0])}行  {shortened(entry['text'])}：{REASONS[entry['reason']]}"
            for entry in result["left_out"]
        ]
    if result["warnings"]:
        out += ["", "请核对："]
        out += [
            f"  第{_line(breaks, entry['span'][0])}行  {entry['message']}" for entry in result["warnings"]
        ]
    return "\n".join(out)


def shortened(words: str) -> str:
    """The words on one line, cut to the width of the table."""
    words = "".join(words.split())
    return words if len(words) <= WIDEST // 2 else words[: WIDEST // 2 - 1] + "…"


def _amount(figure: dict[str, Any]) -> str:
    amount = _digits(figure["n"])
    return f"{amount}—{_digits(figure['n_max'])}" if "n_max" in figure else amount


def _digits(n: float) -> str:
    return f"{n:,}" if isinstance(n, int) else f"{n:,.6f}".rstrip("0").rstrip(".")


def _line(breaks: list[int], place: int) -> int:
    """The number of the line a character stands in, from 1."""
    return bisect_left(breaks, place) + 1


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(columns(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
