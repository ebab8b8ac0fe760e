"""Who is there: the units of the demonstration city and its people. Bodies are generic, people fictional.

Division codes: GB/T 2260 (410902–410928); zones have none there and stand without a code.
"""

from random import Random
from typing import Any

from ipweek.base.identifiers import pdy_uscc
from ipweek.people.enums import UnitClass

CITY = "濮阳"
MEMBERS = (
    "市委宣传部",
    "市委政法委员会",
    "市中级人民法院",
    "市人民检察院",
    "市发展和改革委员会",
    "市教育局",
    "市科学技术局",
    "市工业和信息化局",
    "市公安局",
    "市司法局",
    "市财政局",
    "市人力资源和社会保障局",
    "市自然资源和规划局",
    "市生态环境局",
    "市住房和城乡建设局",
    "市农业农村局",
    "市林业局",
    "市商务局",
    "市文化广电和旅游局",
    "市卫生健康委员会",
    "市国有资产监督管理委员会",
    "市市场监督管理局",
    "市统计局",
    "市金融工作局",
    "市税务局",
    "市烟草专卖局",
    "市邮政管理局",
    "市供销合作社",
    "市工商业联合会",
    "市科学技术协会",
    "市总工会",
    "市人民银行中心支行",
)
COUNTIES = (
    ("410902", "华龙区"),
    ("410922", "清丰县"),
    ("410923", "南乐县"),
    ("410926", "范县"),
    ("410927", "台前县"),
    ("410928", "濮阳县"),
)
ZONES = ("经济技术开发区", "工业园区", "城乡一体化示范区")
SURNAMES = "甲乙丙丁戊己庚辛壬癸"
PASSWORD = "Shifan-2022-zhou"  # noqa: S105 - for the demonstration, which production refuses


def member_rows(random: Random) -> list[dict[str, Any]]:
    """The member list as the import reads it; phones 0393-0000xxx, codes of the self-use zone."""
    listed = [(f"{CITY}{name}", name, UnitClass.MEMBER, "") for name in MEMBERS]
    listed += [(f"{name}知识产权管理部门", name, UnitClass.COUNTY, code) for code, name in COUNTIES]
    listed += [(f"{CITY}{name}管理委员会", name, UnitClass.ZONE, "") for name in ZONES]
    return [_row(number, entry, random) for number, entry in enumerate(listed, 1)]


def _row(number: int, entry: tuple[str, str, UnitClass, str], random: Random) -> dict[str, Any]:
    name, short_name, unit_class, district = entry
    return {
        "line": number + 1,
        "name": name,
        "short_name": short_name,
        "unit_class": unit_class.value,
        "parent": "",
        "district": district,
        "credit_code": pdy_uscc(number, prefix="11"),
        "contact": f"示例{SURNAMES[number % 10]}{SURNAMES[(number // 10 + random.randrange(10)) % 10]}",
        "job": random.choice(("科长", "副科长", "主任", "科员")),
        "phone": f"0393-0000{number:03d}",
        "mobile": "",
        "email": f"unit{number:02d}@example.com",
    }
