"""The matrix: content and acceptance decide, deadlines end at 24:00, every number equals its list."""

from collections import Counter
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.campaign import (
    CampaignFactory,
    CampaignUnitFactory,
    DeliverableFactory,
    ObligationFactory,
)
from tests.factories.people import UnitFactory
from tests.factories.reporting import ReturnFactory

from ipweek.base import clock
from ipweek.campaign.enums import Modality
from ipweek.people.enums import UnitClass
from ipweek.reporting.domain import completeness, queries
from ipweek.reporting.exports import matrix as exported

pytestmark = pytest.mark.django_db
DUE = date(2022, 5, 5)


def member(campaign, unit_class=UnitClass.MEMBER):
    return CampaignUnitFactory(campaign=campaign, unit=UnitFactory(unit_class=unit_class)).unit


def owe(campaign, unit, deliverable=None, **kwargs):
    deliverable = deliverable or DeliverableFactory(campaign=campaign)
    return ObligationFactory(deliverable=deliverable, unit=unit, **kwargs)


def only_cell(campaign):
    (row,) = completeness.matrix(campaign).rows
    (cell,) = row.cells
    return cell


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.mark.parametrize(
    ("trait", "state", "words"),
    [
        (None, "owed", "未报"),
        ("draft", "owed", "未报"),
        ("submitted", "waiting", "待审核"),
        ("sent_back", "sent_back", "已退回"),
        ("accepted", "accepted", "已通过"),
    ],
)
def test_a_cell_follows_acceptance_not_clicks(campaign, trait, state, words):
    obligation = owe(campaign, member(campaign))
    if trait:
        ReturnFactory(obligation=obligation, **({} if trait == "draft" else {trait: True}))
    cell = only_cell(campaign)
    assert (cell.state, cell.words) == (state, words)


@pytest.mark.parametrize(
    ("now", "state"),
    [("2022-05-05T23:59:59+08:00", "owed"), ("2022-05-06T00:00:00+08:00", "overdue")],
)
def test_a_deadline_ends_with_its_day(campaign, now, state):
    owe(campaign, member(campaign))
    with clock.at(now):
        assert only_cell(campaign).state == state


@pytest.mark.parametrize(
    ("handed_in", "state"),
    [
        (datetime(2022, 5, 5, 23, 59, tzinfo=clock.SHANGHAI), "accepted"),
        (datetime(2022, 5, 6, 0, 0, tzinfo=clock.SHANGHAI), "late"),
    ],
)
def test_the_first_submission_decides_whether_it_was_in_time(campaign, handed_in, state):
    ReturnFactory(obligation=owe(campaign, member(campaign)), accepted=True, first_submitted_at=handed_in)
    with clock.at("2022-06-01T09:00:00+08:00"):
        assert only_cell(campaign).state == state


def test_prompt_deliverables_count_what_was_accepted(campaign):
    obligation = owe(campaign, member(campaign), DeliverableFactory(campaign=campaign, brief=True))
    assert only_cell(campaign).words == "暂无"
    for _ in range(2):
        ReturnFactory(obligation=obligation, accepted=True)
    ReturnFactory(obligation=obligation, submitted=True)
    ReturnFactory(obligation=obligation)
    with clock.at("2022-06-01T09:00:00+08:00"):
        cell = only_cell(campaign)
    assert (cell.words, cell.waiting, cell.tone) == ("2 篇，最近 4月22日", 1, "done")
    (column,) = completeness.matrix(campaign).columns
    assert (column.owing, column.accepted, column.pieces) == (1, 1, 2)


def test_several_versions_are_one_return(campaign):
    from ipweek.reporting.models import ReturnVersion

    obligation = owe(campaign, member(campaign), DeliverableFactory(campaign=campaign, brief=True))
    found = ReturnFactory(obligation=obligation, accepted=True)
    for number in (2, 3):
        ReturnVersion.objects.create(
            parent=found, number=number, content={}, sha256="0" * 64, submitted_at=clock.now()
        )
    assert only_cell(campaign).accepted == 1


def test_what_may_be_done_stands_apart_and_is_never_overdue(campaign):
    unit = member(campaign)
    may = DeliverableFactory(campaign=campaign, modality=Modality.MAY, position=1)
    must = DeliverableFactory(campaign=campaign, position=2)
    owe(campaign, unit, may, modality=Modality.MAY)
    owe(campaign, unit, must)
    with clock.at("2022-06-01T09:00:00+08:00"):
        found = completeness.matrix(campaign)
    assert [column.deliverable for column in found.columns] == [must, may]
    assert found.groups == [("应报事项", 1), ("可报事项", 1)]
    assert [cell.state for cell in found.rows[0].cells] == ["overdue", "owed"]


def test_one_silent_unit_blocks_nobody(campaign):
    deliverable = DeliverableFactory(campaign=campaign)
    silent, busy = member(campaign), member(campaign)
    owe(campaign, silent, deliverable)
    ReturnFactory(obligation=owe(campaign, busy, deliverable), accepted=True)
    (column,) = completeness.matrix(campaign).columns
    assert (column.owing, column.accepted) == (2, 1)


def test_classes_and_scope_narrow_the_matrix(campaign):
    deliverable = DeliverableFactory(campaign=campaign)
    county, other = member(campaign, UnitClass.COUNTY), member(campaign)
    for unit in (county, other):
        owe(campaign, unit, deliverable)
    assert [row.unit for row in completeness.matrix(campaign, unit_class="county").rows] == [county]
    assert completeness.matrix(campaign, unit_class="county").columns[0].owing == 1
    assert [row.unit for row in completeness.matrix(campaign, [other]).rows] == [other]


def test_units_without_obligations_and_retired_ones_are_no_rows(campaign):
    member(campaign)
    retired = member(campaign)
    owe(campaign, retired)
    retired.active = False
    retired.save()
    assert completeness.matrix(campaign).rows == ()


@pytest.mark.parametrize("rows", [1, 30])
def test_three_queries_whatever_the_size(campaign, rows, django_assert_num_queries):
    deliverables = [DeliverableFactory(campaign=campaign), DeliverableFactory(campaign=campaign, brief=True)]
    for _ in range(rows):
        unit = member(campaign)
        for deliverable in deliverables:
            ReturnFactory(obligation=owe(campaign, unit, deliverable), accepted=True)
    with django_assert_num_queries(3):
        found = completeness.matrix(campaign)
        assert all(cell.url and cell.label for row in found.rows for cell in row.cells)
        assert all(column.counts and column.pieces_url for column in found.columns)
    assert len(found.rows) == rows


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(["", "draft", "submitted", "sent_back", "accepted"])),
        max_size=6,
    )
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_equal_the_lists(told):
    campaign = CampaignFactory()
    one, many = DeliverableFactory(campaign=campaign), DeliverableFactory(campaign=campaign, brief=True)
    for prompt, trait in told:
        obligation = owe(campaign, member(campaign), many if prompt else one)
        if trait:
            ReturnFactory(obligation=obligation, **({} if trait == "draft" else {trait: True}))
    with clock.at("2022-06-01T09:00:00+08:00"):
        found = completeness.matrix(campaign)
        for column in found.columns:
            counts = Counter(
                cell.state for cell in completeness.standings(campaign, deliverable=column.deliverable)
            )
            assert column.owing == sum(counts.values())
            assert column.accepted == counts["accepted"] + counts["late"]
            numbers = {"done": column.accepted, "waiting": column.waiting, "overdue": column.overdue}
            for standing, number in numbers.items():
                listed = completeness.standings(campaign, deliverable=column.deliverable, standing=standing)
                assert len(listed) == number
            accepted = queries.returns(campaign).filter(
                obligation__deliverable=column.deliverable, state="accepted"
            )
            assert column.pieces == accepted.count()


def test_the_spreadsheet_says_what_the_page_says(campaign):
    import io

    from openpyxl import load_workbook

    unit = member(campaign, UnitClass.COUNTY)
    ReturnFactory(
        obligation=owe(campaign, unit, DeliverableFactory(campaign=campaign, brief=True)), accepted=True
    )
    owe(campaign, unit, DeliverableFactory(campaign=campaign, title="小结"))
    owe(campaign, unit, DeliverableFactory(campaign=campaign, title="小结"))
    with clock.at("2022-06-01T09:00:00+08:00"):
        data = exported(completeness.matrix(campaign))
        assert exported(completeness.matrix(campaign)) == data
    page = load_workbook(io.BytesIO(data)).active
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["单位", "类别", "信息", "小结（四（二）2）", "小结（四（二）3）"],
        [unit.name, "县区", "1 篇，最近 4月22日", "逾期未报", "逾期未报"],
    ]
