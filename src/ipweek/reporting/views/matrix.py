"""The matrix unit × deliverable on the desk, and as a spreadsheet."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ipweek.campaign.domain.queries import campaign_for
from ipweek.people.domain import permissions
from ipweek.reporting import exports, forms
from ipweek.reporting.domain import completeness

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has handed in what; every number leads to the list of as many rows."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    chosen = forms.ClassFilter(request.GET)
    found = completeness.matrix(campaign, scope, unit_class=chosen.chosen())
    context = {"campaign": campaign, "matrix": found, "filter": chosen, "query": request.GET.urlencode()}
    return render(request, "reporting/matrix.html", context)


@login_required
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix of the person's scope, as filtered on the page, as a spreadsheet."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    found = completeness.matrix(campaign, scope, unit_class=forms.ClassFilter(request.GET).chosen())
    response = HttpResponse(exports.matrix(found), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="matrix.xlsx"'
    return response
