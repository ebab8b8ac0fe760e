"""A reading with its corrections laid over it. The reading is never changed; corrections stay as typed.

Corrections are a flat table: JSON Pointer → what was typed. Three more sorts of entry change lists:
`/activities/order` (list of indexes), `/activities/3/removed` (true), and `/activities/10` (an empty object:
an item the notice does not have, numbered after its own). Items keep their number, so pointers stay true.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan import fields
from ipweek.campaign.domain.plan.fields import Field, Typed
from ipweek.campaign.domain.plan.shapes import Problem, Quantity, Span

Json = dict[str, Any]
LISTS = ("activities", "requirements", "deliverables")
MOST_ITEMS = 200


class Values:
    """Reads values by pointer: corrected, else from the notice, else a default given by the caller.

    `problems` collects what was typed and cannot be used; `shown` keeps what each field shows.
    """

    def __init__(self, reading: Json, corrections: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
        self.reading = reading
        self.corrections = corrections
        self.kinds = kinds
        self.problems: list[Problem] = []
        self.shown: dict[str, Typed] = {}

    def field(self, pointer: str) -> Field:
        """The field of a pointer; KeyError when there is none, which is an error of the program."""
        found = fields.find(pointer, self.kinds)
        if found is None:
            raise KeyError(pointer)
        return found

    def read(self, pointer: str, default: Any = None) -> Any:
        """The value at a pointer. A correction that cannot be used is noted as a problem.

        Args:
            pointer: of a correctable value.
            default: value when neither a correction nor the notice gives one.
        """
        field = self.field(pointer)
        if pointer in self.corrections:
            typed = self.corrections[pointer]
            self.shown[pointer] = typed
            try:
                return fields.parse(field, typed, pointer)
            except Refusal as refusal:
                self._note(pointer, refusal)
                return None if field.sort in {fields.DAY, fields.WHOLE} else default
        given = from_reading(field, self.raw(pointer))
        value = default if given in (None, "", ()) else given
        self.shown[pointer] = fields.show(field, value)
        return value

    def raw(self, pointer: str) -> Any:
        """What the reading holds at a pointer, None when there is nothing."""
        here: Any = self.reading
        for part in pointer.split("/")[1:]:
            if isinstance(here, dict):
                here = here.get(part)
            elif isinstance(here, list) and part.isdigit() and int(part) < len(here):
                here = here[int(part)]
            else:
                return None
        return here

    def span(self, pointer: str) -> Span | None:
        """Where an item of the notice stands in its text, None for added ones."""
        raw = self.raw(f"{pointer}/span")
        return (int(raw[0]), int(raw[1])) if isinstance(raw, list) and len(raw) == 2 else None

    def words(self, pointer: str) -> str:
        """The words of the notice an item was read from, pieces joined over page breaks."""
        text = str(self.reading.get("text") or "")
        spans = (self.reading.get("spans") or {}).get(pointer) or []
        return "".join(text[start:end] for start, end in spans)

    def corrected(self, pointer: str) -> bool:
        """Whether the officer has typed this value."""
        return pointer in self.corrections

    def indexes(self, name: str) -> list[int]:
        """Numbers of the items of a list that stay, in their order."""
        present = [
            index
            for index in every_index(self.reading, self.corrections, name)
            if self.corrections.get(f"/{name}/{index}/removed") is not True
        ]
        order = self.corrections.get(f"/{name}/order")
        rank = {index: place for place, index in enumerate(order)} if isinstance(order, list) else {}
        return sorted(present, key=lambda index: (rank.get(index, len(rank)), index))

    def removed(self, name: str) -> list[int]:
        """Numbers of the items the officer has taken out (they can be put back)."""
        return [
            index
            for index in every_index(self.reading, self.corrections, name)
            if self.corrections.get(f"/{name}/{index}/removed") is True
        ]

    def _note(self, pointer: str, refusal: Refusal) -> None:
        self.problems.append(
            Problem(code="typed", pointer=pointer, sentence=refusal.sentence, blocks=True, severity="error")
        )


def every_index(reading: Json, corrections: Mapping[str, Any], name: str) -> list[int]:
    """Numbers of all items of a list: those of the notice and those added."""
    known = len(reading.get(name) or [])
    head = f"/{name}/"
    added = (
        key.removeprefix(head) for key, value in corrections.items() if key.startswith(head) and value == {}
    )
    return [
        *range(known),
        *sorted(int(number) for number in added if number.isdigit() and int(number) >= known),
    ]


def from_reading(field: Field, raw: Any) -> Any:  # noqa: PLR0911 - one line per sort of field
    """Turn a value of the reading's JSON into the value its field has; what does not fit counts as absent."""
    if raw is None:
        return None
    if field.sort == fields.DAY:
        try:
            return date.fromisoformat(raw)
        except (TypeError, ValueError):
            return None
    if field.sort == fields.WHOLE:
        return raw if isinstance(raw, int) else None
    if field.sort in {fields.CHOICE, fields.CHOICES} and field.choices is not None:
        if isinstance(raw, list):
            return tuple(code for code in field.choices if code in raw)
        return raw if raw in field.choices else None
    if field.sort == fields.QUANTITIES:
        return tuple(quantity for each in raw if (quantity := _quantity(each)))
    if field.sort in {fields.NAMES, fields.LINES, fields.CHOICES}:
        listed = raw if isinstance(raw, list) else [raw]
        return tuple(words for each in listed if (words := _words(each)))
    return str(raw)


def _words(each: Any) -> str:
    if isinstance(each, Mapping):
        each = each.get("title") or each.get("text") or ""
    return str(each).strip()


def _quantity(raw: Any) -> Quantity | None:
    try:
        number = Decimal(str(raw["n"]))
        return Quantity(
            n=number,
            unit=str(raw.get("unit") or "项"),
            what=str(raw.get("what") or "")[:60],
            bound=str(raw.get("bound") or "exact"),
        )
    except (KeyError, TypeError, InvalidOperation):
        return None
