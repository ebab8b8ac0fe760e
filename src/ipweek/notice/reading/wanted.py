"""The name of what is wanted as an office would write it, and where it stands in the sentence."""

from __future__ import annotations

import re

from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.objects import object_of
from ipweek.notice.reading.terms import Due

Named = tuple[str, tuple[int, int] | None]

_LEAD = re.compile(
    r"^(?:(?:请|要求)?(?:各|有关|相关|参赛|责任)[\u3400-\u9fff、()]{1,16}?(?:要|应|须|请|需|将)(?=[\u3400-\u9fff]))?"
    r"(?:连同|附|完成|及时|认真|切实|全面|做好|形成|撰写|填写|填报|梳理|整理|汇总|收集|征集|报送|分别|统一|并|将|把|对|于|的"
    r"|(?:明确|确定|指定|选派|安排)(?:专门|专职)?(?=(?:\d{1,2}|[一两三])[名位])"
    r"|本(?:单位|部门|地区|地|县区?|校|镇|局|院|企业|级|辖区)的?"
    r"|(?:\d{1,3}(?:-\d{1,3})?|[一两三]) ?[名位个件篇项份张部条幅字](?![\u3400-\u9fff]?$))*"
)
_TRAIL = re.compile(
    r"(?:一并|一起|打包|分别|并|等|和|及|与|、|,|的|一式[\u3400-\u9fff\d]{1,2}份|(?:加盖|盖|经)[^,。;]{1,16}?(?:后|章)[\u3400-\u9fff]{0,4}"
    r"|(?:以|用|通过)[^,。;()]{1,14}(?:形式|方式)|(?:不超过|不少于|不得少于|不低于|至少|限)\d+[\u3400-\u9fff]{0,2}"
    r"|(?:各)?\d{1,3} ?[个名件篇项份张部条幅位](?![\u3400-\u9fff])|\(见?附 ?[件表] ?\d{0,2}\)"
    r"|\([^()]{0,8}\d+ ?[字份张页][^()]{0,6}\))+$"
)
_TOPIC_END = re.compile(r"(?:请|务必|务|应|须|要|需|于|在|分别|统一|最迟|,| )+$")
_ASK = re.compile(
    r"(?:提交|报送|上报|递交|填报|反馈|提供|上传|推荐|报告|说明)(?:以下|下列)?(?P<o>[^,。;:]{2,40})"
)
_COLLECT = re.compile(r"(?:征集|收集|推荐|评选|遴选|选送|申报)(?P<o>[^,。;]{2,40})")
_ASKED_END = re.compile(r"的?(?:报送|上报|提交|征集|投稿|填报|申报|反馈|推荐|征稿)?的?(?:时间|日期)?$")
_BODY = re.compile(
    r"(?:至|到|给|我|[\u3400-\u9fff]{1,16}(?:局|办|科|处|室|委|部|厅|会|中心|院|股|组|邮箱|信箱|平台|系统|群)(?![\u3400-\u9fff]))"
)
_SUBJECT = re.compile(r"^(?:请|由)?(?:各|有关|相关|全[市县省区]|本|我|被|参赛|获奖|凡)|^(?:\d|第|[上下]午)")
_PEOPLE = re.compile(r"联络员|信息员|联系人|负责人|分管领导|参[会训赛展]人员|选手|讲解员|志愿者|教师|代表")
_UNITS = re.compile(r"(?:单位|部门|县区|县\(区\)|\(区\)|学院|学校|企业|公司|科室|街道|乡镇|社区|小组)$")
_FIELDS = re.compile(
    r"(?:的)?\(?(?:基本信息|姓名|性别|职务|职称|手机(?:号码?)?|(?:联系)?电话(?:号码)?|联系方式|单位)(?:[、,和及](?:性别|民族|年龄|出生年月"
    r"|政治面貌|学历|单位|姓名|职务|职称|手机(?:号码?)?|(?:联系)?电话(?:号码)?|联系方式|身份证号码?|邮箱))+(?:等(?:信息)?)?\)?$"
)


def wanted(text: str, pre: str, post: str, verb: re.Match[str] | None, offset: int, due: Due) -> Named:
    """The name of what is due, a noun phrase without what stands around it.

    Args:
        text: The sentence.
        pre: Words before the term.
        post: Words behind the term.
        verb: The verb of handing in within ``post``.
        offset: Where ``pre`` begins in the sentence.
        due: The term; ``post`` begins where it ends.
    """
    _, at = object_of(pre, post, verb, offset, due)
    found = cleaned(text, *at) if at and not _of_the_last(text, at, offset, due) else ("", None)
    if found[0].count("(") != found[0].count(")"):
        found = ("", None)
    held = at is not None and re.search(r"[将把][^,。;]*$", text[due.end : at[0]]) is not None
    if found[0] and (held or named(found[0])):
        return found
    for place in (
        _held(pre, offset),
        _behind(post, verb, due.end),
        _topic(pre, offset),
        _collected(text, due),
    ):
        if place and not _of_the_last(text, place, offset, due):
            other = cleaned(text, *place)
            if other[0] and (named(other[0]) or not found[0]):
                return other
    return found if named(found[0]) or not _VERBAL.match(found[0]) else ("", None)


def _of_the_last(text: str, at: tuple[int, int], offset: int, due: Due) -> bool:
    """Whether a name belongs to the verb of the term before: 5月28日前报送总结，6月3日前…."""
    return 0 < offset <= at[0] and at[1] <= due.start and bool(re.search("[,;]", text[at[1] : due.start]))


def told_before(pre: str, offset: int, text: str) -> Named:
    """The name in 活动总结报送截止时间为…: all before the verb that ends it."""
    clause = re.split(r"[,。;:]", pre)[-1]
    name = re.sub(
        r"(?:的)?(?:报送|上报|提交|征集|投稿|填报|申报|反馈|推荐|征稿)?(?:的)?(?:时间|日期)?$",
        "",
        clause.rstrip(),
    )
    start = offset + len(pre) - len(clause)
    found = cleaned(text, start, start + len(name)) if name else ("", None)
    return found if found[0] and not _SUBJECT.match(found[0]) and "报名" not in found[0][-4:] else ("", None)


def named(name: str) -> bool:
    """Whether a phrase is the name of something on paper, in a file or of a person."""
    return "《" in name or pattern("deliverables", "words.nouns").search(name) is not None


def cleaned(text: str, start: int, end: int) -> Named:
    """A stretch of a sentence cut down to its name; brackets and titles closed."""
    if text[end : end + 1] == "》" and "《" in text[start:end]:
        end += 1
    name = text[start:end]
    if (lead := _LEAD.match(name)) and len(name) - lead.end() >= 2:
        start += lead.end()
    for shape in (_MADE, _CASE):
        if lead := shape.match(text[start:end]):
            start += lead.end()
    name = text[start:end]
    if (trail := _TRAIL.search(name)) and trail.start() >= 2:
        end = start + trail.start()
    name = text[start:end].strip(" ,、:")
    if fields := _FIELDS.search(name):
        people = name[: fields.start()] or next(reversed(_PEOPLE.findall(text[:start])), "人员")
        return people + "名单", (start, end)
    return (name, (start, end)) if len(name) >= 2 else ("", None)


def parts(name: str) -> list[str]:
    """The things a name joins (方案和总结), brackets and titles kept whole."""
    return [part for part in re.split(r"(?:、|和|及|与|以及)(?![^《(]*[》)])", name) if len(part) > 1]


def _behind(post: str, verb: re.Match[str] | None, offset: int) -> tuple[int, int] | None:
    match = _ASK.match(post, verb.start()) if verb else None
    if match is None or _BODY.match(match["o"]):
        return None
    return offset + match.start("o"), offset + match.end("o")


# What leads up to a name, and names that are none.
_MADE = re.compile(r"^.*(?:制定|制订|起草|撰?写(?=[一出好])|形成)(?:出|好|一[段篇份个])?(?=.{2})")
_CASE = re.compile(
    r"^(?:[\u3400-\u9fff]{2,6}期间)?(?:如|若)?(?:遇有?|发现|发生)(?=.{2})|^或(?=.{3})"
    r"|^各(?:地|单位|部门|县区|成员单位|学院)的?(?=[\u3400-\u9fff]{4})"
)
_VERBAL = re.compile(r"登录|登陆|每|通过|参加|按照|按|结合|根据|可|已")


def _held(pre: str, offset: int) -> tuple[int, int] | None:
    """The object of 将 or 把 before the term: 请将总结于5月6日前报送."""
    ended = _TOPIC_END.search(pre)
    match = re.search(r"[将把](?P<o>[^,。;将把]{2,40})$", pre[: ended.start()] if ended else pre)
    return (offset + match.start("o"), offset + match.end("o")) if match else None


def _topic(pre: str, offset: int) -> tuple[int, int] | None:
    """What stands at the head of its clause: 活动名称和简介请于4月3日前报…."""
    ended = _TOPIC_END.search(pre)
    clause = re.split(r"[,。;:]", pre[: ended.start()] if ended else pre)[-1]
    if not 2 <= len(clause) <= 30 or _SUBJECT.match(clause) or _UNITS.search(clause) or marked(clause):
        return None
    start = offset + pre.rfind(clause)
    return start, start + len(clause)


def marked(clause: str) -> bool:
    """Whether a clause does something rather than name it."""
    return (
        re.search(r"要|应|须|开展|组织|举办|进行|加强|结合|根据|按照|参加|做好|完成|落实", clause) is not None
    )


def _collected(text: str, due: Due) -> tuple[int, int] | None:
    """What was asked for earlier in the sentence: 征集短视频，每县推荐3部，5月20日前报送."""
    for match in _COLLECT.finditer(text[: due.start]):
        if not re.match(r"[\d一二两三四五]+[\u3400-\u9fff]$", match["o"]):
            return match.span("o")
    return None
