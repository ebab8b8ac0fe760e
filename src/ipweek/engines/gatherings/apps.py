"""Start-up of the gatherings engine: it says where the facts of sessions come from and counts sessions in lists."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """Sessions."""

    name = "ipweek.engines.gatherings"
    label = "gatherings"
    verbose_name = "场次"

    def ready(self) -> None:
        """Register the source of recorded facts and the counter of sessions."""
        # models are not ready when this module is imported
        from ipweek.campaign.domain import counters, sources
        from ipweek.engines.gatherings.domain.queries import by_activity, source_url

        sources.register(sources.Source(code="session", label="场次结项", url=source_url))
        counters.register(counters.Counter(code="sessions", name="场次", unit="场", count=by_activity))
