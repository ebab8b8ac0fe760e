"""The app of base templates, pieces, tags, charts and static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Must stand before allauth in INSTALLED_APPS: its account pages are overridden here."""

    name = "ipweek.ui"
    verbose_name = "界面"
