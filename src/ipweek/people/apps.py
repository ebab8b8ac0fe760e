"""Start-up of the people app."""

from django.apps import AppConfig

from ipweek.ui import navigation


class PeopleConfig(AppConfig):
    """The people app."""

    name = "ipweek.people"
    label = "people"
    verbose_name = "人员与单位"

    def ready(self) -> None:
        """Name what stands in the menu under one's own name."""
        navigation.register(navigation.Entry("second-step", "两步验证", "mfa_index", place="user", order=90))
