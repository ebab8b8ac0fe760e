"""What must be handed in: a deliverable is what the notice asks, an obligation is one unit's share of it."""

from django.db import models

from ipweek.base.models import Stamped
from ipweek.campaign.enums import DeliverableCode, DueRule, Modality
from ipweek.campaign.models.campaigns import Campaign
from ipweek.people.models import Unit


class Deliverable(Stamped):
    """A thing to hand in, with its due rule as the notice words it.

    `classes` lists the unit classes that owe it, `words` parts of the names of further units that do
    (市场监督管理: the market regulation bureaus). `due_literal` is the day the text gives (null when none can be
    known), `due_effective` the next working day when that is a rest day (民法典 203, by analogy).
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="deliverables")
    code = models.CharField("类别", max_length=12, choices=DeliverableCode.choices)
    title = models.CharField("名称", max_length=120)
    text = models.TextField("通知原文", blank=True)
    clause = models.CharField("条款", max_length=24, blank=True)
    span = models.JSONField(default=list)
    classes = models.JSONField("应报单位类别", default=list)
    words = models.JSONField("另按名称应报的单位", default=list)
    modality = models.CharField(max_length=12, choices=Modality.choices, default=Modality.MUST)
    due_rule = models.CharField("期限规则", max_length=16, choices=DueRule.choices)
    due_amount = models.PositiveIntegerField(null=True, blank=True)
    due_unit = models.CharField(max_length=8, blank=True)
    due_text = models.CharField("期限原文", max_length=120, blank=True)
    due_literal = models.DateField("字面期限", null=True, blank=True)
    due_effective = models.DateField("实际期限", null=True, blank=True)
    inferred = models.CharField("推定理由", max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "应报事项"
        verbose_name_plural = "应报事项"

    def __str__(self) -> str:
        return self.title


class Obligation(Stamped):
    """One unit's share of a deliverable. Co-operating units owe nothing and are not rows here."""

    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="obligations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations")
    modality = models.CharField(max_length=12, choices=Modality.choices)
    due_literal = models.DateField(null=True, blank=True)
    due_effective = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["deliverable__position", "deliverable_id", "unit__position", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["deliverable", "unit"], name="one_obligation")]
        indexes = [models.Index(fields=["unit", "due_effective"])]
        verbose_name = "应报任务"
        verbose_name_plural = "应报任务"

    def __str__(self) -> str:
        return f"{self.unit} {self.deliverable}"
