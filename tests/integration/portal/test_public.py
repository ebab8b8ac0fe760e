"""The public site as anybody sees it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import set_script_prefix
from icalendar import Calendar
from tests.factories.campaign import ActivityFactory, CampaignFactory
from tests.factories.people import ContactFactory, UserFactory
from tests.integration.desk.pages import Shown
from tests.unit.desk import rows

from ipweek.base import clock
from ipweek.people.enums import Role
from ipweek.portal.domain import pages
from ipweek.portal.models import PublicSite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_day():
    with clock.at("2022-04-21T10:00"):
        yield


@pytest.fixture
def week():
    """A campaign with one activity and two sessions, whose page is open."""
    campaign = CampaignFactory(slug="week", name="2022年示例市知识产权宣传周", themes=["创新有保障"])
    unit, _ = rows.member(campaign, name="示例县局")
    ContactFactory(unit=unit, name="示例不公开的人", mobile="13800000009")
    activity = ActivityFactory(
        campaign=campaign, title="开展“五进”活动", kind="five-entries", start="2022-04-20"
    )
    rows.session(activity, unit, "2022-04-20T09:00", title="进社区")
    rows.session(activity, unit, "2022-04-22T09:00", title="进校园")
    pages.open_page(campaign, UserFactory(name="示例经办人", role=Role.OFFICE))
    return campaign


def metas(page):
    return {meta.get("name"): meta.get("content") for meta in page.root.xpath("//meta[@name]")}


def test_theme_dates_activities_and_timetable(client, week):
    page = Shown.of(client.get("/w/week/"))

    assert page.texts("//h1") == ["2022年示例市知识产权宣传周"]
    assert page.texts('//*[@class="public-slogan"]') == ["主题：创新有保障"]
    assert page.texts('//*[@class="public-dates"]') == ["2022年4月20日—26日"]
    assert page.texts('//*[@class="countdown"]') == ["活动进行中，今天是第 2 天"]
    assert page.texts('//*[@class="shown-head"]/h3') == ["开展“五进”活动"]
    assert page.texts('//*[@class="shown-head"]/span') == ["已安排 2 场"]
    assert page.texts('//*[@class="day"]/h3') == ["2022年4月20日（周三）", "2022年4月22日（周五）"]
    assert page.texts('//*[@class="day"]//li') == [
        "09:00—11:00进社区示例广场 示例县局",
        "09:00—11:00进校园示例广场 示例县局",
    ]
    assert page.texts('//nav[@class="public-nav"]//a') == ["活动安排", "活动日程"]


def test_the_front_page_is_the_page_of_the_newest_campaign(client, week):
    CampaignFactory(slug="old", name="2021年示例宣传周", start="2021-04-20", end="2021-04-26", state="closed")

    page = Shown.of(client.get("/"))

    assert page.texts("//h1") == ["2022年示例市知识产权宣传周"]
    assert page.root.xpath('//link[@rel="canonical"]/@href') == ["http://testserver/w/week/"]
    assert page.texts('//*[@id="others"]//li') == ["2021年示例宣传周2021年4月20日—26日"]
    assert Shown.of(client.get("/w/old/")).texts('//*[@id="others"]//a') == ["2022年示例市知识产权宣传周"]


def test_before_any_campaign_the_front_page_says_what_this_is(client):
    page = Shown.of(client.get("/"))

    assert page.texts('//*[@class="public-slogan"]') == [
        "把一份通知变成正在进行的宣传周，再把宣传周变成上报的总结"
    ]
    assert page.root.xpath('//main//a[contains(@class,"button")]/@href') == ["/desk/"]


def test_meta_tags_of_a_government_column(client, week):
    assert {
        key: value for key, value in metas(Shown.of(client.get("/w/week/"))).items() if key[0].isupper()
    } == {
        "SiteName": "宣传周工作台",
        "SiteDomain": "testserver",
        "ColumnName": "2022年示例市知识产权宣传周",
        "ColumnDescription": "2022年示例市知识产权宣传周，2022年4月20日—26日，主题：创新有保障",
        "ColumnKeywords": "2022年示例市知识产权宣传周,创新有保障",
        "ColumnType": "专题专栏",
        "PubDate": "2022-04-21 10:00",
        "ContentSource": week.office.name,
    }


def test_the_foot_shows_only_what_was_filled_in(client, week):
    foot = Shown.of(client.get("/w/week/")).texts("//footer//p[normalize-space()]")
    assert foot == [f"主办单位：{week.office.name}", "工作人员登录"]

    PublicSite.objects.create(
        name="示例市知识产权专栏",
        organiser="示例办公室",
        contact="0393-0000001",
        site_code="4109990001",
        icp_number="示例备案号",
    )
    page = Shown.of(client.get("/w/week/"))
    assert page.texts("//footer//p[normalize-space()]") == [
        "主办单位：示例办公室",
        "联系方式：0393-0000001",
        "网站标识码：4109990001 示例备案号",
        "工作人员登录",
    ]
    assert (metas(page)["SiteName"], metas(page)["SiteIDCode"]) == ("示例市知识产权专栏", "4109990001")


def test_an_introduction_is_shown_without_what_it_must_not_carry(client, week):
    week.page.intro = "<p>欢迎<b>参加</b></p><script>alert(1)</script>"
    week.page.save_revision().publish()

    page = Shown.of(client.get("/w/week/"))

    assert page.texts('//*[@id="intro"]//*[@class="prose"]') == ["欢迎参加alert(1)"] or page.texts(
        '//*[@id="intro"]//b'
    ) == ["参加"]
    assert page.root.xpath('//*[@id="intro"]//script') == []


def test_nothing_personal_is_on_the_page(client, week):
    text = client.get("/w/week/").content.decode() + client.get("/w/week/calendar.ics").content.decode()

    assert [secret for secret in ("示例不公开的人", "13800000009", "示例经办人") if secret in text] == []


def test_a_page_taken_down_is_not_found(client, week):
    week.page.unpublish()

    assert client.get("/w/week/").status_code == 404
    assert client.get("/w/week/calendar.ics").status_code == 404
    assert Shown.of(client.get("/")).texts('//main//*[@class="card-head"]')[0] == "还没有公开的活动"


def test_unknown_campaigns_are_not_found_and_nothing_can_be_posted(client, week):
    assert client.get("/w/none/").status_code == 404
    assert client.post("/w/week/").status_code == 405


def test_the_calendar_file_holds_the_sessions(client, week):
    response = client.get("/w/week/calendar.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="week.ics"'
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["进社区", "进校园"]
    assert {event["URL"] for event in events} == {"http://testserver/w/week/"}


def test_everything_works_under_a_sub_path(client, week, settings):
    settings.FORCE_SCRIPT_NAME = "/ipweek"
    set_script_prefix("/ipweek/")  # the server's handler does this, the test client does not
    try:
        page = Shown.of(client.get("/w/week/"))
    finally:
        set_script_prefix("/")

    links = [
        address
        for address in page.root.xpath("//a/@href | //link[not(@rel='stylesheet')]/@href | //form/@action")
        if not address.startswith("#")
    ]
    outside = [
        link
        for link in links
        if not link.removeprefix("http://testserver").startswith(("/ipweek/", "/static/"))
    ]
    assert outside == []
    assert "http://testserver/ipweek/w/week/" in links
    assert "/ipweek/w/week/calendar.ics" in links


def test_the_public_page_carries_the_strict_policy_and_asks_nobody_outside(client, week):
    response = client.get("/w/week/")
    page = Shown.of(response)

    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert page.root.xpath("//script[not(@src)] | //style | //*[@style]") == []
    fetched = page.root.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
    assert [address for address in fetched if not address.startswith("/static/")] == []


def test_the_page_costs_the_same_for_one_and_thirty_sessions(client, week):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/w/week/").status_code == 200
        return len(queries)

    few = cost()
    activity = week.activities.get()
    for _ in range(29):
        unit, _ = rows.member(week)
        rows.session(activity, unit, "2022-04-23T09:00")
    assert cost() == few
