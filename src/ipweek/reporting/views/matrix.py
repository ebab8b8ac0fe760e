"""The matrix unit × deliverable on the desk, and as a spreadsheet."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ipweek.campaign.domain.queries import campaign_for
from ipweek.people.domain import permissions
from ipweek.people.enums import UnitClass
from ipweek.reporting import exports
from ipweek.reporting.domain import completeness

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has handed in what; a cell leads to the returns behind it."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    unit_class = request.GET.get("class", "")
    units = scope.filter(memberships__campaign=campaign, memberships__unit_class=unit_class) if unit_class else scope
    context = {
        "campaign": campaign,
        "matrix": completeness.matrix(campaign, units),
        "classes": UnitClass.choices,
        "chosen": unit_class,
    }
    return render(request, "reporting/matrix.html", context)


@login_required
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix of the person's scope as a spreadsheet."""
    campaign = campaign_for(request.user, slug)
    found = completeness.matrix(campaign, permissions.units_for(request.user, "fact.view"))
    response = HttpResponse(exports.matrix(found), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="matrix.xlsx"'
    return response
