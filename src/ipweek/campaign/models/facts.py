"""The ledger: what happened (occurrence) and how much of it (fact)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ipweek.base.models import Stamped
from ipweek.campaign.enums import Bound, SourceRank
from ipweek.campaign.models.campaigns import Activity, Campaign
from ipweek.people.models import Unit


class Occurrence(Stamped):
    """One thing that happened once: a session, a story, a batch of copies. It counts once however many report it.

    `key` names it within the campaign ("session:12", "return:7"). `units` are all units credited; `unit` leads.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="occurrences")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="occurrences")
    key = models.CharField(max_length=80)
    title = models.CharField("名称", max_length=200)
    day = models.DateField("日期")
    place = models.CharField("地点", max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="led_occurrences", verbose_name="牵头单位")
    units = models.ManyToManyField(Unit, related_name="occurrences", verbose_name="参加单位")

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="occurrence_key")]
        indexes = [models.Index(fields=["campaign", "day"])]
        verbose_name = "发生事项"
        verbose_name_plural = "发生事项"

    def __str__(self) -> str:
        return self.title


class Fact(Stamped):
    """A number about an occurrence, from one source. Of several ranks the highest counts; the others stay as claims.

    `source` names the row it came from ("session:12", "return:7:v2") and is resolved to a link by the registry in
    `domain/sources.py`. A corrected fact keeps its row; `withdrawn_at` marks one that no longer holds.
    """

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="facts")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="facts")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="facts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="facts", verbose_name="牵头单位")
    metric = models.CharField("指标", max_length=40)
    value = models.DecimalField("数值", max_digits=18, decimal_places=2)
    bound = models.CharField("精确程度", max_length=8, choices=Bound.choices, default=Bound.EXACT)
    day = models.DateField("日期")
    rank = models.PositiveSmallIntegerField("来源级别", choices=SourceRank.choices)
    source = models.CharField("来源", max_length=80)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "metric", "source"],
                condition=Q(withdrawn_at=None),
                name="one_live_fact",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="fact_not_negative"),
        ]
        indexes = [
            models.Index(fields=["campaign", "metric", "rank"]),
            models.Index(fields=["campaign", "unit", "metric"]),
        ]
        verbose_name = "事实"
        verbose_name_plural = "事实"

    def __str__(self) -> str:
        return f"{self.metric} {self.value}"
