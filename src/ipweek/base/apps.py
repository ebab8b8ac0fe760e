"""Start of the app."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Foundations without a domain word."""

    name = "ipweek.base"
    label = "base"
    verbose_name = "基础"

    def ready(self) -> None:
        """Let the working calendar know the imported years."""
        # Needs loaded models, so not at the top.
        from ipweek.base import calendar
        from ipweek.base.domain.calendar import imported_plans

        calendar.use(imported_plans)
