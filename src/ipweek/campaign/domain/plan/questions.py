"""What has to be confirmed: values the reader or the plan has inferred."""

from collections.abc import Mapping
from dataclasses import replace

from ipweek.campaign.domain.plan import fields
from ipweek.campaign.domain.plan.places import field_for
from ipweek.campaign.domain.plan.shapes import Question
from ipweek.campaign.domain.plan.values import Values


class Questions:
    """Collects questions; a value the officer has typed is no question any more."""

    def __init__(self, values: Values, confirmed: Mapping[str, str]) -> None:
        self._values = values
        self._confirmed = confirmed
        self._asked: dict[str, Question] = {}

    def ask(self, pointer: str, shown: str, reason: str, *also: str) -> bool:
        """Ask for confirmation of the value at a pointer; returns whether it has been given.

        Args:
            pointer: of the field.
            shown: the value in words.
            reason: why it is an inference.
            also: further pointers whose correction answers the question.
        """
        if any(self._values.corrected(each) for each in (pointer, *also)):
            return False
        # A confirmation holds for the value that was seen: when it changes, it is asked again.
        given = self._confirmed.get(pointer) == shown
        field = fields.find(pointer, self._values.kinds)
        reasons = reason if pointer not in self._asked else f"{self._asked[pointer].reason}；{reason}"
        self._asked[pointer] = Question(
            pointer=pointer,
            label=field.label if field else pointer,
            shown=shown,
            reason=reasons,
            confirmed=given,
        )
        return given

    def ask_once(self, pointer: str, shown: str, reason: str, *also: str) -> None:
        """Ask, unless the same interpretation stands in question already: its confirmation holds for all alike."""
        if any(self._values.corrected(each) for each in (pointer, *also)):
            return
        alike = next((q for q in self._asked.values() if (q.shown, q.reason) == (shown, reason)), None)
        if alike is None:
            self.ask(pointer, shown, reason, *also)

    def from_reading(self) -> None:
        """Ask for what the reader itself has flagged, as far as it goes into the campaign."""
        flagged = self._values.reading.get("inferred") or {}
        for pointer, reason in flagged.items():
            place = field_for(str(pointer), self._values.shown, self._values.kinds)
            if place is None:
                continue
            shown = self._values.shown.get(place, "")
            known = self._asked.get(place)
            if known is None or str(reason) not in known.reason:
                self.ask(place, "、".join(shown) if isinstance(shown, list) else str(shown), str(reason))

    def reason_under(self, pointer: str) -> str:
        """The reasons asked so far below a pointer, in one line, for the record."""
        return "；".join(q.reason for q in self._asked.values() if q.pointer.startswith(f"{pointer}/"))[:200]

    def asked(self, titles: Mapping[str, str]) -> tuple[Question, ...]:
        """All questions in the order of the form; one about a part of an item names the item.

        Args:
            titles: pointer of an item → its title.
        """
        order = {pointer: place for place, pointer in enumerate(self._values.shown)}
        ranked = sorted(self._asked.values(), key=lambda question: order.get(question.pointer, len(order)))
        return tuple(replace(question, label=_label(question, titles)) for question in ranked)


def _label(question: Question, titles: Mapping[str, str]) -> str:
    """宣传周活动方案，字面期限; the title of an item itself needs no addition."""
    item = next((item for item in titles if question.pointer.startswith(f"{item}/")), "")
    if not titles.get(item) or question.pointer.removeprefix(item) in {"/title", "/what"}:
        return question.label
    return f"{titles[item]}，{question.label}"
