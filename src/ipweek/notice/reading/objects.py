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
    """The name of what is handed in, and where it stands in the sentence."""
    nouns = pattern("deliverables", "words.nouns")
    if taken := re.search(
        rf"(?:将|把)(?P<o>[^。;]{{1,{_NAMED}}}?)(?:以[^,。;]{{1,14}}(?:形式|方式))?(?:一并|统一|书面|电子版"
        rf"|及时|按时|通过[^,。;]{{1,16}})?,?(?:报送|上报|书面报|报|送|交|提交|发|反馈|寄|传|汇总|填报|上传)",
        post,
    ):
        return trimmed(taken["o"], due.end + taken.start("o"))
    if verb:
        after = post[verb.end() :]
        direct = re.match(r"(?:本[\u3400-\u9fff]{1,6}?(?:的)?)?(?P<o>[^,。;:]{2,40})", after)
        if (
            direct
            and nouns.search(direct["o"])
            and not re.fullmatch(
                r"(?:电子版|纸质版|扫描件|电子文档|书面材料|纸质材料)(?:.{0,2}份)?", direct["o"].rstrip("。")
            )
            and verb[0] != "备案"
        ):
            name = direct["o"]
            if ends := [m.end() for m in nouns.finditer(name)]:
                start = _receiver_end(name[: ends[-1]])
                if (
                    verb[0] == "报"
                    and not start
                    and re.match(r"[\u3400-\u9fff]{1,16}(?:局|办|科|处|室|委|部|厅|会|中心|院)", name)
                ):
                    return "", None
                return trimmed(
                    name[start : ends[-1]]
                    + (
                        name[ends[-1]]
                        if name[ends[-1] : ends[-1] + 1] in (")", "》", '"') and name[ends[-1] :]
                        else ""
                    ),
                    due.end + verb.end() + start,
                )
        made = re.search(
            r"(?:形成|制定|撰写|填写|起草|编制|上交|研究提出)(?:好)?(?:拟予)?(?P<o>[^,。;]{2,40}?)(?:,|并|后|报|$)",
            post[: verb.start() + 1],
        )
        if made:
            return trimmed(made["o"], due.end + made.start("o"))
        before_verb = post[: verb.start()]
        if nouns.search(before_verb) and not re.search(r"对", before_verb[:6]):
            last = re.split(r"[,]", before_verb.rstrip(","))[-1]
            return trimmed(last, due.end + before_verb.rfind(last))
    clause = re.split(r"[,。;:]", pre.rstrip(",，、 于在请要应须"))
    stripped = pre.rstrip(", 、")
    if taken := re.search(
        rf"(?:将|把)(?P<o>[^。;]{{1,{_NAMED}}}?)(?:请|务必|须|应|要)?(?:于|在)?$", stripped
    ):
        return trimmed(taken["o"], offset + taken.start("o"))
    if made := re.search(
        r"(?:制定|制订|形成|撰写|填写|起草|编制|遴选|推荐|整理|准备)(?:好|出)?(?P<o>[^。;,]{2,40}),?(?:请|并|须|应)?(?:于|在)?$",
        stripped,
    ):
        return trimmed(made["o"], offset + made.start("o"))
    for piece in reversed(clause):
        if nouns.search(piece):
            ends = [m.end() for m in nouns.finditer(piece)]
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
        r"(?:报送|上报|报|送交|送|提交|交|发送|发|寄|反馈)(?:至|到|给)?(?P<to>[\u3400-\u9fff()、]{2,40}?(?:局"
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


def resolve_unit(unit: str) -> dict[str, Any]:
    """The Chinese word of a unit of time."""
    return {"day": "日", "week": "周", "month": "个月", "working_day": "个工作日"}.get(unit, unit)  # type: ignore[return-value]
