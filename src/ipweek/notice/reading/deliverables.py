"""What units must hand in or make, and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.objects import codes_of, receiver, subjects, trimmed
from ipweek.notice.reading.terms import UNTIL, Due, dues
from ipweek.notice.reading.wanted import cleaned, marked, named, parts, told_before, wanted

_ALSO = r"(?:同时|一并)(?:提交|报送|上报|填报|报)"
_SENTENCE = re.compile(rf"(?:[^。!?;]|;(?=[^。!?;\d]{{0,40}}{_ALSO}))+[。!?;]?")
_MAX_SENTENCE = 1500


@dataclass
class Hand:
    """One thing to hand in, before dates are resolved."""

    what: str
    due: Due
    sentence: Run
    at: tuple[int, int]
    clause: str = ""
    who: list[str] = field(default_factory=list)
    to: str = ""
    modality: str = "must"
    object_at: tuple[int, int] | None = None
    heading: Run | None = None
    inferred: str = ""


def hands_in(run: Run, clause: str, heading: Run | None, who: list[str] | None = None) -> list[Hand]:
    """Everything a run of text wants handed in."""
    found: list[Hand] = []
    text = run.text
    if not any(
        word in text
        for word in (
            "报",
            "交",
            "送",
            "发",
            "寄",
            "反馈",
            "备案",
            "截",
            "前",
            "内",
            "投稿",
            "制定",
            "明确",
            "指定",
            "确定",
            "说明",
            "推荐",
        )
    ):
        return found
    carried = who or []
    for match in _SENTENCE.finditer(text):
        if match.end() - match.start() > _MAX_SENTENCE:
            continue
        sentence = run.cut(match.start(), match.end())
        named = subjects(sentence.text)
        carried = named or carried
        hands = _sentence(sentence, clause, heading)
        for hand in hands:
            hand.who = named or carried
        found.extend(hands)
    return found


_PROMPT = re.compile(
    r"(?:要|应|请|须)?(?:及时|随时|适时|立即|第一时间|尽快)[^,。;]{0,24}?(?:报送|上报|反馈|报告|报(?=[\u3400-\u9fff]{2,12}(?:局|办|室|会|组|科|处|委)))"
)
_TASK = re.compile(
    r"(?:制定|制订|研究制定|拟定|编制)(?:好|出|具体|详细|切实可行|本[\u3400-\u9fff]{1,6}|的"
    r"|各自)*(?P<plan>[\u3400-\u9fff\"()]{0,24}?(?:方案|计划))|(?P<verb>明确|指定|确定|安排|落实|选派"
    r"|配备)(?P<person>(?:\d|一|1)?(?:名|位)?(?:专门|具体)?(?:的)?(?:专人|联络员|信息员|联系人|专职人员|专门人员|责任人"
    r"|负责人))"
)


def _sentence(sentence: Run, clause: str, heading: Run | None) -> list[Hand]:
    text = sentence.text
    submit = pattern("deliverables", "submit")
    anchors = dues(text)
    hands: list[Hand] = []
    previous = 0
    waiting: list[tuple[Due, str, tuple[int, int] | None]] = []
    for index, due in enumerate(anchors):
        end = anchors[index + 1].start if index + 1 < len(anchors) else len(text)
        region_end = _clause_start(text, due.end, end)
        pre, post = text[previous : due.start], text[due.end : region_end]
        if (
            _UNTIL_TOLD.match(due.text)
            and (told := told_before(pre, previous, text))[0]
            and (named(told[0]) or not marked(told[0]))
        ):
            hands.append(_hand(sentence, due, *told, clause, heading, text))
            previous = due.end
            continue
        verb = submit.search(post)
        asked = (
            verb is not None
            or (due.text and UNTIL.search(text[max(due.start - 2, 0) : due.end][:8] or "") is not None)
            or _noun_before(pre, due)
        )
        if (
            not asked
            and due.rule != "recurring"
            and verb is None
            and (found := submit.search(pre))
            and len(pre) - found.end() < 40
            and previous == 0
            and due.rule != "date"
        ):
            asked = True
        enrolled = pattern("deliverables", "enrol").search(pre + post) and not re.search(
            r"报名表|名单|回执|材料|作品", pre + post
        )
        if (
            verb is None
            and index + 1 < len(anchors)
            and re.fullmatch(r"[^。;]{0,28}?(?:于|在|,|、)*", post)
            and len(post) <= 28
            and not asked
            and not _task_only(post)
        ):
            name, at = wanted(text, pre, "", None, previous, due)
            if held := re.search(r"(?:将|把)(?P<o>[^。;]{2,24}?)[、,]?$", post):
                name, at = trimmed(held["o"], due.end + held.start("o"))
            waiting.append((due, name, at))
            previous = due.end
            continue
        if (
            not asked
            or enrolled
            or re.match(r".{0,3}(?:通报|公布|公示|表彰)", post)
            or (_task_only(post) and not verb)
        ):
            previous = due.end
            continue
        name, at = wanted(text, pre, post, verb, previous, due)
        if waiting and not name:
            name, at = waiting[-1][1:]
        group = [*waiting, (due, name, at)]
        shared = parts(name) if "分别" in text and len({other[1] or name for other in group}) == 1 else []
        for place, (other, other_name, other_at) in enumerate(waiting):
            part = shared[place] if len(shared) == len(group) else other_name or name
            hands.append(_hand(sentence, other, part, other_at, clause, heading, text))
        name = shared[-1] if len(shared) == len(group) else name
        waiting = []
        hand = _hand(sentence, due, name, at, clause, heading, text)
        hand.to = receiver(text, due.end + (verb.start() if verb else 0), region_end)
        hands.append(hand)
        previous = due.end + (verb.end() if verb else 0)
    hands.extend(_also(sentence, clause, heading, hands))
    hands.extend(_promptly(sentence, clause, heading, anchors))
    codes = {code for hand in hands for code, _ in codes_of(hand.what)}
    hands.extend(
        task
        for task in _tasks(sentence, clause, heading)
        if not codes & {code for code, _ in codes_of(task.what)}
    )
    hands.sort(key=lambda hand: hand.at)
    return hands


# A term that names the end of handing in: 报送截止时间为5月6日.
_UNTIL_TOLD = re.compile(r"截止|截至|(?:报送|上报|提交|征集|投稿|申报)(?:时间|日期)")


def _also(sentence: Run, clause: str, heading: Run | None, hands: list[Hand]) -> list[Hand]:
    """What is due at the same time: 5月6日前报送总结；…的，同时提交推荐表."""
    text = sentence.text
    dated = [hand for hand in hands if hand.due.rule in ("date", "after_end")]
    found: list[Hand] = []
    for match in re.finditer(rf"{_ALSO}(?P<o>[^,。;]{{2,40}})", text):
        before = [hand for hand in dated if hand.at[1] <= match.start()]
        if not before or any(match.start() <= due.start for due in (h.due for h in dated)):
            continue
        name, at = cleaned(text, *match.span("o"))
        if name and named(name) and all(name not in hand.what and hand.what not in name for hand in hands):
            found.append(_hand(sentence, before[-1].due, name, at, clause, heading, text))
    return found


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the words of the next term begin: behind the last comma, if a verb stands before it."""
    if end == len(text):
        return end
    comma = max(
        text.rfind(",", start, end),
        text.rfind("、", start, end)
        if not pattern("deliverables", "submit").search(text, start, end)
        else -1,
    )
    return (
        comma + 1 if comma > start and pattern("deliverables", "submit").search(text, start, comma) else end
    )


def _noun_before(pre: str, due: Due) -> bool:
    near = pre[-16:]
    if due.rule != "date" or (
        "截" not in due.text
        and "时间" not in due.text
        and "迟" not in due.text
        and "晚" not in due.text
        and not near.endswith((":", "为", "时间"))
    ):
        return False
    return pattern("deliverables", "noun").search(near + due.text[:6]) is not None


def _task_only(post: str) -> bool:
    return re.match(r".{0,8}(?:完成|举行|举办|召开|结束|到位)", post) is not None


def _promptly(sentence: Run, clause: str, heading: Run | None, anchors: list[Due]) -> list[Hand]:
    """What is wanted promptly: 及时上报 without a day beside it."""
    text = sentence.text
    hands: list[Hand] = []
    for match in _PROMPT.finditer(text):
        if any(
            due.start <= match.end()
            and match.start() - due.end < 24
            and "," not in text[due.end : match.start()]
            and due.end <= match.end()
            for due in anchors
        ):
            continue
        stop = min((due.start for due in anchors if due.start >= match.end()), default=len(text))
        before = max((due.end for due in anchors if due.end <= match.start()), default=0)
        for comma in re.finditer("[,;]", text[before : match.start()]):
            if pattern("deliverables", "submit").search(text[before : before + comma.start()]):
                before += comma.end()
                break
        after = text[match.start() : stop]
        name, at = wanted(
            text,
            text[before : match.start()],
            after,
            pattern("deliverables", "submit").search(after),
            before,
            Due("promptly", match.start(), match.start()),
        )
        due = Due("promptly", *match.span(), text=match[0])
        hand = _hand(sentence, due, name, at, clause, heading, text)
        hand.to = receiver(text, match.start(), stop)
        hands.append(hand)
    return hands


_STAFF = "专门负责人员"


def _tasks(sentence: Run, clause: str, heading: Run | None) -> list[Hand]:
    """A plan to draw up or a person to name, which nobody says must be sent."""
    hands = []
    for match in _TASK.finditer(sentence.text):
        group = "plan" if match["plan"] else "person"
        if re.search(r"应急|防控|方针|^(?:本|该|此|以下|如下|下列)方案|《", match[group]) or match[group] in (
            "本方案",
            "本计划",
        ):
            continue
        hand = _hand(
            sentence,
            Due("none", *match.span(), text=match[0]),
            match[group],
            match.span(group),
            clause,
            heading,
            sentence.text,
        )
        hand.what = cleaned(sentence.text, *match.span(group))[0] or hand.what
        hand.what = _STAFF if re.search("专人|专职|专门人员|负责人|责任人", hand.what) else hand.what
        hand.inferred = "原文只要求制定方案、明确专人，没有说要上报，也没有期限"
        hand.at = match.span()
        hands.append(hand)
    return hands


def _hand(
    sentence: Run,
    due: Due,
    name: str,
    at: tuple[int, int] | None,
    clause: str,
    heading: Run | None,
    text: str,
) -> Hand:
    return Hand(
        name or (heading.text if heading and named(heading.text) and len(heading.text) <= 12 else "材料"),
        due,
        sentence,
        (due.start, due.end),
        clause,
        modality=modality_of(text),
        object_at=at if name else None,
        heading=heading,
    )


def modality_of(text: str) -> str:
    """Whether a sentence demands (must), allows (may) or encourages."""
    if re.search(r"鼓励|提倡|倡导|欢迎", text):
        return "encouraged"
    if re.search(
        r"(?:^|[各关位门县区\u3400-\u9fff])可(?:以|根据|结合|自行|参照|视|组织|选择|适当)|自愿", text
    ) and not re.search(r"必须|务必|应(?:当)?|不少于", text):
        return "may"
    return "must"
