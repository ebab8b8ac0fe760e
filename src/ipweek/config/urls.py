"""Every address of the product. Apps carry their own full prefixes; Wagtail's pages come last."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from ipweek.config import options

handler400 = "ipweek.ui.errors.bad_request"
handler403 = "ipweek.ui.errors.permission_denied"
handler404 = "ipweek.ui.errors.page_not_found"
handler500 = "ipweek.ui.errors.server_error"

urlpatterns = [
    path("", include("ipweek.people.urls")),
    path("accounts/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("desk/", include("ipweek.desk.urls")),
    path("desk/", include("ipweek.campaign.urls")),
    path("desk/", include("ipweek.engines.gatherings.urls")),
    path("desk/", include("ipweek.activities.events.urls")),
    path("desk/", include("ipweek.reporting.urls")),
    path("", include("ipweek.portal.urls")),
    path("", include(wagtail_urls)),
]
if options.ENV != "production":
    urlpatterns.insert(0, path("ui/", include("ipweek.ui.urls")))
