"""Messages waiting for delivery: rows written in the act's own transaction, delivered at least once."""

from django.db import models

from ipweek.base.models import Stamped
from ipweek.messages.enums import Channel


class Message(Stamped):
    """One message to one recipient. `key` is unique: writing the same message twice keeps one row.

    `not_before` is also the delivery's own lease and pause: see domain/delivery.py.
    """

    key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.MAIL)
    recipient = models.CharField("收件人", max_length=120)
    subject = models.CharField("主题", max_length=200)
    body = models.TextField("正文", blank=True)
    secret = models.BooleanField("发出后清除正文", default=False)
    not_before = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["sent_at", "not_before"])]
        verbose_name = "消息"
        verbose_name_plural = "消息"

    def __str__(self) -> str:
        return self.subject
