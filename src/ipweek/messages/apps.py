"""Start-up of the messages app."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The messages app."""

    name = "ipweek.messages"
    label = "ipweek_messages"
    verbose_name = "消息"
