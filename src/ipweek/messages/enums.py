"""Closed lists of the messages app."""

from django.db import models


class Channel(models.TextChoices):
    """The way a message travels; each has a port in domain/ports.py."""

    MAIL = "mail", "邮件"
    SMS = "sms", "短信"
    CONSOLE = "console", "控制台"
    FILE = "file", "文件"
