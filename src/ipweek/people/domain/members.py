"""The member list as a spreadsheet: a template out, lines in with every error named, all of them stored or none."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from ipweek.base import audit, clock
from ipweek.base.errors import Refusal
from ipweek.base.identifiers import check_district, check_phone, check_uscc
from ipweek.papers import sheets
from ipweek.papers.sheets import CellError, Column, Kind, Sheet
from ipweek.papers.sheets.model import Value
from ipweek.people.domain import permissions
from ipweek.people.enums import UnitClass
from ipweek.people.models import Contact, District, Unit, User

LISTED = (UnitClass.MEMBER, UnitClass.COUNTY, UnitClass.ZONE, UnitClass.SUBORDINATE, UnitClass.OTHER)
CLASSES = {str(one.label): one.value for one in LISTED}
CONTACT = ("contact", "job", "phone", "mobile", "email")


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
    note="一行一家单位。已有的单位按“单位全称”更新，不会重复；上级单位不填就是联席会议办公室。",
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
    rows = [
        {"line": row.number, **{key: value or "" for key, value in row.values.items()}} for row in parsed.rows
    ]
    for row in rows:
        row["unit_class"] = CLASSES.get(row["unit_class"], "")
    return rows, [*parsed.errors, *_unknown_parents(rows, parsed.errors)]


def marked(data: bytes, errors: Iterable[CellError]) -> bytes:
    """The list as it was handed in, with the wrong cells marked and a column saying what to do."""
    return sheets.marked_copy(data, list(errors))


def known_names(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Which of the listed units exist already and would be updated. One query."""
    return set(Unit.objects.filter(name__in=[row["name"] for row in rows]).values_list("name", flat=True))


@transaction.atomic
def store(rows: Iterable[Mapping[str, Any]], *, by: User | None) -> list[Unit]:
    """Store the lines: new units are created, known ones updated by full name, contacts set. All or nothing.

    The number of queries does not grow with the number of lines (units of one level are made together).

    Args:
        rows: lines of `read` without errors.
        by: who imports; None for the command line of the operator.

    Raises:
        Refusal: when there is no office yet, or units name each other as parent in a circle.
    """
    rows = list(rows)
    if by is not None:
        permissions.require(by, "unit.edit")
    office = Unit.objects.filter(parent=None).first()
    if office is None:
        raise Refusal("还没有联席会议办公室，请先上传通知启动活动周，或在命令行导入。")
    districts = _districts(rows)
    known = {unit.name: unit for unit in Unit.objects.all()}
    waiting, position = rows, len(known)
    while waiting:
        ready = [row for row in waiting if not row.get("parent") or row["parent"] in known]
        if not ready:
            raise Refusal(f"“{waiting[0]['name']}”的上级单位互相指向，无法确定先后，请检查“上级单位”一列。")
        position = _store_level(ready, known, office, districts, position)
        waiting = [row for row in waiting if row not in ready]
    units = [known[row["name"]] for row in rows]
    _store_contacts(rows, known)
    audit.record("units.imported", None, by=by, summary=f"导入单位名单 {len(rows)} 家")
    return units


def _store_level(
    rows: list[Mapping[str, Any]],
    known: dict[str, Unit],
    office: Unit,
    districts: Mapping[str, District],
    position: int,
) -> int:
    """Create or update units whose parents exist; returns the next free position."""
    now = clock.now()
    fresh, old = [], []
    for row in rows:
        parent = known[row["parent"]] if row.get("parent") else office
        unit = known.get(row["name"])
        if unit is None:
            position += 1
            unit = Unit(name=row["name"], parent=parent, position=position, created_at=now)
            fresh.append(unit)
        else:
            old.append(unit)
        unit.short_name = row.get("short_name") or unit.short_name
        if unit.pk != office.pk:
            unit.unit_class = row["unit_class"]
        unit.district = districts.get(str(row.get("district", ""))) or unit.district
        unit.credit_code = str(row.get("credit_code") or unit.credit_code).upper()
        unit.updated_at = now
    Unit.objects.bulk_create(fresh)
    for unit in fresh:
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        known[unit.name] = unit
    fields = ["short_name", "unit_class", "district", "credit_code", "updated_at"]
    Unit.objects.bulk_update(fresh, ["path"], batch_size=200)
    Unit.objects.bulk_update(old, fields, batch_size=200)
    return position


def _districts(rows: Iterable[Mapping[str, Any]]) -> dict[str, District]:
    """The districts named by code; those still unknown are created, named after the county that lists them."""
    names = {
        str(row["district"]): row.get("short_name") or row["name"]
        for row in sorted(rows, key=lambda row: row["unit_class"] != UnitClass.COUNTY, reverse=True)
        if row.get("district")
    }
    known = {one.code: one for one in District.objects.filter(code__in=names)}
    District.objects.bulk_create(
        [District(code=code, name=name) for code, name in names.items() if code not in known]
    )
    return {one.code: one for one in District.objects.filter(code__in=names)}


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


def _unknown_parents(rows: list[dict[str, Any]], errors: Iterable[CellError]) -> list[CellError]:
    """Errors for parents that stand neither in the list nor in the database. One query."""
    wanted = {row["parent"] for row in rows if row.get("parent")}
    known = {row["name"] for row in rows} | set(
        Unit.objects.filter(name__in=wanted).values_list("name", flat=True)
    )
    index = [column.key for column in SHEET.columns].index("parent")
    sheet, header = next(((error.sheet, error.header) for error in errors), (SHEET.title, 0))
    return [
        CellError(
            row=row["line"],
            column=index + 1,
            title=SHEET.columns[index].title,
            message=f"没有找到上级单位“{row['parent']}”，请填写全称，或留空表示联席会议办公室。",
            sheet=sheet,
            header=header,
        )
        for row in rows
        if row.get("parent") and row["parent"] not in known
    ]
