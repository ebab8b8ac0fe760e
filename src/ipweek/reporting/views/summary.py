"""Summaries on the desk: what would stand in it now, build, download, template."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from ipweek.base.errors import NotAllowed, Refusal
from ipweek.campaign.domain.queries import campaign_for
from ipweek.campaign.models import Campaign
from ipweek.people.domain import permissions
from ipweek.people.models import Unit
from ipweek.reporting import forms
from ipweek.reporting.domain import queries
from ipweek.reporting.domain.summary import building, narrative
from ipweek.reporting.domain.summary import data as summary_data
from ipweek.reporting.views.scoping import person

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}
BUILDS = 20


@login_required
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    """The summary as it would be built now, every figure a link to its facts, and the former builds."""
    campaign = campaign_for(request.user, slug)
    permissions.require(request.user, "summary.build")
    units = queries.summable(request.user, campaign)
    asked = request.GET.get("unit", "")
    unit = units.filter(pk=asked).first() if asked.isdecimal() else units.first()
    if unit is None:
        raise Http404("没有可以总结的单位。")
    return _page(request, campaign, unit)


@login_required
@require_POST
def build(request: HttpRequest, slug: str) -> HttpResponse:
    """Build the summary; nothing changed gives the former build."""
    campaign = campaign_for(request.user, slug)
    permissions.require(request.user, "summary.build")
    units = queries.summable(request.user, campaign)
    form = forms.SummaryForm(request.POST, units=units)
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        try:
            made = building.build(
                campaign, unit, by=person(request), signed_on=form.cleaned_data["signed_on"]
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            return _page(request, campaign, unit, form=form)
        messages.success(request, f"{made.unit.name}的总结已生成，可以下载 Word、PDF 和数据文件。")
        return redirect(f"{reverse('reporting:summary', kwargs={'slug': slug})}?unit={unit.pk}")
    first = units.first()
    if first is None:
        raise Http404("没有可以总结的单位。")
    return _page(request, campaign, form.cleaned_data.get("unit") or first, form=form)


@login_required
def download(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """A built summary as docx, pdf or json."""
    campaign = campaign_for(request.user, slug)
    if kind not in TYPES:
        raise Http404
    made = get_object_or_404(
        campaign.summaries.filter(unit__in=queries.summable(request.user, campaign)), pk=pk
    )
    if kind == "json":
        response = HttpResponse(summary_data.dumps(made.data), content_type=TYPES[kind])
        response["Content-Disposition"] = 'attachment; filename="summary.json"'
        return response
    with (made.docx if kind == "docx" else made.pdf).open("rb") as kept:
        response = HttpResponse(kept.read(), content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{made}总结.{kind}") or ""
    return response


@login_required
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """Download the Word template in use; put an own one in its place or go back to the built-in one."""
    campaign = campaign_for(request.user, slug)
    permissions.require(request.user, "summary.template")
    if request.method != "POST":
        response = HttpResponse(building.template_bytes(campaign), content_type=TYPES["docx"])
        response["Content-Disposition"] = 'attachment; filename="summary-template.docx"'
        return response
    form = forms.TemplateForm(request.POST, request.FILES)
    reset = request.POST.get("act") == "reset"
    if not reset and not form.is_valid():
        return _page(request, campaign, campaign.office, template_form=form)
    try:
        if reset:
            building.reset_template(campaign, by=person(request))
            messages.success(request, "已恢复内置模板。")
        else:
            upload = form.cleaned_data["template"]
            building.set_template(campaign, data=upload.read(), name=upload.name, by=person(request))
            messages.success(request, "模板已更换，下次生成总结时使用。")
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.errors.clear()
        form.add_error("template", refusal.sentence)
        return _page(request, campaign, campaign.office, template_form=form)
    return redirect("reporting:summary", slug=slug)


def _page(
    request: HttpRequest,
    campaign: Campaign,
    unit: Unit,
    *,
    form: forms.SummaryForm | None = None,
    template_form: forms.TemplateForm | None = None,
) -> HttpResponse:
    """The page; with a form that was refused it answers 422."""
    units = queries.summable(request.user, campaign)
    data = summary_data.collect(campaign, unit)
    links = _Links(campaign, unit, whole=data["whole"])
    context: dict[str, Any] = {
        "campaign": campaign,
        "unit": unit,
        "units": units,
        "data": data,
        "figures": links.figures(data["totals"]),
        "activities": [
            {
                "title": f"{activity['clause']} {activity['title']}".strip(),
                "who": narrative.who(activity, whole=data["whole"]) if activity["figures"] else "",
                "figures": links.figures(activity["figures"], activity["id"]),
                "sentences": narrative.activity_sentences(activity),
                "targets": [target["text"] for target in activity["targets"]],
            }
            for activity in narrative.shown_activities(data)
        ],
        "unassigned": links.figures(data["unassigned"], 0),
        "returns": [narrative.return_sentence(row, whole=data["whole"]) for row in data["returns"]],
        "form": form or forms.SummaryForm(units=units, initial={"unit": unit.pk}),
        "builds": campaign.summaries.filter(unit=unit).select_related("unit", "built_by")[:BUILDS],
        "template": campaign.summary_templates.first(),
        "template_form": template_form or forms.TemplateForm(),
        "may_template": permissions.may(request.user, "summary.template"),
    }
    refused = form is not None or template_form is not None
    return render(request, "reporting/summary.html", context, status=422 if refused else 200)


class _Links:
    """Where the figures of a summary lead: the list of exactly the facts each is the sum of."""

    def __init__(self, campaign: Campaign, unit: Unit, *, whole: bool) -> None:
        self.address = reverse("campaign:facts", kwargs={"slug": campaign.slug})
        self.unit = {} if whole else {"unit": unit.pk}

    def figures(self, figures: list[dict[str, Any]], activity: int | None = None) -> list[dict[str, Any]]:
        """The figures with their addresses; activity 0 is work of no activity."""
        narrowed: dict[str, object] = dict(self.unit)
        if activity is not None:
            narrowed |= {"activity": activity} if activity else {"unassigned": "on"}
        return [
            {
                **figure,
                "exact": figure["bound"] == "exact",
                "url": f"{self.address}?{urlencode({'metric': figure['metric'], **narrowed})}",
            }
            for figure in figures
        ]
