"""Which clauses, paragraphs, list items or table rows are the activities of a campaign."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipweek.notice.reading.dates import scan
from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.marks import han_number
from ipweek.notice.reading.outline import Block
from ipweek.notice.reading.tables import Table

MAX = 400


@dataclass
class Item:
    """One activity as found: its title, the runs that tell of it, and where it stands.

    Attributes:
        title: The run of its title.
        runs: Runs of its text, title included where it is part of a sentence.
        clause: Number of its clause, empty without one.
        under: Clauses under it.
        cells: Cells of its table row, if it came from a table.
    """

    title: Run
    runs: list[Run]
    clause: str = ""
    under: list[Block] = field(default_factory=list)
    cells: dict[str, Run] = field(default_factory=dict)


@dataclass
class Selection:
    """The activities of a document, where they came from, and the requirements found on the way."""

    items: list[Item] = field(default_factory=list)
    source: str = ""
    section: Block | None = None
    part: int = 0
    flat_requirements: list[Block] = field(default_factory=list)


_SKIP = frozenset(
    {
        "time",
        "theme",
        "place",
        "requirements",
        "participants",
        "contacts",
        "report",
        "guiding",
        "organisation",
        "specs",
        "focus",
    }
)


def select(parts: list[Block], tables: list[tuple[int, Table]]) -> Selection:
    """The activities of a document.

    Args:
        parts: Outlines of the main text and of each annex, in order.
        tables: Tables with the number of the part they stand in.
    """
    for roles in (("activities",), ("forms",)):
        for number, root in enumerate(parts):
            sections = [block for block in root.children if set(roles) & set(block.roles)]
            found = [(block, items_of(block)) for block in sections]
            found = [(block, items) for block, items in found if items]
            if not found:
                continue
            if roles == ("activities",) and all(
                len(items) == 1 and not items[0].clause for _, items in found
            ):
                forms = [(b, i) for b in root.children if "forms" in b.roles and len(i := items_of(b)) > 1]
                found = forms or found
                if any(table.activities for _, table in tables) and not forms:
                    continue
            if len(found) > 1:
                found = [(b, i) for b, i in found if not _only_topics(i)] or found
            items = [item for _, items in found for item in items]
            return Selection(items[:MAX], "section", found[0][0], number)
        if roles == ("activities",) and (rows := _table_items(tables)):
            return Selection(rows[:MAX], "table", None, next(n for n, t in tables if t.activities))
    return _without_section(parts)


def _only_topics(items: list[Item]) -> bool:
    """Whether a section lists what is to be made known (宣传…) rather than what is done."""
    topics = sum(
        1
        for item in items
        if re.match(
            r"(?:大力|深入|广泛|重点)?(?:宣传|宣讲|普及|解读)(?!活动|周|月|日|教育|进|咨询|片|展)",
            item.title.text,
        )
    )
    return topics * 2 > len(items)


def _without_section(parts: list[Block]) -> Selection:
    for number, root in enumerate(parts):
        flat = _flat(root)
        if flat.items:
            flat.part = number
            return flat
    for number, root in enumerate(parts):
        steps = [item for block in root.children if "steps" in block.roles for item in items_of(block)]
        if len(steps) > 1:
            return Selection(steps[:MAX], "steps", None, number)
    for number, root in enumerate(parts):
        told = [*root.paras, *(run for block in root.children if not block.roles for run in block.own())]
        if listed := _listed([run for run in told if len(run.text) < 3000]):
            return Selection(listed[:MAX], "sentence", None, number)
    return Selection()


def _table_items(tables: list[tuple[int, Table]]) -> list[Item]:
    items: list[Item] = []
    for _, table in tables:
        if table.activities:
            for row in table.rows:
                runs = [cell for name, cell in row.cells.items() if name in ("title", "detail", "note")]
                items.append(Item(row.cells["title"], runs, cells=row.cells))
    return items


def items_of(section: Block) -> list[Item]:
    """The activities a section lists."""
    children = [
        child
        for child in section.children
        if not (set(child.roles) & _SKIP) or (len(section.children) > 3 and not child.roles)
    ]
    if children:
        if all(child.heading and re.search(r"阶段", child.heading.text) for child in children):
            told = [item for child in children if child.children for item in items_of(child)]
            return told or [_item(child) for child in children]
        grouped = [child for child in children if _is_group(child)]
        if grouped and len(grouped) * 2 > len(children):
            return [
                item
                for child in children
                for item in (items_of(child) if _is_group(child) else [_item(child)])
            ]
        return [_item(child) for child in children]
    if section.children:
        return []
    return from_paragraphs(list(section.own()))


def _is_group(block: Block) -> bool:
    if not block.heading or len(block.children) < 2:
        return False
    named = [child for child in block.children if child.heading or child.body]
    fields = sum(1 for child in named if _field_of(child))
    return fields * 2 < len(named) and pattern("wording", "group").search(block.heading.text) is not None


def _item(block: Block) -> Item:
    runs = [run for run in block.texts() if run is not block.heading]
    if block.heading:
        title = block.heading
        if title.text.endswith(")") and (place := _lead_bracket(title.text)) > 3:
            runs.insert(0, title.cut(place))
            title = title.cut(0, place)
        return Item(title, runs, block.clause, block.children)
    body = block.body or block.whole
    return Item(sentence_title(body), runs or [body], block.clause, block.children)


def _lead_bracket(text: str) -> int:
    match = re.search(r"\((?:责任|牵头|主办|承办|负责|配合|完成|时间|由)[^()]{0,80}\)$", text)
    return match.start() if match else -1


_FIELD_LABEL = re.compile(r"[,。; ](?:活动)?(?:地点|时间|责任\S{0,2}|牵头\S{0,2}|主办\S{0,2}|负责\S{0,2}) ?:")


def sentence_title(run: Run) -> Run:
    """The title of an activity told in a sentence: its first sentence, without date and theme in front."""
    match = re.match(r"[^。;!?]+", run.text)
    first = run.cut(0, match.end()) if match else run
    for _ in range(2):
        for when in scan(first.text[:60])[:1]:
            if when.start <= 2 and len(first.text) - when.end >= 4:
                rest = re.match(
                    r"(?: ?(?:上午|下午|晚上?|前后|左右|起|当天|当日"
                    r"|期间)?(?: ?\d{1,2}[:时点]\d{0,2}分?)?(?: ?-{1,2} ?\d{1,2}[:时点]\d{0,2}分?)?)?[,:、 ]{0,2}",
                    first.text[when.end :],
                )
                first = first.cut(when.end + (rest.end() if rest else 0))
        lead = re.match(r"(?:围绕|结合|以)[^,]{2,40}(?:主题|契机|主线),", first.text)
        if lead and len(first.text) - lead.end() >= 4:
            first = first.cut(lead.end())
    label = _FIELD_LABEL.search(first.text)
    if label and label.start() >= 3:
        first = first.cut(0, label.start())
    if len(first.text) > 70:
        commas = [m.start() for m in re.finditer(",", first.text[:70])]
        if commas and commas[-1] >= 8:
            first = first.cut(0, commas[-1])
    return first


def _field_of(block: Block) -> str:
    text = block.heading.text if block.heading else ""
    for name in ("place", "time", "lead", "with", "other"):
        if text and pattern("wording", f"field_{name}").fullmatch(text.replace(" ", "")):
            return name
    return ""


def field_name(label: str) -> str:
    """The field a label names (place, time, lead, with, other), empty if none."""
    for name in ("place", "time", "lead", "with", "other"):
        if pattern("wording", f"field_{name}").fullmatch(label.replace(" ", "")):
            return name
    return ""


def from_paragraphs(runs: list[Run]) -> list[Item]:
    """The activities in paragraphs without numbers."""
    runs = [run for run in runs if len(run.text) >= 4 and not run.text.startswith(("附件", "附:", "("))]
    intro = pattern("wording", "intro")
    labelled = [
        run
        for run in runs
        if (m := re.match(r'["\u3400-\u9fff]{2,16}:', run.text)) and not field_name(m[0][:-1])
    ]
    if len(labelled) >= 2:
        return [_labelled(run) for run in labelled]
    told = [
        run for run in runs if not (len(run.text) < 400 and intro.search(run.text) and ";" not in run.text)
    ]
    if not told:
        return []
    items: list[Item] = []
    for run in told:
        items.extend(_split(run, alone=len(told) == 1))
    return items


def _labelled(run: Run) -> Item:
    place = run.text.index(":")
    return Item(run.cut(0, place), [run.cut(place + 1)])


_ORDINAL = re.compile(r"(?:^|(?<=[。;,:]))(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][,、])")


def _split(run: Run, *, alone: bool) -> list[Item]:
    """The activities told in one paragraph: 一是 … 二是, semicolons, an enumeration with a count, else sentences."""
    text = run.text
    ordinals = list(_ORDINAL.finditer(text))
    if len(ordinals) >= 2:
        ends = [m.start() for m in ordinals[1:]] + [len(text)]
        return [_told(run.cut(m.end(), end)) for m, end in zip(ordinals, ends, strict=True)]
    pieces = [run.cut(m.start(), m.end()) for m in re.finditer(r"(?:\([^()]*\)|[^;])+", text)]
    pieces = [piece for piece in pieces if len(piece.text) >= 4]
    if len(pieces) >= 2:
        return [_told(piece) for piece in pieces]
    if listed := _enumerated(run):
        return listed
    sentences = [
        run.cut(m.start(), m.end()) for m in re.finditer(r"[^。]+。?", text) if m.end() - m.start() > 6
    ]
    verbs = pattern("wording", "activity")
    if alone and len(sentences) >= 2 and all(verbs.search(s.text[:24]) for s in sentences):
        return [_told(sentence) for sentence in sentences]
    return [_told(run)]


def _told(run: Run) -> Item:
    return Item(sentence_title(run.cut(0, len(run.text.rstrip("。;,、 ")))), [run])


_ENUMERATION = re.compile(
    r"(?:开展|举办|组织|举行|安排|进行|推出|包括|包含)(?:了|好|以下"
    r"|:)?(?P<list>[^。;:]{6,200}?)(?:等)?(?P<count>[一二三四五六七八九十两\d]{1,2})(?:项|大|个|类|场"
    r"|次)(?:主题|系列|专项|宣传|重点|主要|板块|集中|特色|线上|线下)*(?:的)?(?:宣传|系列|主题)?活动"
)


def _enumerated(run: Run) -> list[Item]:
    match = _ENUMERATION.search(run.text)
    if not match:
        return []
    start = match.start("list")
    parts = [
        (m.start() + start, m.end() + start)
        for m in re.finditer(r'(?:"[^"]*"|《[^》]*》|\([^()]*\)|[^、,])+', match["list"])
    ]
    cut = [(a, b) for a, b in parts if b - a >= 3]
    last = run.text[cut[-1][0] : cut[-1][1]] if cut else ""
    join = re.search(r"(?<=.{3})(?:和|及|以及)(?=.{3})", last)
    if join and cut:
        a, b = cut[-1]
        cut[-1:] = [(a, a + join.start()), (a + join.end(), b)]
    if han_number(match["count"]) != len(cut) or len(cut) < 2:
        return []
    return [Item(run.cut(a, b), [run.cut(a, b)]) for a, b in cut]


def _listed(runs: list[Run]) -> list[Item]:
    """Activities of a text without sections: enumerated in a sentence, or paragraphs that begin with a date."""
    dated = [
        run
        for run in runs
        if (found := scan(run.text[:40])) and found[0].start <= 2 and len(run.text) - found[0].end > 5
    ]
    if len(dated) >= 2:
        return [_told(run) for run in dated]
    for run in runs:
        if listed := _enumerated(run):
            return listed
    return []


def _flat(root: Block) -> Selection:
    """Activities among clauses that stand side by side without sections."""
    selection = Selection(source="flat")
    unnamed = [block for block in root.children if not block.roles]
    if len(unnamed) < 2:
        return selection
    for block in unnamed:
        role = flat_role(block)
        told = [child for child in block.children if flat_role(child) == "activity"]
        if role == "requirement" and len(told) > 1 and len(told) * 2 > len(block.children):
            selection.items.extend(map(_item, told))
            continue
        if role == "activity":
            selection.items.append(_item(block))
        elif role == "requirement":
            selection.flat_requirements.append(block)
    return selection


def flat_role(block: Block) -> str:
    """What a clause without section is: theme, time, report, requirement or activity."""
    runs = [
        *([block.heading] if block.heading else []),
        *([block.body] if block.body else []),
        *(r for b in block.children for r in b.texts()),
    ]
    text = "".join(run.text for run in runs)[:1200]
    first = runs[0].text if runs else ""
    if block.heading and len(text) > len(first):
        first = block.heading.text
    if (
        re.search(r"(?:为|是)(?:活动|宣传)?主题", first)
        and len(text) < 160
        and not re.search("举办|开展|组织", text)
    ):
        return "theme"
    activity = len({m[0] for m in pattern("wording", "activity").finditer(first[:80])})
    if (
        pattern("wording", "report").search(text)
        and re.search(r"\d ?日前|内[,,]?|前[,]?(?:将|报)|及时", text)
        and len(text) < 220
        and activity <= 1
    ):
        return "report"
    required = pattern("wording", "requirement").search(first[:60])
    if required:
        events = re.search(
            r"(?:举办|举行|召开|评选|竞赛|培训班|讲座|启动仪式|比赛|展览|编印|发放|走访|征集)", text[:200]
        )
        return "activity" if events and activity >= 2 and required.start() else "requirement"
    if scan(first[:60]) and (
        (len(text) < 40 and not activity)
        or re.search(r"(?:周|月|日|活动)?时间(?:为|是|:)|主题(?:为|是)", first[:80])
    ):
        return "time"
    return "activity" if activity or len(text) < 40 else "requirement"
