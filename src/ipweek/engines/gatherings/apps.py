"""Start-up of the gatherings engine: it says where the facts of sessions come from."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """Sessions."""

    name = "ipweek.engines.gatherings"
    label = "gatherings"
    verbose_name = "场次"

    def ready(self) -> None:
        """Register the source of recorded facts."""
        # models are not ready when this module is imported
        from ipweek.campaign.domain import sources
        from ipweek.engines.gatherings.domain.queries import source_url

        sources.register(sources.Source(code="session", label="场次结项", url=source_url))
