"""Who hands in what to whom: the words of a sentence around its verb."""

from __future__ import annotations

import re

from ipweek.notice.reading.lexicon import pattern, table
from ipweek.notice.reading.terms import Due

_WHO = re.compile(
    r"(?:^|[,。;:请])(?P<w>(?:请|由)?(?:各|有关|相关|承办|市直|省直|县直|全[市县省区]各?|市县|县级|责任|参赛|获奖|学校"
    r"|主办)[\u3400-\u9fff、()各,]{1,48}?)(?=于|要(?!求)|应|请|须|在|将|需|务必|把|对|结合|按|根据|每|可|制定|报送|上报"
    r"|确定|明确|指定|\d)"
)


def subjects(text: str) -> list[str]:
    """The units a sentence speaks to."""
    match = _WHO.search(text[:160])
    if not match:
        return []
    names = re.split(r"[、,](?![^(]*\))", match["w"].removeprefix("请").removeprefix("由").strip("、, "))
    names = [
        re.sub(r"(?:活动|工作)?(?:开展|组织|完成)?(?:情况|总结|小结|方案|材料|信息).*|高度重视.*", "", name)
        for name in names
    ]
    return [name for name in names if len(name) >= 2 and not name.startswith("各项")]


_LEADING = re.compile(
    r"^(?:[,、:]|请|务必|并|须|应|要|需|于|在|及时|统一|认真|按时|注意|做好|加强|一并|同时|将|把|本(?:单位|部门|地区|地|县区?|系统|校"
    r"|镇|局|院|企业|级|辖区)(?:的)?|(?:书面|电子版?|以书面形式)(?=报送))+"
)


_NAMED = 40


def object_of(
    pre: str, post: str, verb: re.Match[str] | None, offset: int, due: Due
) -> tuple[str, tuple[int, int] | None]:
    """The name of what is handed in, and where it stands in the sentence.

    Args:
        pre: Words before the term.
        post: Words behind the term.
        verb: The verb of handing in within ``post``.
        offset: Where ``pre`` begins in the sentence.
        due: The term; ``post`` begins where it ends.
    """
    if taken := _taken(post):
        return trimmed(post[slice(*taken)], due.end + taken[0])
    if verb:
        found = _direct(post, verb, due.end) or _before_verb(post[: verb.start()], due.end)
        if found:
            return found
    stripped = pre.rstrip(", 、")
    for shape in (_TAKEN_BEFORE, _MADE_BEFORE):
        if found_before := shape.search(stripped):
            return trimmed(found_before["o"], offset + found_before.start("o"))
    return _subject(pre, offset)


_HANDLED = re.compile(
    r"(?:以[^,。;]{1,14}(?:形式|方式))?(?:一并|统一|书面|电子版|及时|按时|通过[^,。;]{1,16}|盖章后|,)*$"
)
_TAKEN_BEFORE = re.compile(rf"(?:将|把)(?P<o>[^。;]{{1,{_NAMED}}}?)(?:请|务必|须|应|要)?(?:于|在)?$")
_MADE_BEFORE = re.compile(
    r"(?:制定|制订|形成|撰写|填写|起草|编制|遴选|推荐|整理|准备)(?:好|出)?(?P<o>[^。;,]{2,40}),?"
    r"(?:请|并|须|应)?(?:于|在)?$"
)
_MADE = re.compile(
    r"(?:形成|制定|撰写|填写|起草|编制|上交|研究提出)(?:好)?(?:拟予)?(?P<o>[^,。;]{2,40}?)(?:,|并|后|报|$)"
)
_MEDIUM = re.compile(r"(?:电子版|纸质版|扫描件|电子文档|书面材料|纸质材料)(?:.{0,2}份)?")
_ORG_FIRST = re.compile(r"[\u3400-\u9fff]{1,16}(?:局|办|科|处|室|委|部|厅|会|中心|院)")
Named = tuple[str, tuple[int, int] | None]


def _taken(post: str) -> tuple[int, int] | None:
    """Where the object stands between 将 or 把 and the verb: 将总结以书面形式报."""
    start = re.search(r"将|把", post)
    verb = pattern("deliverables", "submit").search(post, start.end()) if start else None
    words = post[start.end() : verb.start()] if start and verb else ""
    if not start or not 0 < len(words) <= _NAMED or re.search("[。;]", words):
        return None
    handled = _HANDLED.search(words)
    return start.end(), start.end() + (handled.start() if handled else len(words))


def _direct(post: str, verb: re.Match[str], offset: int) -> Named | None:
    """The object behind the verb: 报送活动总结."""
    nouns = pattern("deliverables", "words.nouns")
    direct = re.match(r"(?:本[\u3400-\u9fff]{1,6}?(?:的)?)?(?P<o>[^,。;:]{2,40})", post[verb.end() :])
    if not direct or verb[0] == "备案" or _MEDIUM.fullmatch(direct["o"]):
        return None
    name = direct["o"]
    ends = [match.end() for match in nouns.finditer(name)]
    if not ends:
        return None
    start = _receiver_end(name[: ends[-1]])
    if verb[0] == "报" and not start and _ORG_FIRST.match(name):
        return "", None
    closing = 1 if name[ends[-1] : ends[-1] + 1] in (")", "》", '"') and name[ends[-1] :] else 0
    return trimmed(name[start : ends[-1] + closing], offset + verb.end() + start)


def _before_verb(text: str, offset: int) -> Named | None:
    """The object between the term and the verb: 形成总结报告并报送, 总结报告和附表报."""
    if made := _MADE.search(text):
        return trimmed(made["o"], offset + made.start("o"))
    if pattern("deliverables", "words.nouns").search(text) and "对" not in text[:6]:
        last = text.rstrip(",").split(",")[-1]
        return trimmed(last, offset + text.rfind(last))
    return None


def _subject(pre: str, offset: int) -> Named:
    """The object named before the term: 活动总结请于5月10日前."""
    nouns = pattern("deliverables", "words.nouns")
    for piece in reversed(re.split(r"[,。;:]", pre.rstrip(",，、 于在请要应须"))):
        ends = [match.end() for match in nouns.finditer(piece)]
        if ends:
            name = piece[: ends[-1]]
            cut = re.search(r".*(?:的|中(?=[\u3400-\u9fff]{2})|将|把|报送|上报|所有)", name)
            start = cut.end() if cut and len(name) - cut.end() >= 2 else 0
            return trimmed(name[start:], offset + pre.rfind(piece) + start)
    return "", None


def _receiver_end(text: str) -> int:
    """Where the receiver ends in 市科技局活动总结."""
    match = re.match(
        r"(?:至|到|给)?[\u3400-\u9fff]{1,16}?(?:局|办公室|科|处|组委会|委员会|厅|邮箱)(?=[\u3400-\u9fff]{2})",
        text,
    )
    return match.end() if match else 0


def trimmed(name: str, place: int) -> tuple[str, tuple[int, int] | None]:
    """A name without the words before and behind it, and where it stands; empty if nothing is left."""
    lead = _LEADING.match(name)
    start = lead.end() if lead and len(name) - lead.end() >= 2 else 0
    if cut := re.search(
        r"(?:一并|统一|及时)?(?:报送|上报|提交|报至|发送|发至|送至|交至|反馈)", name[start + 2 :]
    ):
        name = name[: start + 2 + cut.start()]
    value = name[start:].rstrip(",、: 请于在须应要各")
    return (value, (place + start, place + start + len(value))) if len(value) >= 2 else ("", None)


def receiver(text: str, start: int, end: int) -> str:
    """To whom it goes."""
    match = re.search(
        r"(?:报送|上报|报|送交|送|提交|交|发送|发|寄|反馈)(?:至|到|给)?(?P<to>(?![送至到给])[\u3400-\u9fff()、]{1,40}?(?:局"
        r"|办公室|办|处|科|委员会|组委会|厅|委|部|中心|院|股|室|协|邮箱|会|组|宫|政府|站|馆))(?=[^\u3400-\u9fff]|$|备案"
        r"|[(,。;]|和|并)",
        text[max(start - 1, 0) : end],
    )
    return match["to"] if match else ""


def codes_of(what: str) -> list[tuple[str, str]]:
    """The codes of the things a phrase names, with their words; ``other`` when none is known."""
    codes = table("deliverables")["codes"]
    found: list[tuple[str, str]] = []
    for part in re.split(r"[、,和及与]|以及", what):
        if not part:
            continue
        for code in codes:
            if pattern("deliverables", f"codes.{code}").search(part):
                if all(code != other for other, _ in found):
                    found.append((code, part))
                break
    if (
        len(found) > 1
        and found[0][0] in ("brief", "summary")
        and "名单" not in what
        and {c for c, _ in found} == {"brief", "summary"}
        and "信息" not in what
    ):
        found = [pair for pair in found if pair[0] == "summary"]
    return found or [("other", what)]
