"""The ledger: one occurrence counts once, the best source wins, rounding is never hidden."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.campaign import ActivityFactory, CampaignFactory, OccurrenceFactory
from tests.factories.people import UnitFactory

from ipweek.base import clock
from ipweek.base.errors import Refusal
from ipweek.base.models import AuditEntry
from ipweek.campaign.domain import ledger, metrics
from ipweek.campaign.enums import Bound, SourceRank
from ipweek.campaign.models import Fact, Occurrence

pytestmark = pytest.mark.django_db
RECORDED, BRIEF, PROSE = SourceRank.RECORDED, SourceRank.BRIEF, SourceRank.PROSE


def values(**numbers):
    return {code: (Decimal(number), "exact") for code, number in numbers.items()}


def record(what, rank=RECORDED, source=None, **numbers):
    return ledger.record(what, source=source or what.key, rank=rank, values=values(**numbers), by=None)


def sums(campaign, units=None):
    return {total.metric: total.value for total in ledger.totals(campaign, units, by_activity=False)}


def test_the_highest_rank_counts_and_the_others_stay_claims():
    what = OccurrenceFactory()
    (prose,) = record(what, PROSE, "prose:1", attendances=500)
    (recorded,) = record(what, RECORDED, attendances=120)
    (brief,) = record(what, BRIEF, "return:1", attendances=150)
    assert list(ledger.effective(what.campaign)) == [recorded]
    assert set(ledger.claims(what.campaign)) == {prose, brief}
    assert sums(what.campaign) == {"attendances": Decimal(120)}


def test_of_equal_ranks_the_latest_counts():
    what = OccurrenceFactory()
    record(what, BRIEF, "return:1", copies=10)
    record(what, BRIEF, "return:2", copies=12)
    assert sums(what.campaign) == {"copies": Decimal(12)}


def test_a_metric_only_the_lower_rank_knows_counts():
    what = OccurrenceFactory()
    record(what, RECORDED, attendances=120)
    record(what, BRIEF, "return:1", attendances=150, stories=2)
    assert sums(what.campaign) == {"attendances": Decimal(120), "stories": Decimal(2)}


def test_a_joint_occurrence_credits_every_unit_and_counts_once():
    one, two = UnitFactory(), UnitFactory()
    what = OccurrenceFactory(unit=one, units=[two])
    record(what, sessions=1, attendances=90)
    for scope in (None, [one], [two], [one, two]):
        assert sums(what.campaign, scope) == {"sessions": Decimal(1), "attendances": Decimal(90)}
    assert sums(what.campaign, [UnitFactory()]) == {}


def test_withdrawing_brings_the_next_source_back():
    what = OccurrenceFactory()
    record(what, RECORDED, attendances=120)
    record(what, BRIEF, "return:1", attendances=150)
    assert ledger.withdraw(what, source=what.key, by=None) == 1
    assert sums(what.campaign) == {"attendances": Decimal(150)}
    assert ledger.withdraw(what, source=what.key, by=None) == 0
    assert ledger.withdraw(what, source="return:1", by=None) == 1
    assert sums(what.campaign) == {}
    assert Fact.objects.count() == 2


def test_recording_again_keeps_equal_rows_and_replaces_changed_ones():
    what = OccurrenceFactory()
    kept, changed = record(what, attendances=120, copies=80)
    again = record(what, attendances=120, copies=90)
    assert again[0] == kept
    assert again[1].pk != changed.pk
    changed.refresh_from_db()
    assert changed.withdrawn_at == clock.now()
    assert sums(what.campaign) == {"attendances": Decimal(120), "copies": Decimal(90)}


def test_a_metric_left_out_is_withdrawn():
    what = OccurrenceFactory()
    record(what, attendances=120, copies=80)
    record(what, attendances=120)
    assert sums(what.campaign) == {"attendances": Decimal(120)}


def test_recording_the_same_writes_no_audit_row():
    what = OccurrenceFactory()
    record(what, attendances=120)
    before = AuditEntry.objects.count()
    record(what, attendances=120)
    assert AuditEntry.objects.count() == before
    assert AuditEntry.objects.get(act="fact.recorded").summary == f"{what.title}：1 项新记，0 项作废"


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (("exact", "exact"), "exact"),
        (("exact", "more"), "more"),
        (("exact", "less"), "less"),
        (("less",), "less"),
        (("more", "less"), "approx"),
        (("exact", "approx"), "approx"),
    ],
)
def test_a_sum_says_no_more_than_its_parts_allow(bounds, expected):
    campaign = CampaignFactory()
    for bound in bounds:
        what = OccurrenceFactory(campaign=campaign)
        ledger.record(what, source=what.key, rank=RECORDED, values={"copies": (Decimal(100), bound)}, by=None)
    (total,) = ledger.totals(campaign)
    assert (total.bound, total.exact, total.facts) == (expected, expected == "exact", len(bounds))
    assert ledger.summed(ledger.effective(campaign)) == (Decimal(100 * len(bounds)), expected)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"nonsense": 1}, "没有“nonsense”这项指标，请从指标表中选择。"),
        ({"copies": -1}, "“发放资料”不能是负数，请改为 0 或正数。"),
        ({"copies": 10**12}, "“发放资料”的数字过大，请核对单位后重新填写。"),
        ({"copies": "1.5"}, "“发放资料”请填写整数。"),
        ({"loan_amount": "1.555"}, "“质押融资金额”请保留最多 2 位小数。"),
        ({"copies": "NaN"}, "“发放资料”请填写数字。"),
    ],
)
def test_impossible_numbers_are_refused_and_nothing_is_written(numbers, sentence):
    what = OccurrenceFactory()
    record(what, attendances=5)
    with pytest.raises(Refusal) as refused:
        record(what, **numbers)
    assert refused.value.sentence == sentence
    assert sums(what.campaign) == {"attendances": Decimal(5)}


def test_an_unknown_exactness_is_a_mistake_of_the_caller():
    what = OccurrenceFactory()
    with pytest.raises(ValueError, match="unknown bound"):
        ledger.record(what, source=what.key, rank=RECORDED, values={"copies": (1, "roughly")}, by=None)


def test_persons_are_never_added_over_occurrences():
    person = metrics.Metric(code="test_persons", name="人数", unit="人", definition="试", summable=False)
    metrics.register(person)
    try:
        campaign = CampaignFactory()
        for _ in range(2):
            record(OccurrenceFactory(campaign=campaign), test_persons=10, attendances=10)
        assert sums(campaign) == {"attendances": Decimal(20)}
    finally:
        del metrics._metrics["test_persons"]


def test_totals_stand_by_activity_in_the_order_of_the_metrics():
    campaign = CampaignFactory()
    one, two = ActivityFactory(campaign=campaign), ActivityFactory(campaign=campaign)
    for activity in (two, one):
        record(OccurrenceFactory(campaign=campaign, activity=activity), copies=3, sessions=1)
    found = [(total.activity_id, total.metric) for total in ledger.totals(campaign)]
    assert found == [(one.pk, "sessions"), (one.pk, "copies"), (two.pk, "sessions"), (two.pk, "copies")]
    assert [total.value for total in ledger.totals_of(ledger.effective(campaign, activity=one))] == [1, 3]


def test_an_occurrence_is_named_by_its_key_and_carries_its_facts_along():
    campaign, unit, partner = CampaignFactory(), UnitFactory(), UnitFactory()
    other = ActivityFactory(campaign=campaign)
    day = campaign.start
    first = ledger.occurrence(
        campaign=campaign, key="session:1", title="甲", day=day, unit=unit, units=[partner]
    )
    (fact,) = record(first, attendances=5)
    again = ledger.occurrence(
        campaign=campaign, key="session:1", title="乙", day=campaign.end, unit=partner, activity=other
    )
    assert again == first
    assert list(again.units.all()) == [partner]
    fact.refresh_from_db()
    assert (fact.day, fact.unit, fact.activity) == (campaign.end, partner, other)


def test_an_occurrence_of_a_foreign_activity_is_refused():
    campaign = CampaignFactory()
    with pytest.raises(Refusal) as refused:
        ledger.occurrence(
            campaign=campaign,
            key="session:1",
            title="甲",
            day=campaign.start,
            unit=UnitFactory(),
            activity=ActivityFactory(),
        )
    assert refused.value.field == "activity"
    assert not Occurrence.objects.exists()


def test_campaigns_do_not_mix():
    what = OccurrenceFactory()
    record(what, attendances=120)
    assert sums(CampaignFactory()) == {}


@pytest.mark.parametrize("rows", [1, 30])
def test_roll_up_takes_one_query_whatever_the_number(rows, django_assert_num_queries):
    campaign = CampaignFactory()
    for _ in range(rows):
        record(OccurrenceFactory(campaign=campaign), attendances=2, copies=1)
    with django_assert_num_queries(1):
        found = ledger.totals(campaign)
    assert {total.metric: total.value for total in found} == {"attendances": 2 * rows, "copies": rows}


reports = st.lists(
    st.tuples(
        st.integers(0, 2),  # occurrence
        st.sampled_from(list(SourceRank)),
        st.sampled_from(["attendances", "copies"]),
        st.integers(0, 1000),
        st.sampled_from(["exact", "more", "approx"]),
    ),
    max_size=12,
)


@given(reports)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_totals_are_the_sum_of_the_effective_facts(told):
    campaign = CampaignFactory()
    events = [OccurrenceFactory(campaign=campaign) for _ in range(3)]
    best: dict[tuple[int, str], tuple[int, int, int]] = {}
    for number, (which, rank, metric, value, bound) in enumerate(told):
        ledger.record(
            events[which], source=f"return:{number}", rank=rank, values={metric: (value, bound)}, by=None
        )
        best[which, metric] = max(best.get((which, metric), (0, -1, 0)), (rank, number, value))
    expected: dict[str, int] = defaultdict(int)
    for (_, metric), (_, _, value) in best.items():
        expected[metric] += value
    assert sums(campaign) == expected
    assert ledger.effective(campaign).count() + ledger.claims(campaign).count() == len(told)
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in ledger.effective(campaign):
        grouped[fact.metric].append(fact)
    rolled = {total.metric: (total.value, total.bound) for total in ledger.totals(campaign)}
    assert rolled == {metric: ledger.summed(facts) for metric, facts in grouped.items()}
    assert set(rolled) <= {"attendances", "copies"}
    assert all(bound in Bound.values for _, bound in rolled.values())
