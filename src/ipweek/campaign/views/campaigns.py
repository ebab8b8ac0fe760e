"""A running campaign: its activities, what is owed in it, and its ledger."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ipweek.base.errors import Refusal
from ipweek.campaign.domain import kinds, obligations, queries
from ipweek.campaign.domain.plan.fields import OWING
from ipweek.campaign.forms.deliverables import DeliverableForm, initial
from ipweek.campaign.forms.facts import FactFilterForm
from ipweek.people.domain.permissions import may, require, units_for
from ipweek.people.models import User

FACTS_PER_PAGE = 50


@login_required
@require_GET
def activities(request: HttpRequest, slug: str) -> HttpResponse:
    """The activities of the notice with what has been done for each."""
    campaign = queries.campaign_for(request.user, slug)
    columns, rows = queries.activity_rows(campaign, units_for(request.user, "fact.view"))
    return render(
        request, "campaign/activities.html", {"campaign": campaign, "columns": columns, "rows": rows}
    )


@login_required
@require_GET
def activity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Go to the desk page of an activity's kind."""
    campaign = queries.campaign_for(request.user, slug)
    found = get_object_or_404(campaign.activities, pk=pk)
    return redirect(kinds.get(found.kind).desk_url(found))


@login_required
@require_GET
def deliverables(request: HttpRequest, slug: str) -> HttpResponse:
    """What is owed by whom until when."""
    campaign = queries.campaign_for(request.user, slug)
    rows = [
        (each, "、".join([*(OWING[code] for code in each.classes if code in OWING), *each.words]))
        for each in queries.deliverables(campaign)
    ]
    context = {
        "campaign": campaign,
        "rows": rows,
        "may_edit": may(request.user, "campaign.edit"),
        "waiting": queries.units_not_in(campaign),
    }
    return render(request, "campaign/deliverables.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def deliverable(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Change a deliverable, or add one."""
    campaign = queries.campaign_for(request.user, slug)
    user = _user(request)
    require(user, "campaign.edit")
    found = get_object_or_404(campaign.deliverables, pk=pk) if pk else None
    first = initial(found) if found else {"classes": ["member", "county", "zone"], "rule": "date"}
    form = DeliverableForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            if found is None:
                obligations.add(campaign, form.terms(), by=user)
                messages.success(request, "已添加，应报任务已生成。")
            else:
                change = obligations.revise(found, form.terms(), by=user)
                messages.success(request, _words(change))
            return redirect("campaign:deliverables", campaign.slug)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    context = {"campaign": campaign, "deliverable": found, "form": form}
    return render(request, "campaign/deliverable.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_deliverable(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a deliverable away as long as nobody has handed in anything."""
    campaign = queries.campaign_for(request.user, slug)
    user = _user(request)
    require(user, "campaign.edit")
    found = get_object_or_404(campaign.deliverables, pk=pk)
    try:
        obligations.remove(found, by=user)
        messages.success(request, f"已删除“{found.title}”。")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("campaign:deliverables", campaign.slug)


@login_required
@require_POST
def include_units(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring units added since the launch into the campaign."""
    campaign = queries.campaign_for(request.user, slug)
    change = obligations.include_units(campaign, by=_user(request))
    messages.success(request, _words(change))
    return redirect("campaign:deliverables", campaign.slug)


@login_required
@require_GET
def facts(request: HttpRequest, slug: str) -> HttpResponse:
    """The ledger: every fact that counts, with its source; the totals are those of the list."""
    campaign = queries.campaign_for(request.user, slug)
    user = _user(request)
    require(user, "fact.view")
    form = FactFilterForm(request.GET or None, campaign=campaign, units=units_for(user, "fact.view"))
    found = queries.facts(campaign, user, form.narrowed())
    page = Paginator(found, FACTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "form": form,
        "page_obj": page,
        "rows": queries.fact_rows(campaign, page.object_list),
        "totals": [
            (metric, total, _narrowed(request, metric.code)) for metric, total in queries.fact_totals(found)
        ],
    }
    return render(request, "campaign/facts.html", context)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _narrowed(request: HttpRequest, metric: str) -> str:
    """The address of the list behind a total: the same choice, this metric only."""
    query = request.GET.copy()
    query["metric"] = metric
    query.pop("page", None)
    return f"?{query.urlencode()}"


def _words(change: obligations.Change) -> str:
    kept = f"，{change.kept}家已有报送，保持不变" if change.kept else ""
    return f"已保存：新增{change.added}家，取消{change.removed}家，调整{change.adjusted}家{kept}。"
