"""Readings of notices, small and as the reader prints them, and rows of the campaign app."""

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import factory

from ipweek.base import clock
from ipweek.campaign.enums import DeliverableCode, DueRule, Modality, SourceRank
from ipweek.campaign.models import (
    Activity,
    Campaign,
    CampaignUnit,
    Deliverable,
    Fact,
    LaunchPlan,
    Obligation,
    Occurrence,
)
from ipweek.notice.models import NoticeDocument
from ipweek.people.models import Unit
from tests.factories.people import UnitFactory

TEXT = (
    "关于开展2022年示例市知识产权宣传周活动的通知\n"
    "一、活动时间\n2022年4月20日至26日。\n"
    "二、活动主题\n创新有保障。\n"
    "三、活动内容\n"
    "（一）发布典型案例。市场监管部门选出五个典型案例。\n"
    "（二）开展“五进”活动。各县（区）进机关、进企业。\n"
    "四、要求\n"
    "（一）加强领导。各成员单位、各县（区）制定宣传周活动方案。\n"
    "（二）报送信息。各相关部门要及时上报信息，活动结束后一周内报送小结。\n"
    "示例市知识产权联席会议办公室\n2022年3月28日\n"
)


def _at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def reading(**changes: Any) -> dict[str, Any]:
    """A reading of `TEXT`: two activities and requirements, a plan without a day, news at once, a summary."""
    whole = {
        "format": "ipweek.notice/1",
        "campaign": True,
        "text": TEXT,
        "title": "关于开展2022年示例市知识产权宣传周活动的通知",
        "doc_number": "示知联办〔2022〕1号",
        "issuer": "示例市知识产权联席会议办公室",
        "theme": "创新有保障",
        "themes": ["创新有保障"],
        "start": "2022-04-20",
        "end": "2022-04-26",
        "signed_by": "示例市知识产权联席会议办公室",
        "signed_on": "2022-03-28",
        "activities": [
            {
                "title": "发布典型案例",
                "kinds": ["typical-cases", "publicity"],
                "quotas": [{"n": 5, "unit": "个", "what": "典型案例", "bound": "exact"}],
                "start": None,
                "end": None,
                "clause": "三（一）",
                "span": _at("（一）发布典型案例。市场监管部门选出五个典型案例。"),
                "text": "（一）发布典型案例。市场监管部门选出五个典型案例。",
                "lead": ["市场监管部门"],
                "with": [],
                "items": [],
                "place": None,
                "modality": "must",
            },
            {
                "title": "开展“五进”活动",
                "kinds": ["five-entries"],
                "quotas": [],
                "start": "2022-04-21",
                "end": None,
                "clause": "三（二）",
                "span": _at("（二）开展“五进”活动。各县（区）进机关、进企业。"),
                "text": "（二）开展“五进”活动。各县（区）进机关、进企业。",
                "lead": [],
                "with": [],
                "items": ["进机关", "进企业"],
                "place": None,
                "modality": "must",
            },
        ],
        "requirements": [
            {"title": "加强领导", "clause": "四（一）", "text": "", "span": _at("（一）加强领导。")},
            {"title": "报送信息", "clause": "四（二）", "text": "", "span": _at("（二）报送信息。")},
        ],
        "deliverables": [
            {
                "code": "plan",
                "what": "宣传周活动方案",
                "clause": "四（一）",
                "span": _at("制定宣传周活动方案"),
                "text": "制定宣传周活动方案",
                "who": ["各成员单位", "各县（区）"],
                "to": None,
                "modality": "must",
                "due": {"rule": "none", "date": None, "amount": None, "unit": None, "text": ""},
            },
            {
                "code": "brief",
                "what": "信息",
                "clause": "四（二）",
                "span": _at("及时上报信息"),
                "text": "及时上报信息",
                "who": ["各相关部门"],
                "to": None,
                "modality": "must",
                "due": {"rule": "promptly", "date": None, "amount": None, "unit": None, "text": "及时"},
            },
            {
                "code": "summary",
                "what": "宣传周活动小结",
                "clause": "四（二）",
                "span": _at("活动结束后一周内报送小结"),
                "text": "活动结束后一周内报送小结",
                "who": ["各成员单位", "各县（区）"],
                "to": None,
                "modality": "must",
                "due": {
                    "rule": "after_end",
                    "date": "2022-05-03",
                    "amount": 1,
                    "unit": "week",
                    "text": "活动结束后一周内",
                },
            },
        ],
        "contacts": {"names": [], "phones": [], "emails": []},
        "spans": {
            "/title": [_at("关于开展2022年示例市知识产权宣传周活动的通知")],
            "/start": [_at("2022年4月20日")],
            "/activities/0": [_at("（一）发布典型案例。市场监管部门选出五个典型案例。")],
            "/activities/0/title": [_at("发布典型案例")],
            "/activities/0/quotas/0": [_at("五个典型案例")],
            "/deliverables/2/due": [_at("活动结束后一周内")],
        },
        "inferred": {"/deliverables/0": "原文要求制定方案，未写明报送联席会议办公室"},
        "diagnostics": [],
    }
    return copy.deepcopy(whole) | changes


def the_office() -> Unit:
    """The office of the installation, made when there is none."""
    return Unit.objects.filter(parent=None).first() or UnitFactory(office=True)


class NoticeDocumentFactory(factory.django.DjangoModelFactory):
    """A stored notice whose reading is `reading()`."""

    class Meta:
        model = NoticeDocument

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    name = "示例通知.txt"
    kind = "txt"
    file = "00/00/example.txt"
    text = TEXT
    reading = factory.LazyFunction(reading)


class LaunchPlanFactory(factory.django.DjangoModelFactory):
    """A plan not yet launched; with `confirmed_all` nothing is open."""

    class Meta:
        model = LaunchPlan

    class Params:
        confirmed_all = factory.Trait(
            confirmed={
                "/deliverables/0/what": "宣传周活动方案",
                "/deliverables/0/due/date": "2022-04-19",
                "/deliverables/1/classes": "成员单位",
            }
        )

    document = factory.SubFactory(NoticeDocumentFactory)


class CampaignFactory(factory.django.DjangoModelFactory):
    """A running campaign of the office, 20 to 26 April 2022, without activities."""

    class Meta:
        model = Campaign

    slug = factory.Sequence(lambda n: f"2022-zscqxcz-{n}")
    name = "2022年示例市知识产权宣传周"
    year = 2022
    themes = ["创新有保障"]
    start = date(2022, 4, 20)
    end = date(2022, 4, 26)
    office = factory.LazyFunction(the_office)


class CampaignUnitFactory(factory.django.DjangoModelFactory):
    """A unit's part in a campaign, with the unit's own class."""

    class Meta:
        model = CampaignUnit

    campaign = factory.SubFactory(CampaignFactory)
    unit = factory.SubFactory(UnitFactory)
    unit_class = factory.SelfAttribute("unit.unit_class")


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    campaign = factory.SubFactory(CampaignFactory)
    kind = "other"
    kinds = ["other"]
    title = factory.Sequence(lambda n: f"示例活动{n}")
    clause = "四（一）"
    position = factory.Sequence(int)


class DeliverableFactory(factory.django.DjangoModelFactory):
    """The summary, due a week after the end: 3 May is a holiday, 5 May counts."""

    class Meta:
        model = Deliverable

    class Params:
        brief = factory.Trait(
            code=DeliverableCode.BRIEF,
            title="信息",
            due_rule=DueRule.PROMPTLY,
            due_amount=None,
            due_unit="",
            due_text="及时",
            due_literal=None,
            due_effective=None,
        )
        plan = factory.Trait(
            code=DeliverableCode.PLAN,
            title="宣传周活动方案",
            due_rule=DueRule.DATE,
            due_amount=None,
            due_unit="",
            due_text="",
            due_literal=date(2022, 4, 19),
            due_effective=date(2022, 4, 19),
        )

    campaign = factory.SubFactory(CampaignFactory)
    code = DeliverableCode.SUMMARY
    title = "宣传周活动小结"
    clause = "四（二）"
    classes = ["member", "county", "zone"]
    words = factory.LazyFunction(list)
    due_rule = DueRule.AFTER_END
    due_amount = 1
    due_unit = "week"
    due_text = "活动结束后一周内"
    due_literal = date(2022, 5, 3)
    due_effective = date(2022, 5, 5)
    position = factory.Sequence(int)


class ObligationFactory(factory.django.DjangoModelFactory):
    """One unit's share, with the terms of its deliverable."""

    class Meta:
        model = Obligation

    deliverable = factory.SubFactory(DeliverableFactory)
    unit = factory.SubFactory(UnitFactory)
    modality = Modality.MUST
    due_literal = factory.SelfAttribute("deliverable.due_literal")
    due_effective = factory.SelfAttribute("deliverable.due_effective")


class OccurrenceFactory(factory.django.DjangoModelFactory):
    """A session that happened; its own unit is credited, `units` adds others."""

    class Meta:
        model = Occurrence
        skip_postgeneration_save = True

    campaign = factory.SubFactory(CampaignFactory)
    key = factory.Sequence(lambda n: f"session:{n}")
    title = factory.Sequence(lambda n: f"示例场次{n}")
    day = date(2022, 4, 21)
    unit = factory.SubFactory(UnitFactory)

    @factory.post_generation
    def units(self, create, extracted, **kwargs):
        self.units.set([self.unit, *(extracted or ())])


class FactFactory(factory.django.DjangoModelFactory):
    """Attendances recorded in ipweek about an occurrence."""

    class Meta:
        model = Fact

    class Params:
        withdrawn = factory.Trait(withdrawn_at=factory.LazyFunction(clock.now))

    occurrence = factory.SubFactory(OccurrenceFactory)
    campaign = factory.SelfAttribute("occurrence.campaign")
    activity = factory.SelfAttribute("occurrence.activity")
    unit = factory.SelfAttribute("occurrence.unit")
    metric = "attendances"
    value = Decimal(100)
    day = factory.SelfAttribute("occurrence.day")
    rank = SourceRank.RECORDED
    source = factory.SelfAttribute("occurrence.key")
