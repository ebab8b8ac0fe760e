"""A campaign, what it is made of, and the plan it is launched from."""

from django.conf import settings
from django.db import models

from ipweek.base.models import Stamped
from ipweek.campaign.enums import CampaignState, Modality
from ipweek.notice.models import NoticeDocument
from ipweek.people.enums import UnitClass
from ipweek.people.models import Unit


class Campaign(Stamped):
    """One publicity week (or month, or day) of one office, made from one notice."""

    slug = models.SlugField("网址名", max_length=60, unique=True)
    name = models.CharField("名称", max_length=120)
    title = models.CharField("通知标题", max_length=200, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    year = models.PositiveIntegerField("年度")
    themes = models.JSONField("主题", default=list)
    start = models.DateField("开始日期")
    end = models.DateField("结束日期")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns", verbose_name="主办办公室")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    document = models.OneToOneField(
        NoticeDocument, models.PROTECT, null=True, blank=True, related_name="campaign"
    )
    state = models.CharField(max_length=12, choices=CampaignState.choices, default=CampaignState.ACTIVE)

    class Meta:
        ordering = ["-start", "-id"]
        verbose_name = "活动周"
        verbose_name_plural = "活动周"

    def __str__(self) -> str:
        return self.name


class CampaignUnit(models.Model):
    """A unit that takes part in a campaign, with the class it has there."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    unit_class = models.CharField("类别", max_length=16, choices=UnitClass.choices)

    class Meta:
        ordering = ["unit__position", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="unit_once_per_campaign")]

    def __str__(self) -> str:
        return str(self.unit)


class LaunchPlan(Stamped):
    """What the officer corrected and confirmed between reading and launching; nothing else exists before launch.

    `corrections` maps JSON Pointers of the reading to corrected values; `confirmed` maps the pointers of
    inferred values to what the officer has confirmed there; `members` holds rows of an uploaded member list not
    yet stored.
    """

    document = models.OneToOneField(NoticeDocument, models.CASCADE, related_name="plan")
    corrections = models.JSONField(default=dict)
    confirmed = models.JSONField(default=dict)
    members = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    campaign = models.OneToOneField(Campaign, models.SET_NULL, null=True, blank=True, related_name="plan")

    def __str__(self) -> str:
        return str(self.document)


class Activity(Stamped):
    """One activity of the notice; `kind` decides which sibling app works it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="activities")
    kind = models.CharField("类型", max_length=24)
    kinds = models.JSONField("可能的类型", default=list)
    title = models.CharField("名称", max_length=200)
    text = models.TextField("通知原文", blank=True)
    clause = models.CharField("条款", max_length=24, blank=True)
    span = models.JSONField("原文位置", default=list)
    place = models.CharField("地点", max_length=120, blank=True)
    lead = models.JSONField("牵头单位", default=list)
    partners = models.JSONField("配合单位", default=list)
    items = models.JSONField("子项", default=list)
    start = models.DateField("开始", null=True, blank=True)
    end = models.DateField("结束", null=True, blank=True)
    modality = models.CharField(max_length=12, choices=Modality.choices, default=Modality.MUST)
    position = models.PositiveIntegerField("序号")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "position"], name="activity_position")]
        verbose_name = "活动"
        verbose_name_plural = "活动"

    def __str__(self) -> str:
        return self.title


class Target(models.Model):
    """A quantity the notice asks of an activity, for example five typical cases."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="targets")
    n = models.DecimalField("数量", max_digits=16, decimal_places=2)
    unit = models.CharField("单位", max_length=12)
    what = models.CharField("对象", max_length=60)
    bound = models.CharField(max_length=8, default="exact")

    def __str__(self) -> str:
        return f"{self.what}{self.n.normalize():f}{self.unit}"


class Requirement(models.Model):
    """One requirement of the notice (五（一）…), kept for the summary's structure."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="requirements")
    title = models.CharField("标题", max_length=200)
    text = models.TextField("原文", blank=True)
    clause = models.CharField("条款", max_length=24, blank=True)
    span = models.JSONField(default=list)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title
