"""What the reader of a summary must know, and what the office should look at before it goes up."""

from datetime import date
from typing import Any

from ipweek.base.text import cn_date
from ipweek.campaign.enums import Bound, Modality

Json = dict[str, Any]


def stated(data: Json) -> list[str]:
    """The gaps, as sentences of the paper itself: who is missing, what has no data, what is rounded or overruled."""
    return [*_missing(data), *_silent(data), *_unmet(data), *_rounded(data), *_overruled(data)]


def to_check(data: Json) -> list[str]:
    """Hints for the office only: possible doubles, claims that differ, parts of the notice without any evidence."""
    found = []
    for double in data["doubles"]:
        titles = "、".join(f"“{title}”" for title in double["titles"])
        found.append(
            f"{double['unit']}{cn_date(date.fromisoformat(double['day']))}既有场次登记又有单独报送的信息：{titles}，"
            "请核对是否为同一件事。"
        )
    units = list(dict.fromkeys(claim["unit"] for claim in data["claims"]))
    if units:
        found.append(f"{_names(units)}的小结所列合计与台账不一致，总结采用台账数。")
    bare = [
        requirement["title"]
        for requirement in data["requirements"]
        if not requirement["returns"] and data["whole"]
    ]
    if bare:
        titles = "".join(f"“{title.rstrip('。')}”" for title in bare)
        found.append(f"通知要求中的{titles}没有对应的报送事项，如需在总结中写明，请在 Word 中补写。")
    return found


def _missing(data: Json) -> list[str]:
    found = []
    for row in data["returns"]:
        if not row["missing"] or row["many"] or row["modality"] != Modality.MUST:
            continue
        if data["whole"]:
            found.append(f"{row['title']}尚缺{len(row['missing'])}家：{'、'.join(row['missing'])}。")
        else:
            found.append(f"{row['title']}尚未通过审核。")
    return found


def _silent(data: Json) -> list[str]:
    if not data["whole"]:
        return []
    silent = [
        f"“{activity['title'].rstrip('。')}”" for activity in data["activities"] if not activity["figures"]
    ]
    return [f"{''.join(silent)}尚无登记数据，未列入以上合计。"] if silent else []


def _unmet(data: Json) -> list[str]:
    return [
        f"通知要求{target['text']}，{_so_far(target)}。"
        for activity in data["activities"]
        for target in activity["targets"]
        if data["whole"] and target["done"] is not None and not target["met"]
    ]


def _so_far(target: Json) -> str:
    return "台账中尚无登记" if target["done"] == "0" else f"台账中登记{target['done']}{target['unit']}"


def _rounded(data: Json) -> list[str]:
    rounded = [figure["name"] for figure in data["totals"] if figure["bound"] != Bound.EXACT]
    return [f"{'、'.join(rounded)}的合计中含有估计数，文中已标明为约数。"] if rounded else []


def _overruled(data: Json) -> list[str]:
    if not data["overruled"]:
        return []
    return [f"有{data['overruled']}项上报数字与现场登记不一致，合计采用登记数，没有重复相加。"]


def _names(names: list[str], most: int = 3) -> str:
    if len(names) <= most:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等{len(names)}家单位"
