"""Closed lists of the campaign app."""

from django.db import models


class CampaignState(models.TextChoices):
    """Where a campaign stands; moved by acts in domain/lifecycle.py."""

    ACTIVE = "active", "进行中"
    CLOSED = "closed", "已结束"


class Modality(models.TextChoices):
    """How strongly a clause obliges: 应 / 可 / 鼓励 are different things."""

    MUST = "must", "应"
    MAY = "may", "可"
    ENCOURAGED = "encouraged", "鼓励"


class DeliverableCode(models.TextChoices):
    """What a unit hands in."""

    PLAN = "plan", "方案"
    PERSON = "person", "责任人"
    BRIEF = "brief", "信息"
    PRACTICE = "practice", "经验做法"
    COVERAGE = "coverage", "媒体报道"
    SUMMARY = "summary", "小结"
    LIST = "list", "名单"
    CASE = "case", "案例"
    OTHER = "other", "其他材料"


class DueRule(models.TextChoices):
    """How a due day is found; the rule is stored, the day resolved (notice clause 五（四）)."""

    DATE = "date", "固定日期"
    AFTER_END = "after_end", "活动结束后"
    EACH_ACTIVITY = "each_activity", "每项活动结束后"
    PROMPTLY = "promptly", "及时"
    RECURRING = "recurring", "定期"
    NONE = "none", "未写期限"


class SourceRank(models.IntegerChoices):
    """Which source of a fact wins for one occurrence: recorded > accepted brief > figure read from prose."""

    PROSE = 1, "从文字读取"
    BRIEF = 2, "审核通过的信息"
    RECORDED = 3, "系统内登记"


class Bound(models.TextChoices):
    """Exact or rounded; 余 (`more`) only when rounded down."""

    EXACT = "exact", "准确"
    MORE = "more", "以上"
    LESS = "less", "不足"
    APPROX = "approx", "约"
