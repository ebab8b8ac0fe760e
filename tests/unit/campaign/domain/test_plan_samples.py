"""Plans of all sample notices, and of anything typed into them: never an exception, never an invented day."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.campaign import reading as small

from ipweek.campaign.domain import plan as planning
from ipweek.campaign.domain.kind_names import READER_KINDS
from ipweek.campaign.domain.plan import PlannedUnit, fields
from ipweek.campaign.domain.plan.build import Surroundings, build_with_values
from ipweek.campaign.forms.preview import build_form
from ipweek.notice.reading import read

ROOT = Path(__file__).resolve().parents[4]
SAMPLES = sorted((ROOT / "tests" / "samples" / "notices").glob("*.txt"))
UNITS = (PlannedUnit(name="示例市司法局", unit_class="member"), PlannedUnit(name="甲县", unit_class="county"))
AROUND = Surroundings(kinds=READER_KINDS, units=UNITS)


@cache
def sample(path):
    return read(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_has_a_plan_that_says_what_the_notice_says(path):
    found, values = build_with_values(sample(path), {}, {}, around=AROUND)
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert len(found.activities) == len(sample(path)["activities"])
    assert ("no-campaign" in [problem.code for problem in found.blocking]) is (not sample(path)["campaign"])
    if gold["campaign"] and "activity_count" in gold:
        assert len(found.activities) == gold["activity_count"]
    days = {str(found.head.start), str(found.head.end)}
    assert days == {str(sample(path)["start"]), str(sample(path)["end"])}
    assert [item.title for item in build_form(found, values).activities] == [
        each.title for each in found.activities
    ]


POINTERS = st.sampled_from([field.pattern.replace(fields.N, "/0") for field in fields.FIELDS])
TYPED = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "2022-04-20", "2027-01-04", "2100-12-31", "1985-01-01", "9999", "0", "member", "date", "week"]
    ),
    st.lists(st.sampled_from(["member", "county", "x"]), max_size=3),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(POINTERS, TYPED, max_size=6), st.dictionaries(POINTERS, st.text(max_size=10), max_size=3)
)
def test_whatever_is_typed_there_is_a_plan_and_it_is_shown_as_typed(corrections, confirmed):
    found, values = build_with_values(small(), corrections, confirmed, around=AROUND)
    assert {pointer: values.shown[pointer] for pointer in corrections} == corrections
    assert planning.build(small(), corrections, confirmed, around=AROUND) == found
    build_form(found, values).state()
