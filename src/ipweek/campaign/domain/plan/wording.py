"""Who owes: from the words of a notice to classes of units and parts of unit names. Words as data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from ipweek.campaign.domain.plan.shapes import PlannedUnit
from ipweek.people.enums import UnitClass

AnyUnit = TypeVar("AnyUnit", bound=PlannedUnit)
EVERYBODY = (UnitClass.MEMBER.value, UnitClass.COUNTY.value, UnitClass.ZONE.value)
# Wording → classes. 各县（区） takes the functional zones in: they carry county tasks.
CLASSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"各地各(?:有关)?(?:单位|部门)|各单位|各级|全市各", EVERYBODY),
    (
        r"成员单位|市直|县直|省直|区直|各(?:相关|有关)?(?:部门|单位)|各(?:相关|有关)职能",
        (UnitClass.MEMBER.value,),
    ),
    (
        r"县\s*[（(]?\s*[市区、]|县级|各县|各区|区县|市、区|各市|各旗|各州|各地|各乡|乡镇|街道|办事处|各镇",
        (UnitClass.COUNTY.value, UnitClass.ZONE.value),
    ),
    (r"开发区|高新区|示范区|功能区|集聚区|管委会|园区|新区", (UnitClass.ZONE.value,)),
    (
        r"直属|下属|所属|基层|各[^、，]{0,4}(?:站|所|分局|科室|股室|子公司|分公司)",
        (UnitClass.SUBORDINATE.value,),
    ),
    (
        r"学校|院校|高校|企业|医院|会员|社团|各学院|各學院|院系|系部|班级|协会|学会|银行|金融机构",
        (UnitClass.OTHER.value,),
    ),
)
# Sector as notices name it → parts of unit names that mean it. A sector not listed stands for itself.
SECTORS: dict[str, tuple[str, ...]] = {
    "市场监管": ("市场监督管理", "市场监管"),
    "工商": ("市场监督管理", "市场监管"),
    "质监": ("市场监督管理", "市场监管"),
    "工信": ("工业和信息化", "工信"),
    "农业": ("农业农村",),
    "农业农村": ("农业农村",),
    "文化": ("文化广电", "文旅"),
    "文旅": ("文化广电", "文旅"),
    "版权": ("版权", "宣传部"),
    "宣传": ("宣传部",),
    "发改": ("发展和改革", "发改"),
    "科技": ("科学技术", "科技"),
    "教育": ("教育",),
    "公安": ("公安",),
    "司法": ("司法",),
    "法院": ("法院",),
    "检察": ("检察院",),
    "人社": ("人力资源和社会保障", "人社"),
    "卫健": ("卫生健康", "卫健"),
    "应急": ("应急管理", "应急"),
    "住建": ("住房和城乡建设", "住建"),
    "林业": ("林业", "自然资源"),
    "海关": ("海关",),
    "商务": ("商务",),
}
_BODY = re.compile(r"部门|机关|系统|局|院|办")
_UNLISTED = re.compile(r"(?:全[市县区省])?([一-鿿]{2,8}?)(?:主管|管理|行政|执法|等|相关|有关)*(?:部门|系统)")
_COUNTIES = re.compile(r"各县|各区|各乡|各镇|成员单位")
_LOOSE = re.compile(r"^各?(?:级|市直|县直|区直)?(?:相关|有关)(?:职能)?(?:部门|单位)")


@dataclass(frozen=True, kw_only=True)
class Owing:
    """Who owes: classes, parts of unit names, and the reason when that is an interpretation."""

    classes: tuple[str, ...]
    words: tuple[str, ...]
    reason: str = ""


def owing(who: Iterable[str]) -> Owing:
    """Who owes by the notice's words, for example ["各相关部门", "各县（区）"] → members, counties, zones.

    Args:
        who: the wordings the reader found; empty when the clause names nobody.
    """
    wordings = [re.sub(r"\s+", "", each) for each in who if each.strip()]
    classes: list[str] = []
    words: list[str] = []
    unknown: list[str] = []
    for wording in wordings:
        named, sectors = _meaning(wording)
        classes += named
        words += sectors
        if not named and not sectors:
            unknown.append(wording)
    if not classes and not words:
        text = "、".join(wordings)
        return Owing(
            classes=EVERYBODY,
            words=(),
            reason=f"“{text}”对应不到单位类别，暂按全部成员单位和县区"
            if text
            else "原文未写由谁报送，暂按全部成员单位和县区",
        )
    reason = ""
    if unknown:
        reason = f"“{'、'.join(unknown)}”对应不到单位，请补选"
    elif loose := [wording for wording in wordings if _LOOSE.search(wording)]:
        reason = f"“{'、'.join(loose)}”未写明具体单位，暂按该类全部单位"
    return Owing(
        classes=tuple(code for code in UnitClass.values if code in classes),
        words=tuple(dict.fromkeys(words)),
        reason=reason,
    )


def units_that_owe(units: Iterable[AnyUnit], classes: Iterable[str], words: Iterable[str]) -> list[AnyUnit]:
    """The units of these classes, and those whose name contains one of the words; never the office itself."""
    of_class, in_name = set(classes), tuple(words)
    return [
        unit
        for unit in units
        if unit.unit_class != UnitClass.OFFICE
        and (unit.unit_class in of_class or any(word in unit.name for word in in_name))
    ]


def _meaning(wording: str) -> tuple[list[str], tuple[str, ...]]:
    """Classes, or words of unit names: a sector known by name goes first unless counties are called."""
    sectors = _sectors(wording)
    if any(sector in SECTORS for sector in sectors) and not _COUNTIES.search(wording):
        return [], _unit_words(sectors)
    classes = [code for pattern, codes in CLASSES if re.search(pattern, wording) for code in codes]
    return classes, () if classes else _unit_words(sectors)


def _sectors(wording: str) -> list[str]:
    """Sectors a wording names: those of the table, else the words before 部门."""
    if not _BODY.search(wording):
        return []
    known = sorted((sector for sector in SECTORS if sector in wording), key=wording.index)
    return known or [match[1] for match in _UNLISTED.finditer(wording)]


def _unit_words(sectors: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for sector in sectors for word in SECTORS.get(sector, (sector,)))
