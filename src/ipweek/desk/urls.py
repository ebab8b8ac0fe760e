"""Addresses of the desk."""

from django.urls import path

from ipweek.desk.views import audit, calendar, campaign, home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("c/<slug:slug>/", campaign.campaign, name="campaign"),
    path("calendar/", calendar.index, name="calendar"),
    path("calendar/import/", calendar.import_notice, name="calendar_import"),
    path("calendar/<int:year>/", calendar.one_year, name="calendar_year"),
    path("audit/", audit.audit, name="audit"),
]
