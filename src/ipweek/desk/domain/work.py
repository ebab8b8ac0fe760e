"""What waits for a person, over all running campaigns."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ipweek.campaign.domain import kinds
from ipweek.campaign.domain.kinds import Task
from ipweek.campaign.domain.queries import campaigns_for
from ipweek.campaign.enums import CampaignState
from ipweek.campaign.models import Campaign
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User
from ipweek.reporting.domain import completeness, queries
from ipweek.reporting.enums import ReturnState

RETURNS, WORK = "returns", "work"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One task with the campaign it belongs to and where it comes from (returns or the work itself)."""

    task: Task
    campaign: Campaign
    origin: str

    @property
    def urgency(self) -> tuple[date, str]:
        """Sorts the most urgent first: by day, those without a day after all others."""
        return (self.task.due or date.max, self.campaign.slug)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A campaign in a few numbers, in the scope of a person.

    Attributes:
        owing: obligations; accepted: those with an accepted return; overdue: those past their day with nothing.
        to_check: submitted returns (one obligation may have several), as the list of returns counts them.
    """

    campaign: Campaign
    owing: int
    accepted: int
    overdue: int
    to_check: int


def running(user: User) -> list[Campaign]:
    """The running campaigns a person may see, the newest first."""
    return list(campaigns_for(user).filter(state=CampaignState.ACTIVE))


def waiting(user: User, campaigns: list[Campaign]) -> list[Waiting]:
    """Everything that waits for a person, the most urgent first; functions that kinds share are asked once."""
    asked = dict.fromkeys(kind.due_work for kind in kinds.every())
    found = []
    for campaign in campaigns:
        found += [
            Waiting(task=task, campaign=campaign, origin=RETURNS) for task in queries.tasks(user, campaign)
        ]
        for due_work in asked:
            found += [Waiting(task=task, campaign=campaign, origin=WORK) for task in due_work(user, campaign)]
    return sorted(found, key=lambda each: each.urgency)


def standing(user: User, campaign: Campaign) -> Standing:
    """How far the campaign's obligations are in the scope of a person. Four queries."""
    scope = permissions.units_for(user, "fact.view")
    return standing_of(campaign, completeness.matrix(campaign, scope), scope)


def standing_of(campaign: Campaign, matrix: completeness.Matrix, scope: QuerySet[Unit]) -> Standing:
    """The same from a matrix at hand: its sums, so the numbers equal the page behind them. One query."""
    return Standing(
        campaign=campaign,
        owing=sum(column.owing for column in matrix.columns),
        accepted=sum(column.accepted for column in matrix.columns),
        overdue=sum(column.overdue for column in matrix.columns),
        to_check=queries.returns(campaign, scope).filter(state=ReturnState.SUBMITTED).count(),
    )


def days_of(campaign: Campaign, today: date) -> str:
    """Where the campaign stands in its days, in words."""
    if today < campaign.start:
        return f"距开始还有 {(campaign.start - today).days} 天"
    if today <= campaign.end:
        return f"第 {(today - campaign.start).days + 1} 天，共 {(campaign.end - campaign.start).days + 1} 天"
    return f"活动已结束 {(today - campaign.end).days} 天"
