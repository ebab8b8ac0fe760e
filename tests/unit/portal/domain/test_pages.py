"""The tree of public pages."""

import pytest
from tests.factories.campaign import CampaignFactory, LaunchPlanFactory
from tests.factories.people import UserFactory
from wagtail.models import Locale, Page, Site

from ipweek.base import clock
from ipweek.base.models import AuditEntry
from ipweek.campaign.domain.launch import launch
from ipweek.people.enums import Role
from ipweek.portal.domain import pages
from ipweek.portal.models import CampaignPage, FrontPage

pytestmark = pytest.mark.django_db


def titles():
    return list(Page.objects.order_by("path").values_list("title", flat=True))


def test_the_tree_takes_the_place_of_the_welcome_page():
    assert titles() == ["Root", "Welcome to your new Wagtail site!"]

    page = pages.front_page()

    assert titles() == ["Root", "公开网站"]
    assert [(site.root_page_id, site.is_default_site) for site in Site.objects.all()] == [(page.pk, True)]
    assert pages.front_page() == page
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_tree_is_put_up_out_of_nothing():
    """After a database was emptied (as transactional tests do) nothing of Wagtail's is left."""
    Site.objects.all().delete()
    Page.objects.filter(depth=2).first().delete()
    Page.objects.all().delete()
    Locale.objects.all().delete()

    page = pages.front_page()

    assert titles() == ["根目录", "公开网站"]
    assert (page.locale.language_code, Site.objects.get().root_page_id) == ("zh-hans", page.pk)


def test_a_campaign_has_one_page_however_often_it_is_opened():
    campaign, office = CampaignFactory(slug="week", name="示例宣传周"), UserFactory(role=Role.OFFICE)

    page = pages.open_page(campaign, office)
    again = pages.open_page(campaign, office)

    assert page.pk == again.pk
    assert CampaignPage.objects.count() == 1
    stored = CampaignPage.objects.get()
    assert (stored.title, stored.slug, stored.live, stored.owner) == ("示例宣传周", "week", True, office)
    assert stored.first_published_at == clock.now()
    assert stored.get_parent().specific == FrontPage.objects.get()
    entry = AuditEntry.objects.get(act="page.opened")
    assert (entry.summary, entry.campaign_id) == ("开通示例宣传周公开页面", campaign.pk)


def test_pages_live_at_the_addresses_of_the_portal():
    page = pages.open_page(CampaignFactory(slug="week"), None)

    assert page.url == "/w/week/"
    assert pages.front_page().url == "/"


def test_launching_opens_the_page():
    office = UserFactory(role=Role.OFFICE)

    campaign = launch(LaunchPlanFactory(confirmed_all=True), by=office)

    assert CampaignPage.objects.get().campaign == campaign
