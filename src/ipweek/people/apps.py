"""Start-up of the people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people app."""

    name = "ipweek.people"
    label = "people"
    verbose_name = "人员与单位"
