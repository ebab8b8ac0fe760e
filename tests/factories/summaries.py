"""A finished week to sum up: three units, joint work, rounding, a gap."""

from datetime import timedelta

from ipweek.base import clock
from ipweek.campaign.models import Campaign, Requirement, Target
from ipweek.engines.gatherings.domain.sessions import Closing
from ipweek.engines.gatherings.models import Session
from ipweek.people.enums import UnitClass
from ipweek.people.models import Unit
from tests.factories.campaign import (
    ActivityFactory,
    CampaignFactory,
    CampaignUnitFactory,
    DeliverableFactory,
    ObligationFactory,
)
from tests.factories.gatherings import STARTS, held
from tests.factories.people import UnitFactory
from tests.factories.reporting import BRIEF, SUMMARY, accepted

CLAIM = "宣传周期间共开展宣传活动9场次，发放宣传资料160份，现将情况小结如下，各项工作均已完成。"


def finished_week() -> Campaign:
    """Two counties and a bureau; 甲 and 乙 hold three sessions (one joint), 乙 a brief of its own; 丙 is silent."""
    campaign = CampaignFactory(
        document_number="示知联办〔2022〕1号", title="关于开展2022年示例市知识产权宣传周活动的通知"
    )
    one, two, three = (
        _member(campaign, "示例县甲", UnitClass.COUNTY),
        _member(campaign, "示例县乙", UnitClass.COUNTY),
        _member(campaign, "示例市丙局", UnitClass.MEMBER),
    )
    visits = ActivityFactory(
        campaign=campaign, title="开展“五进”活动", kind="five-entries", clause="三（一）", position=1
    )
    cases = ActivityFactory(
        campaign=campaign, title="发布典型案例。", kind="typical-cases", clause="三（二）", position=2
    )
    Target.objects.create(activity=cases, n=5, unit="个", what="典型案例")
    for position, (title, clause) in enumerate((("加强领导", "四（一）"), ("报送信息", "四（二）"))):
        Requirement.objects.create(campaign=campaign, title=title, clause=clause, position=position)
    _session(visits, one, 120, 80)
    _session(visits, two, 60, 80, partners=[one], method="estimated")
    _session(visits, two, 40, 0, days=1)
    brief = DeliverableFactory(campaign=campaign, brief=True, position=1)
    summary = DeliverableFactory(campaign=campaign, position=2)
    owed = {
        (item.pk, unit.pk): ObligationFactory(deliverable=item, unit=unit)
        for item in (brief, summary)
        for unit in (one, two, three)
    }
    numbers = {"figures": {"copies": {"value": "300", "bound": "more"}}}
    with clock.at("2022-04-25T09:00:00+08:00"):
        accepted(
            obligation=owed[brief.pk, two.pk],
            content=BRIEF | {"title": "示例县乙播放宣传片", "day": "2022-04-24"} | numbers,
        )
    with clock.at("2022-04-29T09:00:00+08:00"):
        accepted(obligation=owed[summary.pk, one.pk], content=SUMMARY | {"text": CLAIM})
    with clock.at("2022-05-08T09:00:00+08:00"):
        accepted(obligation=owed[summary.pk, two.pk])
    return campaign


def _member(campaign: Campaign, name: str, unit_class: str) -> Unit:
    return CampaignUnitFactory(campaign=campaign, unit=UnitFactory(name=name, unit_class=unit_class)).unit


def _session(activity, unit, attendances, copies, *, partners=(), method="counted", days=0) -> Session:
    starts = STARTS + timedelta(days=days)
    closing = Closing(attendances=attendances, count_method=method, copies=copies, outcome="示例情况。")
    return held(
        closing,
        activity=activity,
        unit=unit,
        partners=partners,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
    )
