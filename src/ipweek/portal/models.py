"""Pages the office's editors see in the editing area, and what stands at the head and foot of every public page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page, PagePermissionTester

from ipweek.campaign.models import Campaign
from ipweek.portal.validators import site_code, without_personal_data


class KeptPageTester(PagePermissionTester):  # type: ignore[misc]
    """What may be done to a page that the product opens and keeps: edited and published, not moved about."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002 - Wagtail's signature
        """Nobody deletes it; it can be taken down."""
        return False

    def can_move(self) -> bool:
        """Its place follows from what it is."""
        return False

    def can_copy(self) -> bool:
        """There is one per campaign."""
        return False

    def can_reorder_children(self) -> bool:
        """The portal sorts by date."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """The portal's addresses know no passwords; a page that must not be seen is taken down."""
        return False


class FrontPageTester(KeptPageTester):
    """The front page always stands."""

    def can_unpublish(self) -> bool:
        """Never."""
        return False


class FrontPage(Page):  # type: ignore[misc]
    """The one page under which all campaign pages hang. It has no content: portal:home draws the front page."""

    max_count = 1
    is_creatable = False
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["portal.CampaignPage"]
    preview_modes: ClassVar[list[Any]] = []
    content_panels: ClassVar[list[Any]] = []
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = "公开网站"
        verbose_name_plural = "公开网站"

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """The front page lives at portal:home, under whatever sub-path the site has."""
        parts = super().get_url_parts(request)
        return parts and (parts[0], parts[1], reverse("portal:home"))

    def permissions_for_user(self, user: Any) -> FrontPageTester:
        """What a person may do to this page."""
        return FrontPageTester(user, self)

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:  # noqa: ARG002 - Wagtail's signature
        """Whoever comes by the page tree is sent to the address of the portal."""
        return redirect("portal:home")


class CampaignPage(Page):  # type: ignore[misc]
    """The public page of one campaign; the facts come from the campaign, the introduction from the editors.

    Pages are opened by `domain.pages.open_page` when a campaign is launched, never by hand.
    """

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="page", verbose_name="活动周")
    intro = RichTextField(
        "导语",
        blank=True,
        features=["bold", "ol", "ul", "link"],
        validators=[without_personal_data],
        help_text="显示在活动安排上方，可以不填；主题、时间和活动安排取自通知，不在这里修改。",
    )

    is_creatable = False
    parent_page_types = ["portal.FrontPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "portal/preview.html"
    content_panels: ClassVar[list[Any]] = [FieldPanel("intro")]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = "活动周公开页面"
        verbose_name_plural = "活动周公开页面"

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """The page lives at portal:campaign, under whatever sub-path the site has."""
        parts = super().get_url_parts(request)
        return parts and (parts[0], parts[1], reverse("portal:campaign", kwargs={"slug": self.campaign.slug}))

    def permissions_for_user(self, user: Any) -> KeptPageTester:
        """What a person may do to this page."""
        return KeptPageTester(user, self)

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Draw the page for an editor's preview; everybody else is sent to the address of the portal."""
        if getattr(request, "is_preview", False):
            drawn: HttpResponse = super().serve(request, *args, **kwargs)
            return drawn
        return redirect("portal:campaign", slug=self.campaign.slug)


@register_setting(icon="site")
class PublicSite(BaseGenericSetting):  # type: ignore[misc]
    """Head and foot of the public pages (items of government sites); what is empty is not shown."""

    name = models.CharField("网站名称", max_length=80, blank=True, help_text="不填则显示产品名称")
    organiser = models.CharField(
        "主办单位", max_length=120, blank=True, help_text="不填则显示活动周的主办办公室"
    )
    undertaker = models.CharField("承办单位", max_length=120, blank=True)
    contact = models.CharField("联系方式", max_length=120, blank=True, help_text="办公室的公开电话，带区号")
    address = models.CharField("地址", max_length=120, blank=True)
    site_code = models.CharField("网站标识码", max_length=10, blank=True, validators=[site_code])
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True)
    police_number = models.CharField("公安备案号", max_length=40, blank=True)
    correction_url = models.URLField("纠错入口网址", blank=True)
    sitemap_url = models.URLField("网站地图网址", blank=True)

    panels = [
        MultiFieldPanel([FieldPanel(field) for field in ("name", "organiser", "undertaker")], heading="名称"),
        MultiFieldPanel([FieldPanel(field) for field in ("contact", "address")], heading="联系"),
        MultiFieldPanel(
            [FieldPanel(field) for field in ("site_code", "icp_number", "police_number")], heading="备案"
        ),
        MultiFieldPanel([FieldPanel(field) for field in ("correction_url", "sitemap_url")], heading="入口"),
    ]

    class Meta:
        verbose_name = "公开网站设置"
        verbose_name_plural = "公开网站设置"
