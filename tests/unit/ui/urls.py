"""The addresses the pages of `ui` need, without the apps above it."""

from django.urls import include, path

urlpatterns = [
    path("ui/", include("ipweek.ui.urls")),
    path("accounts/", include("allauth.urls")),
]
handler400 = "ipweek.ui.errors.bad_request"
handler403 = "ipweek.ui.errors.permission_denied"
handler404 = "ipweek.ui.errors.page_not_found"
handler500 = "ipweek.ui.errors.server_error"
