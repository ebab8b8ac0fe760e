"""Audit rows, imported holiday arrangements, and the time stamps every row carries."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ipweek.base import clock
from ipweek.base.enums import DayKind
from ipweek.base.errors import Refusal


class Stamped(models.Model):
    """A row that knows when it was made and last changed, by the product's own clock.

    `QuerySet.update` and `bulk_update` go past `save`: acts that use them set `updated_at` themselves.
    """

    created_at = models.DateTimeField("创建时间", default=clock.now, editable=False)
    updated_at = models.DateTimeField("更新时间", default=clock.now, editable=False)

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: bool | tuple[models.base.ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Save the row with the present moment as time of change."""
        self.updated_at = clock.now()
        if update_fields is not None:
            update_fields = {*update_fields, "updated_at"}
        super().save(
            force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields
        )


class AuditRows(models.QuerySet["AuditEntry"]):
    """Audit rows: read and added to, never changed."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Refusal("审计记录只能新增，不能修改。")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise Refusal("审计记录只能新增，不能删除。")

    def of(self, obj: models.Model) -> "AuditRows":
        """Return the rows about one object."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))


class AuditEntry(models.Model):
    """Who did what to which object, when; append-only."""

    at = models.DateTimeField("时间", default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="操作人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor_label = models.CharField("操作人名称", max_length=120)
    act = models.CharField("操作", max_length=80)
    object_type = models.CharField("对象类型", max_length=100, blank=True)
    object_id = models.CharField("对象编号", max_length=64, blank=True)
    # Plain numbers, not foreign keys: campaign and unit live in layers above this one.
    campaign_id = models.BigIntegerField("活动", null=True, blank=True)
    unit_id = models.BigIntegerField("单位", null=True, blank=True)
    summary = models.CharField("摘要", max_length=500, blank=True)
    data = models.JSONField("数据", default=dict, blank=True, encoder=DjangoJSONEncoder)
    request_id = models.CharField("请求编号", max_length=64, blank=True)

    objects = AuditRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_object"),
            models.Index(fields=["campaign_id", "unit_id", "-at"], name="audit_scope"),
            models.Index(fields=["-at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{clock.local(self.at):%Y-%m-%d %H:%M} {self.actor_label} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row.

        Raises:
            Refusal: if it was saved before.
        """
        if not self._state.adding:
            raise Refusal("审计记录只能新增，不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Refusal("审计记录只能新增，不能删除。")


class CalendarYear(Stamped):
    """An imported holiday arrangement; it goes before a built-in one of the same year."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    source = models.CharField("来源", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "年度节假日安排"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年节假日安排"


class CalendarDay(models.Model):
    """One day of an imported arrangement: off, or a weekend day worked."""

    year = models.ForeignKey(CalendarYear, verbose_name="年份", on_delete=models.CASCADE, related_name="days")
    day = models.DateField("日期")
    kind = models.CharField("安排", max_length=4, choices=DayKind)
    name = models.CharField("节日", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "节假日"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["year", "day"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.get_kind_display()}（{self.name}）"
