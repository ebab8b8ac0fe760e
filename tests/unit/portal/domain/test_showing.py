"""What the public sees of a campaign."""

from datetime import date

import pytest
from tests.factories.campaign import ActivityFactory, CampaignFactory
from tests.unit.desk import rows

from ipweek.base import clock
from ipweek.engines.gatherings.enums import SessionState
from ipweek.portal.domain import pages, showing
from ipweek.portal.models import PublicSite


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2022-04-01T09:00", "距活动开始还有 19 天"),
        ("2022-04-19T23:59", "距活动开始还有 1 天"),
        ("2022-04-20T00:00", "活动进行中，今天是第 1 天"),
        ("2022-04-26T23:59", "活动进行中，今天是第 7 天"),
        ("2022-04-27T00:00", "活动已结束"),
    ],
)
def test_the_countdown_is_in_calendar_days(moment, words):
    with clock.at(moment):
        assert showing.countdown(CampaignFactory.build(office=None)) == words


def test_a_campaign_of_one_day_says_today():
    with clock.at("2022-04-20T09:00"):
        assert showing.countdown(CampaignFactory.build(office=None, end=date(2022, 4, 20))) == "活动今天举行"


@pytest.mark.django_db
class TestRows:
    def test_a_campaign_whose_page_was_taken_down_is_not_public(self):
        shown, hidden, without = (CampaignFactory(slug=slug) for slug in ("shown", "hidden", "without"))
        pages.open_page(shown, None)
        pages.open_page(hidden, None).unpublish()

        assert {campaign.slug for campaign in showing.campaigns()} == {"shown", "without"}
        assert without in showing.campaigns()

    def test_the_front_page_shows_the_newest_running_campaign(self):
        newer = CampaignFactory(slug="newer", start="2022-05-01", end="2022-05-07", state="closed")
        running = CampaignFactory(slug="running")
        CampaignFactory(slug="older", start="2021-04-20", end="2021-04-26")

        assert showing.newest(list(showing.campaigns())) == running
        assert showing.newest([newer]) == newer
        assert showing.newest([]) is None

    def test_activities_come_in_the_order_of_the_notice_with_their_panel(self):
        campaign = CampaignFactory()
        second = ActivityFactory(
            campaign=campaign, title="二", position=2, kind="training", lead=["甲局"], partners=["乙局"]
        )
        ActivityFactory(campaign=campaign, title="一", position=1, kind="unknown")
        unit, _ = rows.member(campaign)
        rows.session(second, unit, "2022-04-21T09:00")

        shown = showing.activities(campaign)

        assert [(each.activity.title, each.kind, each.bodies, each.panel.state) for each in shown] == [
            ("一", "其他活动", "", "筹备中"),
            ("二", "培训讲座", "甲局、乙局", "已安排 1 场"),
        ]

    def test_the_timetable_is_by_day_and_each_session_stands_in_it_once(self):
        campaign = CampaignFactory()
        unit, _ = rows.member(campaign)
        for kind in ("publicity", "training"):
            activity = ActivityFactory(campaign=campaign, kind=kind)
            rows.session(activity, unit, "2022-04-21T14:00", title=f"{kind}下午")
            rows.session(activity, unit, "2022-04-20T09:00", title=f"{kind}上午")
        rows.session(activity, unit, "2022-04-20T10:00", title="取消的", state=SessionState.CANCELLED)

        days = showing.by_day(showing.timetable(campaign))

        assert [(day, [item.title for item in items]) for day, items in days] == [
            (date(2022, 4, 20), ["publicity上午", "training上午"]),
            (date(2022, 4, 21), ["publicity下午", "training下午"]),
        ]

    def test_the_introduction_is_the_published_one(self):
        campaign = CampaignFactory()
        assert showing.intro(campaign) == ""
        page = pages.open_page(campaign, None)
        page.intro = "<p>已发布</p>"
        page.save_revision().publish()
        page.intro = "<p>草稿</p>"
        page.save_revision()

        shown = showing.campaigns().get()

        assert showing.intro(shown) == "<p>已发布</p>"

    def test_the_date_of_publication_is_the_server_s(self):
        campaign = CampaignFactory()
        with clock.at("2022-04-02T08:00"):
            pages.open_page(campaign, None)

        assert f"{showing.published(showing.campaigns().get()):%Y-%m-%d %H:%M}" == "2022-04-02 08:00"

    def test_the_foot_is_empty_until_it_is_filled_in_and_looking_stores_nothing(self):
        assert (showing.site().organiser, showing.site().site_code) == ("", "")
        assert PublicSite.objects.count() == 0
        PublicSite.objects.create(organiser="示例办公室")
        assert showing.site().organiser == "示例办公室"
