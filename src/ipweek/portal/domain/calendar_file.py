"""The timetable of a campaign as a calendar file (RFC 5545) for phones and office programs."""

import hashlib

from icalendar import Calendar, Event

from ipweek.base import clock
from ipweek.campaign.domain.kinds import CalendarItem
from ipweek.campaign.models import Campaign

PRODUCT = "-//ipweek//publicity week//ZH"


def calendar_file(campaign: Campaign, items: list[CalendarItem], address: str) -> bytes:
    """The items as one calendar with the time zone written out.

    Args:
        campaign: whose timetable.
        items: public items.
        address: the absolute address of the campaign's public page.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", campaign.name)
    for item in items:
        calendar.add_component(_event(item, address))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _event(item: CalendarItem, address: str) -> Event:
    event = Event()
    # The desk address names the row for good, so a changed session replaces the former entry in a calendar.
    event.add("uid", f"{hashlib.sha256(item.url.encode()).hexdigest()[:32]}@ipweek")
    event.add("dtstamp", clock.now())
    event.add("dtstart", clock.local(item.start))
    event.add("dtend", clock.local(item.end))
    event.add("summary", item.title)
    event.add("location", item.place)
    event.add("description", f"主办：{'、'.join(item.units)}")
    event.add("url", address)
    return event
