"""The gallery of the design system; included outside production only."""

from django.urls import path

from ipweek.ui import views

app_name = "ui"
urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/public/", views.gallery_public, name="gallery-public"),
    path("gallery/plain/", views.gallery_plain, name="gallery-plain"),
    path("gallery/error/<int:code>/", views.gallery_error, name="gallery-error"),
]
