"""Closed lists of the gatherings engine."""

from django.db import models


class SessionState(models.TextChoices):
    """Where a session stands; the moves are a table in domain/lifecycle.py."""

    PLANNED = "planned", "已计划"
    HELD = "held", "已结项"
    CANCELLED = "cancelled", "已取消"
    POSTPONED = "postponed", "已延期"


class CountMethod(models.TextChoices):
    """How attendances were counted; an estimate is shown as one."""

    SIGNED = "signed", "签到"
    COUNTED = "counted", "清点"
    ESTIMATED = "estimated", "估计"
