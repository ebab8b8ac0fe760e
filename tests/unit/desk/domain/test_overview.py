"""The parts of a campaign's overview."""

from decimal import Decimal

import pytest
from tests.factories.campaign import ActivityFactory, CampaignFactory, FactFactory, OccurrenceFactory
from tests.unit.desk import rows

from ipweek.base import clock
from ipweek.campaign.domain import ledger
from ipweek.desk.domain import overview
from ipweek.engines.gatherings.enums import SessionState
from ipweek.people.models import Unit
from ipweek.reporting.domain import completeness
from ipweek.reporting.enums import ReturnState
from ipweek.ui import charts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_day():
    with clock.at("2022-04-21T10:00"):
        yield


def everybody():
    return Unit.objects.all()


def test_a_figure_is_the_sum_of_the_facts_behind_its_link():
    campaign = CampaignFactory()
    for value in (120, 80):
        occurrence = OccurrenceFactory(campaign=campaign)
        FactFactory(occurrence=occurrence, value=value)
    FactFactory(occurrence=occurrence, metric="copies", value=300, bound="more")
    FactFactory(occurrence=occurrence, metric="consultations", value=30, bound="approx")

    shown = [
        (each.name, each.value, each.unit, each.exact, each.note)
        for each in overview.figures(campaign, everybody())
    ]

    assert shown == [
        ("参加", Decimal(200), "人次", True, "来自 2 条记录"),
        ("发放资料", Decimal(300), "余份", True, "来自 1 条记录"),
        ("接受咨询", Decimal(30), "人次", False, "来自 1 条记录"),
    ]
    assert (
        overview.figures(campaign, everybody())[0].url == f"/desk/c/{campaign.slug}/facts/?metric=attendances"
    )
    behind = ledger.effective(campaign, everybody()).filter(metric="attendances")
    assert sum(fact.value for fact in behind) == 200


def test_the_chart_counts_every_unit_once_per_deliverable():
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    _, (done, brief_done, _) = rows.member(campaign, plan, brief, summary)
    _, (_, back, _) = rows.member(campaign, plan, brief, summary)
    rows.returned(done, ReturnState.ACCEPTED)
    rows.returned(brief_done, ReturnState.SUBMITTED)
    rows.returned(back, ReturnState.SENT_BACK)

    chart = overview.completeness_chart(completeness.matrix(campaign))

    assert chart.categories == ("宣传周活动方案", "信息", "宣传周活动小结")
    assert {series.name: series.values for series in chart.series} == {
        "已通过": (1, 0, 0),
        "待审核": (0, 1, 0),
        "已退回": (0, 1, 0),
        "逾期未报": (1, 0, 0),
        "未报": (0, 0, 2),
    }
    assert [sum(column) for column in zip(*(series.values for series in chart.series), strict=True)] == [
        2,
        2,
        2,
    ]
    assert charts.svg(chart).startswith("<svg")


def test_without_obligations_there_is_no_chart():
    assert overview.completeness_chart(completeness.matrix(CampaignFactory())) is None


def test_coming_leaves_out_what_is_over_cancelled_or_held_by_others():
    campaign = CampaignFactory()
    activity = ActivityFactory(campaign=campaign)
    unit, _ = rows.member(campaign)
    other, _ = rows.member(campaign)
    rows.session(activity, unit, "2022-04-20T09:00", title="已过")
    rows.session(activity, unit, "2022-04-22T09:00", title="取消", state=SessionState.CANCELLED)
    rows.session(activity, other, "2022-04-22T09:00", title="他人")
    joined = rows.session(activity, other, "2022-04-23T09:00", title="联合")
    joined.partners.add(unit)
    rows.session(activity, unit, "2022-04-22T14:00", title="自己")

    found = overview.coming(campaign, Unit.objects.filter(pk=unit.pk))

    assert [item.title for item in found] == ["自己", "联合"]


def test_the_latest_briefs_are_the_accepted_ones_of_these_units():
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    unit, (plan_owed, brief_owed, _) = rows.member(campaign, plan, brief, summary)
    _, (_, other_owed, _) = rows.member(campaign, plan, brief, summary)
    rows.returned(plan_owed, ReturnState.ACCEPTED, "方案")
    rows.returned(brief_owed, ReturnState.ACCEPTED, "较早", clock.moment_of("2022-04-20T08:00"))
    rows.returned(brief_owed, ReturnState.ACCEPTED, "较晚", clock.moment_of("2022-04-21T08:00"))
    rows.returned(brief_owed, ReturnState.SUBMITTED, "待审")
    rows.returned(other_owed, ReturnState.ACCEPTED, "他人")

    found = overview.latest_briefs(campaign, Unit.objects.filter(pk=unit.pk))

    assert [str(brief) for brief in found] == ["较晚", "较早"]
