"""From a reading to what a launch would create: read, plan, show, then write. Nothing is stored here.

`build` is the entrance. The parts: `shapes` (what a plan is), `fields` (which values may be corrected and
how they are typed), `values` (the reading with its corrections laid over it), `wording` (who owes, as classes
of units), `due` (due rules on the working calendar), `naming` (name and address of the campaign), `owed` (the
obligations), `questions` (what has to be confirmed), `checks` (what stands in the way).
"""

from ipweek.campaign.domain.plan.build import build
from ipweek.campaign.domain.plan.shapes import (
    Due,
    Head,
    Plan,
    PlannedActivity,
    PlannedDeliverable,
    PlannedObligation,
    PlannedRequirement,
    PlannedUnit,
    Problem,
    Quantity,
    Question,
    StoredUnit,
)

__all__ = [
    "Due",
    "Head",
    "Plan",
    "PlannedActivity",
    "PlannedDeliverable",
    "PlannedObligation",
    "PlannedRequirement",
    "PlannedUnit",
    "Problem",
    "Quantity",
    "Question",
    "StoredUnit",
    "build",
]
