"""Returns with their frozen versions, and summaries with the template they are set in."""

from django.conf import settings
from django.db import models

from ipweek.base.models import Stamped
from ipweek.campaign.models import Campaign, Obligation
from ipweek.people.models import Unit
from ipweek.reporting.enums import ReturnState

TONES = {
    ReturnState.DRAFT: "neutral",
    ReturnState.SUBMITTED: "progress",
    ReturnState.SENT_BACK: "danger",
    ReturnState.ACCEPTED: "done",
}


class Return(Stamped):
    """What a unit hands in for an obligation. "及时" deliverables take many returns, the others one.

    `content` is the working copy (fields: domain/content.py); each submission freezes it as a `ReturnVersion`.
    `token` names the form it was begun in: the same form sent twice is one return.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="returns")
    state = models.CharField("状态", max_length=12, choices=ReturnState.choices, default=ReturnState.DRAFT)
    content = models.JSONField("内容", default=dict)
    on_behalf_note = models.CharField("代报说明", max_length=200, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    first_submitted_at = models.DateTimeField("首次报送", null=True, blank=True)
    accepted_at = models.DateTimeField("通过时间", null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["obligation", "state"])]
        verbose_name = "报送"
        verbose_name_plural = "报送"

    def __str__(self) -> str:
        return str(self.content.get("title") or self.obligation.deliverable.title)

    @property
    def tone(self) -> str:
        """The tone of the state's tag (see ui/readme.md)."""
        return TONES[ReturnState(self.state)]


class ReturnVersion(Stamped):
    """One submission, frozen: content with the attachments it had, its hash, and what was decided on it.

    `reopened_*` say when an accepted version was sent back for correction after all; the acceptance stays readable.
    """

    parent = models.ForeignKey(Return, models.CASCADE, related_name="versions", verbose_name="报送")
    number = models.PositiveIntegerField("版本")
    content = models.JSONField("内容")
    sha256 = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField("报送时间")
    decision = models.CharField("审核结果", max_length=12, choices=ReturnState.choices, blank=True)
    reason = models.TextField("审核意见", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reopen_reason = models.TextField("退回更正的原因", blank=True)
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["parent", "number"]
        constraints = [models.UniqueConstraint(fields=["parent", "number"], name="version_number")]
        verbose_name = "报送版本"
        verbose_name_plural = "报送版本"

    def __str__(self) -> str:
        return f"{self.parent} 第{self.number}版"


class ReturnFile(Stamped):
    """A photo or document that belongs to a return; stored once under its hash."""

    parent = models.ForeignKey(Return, models.CASCADE, related_name="files")
    file = models.FileField(upload_to="returns/")
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["parent", "sha256"], name="file_once_per_return")]

    def __str__(self) -> str:
        return self.name


class SummaryTemplate(Stamped):
    """A Word template the office has put in the place of the built-in one; linted when uploaded."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="summary_templates")
    file = models.FileField(upload_to="templates/")
    name = models.CharField("文件名", max_length=120)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class SummaryBuild(Stamped):
    """A built summary: its data (every figure with its sources), and the papers made of it.

    The hash of data and template names the build: nothing changed, same row, same bytes.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="summaries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="summaries")
    data = models.JSONField("数据")
    sha256 = models.CharField(max_length=64)
    docx = models.FileField(upload_to="summaries/")
    pdf = models.FileField(upload_to="summaries/")
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "unit", "sha256"], name="build_once")]
        verbose_name = "总结"
        verbose_name_plural = "总结"

    def __str__(self) -> str:
        return f"{self.unit} {self.campaign}"
