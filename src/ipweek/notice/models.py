"""Notices as documents: the file as it came, its text, and what the reader made of it."""

from django.conf import settings
from django.db import models

from ipweek.base.models import Stamped


class NoticeDocument(Stamped):
    """One notice file (or pasted text). The hash of the bytes is unique: the same file twice is one row."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("格式", max_length=8)
    file = models.FileField(upload_to="notices/")
    text = models.TextField("正文")
    reading = models.JSONField("读取结果")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = "通知文件"
        verbose_name_plural = "通知文件"

    def __str__(self) -> str:
        return self.name
