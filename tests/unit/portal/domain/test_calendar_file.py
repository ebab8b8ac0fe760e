"""The timetable as a calendar file."""

from datetime import datetime, timedelta

from icalendar import Calendar
from tests.factories.campaign import CampaignFactory

from ipweek.base import clock
from ipweek.campaign.domain.kinds import CalendarItem
from ipweek.portal.domain.calendar_file import calendar_file

START = datetime(2022, 4, 20, 9, tzinfo=clock.SHANGHAI)
ITEM = CalendarItem(
    title="广场咨询，现场答疑",
    url="/desk/c/week/sessions/1/",
    start=START,
    end=START + timedelta(hours=2),
    place="示例广场; 东侧",
    units=("甲局", "乙局"),
    public=True,
)
ADDRESS = "https://ip.example.gov.cn/w/week/"


def read(*items):
    return Calendar.from_ical(
        calendar_file(CampaignFactory.build(office=None, name="示例宣传周"), list(items), ADDRESS)
    )


def test_an_item_comes_back_as_it_went_in():
    event = read(ITEM).walk("VEVENT")[0]

    assert str(event["SUMMARY"]) == "广场咨询，现场答疑"
    assert str(event["LOCATION"]) == "示例广场; 东侧"
    assert str(event["DESCRIPTION"]) == "主办：甲局、乙局"
    assert event["URL"] == ADDRESS
    assert (event.start, event.end) == (ITEM.start, ITEM.end)


def test_the_time_zone_is_written_out():
    calendar = read(ITEM)

    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert calendar.walk("VEVENT")[0]["DTSTART"].params["TZID"] == "Asia/Shanghai"


def test_the_key_of_a_session_stays_when_its_time_changes():
    moved = CalendarItem(
        **{**vars(ITEM), "start": START + timedelta(days=1), "end": START + timedelta(days=1, hours=2)}
    )
    other = CalendarItem(**{**vars(ITEM), "url": "/desk/c/week/sessions/2/"})
    keys = [str(event["UID"]) for event in read(ITEM, moved, other).walk("VEVENT")]

    assert keys[0] == keys[1] != keys[2]


def test_the_address_of_the_desk_does_not_get_out():
    assert b"/desk/" not in calendar_file(CampaignFactory.build(office=None), [ITEM], ADDRESS)


def test_without_sessions_the_file_is_an_empty_calendar():
    assert read().walk("VEVENT") == []
