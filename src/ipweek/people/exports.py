"""Units as a spreadsheet: the same columns as the import, so that what goes out comes back in."""

from collections.abc import Iterable

from ipweek.base.text import mask_email, mask_phone
from ipweek.papers import sheets
from ipweek.people.domain.members import SHEET
from ipweek.people.models import Unit


def units(found: Iterable[Unit], *, full: bool) -> bytes:
    """Units with their present contact; phones and mails are masked unless `full` (the office's own export).

    `found` must carry contacts (domain.queries.with_history).
    """
    return sheets.export([_row(unit, full=full) for unit in found], SHEET)


def _row(unit: Unit, *, full: bool) -> dict[str, str]:
    contact = next((one for one in unit.contacts.all() if one.until is None), None)
    row = {
        "name": unit.name,
        "short_name": unit.short_name,
        "unit_class": unit.get_unit_class_display(),
        "parent": unit.parent.name if unit.parent and unit.parent.parent_id else "",
        "district": unit.district.code if unit.district else "",
        "credit_code": unit.credit_code,
    }
    if contact is not None:
        row |= {
            "contact": contact.name,
            "job": contact.job,
            "phone": contact.phone if full else mask_phone(contact.phone),
            "mobile": contact.mobile if full else mask_phone(contact.mobile),
            "email": contact.email if full else mask_email(contact.email),
        }
    return row
