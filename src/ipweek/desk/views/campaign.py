"""The overview of a campaign."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ipweek.base import clock
from ipweek.campaign.domain import kinds
from ipweek.campaign.domain.queries import activity_rows, campaign_for
from ipweek.desk.domain import overview, work
from ipweek.people.domain import permissions
from ipweek.reporting.domain import completeness
from ipweek.reporting.enums import ReturnState


@login_required
@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Head, figures, completeness, activities, what comes next and the latest briefs."""
    found = campaign_for(request.user, slug)
    permissions.require(request.user, "campaign.view")
    scope = permissions.units_for(request.user, "fact.view")
    matrix = completeness.matrix(found, scope)
    columns, rows = activity_rows(found, scope)
    for row in rows:
        row.activity.campaign = found
    returns = reverse("reporting:returns", kwargs={"slug": slug})
    summary = reverse("reporting:summary", kwargs={"slug": slug})
    context = {
        "campaign": found,
        "days": work.days_of(found, clock.today()),
        "standing": work.standing_of(found, matrix, scope),
        "returns_url": returns,
        "to_check_url": f"{returns}?state={ReturnState.SUBMITTED}",
        "matrix_url": reverse("reporting:matrix", kwargs={"slug": slug}),
        "figures": overview.figures(found, scope),
        "chart": overview.completeness_chart(matrix),
        "columns": columns,
        "rows": [(row, kinds.get(row.activity.kind).desk_url(row.activity)) for row in rows],
        "coming": overview.coming(found, scope),
        "briefs": overview.latest_briefs(found, scope),
        "summary_url": summary if permissions.may(request.user, "summary.build") else "",
        "whole": permissions.may(request.user, "return.check"),
    }
    return render(request, "desk/campaign.html", context)
