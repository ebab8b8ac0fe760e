"""The words of a summary, made of its data by the notice's own structure."""

from datetime import date
from typing import Any

from ipweek.base.text import date_range
from ipweek.papers.document import Align, Annex, Block, Document, Heading, Paragraph, Table

Json = dict[str, Any]
EXCERPT = 160


def document(data: Json) -> Document:
    """The summary as an official paper."""
    annexes = _annexes(data)
    return Document(
        title=(f"{data['campaign']['name']}活动总结",),
        body=tuple(_body(data)),
        signatures=(data["unit"],),
        date=date.fromisoformat(data["signed_on"]) if data["signed_on"] else None,
        sealed=False,
        annexes=annexes,
        subject=f"{data['campaign']['name']}活动总结",
    )


def _body(data: Json) -> list[Block]:
    blocks: list[Block] = [Paragraph(_opening(data)), Heading(1, "活动开展情况")]
    for activity in data["activities"]:
        blocks.append(Heading(2, activity["title"].rstrip("。"), follow=_activity(activity)))
    if data["unassigned"]:
        blocks.append(Heading(2, "其他工作", follow=f"{_list(data['unassigned'])}。"))
    if data["returns"]:
        blocks.append(Heading(1, "组织和报送情况"))
        blocks += [Paragraph(_return(row, data)) for row in data["returns"]]
    if data["practices"]:
        blocks.append(Heading(1, "经验做法"))
        blocks += [
            Heading(2, practice["title"].rstrip("。"), follow=f"（{practice['unit']}）{_excerpt(practice['text'])}")
            for practice in data["practices"]
        ]
    if data["gaps"]:
        blocks.append(Heading(1, "需要说明的情况"))
        blocks += [Paragraph(gap) for gap in data["gaps"]]
    return blocks


def _opening(data: Json) -> str:
    campaign = data["campaign"]
    period = date_range(date.fromisoformat(campaign["start"]), date.fromisoformat(campaign["end"]))
    theme = f"，围绕“{'”“'.join(campaign['themes'])}”主题" if campaign["themes"] else ""
    basis = f"按照{campaign['document_number']}通知要求，" if campaign["document_number"] else ""
    if data["whole"]:
        who = f"{data['office']}组织{data['units']}家单位开展{campaign['name']}活动"
    else:
        who = f"{data['unit']}组织开展{campaign['name']}活动"
    totals = f"共{_list(data['totals'])}" if data["totals"] else "各项数据尚在汇总"
    return f"{basis}{period}{theme}，{who}，{totals}。现将有关情况总结如下："


def _activity(activity: Json) -> str:
    parts = list(activity["sentences"])
    if activity["figures"]:
        parts.append(f"{_list(activity['figures'])}。")
    if activity["targets"]:
        parts.append(f"通知要求{'、'.join(activity['targets'])}。")
    return "".join(parts) if activity["figures"] else "".join([*parts, "截至本总结形成时暂无已登记的数据。"])


def _return(row: Json, data: Json) -> str:
    if row["many"]:
        return f"{row['title']}：共采用{row['pieces']}篇，来自{row['accepted']}家单位。"
    if not data["whole"]:
        return f"{row['title']}：{'已通过审核' if row['accepted'] else '尚未通过审核'}。"
    late = f"，其中逾期{len(row['late'])}家" if row["late"] else ""
    return f"{row['title']}：应报{row['owing']}家，已通过{row['accepted']}家{late}。"


def _annexes(data: Json) -> tuple[Annex, ...]:
    found = []
    if data["whole"] and data["by_unit"]:
        found.append(Annex(title="各单位数据汇总表", body=(_unit_table(data),)))
    for activity in data["activities"]:
        for annex in activity["annexes"]:
            table = Table(
                header=tuple(annex["header"]),
                rows=tuple(tuple(row) for row in annex["rows"]),
                align=(Align.LEFT,) * len(annex["header"]),
            )
            found.append(Annex(title=annex["title"].rstrip("。"), body=(table,)))
    return tuple(found)


def _unit_table(data: Json) -> Table:
    columns = [(figure["metric"], f"{figure['name']}（{figure['unit']}）") for figure in data["totals"]][:6]
    rows = [(row["unit"], *(row["values"].get(code, "") for code, _ in columns)) for row in data["by_unit"]]
    totals = {figure["metric"]: figure["value"] for figure in data["totals"]}
    rows.append(("合计", *(totals[code] for code, _ in columns)))
    return Table(
        header=("单位", *(name for _, name in columns)),
        rows=tuple(rows),
        align=(Align.LEFT, *(Align.RIGHT,) * len(columns)),
        note="联合举办的活动列在牵头单位名下，合计只计一次。",
    )


def _list(figures: list[Json]) -> str:
    return "，".join(figure["text"] for figure in figures)


def _excerpt(text: str) -> str:
    first = text.split("\n", 1)[0].strip()
    return first if len(first) <= EXCERPT else f"{first[:EXCERPT].rstrip('，、；')}……"
