"""The tree of public pages: opened by the product, edited by the editors.

Nothing has to be set up by hand: the tree is put up when the first campaign is launched or the first editor comes.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from ipweek.base import audit, clock
from ipweek.campaign.models import Campaign
from ipweek.people.models import User
from ipweek.portal.models import CampaignPage, FrontPage

WELCOME = "Welcome to your new Wagtail site!"


@transaction.atomic
def front_page() -> FrontPage:
    """The root of the public pages; the first call puts it up in the place of Wagtail's welcome page."""
    found: FrontPage | None = FrontPage.objects.first()
    if found is not None:
        return found
    root = Page.objects.select_for_update().filter(depth=1).first()
    # Somebody else may have put it up while we waited for the root.
    found = FrontPage.objects.first()
    if found is not None:
        return found
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    locale, _ = Locale.objects.get_or_create(language_code=language)
    if root is None:
        root = Page.add_root(instance=Page(title="根目录", slug="root", locale=locale))
    page: FrontPage = root.add_child(
        instance=FrontPage(title="公开网站", slug="public", locale=locale, first_published_at=clock.now())
    )
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": page,
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": page.title,
        },
    )
    for welcome in Page.objects.filter(title=WELCOME, depth=2, numchild=0):
        welcome.delete()
    return page


@transaction.atomic
def open_page(campaign: Campaign, by: User | None) -> CampaignPage:
    """Open the public page of a campaign; when it is open already nothing changes.

    Called in the launch's own transaction (see campaign.domain.hooks).
    """
    parent = front_page()
    found: CampaignPage | None = CampaignPage.objects.filter(campaign=campaign).first()
    if found is not None:
        return found
    page: CampaignPage = parent.add_child(
        instance=CampaignPage(
            campaign=campaign,
            title=campaign.name,
            slug=campaign.slug,
            locale=parent.locale,
            owner=by,
            first_published_at=clock.now(),
        )
    )
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    audit.record("page.opened", page, by=by, summary=f"开通{campaign.name}公开页面", campaign_id=campaign.pk)
    return page


def open_after_launch(campaign: Campaign, by: User | None) -> None:
    """`open_page` in the form the launch's hooks have."""
    open_page(campaign, by)
