"""The member list as a spreadsheet: a template out, lines in with every error named, all of them stored or none."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.base.identifiers import check_district, check_phone, check_uscc
from ipweek.papers import sheets
from ipweek.papers.sheets import CellError, Column, Kind, Parsed, Sheet
from ipweek.papers.sheets.model import Value
from ipweek.people.domain import permissions, units
from ipweek.people.enums import UnitClass
from ipweek.people.models import Contact, District, Unit, User

LISTED = (UnitClass.MEMBER, UnitClass.COUNTY, UnitClass.ZONE, UnitClass.SUBORDINATE, UnitClass.OTHER)
CLASSES = {str(one.label): one.value for one in LISTED}
CONTACT = ("contact", "job", "phone", "mobile", "email")
FIELDS = [
    "parent",
    "path",
    "unit_class",
    "short_name",
    "district",
    "credit_code",
    "active",
    "updated_at",
]


def _uscc(value: Value) -> str | None:
    found = check_uscc(str(value))
    return None if found.ok else found.problem


def _phone(value: Value) -> str | None:
    found = check_phone(str(value))
    return None if found.ok else found.problem


def _district(value: Value) -> str | None:
    found = check_district(str(value))
    return None if found.ok else found.problem


def _email(value: Value) -> str | None:
    text = str(value)
    name, at, host = text.partition("@")
    return (
        None
        if name and at and "." in host and " " not in text
        else "邮箱格式不对，请写成 name@example.com 的样子。"
    )


SHEET = Sheet(
    title="成员单位名单",
    note="一行一家单位。已有的单位按“单位全称”更新，空着的格不改动原有内容；新单位不填上级单位就归联席会议办公室。",
    columns=(
        Column(
            "name",
            "单位全称",
            required=True,
            unique=True,
            width=30,
            longest=120,
            sample="示例市市场监督管理局",
        ),
        Column("short_name", "简称", width=14, longest=40, sample="市市场监管局"),
        Column("unit_class", "类别", required=True, choices=tuple(CLASSES), width=12, sample="成员单位"),
        Column("parent", "上级单位", width=24, longest=120, note="填本表或系统中已有单位的全称，可以不填"),
        Column(
            "district", "区划代码", kind=Kind.CODE, width=12, check=_district, note="六位数字，县区必要时填写"
        ),
        Column(
            "credit_code",
            "统一社会信用代码",
            kind=Kind.CODE,
            width=22,
            check=_uscc,
            note="十八位，可以先不填",
        ),
        Column("contact", "联络员", width=12, longest=40, sample="示例甲"),
        Column("job", "职务", width=16, longest=60, sample="科长"),
        Column(
            "phone", "办公电话", kind=Kind.CODE, width=18, check=_phone, note="带区号", sample="0393-0000001"
        ),
        Column("mobile", "手机", kind=Kind.CODE, width=16, check=_phone),
        Column("email", "邮箱", kind=Kind.CODE, width=24, check=_email, sample="jia@example.com"),
    ),
)


def template() -> bytes:
    """The blank list as xlsx, with drop-downs and a sample row."""
    return sheets.template(SHEET)


def read(data: bytes) -> tuple[list[dict[str, Any]], list[CellError]]:
    """Read a filled list: its lines as plain values, and everything wrong with them.

    Raises:
        Refusal: when the file is no such list at all (wrong kind, wrong columns, too large).
    """
    parsed = sheets.read(data, SHEET)
    unknown = _unknown_parents(parsed)
    if unknown:
        parsed = sheets.read(data, _sheet_without(unknown))
    rows = [
        {"line": row.number, **{key: value or "" for key, value in row.values.items()}} for row in parsed.rows
    ]
    for row in rows:
        row["unit_class"] = CLASSES.get(str(row["unit_class"]), "")
    return rows, list(parsed.errors)


def _unknown_parents(parsed: Parsed) -> set[str]:
    """Parents named that stand neither in the list nor in the database. One query."""
    wanted = {str(row.values["parent"]) for row in parsed.rows if row.values["parent"]}
    listed = {str(row.values["name"]) for row in parsed.rows}
    return wanted - listed - set(Unit.objects.filter(name__in=wanted).values_list("name", flat=True))


def _sheet_without(unknown: Collection[str]) -> Sheet:
    """The sheet with a check that names these parents as unknown where they stand."""

    def check(value: Value) -> str | None:
        told = f"没有找到上级单位“{value}”，请填写全称，或留空表示联席会议办公室。"
        return told if value in unknown else None

    columns = tuple(
        replace(column, check=check) if column.key == "parent" else column for column in SHEET.columns
    )
    return replace(SHEET, columns=columns)


def marked(data: bytes, errors: Iterable[CellError]) -> bytes:
    """The list as it was handed in, with the wrong cells marked and a column saying what to do."""
    return sheets.marked_copy(data, list(errors))


def known_names(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Which of the listed units exist already and would be updated. One query."""
    return set(Unit.objects.filter(name__in=[row["name"] for row in rows]).values_list("name", flat=True))


@transaction.atomic
def store(rows: Iterable[Mapping[str, Any]], *, by: User | None) -> list[Unit]:
    """Store the lines: new units are created, known ones updated by full name, contacts set. All or nothing.

    An empty cell leaves what is stored; a listed unit is in use again. The number of queries does not grow with
    the number of lines.

    Args:
        rows: lines of `read` without errors.
        by: who imports; None for the command line of the operator.

    Raises:
        NotAllowed: when `by` may not.
        Refusal: when there is no office yet, a line names the office itself, a parent is unknown, or units name
            each other as parent in a circle.
    """
    rows = list(rows)
    if by is not None:
        permissions.require(by, "unit.edit")
    units.hold_tree()  # before the rows are read: who waited must see what the other import created
    known = {unit.name: unit for unit in Unit.objects.select_for_update()}
    office = next((unit for unit in known.values() if unit.parent_id is None), None)
    if office is None:
        raise Refusal("还没有联席会议办公室，请先上传通知启动活动周，或在命令行导入。")
    if any(row["name"] == office.name for row in rows):
        raise Refusal(f"名单中不要填写“{office.name}”，它的信息请在单位页面修改。")
    now, districts, position = clock.now(), _districts(rows), len(known)
    fresh = [
        Unit(name=row["name"], parent=office, position=position + place, created_at=now)
        for place, row in enumerate((row for row in rows if row["name"] not in known), 1)
    ]
    Unit.objects.bulk_create(fresh)
    known |= {unit.name: unit for unit in fresh}
    listed = [known[row["name"]] for row in rows]
    for unit, row in zip(listed, rows, strict=True):
        _fill(unit, row, known, districts)
        unit.updated_at = now
    moved = _set_paths(known.values())
    Unit.objects.bulk_update(listed, FIELDS, batch_size=200)
    Unit.objects.bulk_update(moved.difference(listed), ["path"], batch_size=200)
    _store_contacts(rows, known)
    audit.record("units.imported", None, by=by, summary=f"导入单位名单 {len(rows)} 家")
    return listed


def _fill(
    unit: Unit, row: Mapping[str, Any], known: Mapping[str, Unit], districts: Mapping[str, District]
) -> None:
    """Put a line's values on its unit; empty cells leave what is there."""
    if row.get("parent"):
        if row["parent"] not in known:
            raise Refusal(f"没有找到“{unit.name}”的上级单位“{row['parent']}”，请重新上传名单。")
        unit.parent = known[row["parent"]]
    unit.unit_class = row["unit_class"] or unit.unit_class
    unit.short_name = row.get("short_name") or unit.short_name
    unit.district = districts.get(str(row.get("district", ""))) or unit.district
    unit.credit_code = str(row.get("credit_code") or unit.credit_code).upper()
    unit.active = True


def _set_paths(everyone: Collection[Unit]) -> set[Unit]:
    """Set the path of every unit by its parent; returns those whose path changed."""
    by_key = {unit.pk: unit for unit in everyone}
    try:
        found = units.paths({unit.pk: unit.parent_id for unit in everyone})
    except units.CircleError as circle:
        raise Refusal(
            f"“{by_key[circle.key].name}”的上级单位绕了一圈又回到它自己，请检查“上级单位”一列。"
        ) from None
    moved = {unit for unit in everyone if unit.path != found[unit.pk]}
    for unit in moved:
        unit.path = found[unit.pk]
    return moved


def _districts(rows: Iterable[Mapping[str, Any]]) -> dict[str, District]:
    """The districts named by code; unknown ones are created.

    A district bears the name of the county that lists it, until then its code.
    """
    counties = {
        str(row["district"]): row.get("short_name") or row["name"]
        for row in rows
        if row.get("district") and row["unit_class"] == UnitClass.COUNTY
    }
    codes = {str(row["district"]) for row in rows if row.get("district")}
    known = {one.code: one for one in District.objects.filter(code__in=codes)}
    nameless = [one for one in known.values() if one.name == one.code and one.code in counties]
    for one in nameless:
        one.name = counties[one.code]
    District.objects.bulk_update(nameless, ["name"], batch_size=200)
    missing = [District(code=code, name=counties.get(code, code)) for code in sorted(codes - known.keys())]
    District.objects.bulk_create(missing)
    return known | {one.code: one for one in missing}


def _store_contacts(rows: Iterable[Mapping[str, Any]], known: Mapping[str, Unit]) -> None:
    """Set the listed contacts; a different name is a handover and keeps the former row."""
    today, now = clock.today(), clock.now()
    named = {known[row["name"]].pk: row for row in rows if row.get("contact")}
    current = {one.unit_id: one for one in Contact.objects.filter(unit__in=named, until=None)}
    fresh, changed = [], []
    for unit_id, row in named.items():
        values = {field: str(row.get(field) or "") for field in CONTACT[1:]}
        former = current.get(unit_id)
        if former is not None and former.name == row["contact"]:
            for field, value in values.items():
                setattr(former, field, value or getattr(former, field))
            former.updated_at = now
            changed.append(former)
            continue
        if former is not None:
            former.until, former.updated_at = today, now
            changed.append(former)
        fresh.append(
            Contact(
                unit_id=unit_id, name=row["contact"], since=today, created_at=now, updated_at=now, **values
            )
        )
    Contact.objects.bulk_update(
        changed, ["job", "phone", "mobile", "email", "until", "updated_at"], batch_size=200
    )
    Contact.objects.bulk_create(fresh)
