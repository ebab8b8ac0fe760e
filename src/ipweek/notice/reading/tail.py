"""The tail of a notice (sign-off, date, copies, imprint) and where annexes begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ipweek.notice.reading.dates import Years, scan
from ipweek.notice.reading.flow import Run, joined
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.marks import is_label, marker
from ipweek.notice.reading.names import bare, is_org, split_orgs

_DAY = re.compile(
    r"(?:(?:19|20)[\dxX×*?某_]{2} ?年|年 ?)[\dxX×*?某_〇 ]{0,4}月 ?[\dxX×*?某_〇 ]{0,4}日"
    r"|(?:\d{4} ?年|[一二][〇零0九一二三四五六七八]{3} ?年) ?.{1,3} ?月 ?.{1,3} ?日"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_IMPRINT = re.compile(r"印 ?发?(?:[。.]?$| ?\(?(?:共印|共))|^印发(?:机关|日期|单位|时间)?:")
_COPY = re.compile(r"(?:抄 ?[送报]|主 ?送|报 ?送单位|分 ?送)(?:单位)?[:]")
_ANNEX = re.compile(
    r"附 ?(?:件|表|录)(?: ?[\d一二三四五六七八九十]{1,2})?[:.]?$"
    r"|(?:附件|附表) ?[\d一二三四五六七八九十]{1,2}[:. ]?(?=\S)"
)
_SEAL_LINE = re.compile(r"\(.{0,30}(?:代章|盖章|印章|公章|略|印)\)$")


_bare_day = re.compile(r"\d{1,2} ?月 ?\d{1,2} ?日")


@dataclass
class Tail:
    """What closes the main text.

    Attributes:
        signers: One run per body that signs.
        day: The run of the date of signing.
        signed: Its value.
        printed_by: The body of the imprint.
        printed_day: The run of the date of the imprint.
        printed: Its value.
        copies: Bodies that get a copy.
        main: Paragraphs of the main text, sign-off left out.
        annexes: Paragraphs of each annex, in order.
    """

    signers: list[Run] = field(default_factory=list)
    day: Run | None = None
    signed: date | None = None
    printed_by: Run | None = None
    printed_day: Run | None = None
    printed: date | None = None
    copies: list[Run] = field(default_factory=list)
    main: list[Run] = field(default_factory=list)
    annexes: list[list[Run]] = field(default_factory=list)


def read_tail(paras: list[Run]) -> Tail:
    """Takes a list of paragraphs behind the head apart into main text, sign-off, imprint and annexes."""
    tail = Tail()
    paras = _imprint(paras, tail)
    place = _signing_day(paras)
    first = last = len(paras)
    if place is not None:
        tail.day, org = _day_of(paras[place])
        tail.signed = _value(tail.day)
        first, last = place, place + 1
        if org is not None:
            tail.signers = _names(org)
        if org is None or (place and is_org(paras[place - 1].text)):
            first = _signers_above(paras, place, tail)
    else:
        first, last = _signers_alone(paras, tail)
    body, after = paras[:first], paras[last:]
    cut = next((i for i, p in enumerate(body) if _begins_annex(p)), len(body))
    tail.main = body[:cut]
    rest = body[cut:] + after
    if place is None and not tail.signers:
        rest = body[cut:]
    tail.annexes, loose = _annexes(rest, after_sign=bool(after) and cut == len(body))
    tail.main += loose
    return tail


def _imprint(paras: list[Run], tail: Tail) -> list[Run]:
    """Takes copies and imprint out of the paragraphs."""
    kept: list[Run] = []
    for index, para in enumerate(paras):
        text = para.text
        copy = _COPY.match(text)
        if copy and len(text) < 800 and index > 0:
            whole = para.cut(copy.end(), len(text.rstrip("。 ")))
            tail.copies += [whole.cut(m.start(), m.end()) for m in re.finditer(r"[^,;、。]+", whole.text)]
            continue
        day = _DAY.search(text)
        if len(text) < 120 and _IMPRINT.search(text) and day and "。" not in text[: day.start()]:
            tail.printed_day = para.cut(*day.span())
            tail.printed = _value(tail.printed_day)
            org = para.cut(0, day.start())
            if label := re.match(r"印发(?:机关|单位):", org.text):
                org = org.cut(label.end())
            org = org.cut(0, len(org.text.rstrip(" ,:;")))
            if len(org.text) >= 3 and not org.text.startswith("印发"):
                tail.printed_by = org
            elif kept and is_org(kept[-1].text) and index > 0 and paras[index - 1] is kept[-1]:
                tail.printed_by = kept.pop()
            continue
        if re.fullmatch(r"印 ?发[。.]?", text) and kept and _is_day(kept[-1]) and _DAY.search(kept[-1].text):
            tail.printed_day, tail.printed_by = _day_of(kept.pop())
            tail.printed = _value(tail.printed_day)
            if tail.printed_by is None and kept and is_org(kept[-1].text):
                tail.printed_by = kept.pop()
            continue
        kept.append(para)
    return kept


def _value(run: Run | None) -> date | None:
    if run is None:
        return None
    whens = scan(run.text.replace(" ", ""))
    return Years().start(whens[0]) if whens and whens[0].last is None and whens[0].first[2] else None


def _day_of(para: Run) -> tuple[Run, Run | None]:
    """The date of a closing line and the body before it on the same line."""
    match = _DAY.search(para.text) or _bare_day.search(para.text)
    if match is None:
        return para, None
    org = para.cut(0, match.start())
    return para.cut(*match.span()), org if org.text else None


def _is_day(para: Run) -> bool:
    """Whether a paragraph is a date alone, or a body and a date."""
    text = para.text
    if len(text) > 80:
        return False
    match = _DAY.search(text)
    if not match or text[match.end() :].strip(" 。)"):
        return _bare_day.fullmatch(text) is not None
    before = text[: match.start()].strip()
    return not before or (is_org(before) and not is_label(text))


def _signing_day(paras: list[Run]) -> int | None:
    """The paragraph with the date of signing: under a body's name if one is, else the last date that stands alone."""
    places = [i for i, p in enumerate(paras) if _is_day(p) and (i or len(paras) < 3)]
    signed = [i for i in places if _signed(paras, i)]
    if signed:
        return signed[0]
    alone = [i for i in places if not _under_heading(paras, i) and _chinese_day(paras[i])]
    return alone[0] if alone else None


def _chinese_day(para: Run) -> bool:
    return "年" in para.text


def _signed(paras: list[Run], place: int) -> bool:
    if not (_DAY.match(paras[place].text) or _bare_day.match(paras[place].text)):
        return True
    above = [p.text for p in paras[max(place - 2, 0) : place]]
    if not above or _under_heading(paras, place):
        return False
    return (
        is_org(above[-1])
        or (bool(_SEAL_LINE.fullmatch(above[-1])) and is_org(above[0]))
        or (is_org(bare(above[-1])))
    )


def _under_heading(paras: list[Run], place: int) -> bool:
    above = paras[place - 1].text if place else ""
    return bool(re.search(r"(?:时间|日期)[^。]{0,8}$", above)) and len(above) < 24


def one_body(signers: list[Run], page_text: str) -> list[Run]:
    """Signers written over two lines put together where the text names them so elsewhere."""
    if len(signers) < 2:
        return signers
    whole = "".join(run.text for run in signers).replace(" ", "")
    return [joined(signers)] if whole in page_text else signers


def _names(run: Run) -> list[Run]:
    return [run.cut(a, b) for a, b in split_orgs(run.text)]


def _signers_above(paras: list[Run], place: int, tail: Tail) -> int:
    """Sets the bodies that sign above the date; the first of their paragraphs."""
    first = place
    names: list[Run] = []
    while first > 0 and place - first < 40:
        above = paras[first - 1]
        if _SEAL_LINE.fullmatch(above.text):
            first -= 1
            continue
        if not is_org(above.text) or (marker(above.text) and len(above.text) > 20):
            break
        names[:0] = _names(above)
        first -= 1
    tail.signers = names + tail.signers
    return first


def _signers_alone(paras: list[Run], tail: Tail) -> tuple[int, int]:
    """Sets the bodies at the end of a document without a date; where they begin and end."""
    end = next((i for i, p in enumerate(paras) if _begins_annex(p) and i), len(paras))
    if end < len(paras) and "。" in paras[end].text:
        end = len(paras)
    stop = end
    if end and _MONTH_ONLY.fullmatch(paras[end - 1].text):
        end -= 1
    first = end
    while (
        first > 0
        and end - first < 40
        and (is_org(paras[first - 1].text) or _SEAL_LINE.fullmatch(paras[first - 1].text))
    ):
        first -= 1
    if first < end and first > 0 and not (marker(paras[first].text) or paras[first - 1].text.endswith(",")):
        tail.signers = [name for para in paras[first:end] if is_org(para.text) for name in _names(para)]
        return first, stop
    return len(paras), len(paras)


# A date of signing whose day is left open.
_MONTH_ONLY = re.compile(
    r"(?:\d{4}|[一二][〇零一二三四五六七八九]{3}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月(?: *日)?"
)


def _begins_annex(para: Run) -> bool:
    text = para.text
    return bool(_ANNEX.match(text)) and len(text) <= 60 and not re.match(r"附 ?件 ?[:.]\S", text)


def _annexes(paras: list[Run], *, after_sign: bool) -> tuple[list[list[Run]], list[Run]]:
    """Paragraphs behind the sign-off: the annexes, and what belongs to the main text (contacts)."""
    loose: list[Run] = []
    annexes: list[list[Run]] = []
    for index, para in enumerate(paras):
        listed = re.match(r"附 ?件 ?\d{0,2} ?[:.]\S", para.text) is not None
        if _begins_annex(para):
            annexes.append([para])
        elif annexes:
            annexes[-1].append(para)
        elif (
            after_sign
            and not listed
            and not is_label(para.text)
            and not para.text.startswith("(")
            and _titled(paras, index)
        ):
            annexes.append([para])
        else:
            loose.append(para)
    return annexes, loose


def _titled(paras: list[Run], index: int) -> bool:
    """Whether a title of its own begins here."""
    text = ""
    shape = pattern("heads", "doc_types", r"{}(?:\([^()]{1,20}\))?$")
    for para in paras[index : index + 4]:
        if len(para.text) > 60 or "。" in para.text or re.search(r"\d{7}", para.text):
            return False
        text += para.text.replace(" ", "")
        if shape.search(text) or text.endswith(
            ("名单", "制度", "规则", "统计表", "汇总表", "登记表", "推荐表", "回执", "清单", "安排")
        ):
            return True
    return False
