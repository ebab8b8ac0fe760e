"""Addresses of the public site."""

from django.urls import path

from ipweek.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("w/<slug:slug>/", views.campaign, name="campaign"),
    path("w/<slug:slug>/calendar.ics", views.calendar, name="calendar"),
]
