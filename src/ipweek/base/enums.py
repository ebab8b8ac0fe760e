"""Lists of fixed values."""

from django.db.models import TextChoices


class DayKind(TextChoices):
    """What a holiday arrangement says of a day."""

    REST = "rest", "放假"
    WORK = "work", "上班"
