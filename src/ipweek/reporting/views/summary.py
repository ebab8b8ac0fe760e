"""Summaries on the desk: what would stand in it now, build, download, template."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.queries import campaign_for
from ipweek.campaign.models import Campaign
from ipweek.people.domain import permissions
from ipweek.people.models import Unit
from ipweek.reporting import forms
from ipweek.reporting.domain.summary import building
from ipweek.reporting.domain.summary import data as summary_data

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


def _units(request: HttpRequest, campaign: Campaign) -> QuerySet[Unit]:
    """The units a person may sum up: the office first, then the members of the campaign."""
    scope = permissions.units_for(request.user, "summary.build")
    return (scope.filter(pk=campaign.office_id) | scope.filter(memberships__campaign=campaign)).distinct()


@login_required
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    """The summary as it would be built now, every figure a link to its facts, and the former builds."""
    campaign = campaign_for(request.user, slug)
    permissions.require(request.user, "summary.build")
    units = _units(request, campaign)
    chosen = units.filter(pk=request.GET["unit"]).first() if request.GET.get("unit", "").isdigit() else units.first()
    if chosen is None:
        raise Http404
    context = {
        "campaign": campaign,
        "unit": chosen,
        "data": summary_data.collect(campaign, chosen),
        "form": forms.SummaryForm(units=units, initial={"unit": chosen.pk}),
        "builds": campaign.summaries.filter(unit__in=units).select_related("unit", "built_by")[:20],
        "template": campaign.summary_templates.first(),
        "template_form": forms.TemplateForm(),
        "may_template": permissions.may(request.user, "summary.template"),
    }
    return render(request, "reporting/summary.html", context)


@login_required
@require_POST
def build(request: HttpRequest, slug: str) -> HttpResponse:
    """Build the summary; nothing changed gives the former build."""
    campaign = campaign_for(request.user, slug)
    form = forms.SummaryForm(request.POST, units=_units(request, campaign))
    if not form.is_valid():
        messages.error(request, "请选择总结单位；成文日期按 2022-05-05 的格式填写，也可以不填。")
        return redirect("reporting:summary", slug=slug)
    unit = form.cleaned_data["unit"]
    try:
        made = building.build(campaign, unit, by=request.user, signed_on=form.cleaned_data["signed_on"])
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"{made.unit.name}的总结已生成，可以下载 Word、PDF 和数据文件。")
    return redirect(f"{request.path.removesuffix('build/')}?unit={unit.pk}")


@login_required
def download(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse | FileResponse:
    """A built summary as docx, pdf or json."""
    campaign = campaign_for(request.user, slug)
    if kind not in TYPES:
        raise Http404
    made = get_object_or_404(campaign.summaries.filter(unit__in=_units(request, campaign)), pk=pk)
    name = f"{made}总结.{kind}"
    if kind == "json":
        response = HttpResponse(summary_data.dumps(made.data), content_type=TYPES[kind])
        response["Content-Disposition"] = 'attachment; filename="summary.json"'
        return response
    kept = made.docx if kind == "docx" else made.pdf
    return FileResponse(kept.open("rb"), as_attachment=True, filename=name, content_type=TYPES[kind])


@login_required
def template(request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    """Download the Word template in use; put an own one in its place or go back to the built-in one."""
    campaign = campaign_for(request.user, slug)
    permissions.require(request.user, "summary.template")
    if request.method != "POST":
        current = building.template_bytes(campaign)
        response = HttpResponse(current, content_type=TYPES["docx"])
        response["Content-Disposition"] = 'attachment; filename="summary-template.docx"'
        return response
    upload = request.FILES.get("template")
    try:
        if request.POST.get("act") == "reset":
            building.reset_template(campaign, by=request.user)
            messages.success(request, "已恢复内置模板。")
        elif upload is None:
            messages.error(request, "请先选择一个 .docx 模板文件，再点“上传模板”。")
        else:
            building.set_template(campaign, data=upload.read(), name=upload.name or "模板.docx", by=request.user)
            messages.success(request, "模板已更换，下次生成总结时使用。")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("reporting:summary", slug=slug)
