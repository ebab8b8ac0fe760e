"""One return with its trail, and what is decided on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ipweek.base.errors import NotAllowed, Refusal
from ipweek.people.domain import permissions
from ipweek.reporting import forms
from ipweek.reporting.domain import claims, facts
from ipweek.reporting.domain import returns as acts
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return
from ipweek.reporting.views import presenting
from ipweek.reporting.views.scoping import person, scoped


@login_required
def detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A return with its trail; `?version=2` shows what was handed in then; for checkers the decision."""
    return _page(request, scoped(request, slug, pk))


@login_required
@require_POST
def accept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Accept a submission."""
    found = scoped(request, slug, pk)
    remark, version = request.POST.get("reason", ""), _version(request)
    return _decide(
        request,
        found,
        lambda: acts.accept(found, by=person(request), remark=remark, version=version),
        "已通过。",
    )


@login_required
@require_POST
def send_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send a submission back with a reason."""
    found = scoped(request, slug, pk)
    reason, version = request.POST.get("reason", ""), _version(request)
    return _decide(
        request,
        found,
        lambda: acts.send_back(found, reason=reason, by=person(request), version=version),
        "已退回，单位会看到意见。",
    )


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send an accepted return back for correction with a reason."""
    found = scoped(request, slug, pk)
    reason = request.POST.get("reason", "")
    return _decide(
        request,
        found,
        lambda: acts.reopen(found, reason=reason, by=person(request)),
        "已退回更正，已入台账的数据在重新通过前不计。",
    )


@login_required
@require_POST
def recall(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own submission back."""
    found = scoped(request, slug, pk)
    return _decide(request, found, lambda: acts.recall(found, by=person(request)), "已撤回，可以继续修改。")


def _decide(request: HttpRequest, found: Return, act: Callable[[], object], said: str) -> HttpResponse:
    slug = found.obligation.deliverable.campaign.slug
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        form = forms.DecisionForm(request.POST)
        form.is_valid()
        form.add_error("reason" if refusal.field == "reason" else None, refusal.sentence)
        return _page(request, scoped(request, slug, found.pk), form)
    messages.success(request, said)
    return redirect("reporting:return", slug=slug, pk=found.pk)


def _page(request: HttpRequest, found: Return, form: forms.DecisionForm | None = None) -> HttpResponse:
    deliverable = found.obligation.deliverable
    campaign = deliverable.campaign
    frozen = _frozen(request, found)
    content = frozen.content if frozen else found.content
    may_check = permissions.may(request.user, "return.check", found.obligation.unit)
    may_write = permissions.may(request.user, "return.write", found.obligation.unit)
    last = found.versions.order_by("-number").values_list("number", flat=True).first()
    context: dict[str, Any] = {
        "campaign": campaign,
        "found": found,
        "obligation": found.obligation,
        "deliverable": deliverable,
        "returns_url": reverse("reporting:returns", kwargs={"slug": campaign.slug}),
        "state": presenting.state(found),
        "opinion": presenting.opinion(found),
        "frozen": frozen,
        "rows": presenting.rows(deliverable.code, content, campaign, masked=not (may_check or may_write)),
        "heading": content.get("title") or str(found),
        "text": content.get("text", ""),
        "kept": presenting.attachments(found, campaign.slug),
        "trail": presenting.trail(found, campaign.slug),
        "claims": claims.of_return(found),
        "alike": facts.alike(found) if may_check and found.state == ReturnState.SUBMITTED else [],
        "editable": may_write and found.state in acts.EDITABLE,
        "may_recall": found.state == ReturnState.SUBMITTED and may_write and _handed_in_by(request, found),
        "may_decide": may_check and found.state == ReturnState.SUBMITTED,
        "may_reopen": may_check and found.state == ReturnState.ACCEPTED,
        "form": form or forms.DecisionForm(initial={"version": last}),
    }
    return render(request, "reporting/return.html", context, status=422 if form else 200)


def _handed_in_by(request: HttpRequest, found: Return) -> bool:
    """Whether a person stands on the side that handed it in: the unit, or the office on its behalf."""
    return bool(found.on_behalf_note) or permissions.belongs(request.user, found.obligation.unit)


def _frozen(request: HttpRequest, found: Return) -> Any:
    """The version the address asks for, or None for the working copy; 404 for one that does not exist."""
    asked = request.GET.get("version", "")
    return get_object_or_404(found.versions, number=asked) if asked.isdecimal() else None


def _version(request: HttpRequest) -> int | None:
    asked = request.POST.get("version", "")
    return int(asked) if asked.isdecimal() else None
