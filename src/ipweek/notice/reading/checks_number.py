"""Form of the document number and of the date of signing (GB/T 9704-2012, 7.2.5 and 7.3.5.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ipweek.notice.reading.diagnostics import diagnostic
from ipweek.notice.reading.flow import fold, raw

if TYPE_CHECKING:
    from ipweek.notice.reading.reader import Notice

Json = dict[str, Any]
_PARTS = re.compile(
    r"(?P<org>.*?)\s*(?P<open>[〔\[【(《{（［])\s*(?P<year>\d{2,4})\s*年?\s*(?P<close>[〕\]】)》}）］])\s*(?P<no>第?)\s*(?P<serial>\d+)\s*号"
)


def check_number(notice: Notice, result: Json) -> Iterator[Json]:
    """Brackets, padding, 第, spaces and year of the document number; padding in the date of signing."""
    spans = result["spans"].get("/doc_number")
    if spans:
        written = raw(notice.text, spans)
        match = _PARTS.fullmatch(written.translate({0x3000: " "}))
        if match:
            better = f"{match['org'].replace(' ', '')}〔{match['year']}〕{int(match['serial'])}号"
            for wrong, code in (
                (match["open"] + match["close"] != "〔〕", "number-brackets"),
                (match["serial"].startswith("0"), "number-padding"),
                (bool(match["no"]), "number-ordinal"),
                (re.search(r"\s", written) is not None, "number-space"),
                (len(match["year"]) != 4, "number-year"),
            ):
                if wrong:
                    yield diagnostic(code, pointer="/doc_number", spans=spans, text=written, better=better)
    spans = result["spans"].get("/signed_on")
    if spans and result["signed_on"]:
        written = raw(notice.text, spans).strip()
        year, month, day = result["signed_on"].split("-")
        better = f"{year}年{int(month)}月{int(day)}日"
        if re.sub(r"\s", "", fold(written)) != better:
            yield diagnostic("date-padding", pointer="/signed_on", spans=spans, text=written, better=better)
