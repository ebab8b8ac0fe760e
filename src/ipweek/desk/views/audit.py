"""The audit rows, for those who answer for the installation."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ipweek.desk.domain import records
from ipweek.desk.forms import RecordFilterForm
from ipweek.people.domain import permissions

PAGE = 50


@login_required
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what when, narrowed by act, person and day."""
    permissions.require(request.user, "audit.view")
    form = RecordFilterForm(request.GET or None, acts=records.acts())
    page = Paginator(records.records(form.narrowed()), PAGE).get_page(request.GET.get("page"))
    rows = [(entry, records.name(entry.act)) for entry in page.object_list]
    return render(request, "desk/audit.html", {"form": form, "page": page, "rows": rows})
