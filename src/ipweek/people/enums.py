"""Closed lists of the people app."""

from django.db import models


class UnitClass(models.TextChoices):
    """What a unit is to a campaign; notices oblige classes, not single units (notice clause 五)."""

    OFFICE = "office", "联席会议办公室"
    MEMBER = "member", "成员单位"
    COUNTY = "county", "县区"
    ZONE = "zone", "功能区"
    SUBORDINATE = "subordinate", "下属单位"
    OTHER = "other", "其他单位"


class Role(models.TextChoices):
    """What a person does; always together with a unit (see permissions.py)."""

    OFFICE = "office", "办公室"
    CHECKER = "checker", "审核员"
    LEADER = "leader", "分管领导"
    EDITOR = "editor", "编辑"
    CONTACT = "contact", "联络员"
