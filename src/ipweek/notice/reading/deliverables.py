"""What units must hand in or make, and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ipweek.notice.reading.dates import When, scan
from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.lexicon import pattern, table

_N = r"(?P<n>半|[一两二三四五六七八九十\d]{1,3}) ?(?P<q>个)?(?P<u>工作日|日|天|周|星期|月|小时)"
_AFTER = re.compile(
    rf"(?P<each>(?:每|各)(?:[项次场个]|期|周|一)[^,。;]{{0,10}}?)?(?P<event>(?:(?![并在于后])[\u3400-\u9fff\"]){{0,12}}?)(?P<ended>结束|闭幕|完成|会|举办|活动|开展)(?:之日)?(?:起|之?后|以后)(?:的)?(?: ?的)? ?(?:{_N}(?:之内|以内|内|前)?|(?P<next>次日|当[日天]|第二天|隔日))"
)
_RECEIVED = re.compile(
    rf"(?:(?:自|接到?|收到|从)?(?:本)?(?:通知|文件|文)(?:印发|下发|发布|收到|发出)?(?:之日)?(?:起|后)|(?:印发|发文|下发)(?:之日)?(?:起|后))(?:的)? ?{_N}(?:之内|以内|内)?"
)
_RECUR = re.compile(
    r"(?:于|在)?(?:每周(?:星期)?[一二三四五六日天](?:[前下上]午?|\d{1,2}[:点时]\d{0,2}分?)?(?:之?前)?|每(?:月|季度?|年)(?:末|底|\d{1,2}月(?:底|\d{1,2}[日号])?|\d{1,2}[日号])(?:之?前)?|每[日天周月](?:下午|上午)?(?:\d{1,2}[:点时]\d{0,2}分?)?(?:之?前)?(?=.{0,30}(?:报送|上报|报)))"
)
_TIME = r"(?: ?(?:上午|下午|中午|晚上?|下班)? ?(?:\d{1,2} ?[:时点](?: ?\d{2})?分?)?)?"
_BEFORE = re.compile(rf"{_TIME} ?(?:之前|以前|前(?![\u3400-\u9fff]{{0,1}}[往后])|截止|为止)")
_UNTIL = re.compile(
    r"(?:截止(?:时间|日期)?|截至|(?:最迟|最晚|原则上)?不(?:得)?(?:迟于|晚于|超过)|最迟|最晚|时间节点|报送时间|上报时间|提交时间|征集时间|投稿时间|申报时间|报送日期)(?:到|至|于|为|是)? ?:? ?(?:即日起至)?$"
)
_ON = re.compile(r"(?:于|在) ?$")
_EATEN = re.compile(
    r"(?:于|在) ?(?:\d{4} ?年)?(?: ?\d{0,2}月 ?日|年 ?月 ?日| 月 ?\d{0,2}日| +月 +日)(?:之?前)"
)
_SENTENCE = re.compile(r"[^。!?;]+[。!?;]?")
_MAX_SENTENCE = 1500


@dataclass
class Due:
    """When something is due, as written: ``date``, ``after_end``, ``each_activity``, ``promptly``, ``recurring``, ``none``, ``after_notice``."""

    rule: str
    start: int = 0
    end: int = 0
    when: When | None = None
    amount: int | None = None
    unit: str = ""
    text: str = ""


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


_WHO = re.compile(
    r"(?:^|[,。;:请])(?P<w>(?:请|由)?(?:各|有关|相关|承办|市直|省直|县直|全[市县省区]各?|市县|县级|责任|参赛|获奖|学校|主办)[\u3400-\u9fff、()各,]{1,48}?)(?=于|要(?!求)|应|请|须|在|将|需|务必|把|对|结合|按|根据|每|可|制定|报送|上报|确定|明确|指定|\d)"
)


def subjects(text: str) -> list[str]:
    """The units a sentence speaks to."""
    match = _WHO.search(text[:160])
    if not match:
        return []
    names = re.split(r"[、,](?![^(]*\))", match["w"].removeprefix("请").removeprefix("由").strip("、, "))
    names = [re.sub(r"(?:活动|工作)?(?:开展|组织|完成)?(?:情况|总结|小结|方案|材料|信息).*|高度重视.*", "", name) for name in names]
    return [name for name in names if len(name) >= 2 and not name.startswith("各项")]


def dues(text: str) -> list[Due]:
    """The times by which a sentence wants something, in order."""
    found: list[Due] = []
    for when in scan(text):
        due = _dated(text, when)
        if due:
            found.append(due)
    for match in _RECUR.finditer(text):
        found.append(Due("recurring", *match.span(), text=match[0]))
    for match in _AFTER.finditer(text):
        if match["ended"] in ("会", "活动", "开展", "举办", "完成") and not re.search(
            r"会后|(?:活动|开展|举办|完成)后", match[0]
        ):
            continue
        each = match["each"] or re.search(
            r"(?:每|各)(?:项|次|场|个|期)[^,。;]{0,10}$",
            text[max(match.start() - 12, 0) : match.end("event")],
        )
        amount, unit = _amount(match)
        found.append(
            Due(
                "each_activity" if each else "after_end",
                *match.span(),
                amount=amount,
                unit=unit,
                text=match[0],
            )
        )
    for match in _RECEIVED.finditer(text):
        amount, unit = _amount(match)
        found.append(Due("after_notice", *match.span(), amount=amount, unit=unit, text=match[0]))
    for match in _EATEN.finditer(text):
        found.append(Due("date", *match.span(), text=match[0]))
    found.sort(key=lambda due: (due.start, -due.end))
    kept: list[Due] = []
    for due in found:
        if not kept or due.start >= kept[-1].end:
            kept.append(due)
        elif kept[-1].rule == "date" and due.rule == "recurring":
            kept[-1] = due
    return kept


def _amount(match: re.Match[str]) -> tuple[int, str]:
    from ipweek.notice.reading.marks import han_number

    groups = match.groupdict()
    if groups.get("next"):
        return (0 if groups["next"].startswith("当") else 1), "day"
    number, unit = groups["n"], groups["u"]
    if number == "半":
        return (15, "day") if unit == "月" else (0, "day")
    amount = han_number(number) or 0
    unit = {
        "工作日": "working_day",
        "日": "day",
        "天": "day",
        "周": "week",
        "星期": "week",
        "月": "month",
        "小时": "hour",
    }[unit]
    return (-(-amount // 24), "day") if unit == "hour" else (amount, unit)


def _dated(text: str, when: When) -> Due | None:
    before, after = text[max(when.start - 14, 0) : when.start], text[when.end : when.end + 24]
    if re.search(r"每(?:年|月) ?$", before):
        tail = re.match(r"(?:之?前)?", after)
        start = text.rfind("每", 0, when.start)
        return Due(
            "recurring",
            start,
            when.end + (tail.end() if tail else 0),
            when,
            text=text[start : when.end + (tail.end() if tail else 0)],
        )
    until = _UNTIL.search(before)
    behind = _BEFORE.match(after)
    on = _ON.search(before)
    if until:
        clock = re.match(_TIME + r"(?: ?(?:之前|以前|前))?", after)
        start, end = when.start - (len(before) - until.start()), when.end + (clock.end() if clock else 0)
        return Due("date", start, end, when, text=text[start:end].strip())
    if behind:
        start = when.start - (1 if on else 0)
        return Due(
            "date",
            when.start,
            when.end + behind.end(),
            when,
            text=text[start : when.end + behind.end()].strip(),
        )
    if (
        on
        and when.first[2]
        and not when.last
        and not re.match(r".{0,24}(?:举行|举办|召开|开展|启动|印发|发布|下发|施行|执行)", after)
    ):
        if pattern("deliverables", "submit").search(after + text[when.end + 24 : when.end + 60]):
            return Due("date", when.start, when.end, when, text=text[when.start : when.end])
    return None


_PROMPT = re.compile(
    r"(?:要|应|请|须)?(?:及时|随时|适时|立即|第一时间|尽快)[^,。;]{0,24}?(?:报送|上报|反馈|报告|报(?=[\u3400-\u9fff]{2,12}(?:局|办|室|会|组|科|处|委)))"
)
_TASK = re.compile(
    r"(?:制定|制订|研究制定|拟定|编制)(?:好|出|具体|详细|切实可行|本[\u3400-\u9fff]{1,6}|的|各自)*(?P<plan>[\u3400-\u9fff\"()]{0,24}?(?:方案|计划))|(?P<verb>明确|指定|确定|安排|落实|选派|配备)(?P<person>(?:\d|一|1)?(?:名|位)?(?:专门|具体)?(?:的)?(?:专人|联络员|信息员|联系人|专职人员|专门人员|责任人|负责人))"
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
        verb = submit.search(post)
        asked = (
            verb is not None
            or (due.text and _UNTIL.search(text[max(due.start - 2, 0) : due.end][:8] or "") is not None)
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
        ):
            name, at = _object(pre, "", None, previous, due)
            if held := re.search(r"(?:将|把)(?P<o>[^。;]{2,24}?)[、,]?$", post):
                name, at = _trimmed(held["o"], due.end + held.start("o"))
            waiting.append((due, name, at))
            previous = due.end
            continue
        if not asked or enrolled or (_task_only(post) and not verb):
            previous = due.end
            continue
        name, at = _object(pre, post, verb, previous, due)
        for other, other_name, other_at in waiting:
            hands.append(_hand(sentence, other, other_name or name, other_at, clause, heading, text))
        waiting = []
        hand = _hand(sentence, due, name, at, clause, heading, text)
        hand.to = receiver(text, due.end + (verb.start() if verb else 0), region_end)
        hands.append(hand)
        previous = due.end + (verb.end() if verb else 0)
    hands.extend(_promptly(sentence, clause, heading, anchors))
    codes = {code for hand in hands for code, _ in codes_of(hand.what)}
    hands.extend(
        task
        for task in _tasks(sentence, clause, heading)
        if not codes & {code for code, _ in codes_of(task.what)}
    )
    hands.sort(key=lambda hand: hand.at)
    return hands


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the words that belong to the next time begin: after the last comma before it, if a verb stands before that."""
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
    if (
        due.rule != "date"
        or "截" not in due.text
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
        after = text[match.start() : stop]
        name, at = _object(
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
        name or (heading.text if heading else "") or text[:20].strip(" ,。;"),
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


_LEADING = re.compile(
    r"^(?:[,、:]|请|务必|并|须|应|要|需|于|在|及时|统一|认真|按时|注意|做好|加强|一并|同时|将|把|本(?:单位|部门|地区|地|县区?|系统|校|镇|局|院|企业|级|辖区)(?:的)?|(?:书面|电子版?|以书面形式)(?=报送))+"
)
_NAMED = 40


def _object(
    pre: str, post: str, verb: re.Match[str] | None, offset: int, due: Due
) -> tuple[str, tuple[int, int] | None]:
    """The name of what is handed in, and where it stands in the sentence."""
    nouns = pattern("deliverables", "words.nouns")
    if taken := re.search(
        rf"(?:将|把)(?P<o>[^。;]{{1,{_NAMED}}}?)(?:以[^,。;]{{1,14}}(?:形式|方式))?(?:一并|统一|书面|电子版|及时|按时|通过[^,。;]{{1,16}})?,?(?:报送|上报|书面报|报|送|交|提交|发|反馈|寄|传|汇总|填报|上传)",
        post,
    ):
        return _trimmed(taken["o"], due.end + taken.start("o"))
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
                return _trimmed(
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
            return _trimmed(made["o"], due.end + made.start("o"))
        before_verb = post[: verb.start()]
        if nouns.search(before_verb) and not re.search(r"对", before_verb[:6]):
            last = re.split(r"[,]", before_verb.rstrip(","))[-1]
            return _trimmed(last, due.end + before_verb.rfind(last))
    clause = re.split(r"[,。;:]", pre.rstrip(",，、 于在请要应须"))
    stripped = pre.rstrip(", 、")
    if taken := re.search(
        rf"(?:将|把)(?P<o>[^。;]{{1,{_NAMED}}}?)(?:请|务必|须|应|要)?(?:于|在)?$", stripped
    ):
        return _trimmed(taken["o"], offset + taken.start("o"))
    if made := re.search(
        r"(?:制定|制订|形成|撰写|填写|起草|编制|遴选|推荐|整理|准备)(?:好|出)?(?P<o>[^。;,]{2,40}),?(?:请|并|须|应)?(?:于|在)?$",
        stripped,
    ):
        return _trimmed(made["o"], offset + made.start("o"))
    for piece in reversed(clause):
        if nouns.search(piece):
            ends = [m.end() for m in nouns.finditer(piece)]
            name = piece[: ends[-1]]
            cut = re.search(r".*(?:的|中(?=[\u3400-\u9fff]{2})|将|把|报送|上报|所有)", name)
            start = cut.end() if cut and len(name) - cut.end() >= 2 else 0
            return _trimmed(name[start:], offset + pre.rfind(piece) + start)
    return "", None


def _receiver_end(text: str) -> int:
    """Where the receiver ends in 市科技局活动总结."""
    match = re.match(
        r"(?:至|到|给)?[\u3400-\u9fff]{1,16}?(?:局|办公室|科|处|组委会|委员会|厅|邮箱)(?=[\u3400-\u9fff]{2})",
        text,
    )
    return match.end() if match else 0


def _trimmed(name: str, place: int) -> tuple[str, tuple[int, int] | None]:
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
        r"(?:报送|上报|报|送交|送|提交|交|发送|发|寄|反馈)(?:至|到|给)?(?P<to>[\u3400-\u9fff()、]{2,40}?(?:局|办公室|办|处|科|委员会|组委会|厅|委|部|中心|院|股|室|协|邮箱|会|组|宫|政府|站|馆))(?=[^\u3400-\u9fff]|$|备案|[(,。;]|和|并)",
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
