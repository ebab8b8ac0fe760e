"""Returns on the desk: list, write, hand in, check. Thin over domain.returns."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.queries import campaign_for
from ipweek.campaign.models import Campaign
from ipweek.people.domain import permissions
from ipweek.reporting import forms
from ipweek.reporting.domain import queries
from ipweek.reporting.domain import returns as acts
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return
from ipweek.reporting.views import presenting

PAGE = 30
EDITABLE = {ReturnState.DRAFT, ReturnState.SENT_BACK}


def _return(request: HttpRequest, slug: str, pk: int) -> Return:
    """A return in the person's scope; 404 for any other."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    found = get_object_or_404(queries.returns(campaign, scope), pk=pk)
    found.obligation.deliverable.campaign = campaign
    return found


@login_required
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Returns in the person's scope, filtered by state, deliverable and unit."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    chosen = forms.ReturnFilter(
        request.GET, campaign=campaign, units=scope, states=[(s.value, str(s.label)) for s in ReturnState]
    )
    found = queries.returns(campaign, scope)
    if chosen.is_valid():
        given = chosen.cleaned_data
        if given["state"]:
            found = found.filter(state=given["state"])
        if given["deliverable"]:
            found = found.filter(obligation__deliverable=given["deliverable"])
        if given["unit"]:
            found = found.filter(obligation__unit=given["unit"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    owed = queries.writable(request.user, campaign)
    context = {"campaign": campaign, "page": page, "filter": chosen, "owed": owed}
    return render(request, "reporting/returns.html", context)


@login_required
def new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Begin the return of an obligation and go to its form; the office first says why it hands in for the unit."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "return.write")
    obligation = get_object_or_404(queries.obligations(campaign, scope), pk=pk)
    obligation.deliverable.campaign = campaign
    form = forms.OnBehalfForm(request.POST or None)
    needs_note = not permissions.belongs(request.user, obligation.unit)
    if request.method == "POST" or not needs_note:
        note = request.POST.get("on_behalf_note", "")
        try:
            found = acts.start(obligation, by=request.user, on_behalf_note=note)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("reporting:edit", slug=slug, pk=found.pk)
    context = {"campaign": campaign, "obligation": obligation, "form": form}
    return render(request, "reporting/on_behalf.html", context)


@login_required
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The working copy: save, or save and hand in. What was typed is kept even when handing in is refused."""
    found = _return(request, slug, pk)
    permissions.require(request.user, "return.write", found.obligation.unit)
    if found.state not in EDITABLE:
        return redirect("reporting:return", slug=slug, pk=pk)
    form = forms.return_form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = acts.save(found, form.content(), by=request.user)
            if request.POST.get("act") == "submit":
                acts.submit(found, by=request.user)
                messages.success(request, "已报送，等待审核。", extra_tags=f"saved:return-{pk}")
                return redirect("reporting:return", slug=slug, pk=pk)
            messages.success(request, "草稿已保存。", extra_tags=f"saved:return-{pk}")
            return redirect("reporting:edit", slug=slug, pk=pk)
        except Refusal as refusal:
            field = refusal.field if refusal.field in form.fields else f"n_{refusal.field}"
            form.add_error(field if field in form.fields else None, refusal.sentence)
    context = _context(request, found) | {"form": form, "file_form": forms.FileForm()}
    return render(request, "reporting/edit.html", context, status=422 if form.errors else 200)


@login_required
def detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A return with its trail, and for checkers the decision."""
    found = _return(request, slug, pk)
    may_check = permissions.may(request.user, "return.check", found.obligation.unit)
    context = _context(request, found) | {
        "rows": presenting.rows(found.obligation.deliverable.code, found.content, found.obligation.deliverable.campaign),
        "text": found.content.get("text", ""),
        "trail": presenting.trail(found),
        "claims": presenting.claims(found),
        "may_write": permissions.may(request.user, "return.write", found.obligation.unit),
        "may_decide": may_check and found.state == ReturnState.SUBMITTED,
        "may_reopen": may_check and found.state == ReturnState.ACCEPTED,
        "decision_form": forms.DecisionForm(),
        "editable": found.state in EDITABLE,
    }
    return render(request, "reporting/return.html", context)


@login_required
@require_POST
def accept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Accept a submission."""
    found = _return(request, slug, pk)
    return _decide(request, slug, pk, lambda: acts.accept(found, by=request.user, remark=_reason(request)), "已通过。")


@login_required
@require_POST
def send_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send back, or reopen an accepted return, with a reason."""
    found = _return(request, slug, pk)
    act = acts.reopen if found.state == ReturnState.ACCEPTED else acts.send_back
    return _decide(
        request, slug, pk, lambda: act(found, reason=_reason(request), by=request.user), "已退回，单位会看到意见。"
    )


@login_required
@require_POST
def recall(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own submission back."""
    found = _return(request, slug, pk)
    return _decide(request, slug, pk, lambda: acts.recall(found, by=request.user), "已撤回，可以继续修改。")


@login_required
@require_POST
def attach(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add an attachment."""
    found = _return(request, slug, pk)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, "请先选择一个文件，再点“上传”。")
    else:
        try:
            acts.attach(found, data=upload.read(), name=upload.name or "附件", by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "附件已保存。")
    return redirect("reporting:edit", slug=slug, pk=pk)


@login_required
@require_POST
def detach(request: HttpRequest, slug: str, pk: int, file: int) -> HttpResponse:
    """Remove an attachment."""
    found = _return(request, slug, pk)
    try:
        acts.detach(get_object_or_404(found.files, pk=file), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("reporting:edit", slug=slug, pk=pk)


@login_required
def file(request: HttpRequest, slug: str, pk: int, file: int) -> FileResponse:
    """An attachment, for those who may see its return; always as a download."""
    kept = get_object_or_404(_return(request, slug, pk).files, pk=file)
    return FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)


def _decide(request: HttpRequest, slug: str, pk: int, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("reporting:return", slug=slug, pk=pk)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


def _context(request: HttpRequest, found: Return) -> dict[str, Any]:
    deliverable = found.obligation.deliverable
    campaign: Campaign = deliverable.campaign
    return {
        "campaign": campaign,
        "found": found,
        "obligation": found.obligation,
        "deliverable": deliverable,
        "returns_url": reverse("reporting:returns", kwargs={"slug": campaign.slug}),
        "files": presenting.files(found),
        "state": presenting.state(found),
        "opinion": presenting.opinion(found),
    }
