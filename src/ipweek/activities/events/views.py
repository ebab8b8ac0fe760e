"""The desk page of a plain activity: what the notice asks, and its sessions."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ipweek.campaign.domain import kinds, ledger, metrics
from ipweek.campaign.domain.queries import campaign_for
from ipweek.engines.gatherings.domain import queries as gatherings
from ipweek.people.domain import permissions

PAGE = 50


@login_required
def activity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One activity with its sessions, in the scope of the person."""
    campaign = campaign_for(request.user, slug)
    found = get_object_or_404(campaign.activities.prefetch_related("targets"), pk=pk)
    scope = permissions.units_for(request.user, "fact.view")
    totals = [total for total in ledger.totals(campaign, scope) if total.activity_id == found.pk]
    context = {
        "campaign": campaign,
        "activity": found,
        "kind": kinds.get(found.kind),
        "targets": found.targets.all(),
        "page": Paginator(gatherings.of_activity(found, scope), PAGE).get_page(request.GET.get("page")),
        "totals": [(metrics.get(total.metric), total) for total in totals],
        "facts_url": f"{reverse('campaign:facts', kwargs={'slug': slug})}?activity={pk}&metric=",
        "may_edit": permissions.may(request.user, "session.edit"),
    }
    return render(request, "events/activity.html", context)
