"""Addresses of sessions on the desk."""

from django.urls import path

from ipweek.engines.gatherings import views

app_name = "gatherings"
urlpatterns = [
    path("c/<slug:slug>/activities/<int:pk>/sessions/new/", views.new, name="new"),
    path("c/<slug:slug>/sessions/<int:pk>/", views.session, name="session"),
    path("c/<slug:slug>/sessions/<int:pk>/edit/", views.edit, name="edit"),
    path("c/<slug:slug>/sessions/<int:pk>/close/", views.close, name="close"),
    path("c/<slug:slug>/sessions/<int:pk>/photos/", views.add_photos, name="photos"),
    path("c/<slug:slug>/sessions/<int:pk>/photos/<int:photo>/", views.photo, name="photo"),
    path(
        "c/<slug:slug>/sessions/<int:pk>/photos/<int:photo>/remove/", views.remove_photo, name="photo_remove"
    ),
    path("c/<slug:slug>/sessions/<int:pk>/move/", views.move, name="move"),
]
