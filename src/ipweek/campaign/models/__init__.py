"""Tables of the campaign app, by subject."""

from ipweek.campaign.models.campaigns import Activity, Campaign, CampaignUnit, LaunchPlan, Requirement, Target
from ipweek.campaign.models.facts import Fact, Occurrence
from ipweek.campaign.models.obligations import Deliverable, Obligation

__all__ = [
    "Activity",
    "Campaign",
    "CampaignUnit",
    "Deliverable",
    "Fact",
    "LaunchPlan",
    "Obligation",
    "Occurrence",
    "Requirement",
    "Target",
]
