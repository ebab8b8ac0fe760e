"""My tasks: where everybody begins."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ipweek.base import clock
from ipweek.campaign.models import Campaign
from ipweek.desk.domain import work, years
from ipweek.people.domain import permissions
from ipweek.people.models import User
from ipweek.reporting.enums import ReturnState
from ipweek.ui.templatetags.ui_pieces import Tab

PAGE = 20


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person in all running campaigns, and how these stand."""
    user = request.user
    assert isinstance(user, User)
    campaigns = work.running(user)
    waiting = work.waiting(user, campaigns)
    only = request.GET.get("only", "")
    shown = [each for each in waiting if not only or each.origin == only]
    today = clock.today()
    standings = [work.standing(user, campaign) for campaign in campaigns]
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(waiting),
        "only": only,
        "campaigns": [(standing, work.days_of(standing.campaign, today)) for standing in standings],
        "several": len(campaigns) > 1,
        "office": _office(user, waiting, standings),
        "has_role": bool(permissions.grants(user)),
        "may_launch": permissions.may(user, "campaign.launch"),
        "missing_years": years.missing(today) if permissions.may(user, "calendar.import") else [],
    }
    return render(request, "desk/home.html", context)


def _tabs(waiting: list[work.Waiting]) -> list[Tab]:
    address = reverse("desk:home")
    returns = sum(each.origin == work.RETURNS for each in waiting)
    return [
        Tab("", "全部", address, len(waiting)),
        Tab(work.RETURNS, "报送和审核", f"{address}?only={work.RETURNS}", returns),
        Tab(work.WORK, "活动办理", f"{address}?only={work.WORK}", len(waiting) - returns),
    ]


def _office(user: User, waiting: list[work.Waiting], standings: list[work.Standing]) -> list[dict[str, Any]]:
    """What needs the office today as figure cards; empty for those who check nothing."""
    if not permissions.may(user, "return.check"):
        return []
    cards: list[dict[str, Any]] = []
    for standing in standings:
        slug = {"slug": standing.campaign.slug}
        returns, matrix = reverse("reporting:returns", kwargs=slug), reverse("reporting:matrix", kwargs=slug)
        open_sessions = _open_work(waiting, standing.campaign)
        cards.append(
            {
                "campaign": standing.campaign,
                "to_check": standing.to_check,
                "returns_url": f"{returns}?state={ReturnState.SUBMITTED}",
                "overdue": standing.overdue,
                "matrix_url": matrix,
                "open_sessions": open_sessions,
                "work_url": f"{reverse('desk:home')}?only={work.WORK}",
            }
        )
    return cards


def _open_work(waiting: list[work.Waiting], campaign: Campaign) -> int:
    return sum(each.origin == work.WORK and each.campaign == campaign for each in waiting)
