"""Sessions: people meet at a place and a time, and one short form closes the session."""

from django.conf import settings
from django.db import models

from ipweek.base.models import Stamped
from ipweek.campaign.models import Activity
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.people.models import District, Unit

TONES: dict[str, str] = {
    SessionState.PLANNED: "progress",
    SessionState.HELD: "done",
    SessionState.CANCELLED: "neutral",
    SessionState.POSTPONED: "warning",
}


class Session(Stamped):
    """One session of an activity. Closing it (结项) writes its facts once under occurrence "session:<id>"."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="led_sessions", verbose_name="牵头单位")
    partners = models.ManyToManyField(
        Unit, blank=True, related_name="joined_sessions", verbose_name="联合单位"
    )
    title = models.CharField("名称", max_length=120)
    place = models.CharField("地点", max_length=120)
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, verbose_name="所在县区")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    audience = models.CharField("对象", max_length=60, blank=True)
    expected = models.PositiveIntegerField("预计人数", null=True, blank=True)
    safety_note = models.TextField("安全措施", blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=SessionState.choices, default=SessionState.PLANNED
    )
    state_reason = models.CharField("原因", max_length=200, blank=True)
    attendances = models.PositiveIntegerField("参加人次", null=True, blank=True)
    count_method = models.CharField("计数方式", max_length=12, choices=CountMethod.choices, blank=True)
    copies = models.PositiveIntegerField("发放资料（份）", null=True, blank=True)
    consultations = models.PositiveIntegerField("接受咨询（人次）", null=True, blank=True)
    outcome = models.TextField("活动情况", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["activity", "starts_at"]), models.Index(fields=["unit", "starts_at"])]
        verbose_name = "场次"
        verbose_name_plural = "场次"

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        """The tone of the state's tag (see ui/readme.md)."""
        return TONES[self.state]


class SessionPhoto(Stamped):
    """A photo of a session, re-encoded without location data."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="sessions/")
    caption = models.CharField("说明", max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "sha256"], name="photo_once_per_session")]

    def __str__(self) -> str:
        return self.caption or str(self.file.name)
