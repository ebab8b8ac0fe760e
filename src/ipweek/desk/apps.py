"""Start-up of the desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The signed-in workplace."""

    name = "ipweek.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Fill the menu of every desk page."""
        # models are not ready when this module is imported
        from ipweek.desk.domain import menu

        menu.register_all()
