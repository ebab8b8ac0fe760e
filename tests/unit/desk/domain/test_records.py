"""The audit rows and their names."""

import re
from datetime import date
from pathlib import Path

import pytest
from tests.factories.people import UserFactory

import ipweek
from ipweek.base import audit, clock
from ipweek.desk.domain import records
from ipweek.desk.domain.records import RecordFilter
from ipweek.engines.gatherings.domain.lifecycle import SESSION
from ipweek.reporting.domain.lifecycle import RETURN

SOURCE = Path(ipweek.__file__).parent
WRITTEN = re.compile(r'(?:audit\.record|_log|_record)\(\s*"([a-z_]+\.[a-z_]+)"')


def events():
    """Every event that an act of the product writes, as it stands in the code and in the lifecycles."""
    written = {
        code for path in SOURCE.rglob("*.py") for code in WRITTEN.findall(path.read_text(encoding="utf-8"))
    }
    moves = {move.event for lifecycle in (RETURN, SESSION) for move in lifecycle.transitions}
    return sorted(written | moves)


def test_every_event_of_the_product_has_a_name():
    assert [code for code in events() if code not in records.NAMES] == []
    assert len(events()) > 20


def test_an_unknown_event_shows_its_code():
    assert records.name("later.event") == "later.event"


@pytest.mark.django_db
class TestNarrowing:
    @pytest.fixture(autouse=True)
    def _rows(self):
        first, second = UserFactory(name="甲一"), UserFactory(name="乙二")
        with clock.at("2022-04-20T23:59:59"):
            audit.record("unit.created", None, by=first, summary="一")
        with clock.at("2022-04-21T00:00:00"):
            audit.record("unit.changed", None, by=second, summary="二")
        with clock.at("2022-04-21T23:59:59"):
            audit.record("unit.created", None, by=None, summary="三")

    @pytest.mark.parametrize(
        ("narrowed", "summaries"),
        [
            (RecordFilter(), ["三", "二", "一"]),
            (RecordFilter(act="unit.created"), ["三", "一"]),
            (RecordFilter(person="乙"), ["二"]),
            (RecordFilter(person="系统"), ["三"]),
            (RecordFilter(day=date(2022, 4, 21)), ["三", "二"]),
            (RecordFilter(act="unit.created", day=date(2022, 4, 20)), ["一"]),
        ],
    )
    def test_by_act_person_and_day(self, narrowed, summaries):
        assert [entry.summary for entry in records.records(narrowed)] == summaries

    def test_the_filter_offers_what_has_happened(self):
        assert records.acts() == [("unit.changed", "修改单位"), ("unit.created", "添加单位")]
