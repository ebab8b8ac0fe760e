"""Start-up of the reporting app: it says where the facts of returns come from."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Returns, completeness, summaries."""

    name = "ipweek.reporting"
    label = "reporting"
    verbose_name = "报送与总结"

    def ready(self) -> None:
        """Register the source of facts from accepted returns."""
        # models are not ready when this module is imported
        from ipweek.campaign.domain import sources
        from ipweek.reporting.domain.queries import source_url

        sources.register(sources.Source(code="return", label="报送信息", url=source_url))
