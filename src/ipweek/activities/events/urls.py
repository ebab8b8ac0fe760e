"""Addresses of plain activities on the desk."""

from django.urls import path

from ipweek.activities.events import views

app_name = "events"
urlpatterns = [path("c/<slug:slug>/activities/<int:pk>/work/", views.activity, name="activity")]
