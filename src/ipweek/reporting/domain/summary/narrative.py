"""The words of a summary, made of its data by the notice's own structure."""

from datetime import date
from typing import Any

from ipweek.base.text import date_range
from ipweek.campaign.enums import DeliverableCode, Modality
from ipweek.papers.document import Align, Annex, Block, Document, Heading, Paragraph, Table
from ipweek.papers.wording import width

Json = dict[str, Any]
EXCERPT = 220
NAMED = 3
WIDEST = 6
BROADEST = 7.0
PIECES = {
    DeliverableCode.BRIEF: "篇",
    DeliverableCode.PRACTICE: "篇",
    DeliverableCode.COVERAGE: "篇",
    DeliverableCode.CASE: "个",
}


def document(data: Json) -> Document:
    """The summary as an official paper.

    Without a day under it the paper bears no signature either (GB/T 9704-2012 knows none without a date); the unit
    then stands above the title.
    """
    name = f"{data['campaign']['name']}活动总结"
    return Document(
        title=(name,) if data["signed_on"] else (data["unit"], name),
        body=tuple(_body(data)),
        signatures=(data["unit"],) if data["signed_on"] else (),
        date=date.fromisoformat(data["signed_on"]) if data["signed_on"] else None,
        sealed=False,
        annexes=_annexes(data),
        subject=f"{data['unit']}{name}",
    )


def shown_activities(data: Json) -> list[Json]:
    """The activities the paper speaks of: all of them for the whole campaign, for a unit those it took part in."""
    found: list[Json] = data["activities"]
    return [one for one in found if data["whole"] or one["figures"] or one["sentences"]]


def activity_sentences(activity: Json) -> list[str]:
    """What the paper says about an activity besides its figures; the desk shows the same.

    A kind that has sentences of its own says in them what was joint.
    """
    parts = list(activity["sentences"])
    if activity["largest"]:
        largest = activity["largest"]
        day = date.fromisoformat(largest["day"])
        parts.append(
            f"规模最大的是{largest['unit']}{day.month}月{day.day}日开展的“{largest['title']}”，{largest['text']}参加。"
        )
    if activity["joint"] and not activity["sentences"]:
        parts.append(f"由两家以上单位联合开展的有{activity['joint']}场次。")
    parts += [
        f"通知提出的{target['text']}的任务已经完成。" for target in activity["targets"] if target["met"]
    ]
    return parts


def who(activity: Json, *, whole: bool) -> str:
    """Who did it, before the figures: 甲局、乙县, or 甲局、乙县、丙县等6家单位共."""
    if not whole or not activity["units"]:
        return "共"
    return f"{names(activity['units'])}{'共' if len(activity['units']) > 1 else ''}"


def names(units: list[str]) -> str:
    """The names of units, the first three and the number of all when there are more than four."""
    if len(units) <= NAMED + 1:
        return "、".join(units)
    return f"{'、'.join(units[:NAMED])}等{len(units)}家单位"


def return_sentence(row: Json, *, whole: bool) -> str:
    """What the paper says about one deliverable, full stop included."""
    if not whole:
        return f"{_own_return(row)}。"
    if row["many"]:
        return f"{_many_returns(row)}。"
    if row["modality"] != Modality.MUST:
        done = f"{row['accepted']}家单位结合实际报送" if row["accepted"] else "尚无单位报送"
        return f"{done}{row['title']}。"
    late = f"，其中逾期报送{len(row['late'])}家" if row["late"] else ""
    owing = f"应报送{row['title']}的{row['owing']}家单位"
    if row["accepted"] == row["owing"]:
        return f"{owing}均已报送并通过审核{late}。"
    if not row["accepted"]:
        return f"{owing}尚无一家通过审核。"
    return f"{owing}中，{row['accepted']}家已报送并通过审核{late}。"


def _many_returns(row: Json) -> str:
    word = PIECES.get(row["code"], "份")
    if not row["pieces"]:
        return f"尚无审核通过的{row['title']}"
    most = "、".join(f"{one['unit']}{one['pieces']}{word}" for one in row["most"])
    most = f"，其中{most}" if most and row["accepted"] > 1 else ""
    return f"{row['accepted']}家单位报送{row['title']}{row['pieces']}{word}并通过审核{most}"


def _own_return(row: Json) -> str:
    title, word = row["title"], PIECES.get(row["code"], "份")
    if row["many"]:
        return f"报送{title}{row['pieces']}{word}并通过审核" if row["pieces"] else f"尚无审核通过的{title}"
    if not row["accepted"]:
        return f"{title}尚未通过审核"
    return f"{title}已{'逾期' if row['late'] else '按时'}报送并通过审核"


def _body(data: Json) -> list[Block]:
    blocks: list[Block] = [Paragraph(_opening(data)), Heading(1, "活动开展情况")]
    blocks += [
        Heading(2, _head(activity["title"]), follow=_activity(activity, whole=data["whole"]))
        for activity in shown_activities(data)
    ]
    if data["unassigned"]:
        blocks.append(Heading(2, "其他宣传工作。", follow=f"共{_list(data['unassigned'])}。"))
    blocks += _requirements(data)
    if data["practices"]:
        blocks.append(Heading(1, "经验做法"))
        blocks += [
            Heading(2, _head(practice["title"]), follow=f"{practice['unit']}：{excerpt(practice['text'])}")
            if data["whole"]
            else Heading(2, _head(practice["title"]), follow=excerpt(practice["text"]))
            for practice in data["practices"]
        ]
    if data["gaps"]:
        blocks.append(Heading(1, "需要说明的情况"))
        blocks += [Paragraph(f"{number}.{gap}") for number, gap in enumerate(data["gaps"], 1)]
    return blocks


def _opening(data: Json) -> str:
    campaign = data["campaign"]
    period = date_range(date.fromisoformat(campaign["start"]), date.fromisoformat(campaign["end"]))
    theme = f"以{''.join(f'“{theme}”' for theme in campaign['themes'])}为主题，" if campaign["themes"] else ""
    if data["whole"]:
        classes = "、".join(f"{row['name']}{row['number']}家" for row in data["classes"])
        inside = f"（{classes}）" if len(data["classes"]) > 1 else ""
        done = f"{data['office']}{theme}组织{data['units']}家单位{inside}开展了{campaign['name']}活动"
    else:
        done = f"{data['unit']}{theme}认真组织开展了{campaign['name']}活动"
    totals = f"据统计，共{_list(data['totals'])}。" if data["totals"] else ""
    joint = f"其中两家以上单位联合开展的{data['joint']}场次，合计中只计一次。" if data["joint"] else ""
    return f"{_basis(campaign)}{period}，{done}。{totals}{joint}现将有关情况总结如下。"


def _basis(campaign: Json) -> str:
    number = f"（{campaign['document_number']}）" if campaign["document_number"] else ""
    title = "".join(campaign["title"].split())
    if title:
        return f"按照《{title.strip('《》')}》{number}要求，"
    return f"按照{campaign['document_number']}文件要求，" if number else ""


def _activity(activity: Json, *, whole: bool) -> str:
    if not activity["figures"]:
        return "".join(activity_sentences(activity)) or "尚无登记数据。"
    done = f"{who(activity, whole=whole)}{_list(activity['figures'])}。"
    return done + "".join(activity_sentences(activity))


def _requirements(data: Json) -> list[Block]:
    """Requirement by requirement, as far as there is evidence; deliverables of no requirement come last."""
    blocks: list[Block] = []
    shown: set[int] = set()
    for requirement in data["requirements"]:
        if requirement["returns"]:
            follow = "".join(return_sentence(row, whole=data["whole"]) for row in requirement["returns"])
            blocks.append(Heading(2, _head(requirement["title"]), follow=follow))
            shown.update(row["id"] for row in requirement["returns"])
    rest = [row for row in data["returns"] if row["id"] not in shown]
    if rest:
        follow = "".join(return_sentence(row, whole=data["whole"]) for row in rest)
        blocks.append(Heading(2, "材料报送情况。", follow=follow) if blocks else Paragraph(follow))
    return [Heading(1, "工作要求落实情况"), *blocks] if blocks else []


def _annexes(data: Json) -> tuple[Annex, ...]:
    found = []
    if data["whole"] and data["by_unit"]:
        found.append(Annex(title="各单位数据汇总表", body=(_unit_table(data),)))
    details = tuple(
        Table(
            header=tuple(annex["header"]),
            rows=tuple(tuple(row) for row in annex["rows"]),
            caption=annex["title"].rstrip("。"),
            widths=_widths(annex["header"], annex["rows"]),
        )
        for activity in data["activities"]
        for annex in activity["annexes"]
        if annex["rows"]
    )
    if details:
        found.append(Annex(title="各项活动明细表", body=details))
    return tuple(found)


def _widths(header: list[str], rows: list[list[str]]) -> tuple[float, ...]:
    """Column widths that leave days and numbers on one line and let names run over two."""
    longest = [max(width(line) for line in column) for column in zip(header, *rows, strict=True)]
    return tuple(min(one, BROADEST) + 3 for one in longest)


def _unit_table(data: Json) -> Table:
    columns = [(figure["metric"], f"{figure['name']}\n（{figure['unit']}）") for figure in data["totals"]][
        :WIDEST
    ]
    rows = [(row["unit"], *(row["values"].get(code, "") for code, _ in columns)) for row in data["by_unit"]]
    totals = {figure["metric"]: figure["value"] for figure in data["totals"]}
    rows.append(("合计", *(totals[code] for code, _ in columns)))
    return Table(
        header=("单位", *(name for _, name in columns)),
        rows=tuple(rows),
        widths=(11, *(5.25,) * len(columns)),
        align=(Align.LEFT, *(Align.RIGHT,) * len(columns)),
        note="联合开展的活动列在牵头单位名下，合计只计一次。",
    )


def _list(figures: list[Json]) -> str:
    return "，".join(figure["text"] for figure in figures)


def _head(title: str) -> str:
    """A heading that runs on into its paragraph ends with a full stop."""
    return f"{title.rstrip('。：；，')}。"


def excerpt(text: str) -> str:
    """The first sentences of a text, as many as fit, cut at a full stop where there is one."""
    first = "".join(part.strip() for part in text.split("\n") if part.strip())
    if len(first) <= EXCERPT:
        return first
    cut = first[:EXCERPT]
    end = max(cut.rfind(mark) for mark in "。；")
    return f"{cut[: end + 1]}" if end > EXCERPT // 3 else f"{cut.rstrip('，、；')}……"
