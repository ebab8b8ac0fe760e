"""Closed lists of the reporting app."""

from django.db import models


class ReturnState(models.TextChoices):
    """Where a return stands; the moves are a table in domain/lifecycle.py."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    SENT_BACK = "sent_back", "已退回"
    ACCEPTED = "accepted", "已通过"
