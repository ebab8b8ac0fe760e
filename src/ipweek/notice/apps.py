"""Start-up of the notice app."""

from django.apps import AppConfig


class NoticeConfig(AppConfig):
    """The notice app."""

    name = "ipweek.notice"
    label = "notice"
    verbose_name = "通知"
