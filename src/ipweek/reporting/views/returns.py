"""Returns on the desk: list them, write one, hand it in. Thin over domain.returns."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ipweek.base import files
from ipweek.base.errors import NotAllowed, Refusal
from ipweek.campaign.domain.queries import campaign_for
from ipweek.campaign.models import Obligation
from ipweek.people.domain import permissions
from ipweek.reporting import forms
from ipweek.reporting.domain import completeness, queries
from ipweek.reporting.domain import returns as acts
from ipweek.reporting.models import Return
from ipweek.reporting.views import presenting
from ipweek.reporting.views.scoping import person, scoped

PAGE = 30
DETACH = "detach:"


@login_required
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Returns in the person's scope, filtered by state, deliverable, unit and class of unit."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    chosen = forms.ReturnFilter(request.GET, campaign=campaign, units=scope)
    given = chosen.given()
    wanted = {
        "state": given["state"],
        "obligation__deliverable": given["deliverable"],
        "obligation__unit": given["unit"],
    }
    if given["class"]:
        wanted["obligation__unit__memberships__campaign"] = campaign
        wanted["obligation__unit__memberships__unit_class"] = given["class"]
    found = queries.returns(campaign, scope).filter(**{key: value for key, value in wanted.items() if value})
    context = {
        "campaign": campaign,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filter": chosen,
        "owed": [completeness.cell(item) for item in queries.writable(request.user, campaign)],
    }
    return render(request, "reporting/returns.html", context)


@login_required
def obligations(request: HttpRequest, slug: str) -> HttpResponse:
    """What is owed, unit by unit; every number of the matrix leads here."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    chosen = forms.ObligationFilter(request.GET, campaign=campaign, units=scope)
    given = chosen.given()
    units = scope.filter(pk=given["unit"].pk) if given["unit"] else scope
    found = completeness.standings(
        campaign,
        units,
        deliverable=given["deliverable"],
        standing=given["standing"] or "",
        unit_class=given["class"] or "",
    )
    context = {
        "campaign": campaign,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filter": chosen,
        "may_write": permissions.may(request.user, "return.write"),
    }
    return render(request, "reporting/obligations.html", context)


@login_required
def new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write a return of an obligation; nothing is stored before something is sent.

    Where one return is enough and there is one, it is shown instead.
    """
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "return.write")
    obligation = get_object_or_404(queries.obligations(campaign, scope), pk=pk)
    obligation.deliverable.campaign = campaign
    needs_note = not permissions.belongs(request.user, obligation.unit)
    if request.method != "POST":
        known = None if acts.takes_many(obligation) else obligation.returns.first()
        if known:
            return redirect("reporting:edit", slug=slug, pk=known.pk)
        return _form(request, obligation, None, forms.ReturnForm(obligation, None, note=needs_note))
    form = forms.ReturnForm(obligation, None, request.POST, note=needs_note)
    form.is_valid()
    try:
        found = acts.start(
            obligation,
            by=person(request),
            on_behalf_note=request.POST.get("on_behalf_note", ""),
            token=form.cleaned_data.get("token"),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _form(request, obligation, None, form)
    return _keep(request, found, form, f"return-new-{pk}")


@login_required
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The working copy: save, or save and hand in. What was typed is kept even when handing in is refused."""
    found = scoped(request, slug, pk)
    permissions.require(request.user, "return.write", found.obligation.unit)
    if request.method == "POST":
        form = forms.ReturnForm(found.obligation, found, request.POST)
        return _keep(request, found, form, f"return-{pk}")
    if found.state not in acts.EDITABLE:
        return redirect("reporting:return", slug=slug, pk=pk)
    return _form(request, found.obligation, found, forms.ReturnForm(found.obligation, found))


@login_required
def file(request: HttpRequest, slug: str, pk: int, file: int) -> FileResponse:
    """An attachment, for those who may see its return; always as a download."""
    kept = get_object_or_404(scoped(request, slug, pk).files, pk=file)
    mime = files.KINDS[kept.kind][0]
    return FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name, content_type=mime)


def _keep(request: HttpRequest, found: Return, form: forms.ReturnForm, key: str) -> HttpResponse:
    """Save what was typed and the files, then do what the button says; a refusal shows the form again with 422."""
    slug, act = found.obligation.deliverable.campaign.slug, request.POST.get("act", "")
    try:
        found = acts.save(found, form.content(), by=person(request), seen=form.seen)
        _attach(request, found, form)
        if act.removeprefix(DETACH).isdecimal():
            acts.detach(get_object_or_404(found.files, pk=act.removeprefix(DETACH)), by=person(request))
        if act == "submit" and not form.errors:
            acts.submit(found, by=person(request))
            messages.success(request, "已报送，等待审核。", extra_tags=f"saved:{key}")
            return redirect("reporting:return", slug=slug, pk=found.pk)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        found = scoped(request, slug, found.pk)
    if form.errors:
        form.start_from(found.content)
        return _form(request, found.obligation, found, form, key)
    messages.success(request, "草稿已保存。", extra_tags=f"saved:{key}")
    return redirect("reporting:edit", slug=slug, pk=found.pk)


def _attach(request: HttpRequest, found: Return, form: forms.ReturnForm) -> None:
    """Keep every file that can be kept; the others are named beside the field."""
    for upload in request.FILES.getlist("files"):
        try:
            acts.attach(found, data=_content(upload), name=upload.name or "附件", by=person(request))
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse("files", refusal.sentence)


def _content(upload: UploadedFile[bytes]) -> bytes:
    """The bytes of an upload; one that is too large is refused before it is read into memory."""
    if (upload.size or 0) > files.LARGEST:
        most = files.LARGEST // 1024 // 1024
        raise Refusal(
            f"“{files.safe_name(upload.name or '附件')}”超过{most} MB，请压缩图片或拆分后重新上传。"
        )
    return bytes(upload.read())


def _form(
    request: HttpRequest, obligation: Obligation, found: Return | None, form: forms.ReturnForm, key: str = ""
) -> HttpResponse:
    campaign = obligation.deliverable.campaign
    context: dict[str, Any] = {
        "campaign": campaign,
        "obligation": obligation,
        "deliverable": obligation.deliverable,
        "form": form,
        "key": key or (f"return-{found.pk}" if found else f"return-new-{obligation.pk}"),
        "returns_url": reverse("reporting:returns", kwargs={"slug": campaign.slug}),
        "state": presenting.state(found) if found else None,
        "opinion": presenting.opinion(found) if found else "",
        "kept": presenting.attachments(found, campaign.slug) if found else None,
    }
    return render(
        request, "reporting/edit.html", context, status=422 if form.is_bound and form.errors else 200
    )
