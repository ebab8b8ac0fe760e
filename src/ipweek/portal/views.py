"""The public site: front page, the page of a campaign, its calendar file. Nobody signs in here."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ipweek.campaign.models import Campaign
from ipweek.portal.domain import showing
from ipweek.portal.domain.calendar_file import calendar_file
from ipweek.ui.context import PRODUCT_NAME


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest running campaign; before any campaign a page that says what this is."""
    found = list(showing.campaigns())
    campaign = showing.newest(found)
    if campaign is None:
        return render(request, "portal/welcome.html", _frame(request))
    return render(request, "portal/campaign.html", _page(request, campaign, found))


@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page of one campaign."""
    found = list(showing.campaigns())
    shown = next((each for each in found if each.slug == slug), None)
    if shown is None:
        raise Http404("没有这个活动周。")
    return render(request, "portal/campaign.html", _page(request, shown, found))


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The timetable as a calendar file."""
    shown = get_object_or_404(showing.campaigns(), slug=slug)
    address = request.build_absolute_uri(reverse("portal:campaign", kwargs={"slug": slug}))
    response = HttpResponse(
        calendar_file(shown, showing.timetable(shown), address), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return response


def _frame(request: HttpRequest) -> dict[str, Any]:
    """What head and foot of every public page need."""
    site = showing.site()
    return {
        "site": site,
        "site_name": site.name or PRODUCT_NAME,
        "site_domain": request.get_host().partition(":")[0],
    }


def _page(request: HttpRequest, shown: Campaign, found: list[Campaign]) -> dict[str, Any]:
    address = reverse("portal:campaign", kwargs={"slug": shown.slug})
    items = showing.timetable(shown)
    return _frame(request) | {
        "campaign": shown,
        "countdown": showing.countdown(shown),
        "intro": showing.intro(shown),
        "activities": showing.activities(shown),
        "days": showing.by_day(items),
        "others": [each for each in found if each.pk != shown.pk],
        "canonical": request.build_absolute_uri(address),
        "published": f"{showing.published(shown):%Y-%m-%d %H:%M}",
    }
