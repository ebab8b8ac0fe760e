"""Every number of the matrix leads to a list of exactly that many rows, followed link by link."""

import io
import re
from html import unescape

import pytest
from openpyxl import load_workbook
from tests.factories.campaign import CampaignUnitFactory, DeliverableFactory, ObligationFactory
from tests.factories.people import UnitFactory
from tests.factories.reporting import ReturnFactory

from ipweek.base import clock
from ipweek.campaign.enums import Modality
from ipweek.people.enums import UnitClass

NUMBER = re.compile(r'<a href="([^"]+)" data-count="(\d+)"')
CELL = re.compile(r'<a class="cell" href="([^"]+)" aria-label="[^"]*：(\d+) 篇[^"]*"')
WAITING = re.compile(r'<a class="column-count" href="([^"]+)">待审核 (\d+) 篇')
TRAITS = (None, "draft", "submitted", "sent_back", "accepted", "accepted")


@pytest.fixture
def full(week):
    """Twelve units of three classes in every state, on three deliverables; some hand in several briefs."""
    may = DeliverableFactory(campaign=week.campaign, modality=Modality.MAY, title="典型案例", position=3)
    classes = (UnitClass.MEMBER, UnitClass.COUNTY, UnitClass.ZONE)
    for number in range(12):
        unit = UnitFactory(unit_class=classes[number % 3])
        CampaignUnitFactory(campaign=week.campaign, unit=unit)
        for place, deliverable in enumerate((week.brief, week.summary, may)):
            obligation = ObligationFactory(deliverable=deliverable, unit=unit, modality=deliverable.modality)
            trait = TRAITS[(number + place) % len(TRAITS)]
            for _ in range(1 + number % 3 if deliverable == week.brief else 1):
                if trait:
                    ReturnFactory(obligation=obligation, **({} if trait == "draft" else {trait: True}))
            if deliverable == week.brief and trait == "accepted":
                ReturnFactory(obligation=obligation, submitted=True)
    with clock.at("2022-06-01T09:00:00+08:00"):
        yield week


def links(page: str) -> list[tuple[str, int]]:
    found = [*NUMBER.findall(page), *CELL.findall(page), *WAITING.findall(page)]
    return [(unescape(url), int(number)) for url, number in found]


@pytest.mark.parametrize("narrowed", ["", "?class=county", "?class=zone"])
def test_every_number_equals_the_list_behind_it(full, office, narrowed):
    found = links(office.get(full.url(f"matrix/{narrowed}")).content.decode())
    assert len(found) > 10
    listed = [(url, office.get(url).context["page"].paginator.count) for url, _ in found]
    assert listed == found


def test_a_contact_sees_the_own_row_with_the_same_promise(full, contact):
    ReturnFactory(obligation=full.owed(full.brief, full.one), accepted=True)
    response = contact.get(full.url("matrix/"))
    assert [row.unit for row in response.context["matrix"].rows] == [full.one]
    found = links(response.content.decode())
    assert [(url, contact.get(url).context["page"].paginator.count) for url, _ in found] == found


def test_must_and_may_stand_under_heads_of_their_own(full, office):
    page = office.get(full.url("matrix/")).content.decode()
    heads = re.findall(r'<th scope="colgroup" colspan="(\d+)">([^<]+)</th>', page)
    assert heads == [("2", "应报事项"), ("1", "可报事项")]


def test_an_unknown_class_does_not_narrow(full, office):
    every = office.get(full.url("matrix/")).context["matrix"]
    assert len(office.get(full.url("matrix/?class=nonsense")).context["matrix"].rows) == len(every.rows)


def test_the_spreadsheet_follows_the_filter(full, office):
    response = office.get(full.url("matrix/export.xlsx?class=county"))
    page = load_workbook(io.BytesIO(response.content)).active
    rows = office.get(full.url("matrix/?class=county")).context["matrix"].rows
    assert [row[0].value for row in page.iter_rows(min_row=2)] == [row.unit.name for row in rows]
