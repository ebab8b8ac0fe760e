"""Addresses of notices and campaigns, below desk/."""

from django.urls import path

from ipweek.campaign.views import campaigns, notices, preview

app_name = "campaign"
urlpatterns = [
    path("notices/", notices.upload, name="upload"),
    path("notices/<int:pk>/", preview.preview, name="preview"),
    path("notices/<int:pk>/members/", preview.upload_members, name="members"),
    path("notices/<int:pk>/launch/", preview.confirm, name="confirm"),
    path("notices/<int:pk>/original/", preview.original, name="original"),
    path("c/<slug:slug>/activities/", campaigns.activities, name="activities"),
    path("c/<slug:slug>/activities/<int:pk>/", campaigns.activity, name="activity"),
    path("c/<slug:slug>/deliverables/", campaigns.deliverables, name="deliverables"),
    path("c/<slug:slug>/deliverables/new/", campaigns.deliverable, name="deliverable_new"),
    path("c/<slug:slug>/deliverables/units/", campaigns.include_units, name="include_units"),
    path("c/<slug:slug>/deliverables/<int:pk>/", campaigns.deliverable, name="deliverable"),
    path(
        "c/<slug:slug>/deliverables/<int:pk>/remove/", campaigns.remove_deliverable, name="deliverable_remove"
    ),
    path("c/<slug:slug>/facts/", campaigns.facts, name="facts"),
]
