"""Start-up of the portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site of a campaign."""

    name = "ipweek.portal"
    label = "portal"
    verbose_name = "公开页面"

    def ready(self) -> None:
        """Open a public page whenever a campaign is launched."""
        # models are not ready when this module is imported
        from ipweek.campaign.domain import hooks
        from ipweek.portal.domain.pages import open_after_launch

        hooks.after_launch.register("portal.page", open_after_launch)
