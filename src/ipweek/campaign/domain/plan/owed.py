"""The obligations a plan comes to: deliverable × unit."""

from collections.abc import Iterable, Sequence

from ipweek.campaign.domain.plan.shapes import PlannedDeliverable, PlannedObligation, PlannedUnit
from ipweek.campaign.domain.plan.wording import units_that_owe


def obligations(
    deliverables: Iterable[PlannedDeliverable], units: Sequence[PlannedUnit]
) -> tuple[PlannedObligation, ...]:
    """One obligation per deliverable and unit that owes it, in the order of the deliverables and units."""
    return tuple(
        PlannedObligation(
            deliverable=deliverable.pointer,
            unit=unit,
            modality=deliverable.modality,
            literal=deliverable.due.literal,
            effective=deliverable.due.effective,
        )
        for deliverable in deliverables
        for unit in units_that_owe(units, deliverable.classes, deliverable.words)
    )
