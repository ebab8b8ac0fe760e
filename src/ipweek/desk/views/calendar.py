"""The working calendar: known years, the days of a year, and importing one from its notice."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ipweek.base import calendar as working_calendar
from ipweek.base import clock
from ipweek.base.calendar import CalendarMissing
from ipweek.base.calendar_notice import parse_plan
from ipweek.base.domain.calendar import import_year
from ipweek.base.errors import Refusal
from ipweek.desk.domain import years
from ipweek.desk.forms import ConfirmForm, NoticeTextForm
from ipweek.people.domain import permissions
from ipweek.people.models import User


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which years are known and from where; a missing one is said."""
    permissions.require(request.user, "campaign.view")
    context = {
        "years": years.known(),
        "missing": years.missing(clock.today()),
        "may_import": permissions.may(request.user, "calendar.import"),
    }
    return render(request, "desk/calendar.html", context)


@login_required
@require_safe
def one_year(request: HttpRequest, year: int) -> HttpResponse:
    """The arranged days of one year."""
    permissions.require(request.user, "campaign.view")
    try:
        plan = working_calendar.year_plan(year)
    except CalendarMissing as missing:
        raise Http404(missing.sentence) from None
    return render(request, "desk/year.html", {"plan": plan, "lines": years.days(plan)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_notice(request: HttpRequest) -> HttpResponse:
    """Paste the notice, look at what was read, confirm. Nothing is stored before the confirmation."""
    user = request.user
    assert isinstance(user, User)
    permissions.require(user, "calendar.import")
    form = NoticeTextForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _paste(request, form)
    try:
        plan = parse_plan(form.cleaned_data["text"], form.cleaned_data["year"])
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return _paste(request, form)
    confirming = request.POST.get("act") == "confirm"
    confirm = ConfirmForm(
        request.POST if confirming else None,
        problems=bool(plan.problems),
        initial={**form.cleaned_data, "source": plan.source},
    )
    if confirming and confirm.is_valid():
        try:
            stored = import_year(plan.year, plan.rows, confirm.cleaned_data["source"], by=user)
        except Refusal as refusal:
            confirm.add_error(refusal.field if refusal.field in confirm.fields else None, refusal.sentence)
        else:
            messages.success(request, f"{stored.year}年节假日安排已导入，工作日和期限按新安排计算。")
            return redirect("desk:calendar")
    context: dict[str, Any] = {
        "plan": plan,
        "lines": years.days(plan),
        "form": confirm,
        "known": plan.year in {known.year for known in years.known()},
    }
    return render(request, "desk/calendar_preview.html", context, status=422 if confirm.errors else 200)


def _paste(request: HttpRequest, form: NoticeTextForm) -> HttpResponse:
    return render(request, "desk/calendar_import.html", {"form": form}, status=422 if form.errors else 200)
