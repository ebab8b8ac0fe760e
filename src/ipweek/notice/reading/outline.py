"""The outline of a document: numbered blocks in a tree, whatever way they are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.marks import Mark, marker
from ipweek.notice.reading.sections import roles_of


@dataclass(slots=True)
class Block:
    """A numbered or labelled clause with what stands under it.

    Attributes:
        whole: The paragraph it begins with, mark included.
        mark: Its number; None for the root, for headings without number and for plain paragraphs.
        heading: What the clause calls itself, None if it has no heading of its own.
        body: Text of the same paragraph behind the heading.
        paras: Plain paragraphs that follow inside the clause.
        children: Clauses under it.
        clause: Number as in a reference, for example ``四（七）``.
    """

    whole: Run
    mark: Mark | None = None
    heading: Run | None = None
    body: Run | None = None
    paras: list[Run] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)
    clause: str = ""
    roles: tuple[str, ...] = ()

    def texts(self) -> Iterator[Run]:
        """All runs of the clause and of what is under it, headings included, in order."""
        if self.heading:
            yield self.heading
        if self.body:
            yield self.body
        yield from self.paras
        for child in self.children:
            yield from child.texts()

    def own(self) -> Iterator[Run]:
        """The runs of the clause itself without its children."""
        if self.body:
            yield self.body
        yield from self.paras

    def walk(self) -> Iterator[Block]:
        """All clauses under this one, depth first."""
        for child in self.children:
            yield child
            yield from child.walk()


_INNER_MARK = re.compile(
    r"""(?<=[。;:!?"')0-9 ])(?:[一二三四五六七八九十]{1,3} ?[、.]|[(〔] ?[一二三四五六七八九十]{1,3} ?[)〕]"""
    r"|\d{1,2} ?[.、](?=[^\d\s])|\( ?\d{1,2} ?\)|[①-⑳]|[一二三四五六七八九十]是(?=[^否])"
    r"|第[一二三四五六七八九十][,、])"
)


def split_glued(paras: list[Run]) -> list[Run]:
    """Paragraphs cut where a clause begins inside one, its number being the one expected."""
    found: list[Run] = []
    last: dict[str, int] = {}
    for para in paras:
        first = marker(para.text)
        if first:
            _note(last, first)
        cut = 0
        for match in _INNER_MARK.finditer(para.text):
            mark = marker(para.text, match.start())
            if mark is None or match.start() < cut + 4 or not _expected(para.text, match.start(), mark, last):
                continue
            _note(last, mark)
            found.append(para.cut(cut, match.start()))
            cut = match.start()
        found.append(para.cut(cut) if cut else para)
    return [para for para in found if para.text]


def _note(last: dict[str, int], mark: Mark) -> None:
    order = ("一、", "（一）", "1.", "（1）", "①")
    last[mark.scheme] = mark.number
    if mark.scheme in order:
        for lower in order[order.index(mark.scheme) + 1 :]:
            last.pop(lower, None)


def _expected(text: str, place: int, mark: Mark, last: dict[str, int]) -> bool:
    before = text[max(place - 8, 0) : place].rstrip()[-1:]
    if mark.scheme in ("一是", "第一"):
        first = marker(text)
        return (
            first is not None
            and first.scheme == mark.scheme
            and mark.number == last.get(mark.scheme, 0) + 1
            and before in "。;"
        )
    known = last.get(mark.scheme)
    if mark.scheme == "一、":
        if before.isdigit():
            return known is not None and mark.number == known + 1 and place + mark.length < len(text) - 1
        return mark.number == (known or 0) + 1 and (before in '。;:!?)"' or text[place - 1] == " ")
    if before not in '。;:!?")' and not (before == "" or text[place - 1] == " "):
        return False
    if mark.scheme in ("1.", "（1）") and known is None and not _followed(text, place, mark):
        return False
    return mark.number == (known or 0) + 1


def _followed(text: str, place: int, mark: Mark) -> bool:
    """Whether the next number of the same kind comes later in the paragraph."""
    nxt = mark.number + 1
    shape = (
        rf"[。;:!?)\" ]\( ?{nxt} ?\)" if mark.scheme == "（1）" else rf"[。;:!?)\" ]{nxt} ?[.、](?=[^\d\s])"
    )
    return re.compile(shape).search(text, place, place + 4000) is not None


def outline(paras: list[Run]) -> Block:
    """The tree of the clauses of some paragraphs."""
    root = Block(Run("", [0], [paras[0].at(0) if paras else 0]))
    stack: list[Block] = [root]
    for para in split_glued(paras):
        mark = _plain_number(marker(para.text), para.text, stack)
        if mark and (level := _level(stack, mark)):
            del stack[level:]
            block = _block(para, mark)
            parent = stack[-1]
            block.clause = mark.label if mark.scheme == "3.1" else parent.clause + mark.label
        elif (block_or_none := _label_block(para, stack)) is not None:
            block = block_or_none
            del stack[1:]
        else:
            if len(stack) == 2 and _said(stack[1]):
                del stack[1:]
            stack[-1].paras.append(para)
            continue
        stack[-1].children.append(block)
        stack.append(block)
    return root


def _plain_number(mark: Mark | None, text: str, stack: list[Block]) -> Mark | None:
    """A number followed by a space only (1 总体要求) counts where it heads sections."""
    if mark is None or mark.scheme != "row":
        return mark
    follows = any(b.mark and b.mark.scheme == "1." and b.mark.number + 1 == mark.number for b in stack[1:])
    heads = len(text) <= 20 and bool(roles_of(text[mark.length :]))
    return (
        Mark("1.", mark.number, mark.length, mark.label) if heads or (follows and len(text) <= 24) else None
    )


def _said(block: Block) -> bool:
    """Whether a label without number says all on its own line (宣传主题：…)."""
    return (
        block.mark is None
        and block.body is not None
        and set(block.roles) <= {"theme", "time", "place", "contacts"}
    )


def _level(stack: list[Block], mark: Mark) -> int:
    """How much of the stack a new clause keeps (0: the mark is no clause here)."""
    if mark.scheme == "一、":
        return 1
    if mark.scheme == "3.1":
        return _decimal_level(stack, mark)
    same = [i for i in range(1, len(stack)) if (m := stack[i].mark) and m.scheme == mark.scheme]
    follows = [i for i in same if (m := stack[i].mark) and m.number + 1 == mark.number]
    if follows:
        return follows[-1]
    restarts = mark.number == 1 and mark.scheme not in ("（一）", "第一", "活动1")
    return len(stack) if restarts or not same else same[-1]


def _decimal_level(stack: list[Block], mark: Mark) -> int:
    """The level of 3.2: behind 3.1, or first under 3."""
    for index in range(len(stack) - 1, 0, -1):
        above = stack[index].mark
        if above and above.scheme == "3.1" and above.parent == mark.parent:
            return index if mark.number == above.number + 1 else 0
        if above and above.scheme in ("1.", "一、", "第一") and above.number == mark.parent:
            return index + 1 if mark.number == 1 else 0
    return 0


_DEMAND = re.compile(r"(?:各|请|有关|相关|全[市县省区]各)[^。]{2,40}?(?:要|应|须|请|将|于|负责|结合|报送)")
_HEAD_END = re.compile(r"[。:;!?]")


def _block(para: Run, mark: Mark) -> Block:
    heading, body = head_and_body(para.cut(mark.length))
    return Block(para, mark, heading, body, roles=roles_of(heading.text) if heading else ())


def head_and_body(text: Run) -> tuple[Run | None, Run | None]:
    """What a clause calls itself and what it goes on to say; one of them may be missing."""
    whole = text.text
    match = _HEAD_END.search(whole)
    cut = (
        _heading_end(whole, match) if match else _known_word(whole) or (len(whole) if len(whole) <= 60 else 0)
    )
    if not cut:
        return None, text
    rest = text.cut(cut).text
    lead = len(rest) - len(rest.lstrip("。:;!? "))
    return text.cut(0, cut), _or_none(text.cut(len(whole) - len(rest) + lead))


def _known_word(whole: str) -> int:
    """Where a heading ends that only a space parts from what it announces (活动主题 加强保护)."""
    word, _, rest = whole.partition(" ")
    known = {"theme", "time", "place", "contacts"}
    return len(word) if rest and len(word) >= 3 and known & set(roles_of(word)) else 0


def _heading_end(whole: str, match: re.Match[str]) -> int:
    """Where the heading of a clause ends, 0 if it is a sentence without heading."""
    place, end = match.start(), match[0]
    alone = not whole[place + 1 :].strip()
    if end == ":":
        if (place <= 18 and not whole[:place][-1:].isdigit()) or (alone and place <= 40):
            return place
        later = whole.find("。", place)
        return later if 0 <= later <= 60 and not alone else 0
    if end == ";":
        return place if alone and place <= 60 else 0
    if not alone and _DEMAND.match(whole):
        return 0
    return place if place <= (34 if alone else 60) else 0


def _or_none(run: Run) -> Run | None:
    return run if run.text else None


_LABEL = re.compile(r"[【\[]?([\u4e00-\u9fa5、 ]{2,12})[】\]]?(?: ?: ?|$)")
_LABEL_ROLES = {
    "theme",
    "time",
    "place",
    "activities",
    "requirements",
    "guiding",
    "forms",
    "organisation",
    "contacts",
    "focus",
}


def _label_block(para: Run, stack: list[Block]) -> Block | None:
    """A heading without a number, where the document does not number its sections."""
    if len(stack) > 1 and stack[1].mark:
        return None
    match = _LABEL.match(para.text)
    if not match or (len(stack) > 2 and len(match[1].strip()) < 4):
        return None
    roles = roles_of(match[1].replace(" ", ""))
    if not set(roles) & _LABEL_ROLES:
        return None
    rest = para.cut(match.end())
    if len(stack) > 2 and rest.text and not set(roles) & {"requirements", "contacts", "activities", "report"}:
        return None
    if not rest.text and len(para.text) > 12:
        return None
    return Block(para, None, para.cut(*match.span(1)), rest if rest.text else None, roles=roles)
