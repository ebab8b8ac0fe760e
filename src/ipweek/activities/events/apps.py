"""Start-up of the events app: it registers the plain kinds."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Plain activities."""

    name = "ipweek.activities.events"
    label = "events"
    verbose_name = "一般活动"

    def ready(self) -> None:
        """Register every plain kind with the registry of the campaign app."""
        # models are not ready when this module is imported
        from ipweek.activities.events.kind import KINDS
        from ipweek.campaign.domain import kinds

        for kind in KINDS:
            kinds.register(kind)
