"""What a summary says is what the ledger holds, with every fact named and every gap stated."""

from collections import defaultdict
from decimal import Decimal

import pytest
from tests.factories.summaries import finished_week

from ipweek.base import clock
from ipweek.campaign.domain import ledger
from ipweek.campaign.models import Fact
from ipweek.people.models import Unit
from ipweek.reporting.domain.summary import data as summary_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return finished_week()


@pytest.fixture
def data(campaign):
    return summary_data.collect(campaign, campaign.office)


def unit(name):
    return Unit.objects.get(name=name)


def values(figures):
    return {figure["metric"]: (figure["value"], figure["bound"]) for figure in figures}


def test_totals_are_those_of_the_ledger(campaign, data):
    assert values(data["totals"]) == {
        "sessions": ("4", "exact"),
        "attendances": ("220", "approx"),
        "copies": ("460", "more"),
    }
    rolled = {total.metric: total.value for total in ledger.totals(campaign, by_activity=False)}
    assert {code: Decimal(value) for code, (value, _) in values(data["totals"]).items()} == rolled


def test_every_figure_is_the_sum_of_the_facts_it_names(data):
    groups = [data["totals"], data["unassigned"], *(activity["figures"] for activity in data["activities"])]
    for figure in (figure for group in groups for figure in group):
        assert Decimal(figure["value"]) == sum(Decimal(fact["value"]) for fact in figure["facts"])
        for fact in figure["facts"]:
            row = Fact.objects.get(pk=fact["id"])
            assert (row.metric, str(row.source)) == (figure["metric"], fact["source"])


def test_activities_and_other_work_make_up_the_totals(data):
    parts: dict[str, Decimal] = defaultdict(Decimal)
    for group in (data["unassigned"], *(activity["figures"] for activity in data["activities"])):
        for figure in group:
            parts[figure["metric"]] += Decimal(figure["value"])
    assert parts == {code: Decimal(value) for code, (value, _) in values(data["totals"]).items()}


def test_the_rows_of_the_units_sum_to_the_total(data):
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in data["by_unit"]:
        for code, value in row["values"].items():
            sums[code] += Decimal(value)
    assert sums == {code: Decimal(value) for code, (value, _) in values(data["totals"]).items()}


def test_a_joint_session_counts_for_both_units_and_once_for_the_city(campaign, data):
    one = summary_data.collect(campaign, unit("示例县甲"))
    two = summary_data.collect(campaign, unit("示例县乙"))
    assert values(one["totals"])["sessions"] == ("2", "exact")
    assert values(two["totals"])["sessions"] == ("3", "exact")
    assert values(data["totals"])["sessions"] == ("4", "exact")
    assert (one["joint"], two["joint"], data["joint"]) == (1, 1, 1)


def test_gaps_are_stated(data):
    assert data["gaps"] == [
        "宣传周活动小结尚缺1家：示例市丙局。",
        "“发布典型案例”尚无登记数据，未列入以上合计。",
        "通知要求典型案例5个，台账中尚无登记。",
        "参加、发放资料的合计中含有估计数，文中已标明为约数。",
    ]


def test_the_office_is_told_what_to_look_at(data):
    assert data["checks"] == [
        "示例县甲的小结所列合计与台账不一致，总结采用台账数。",
        "通知要求中的“加强领导”没有对应的报送事项，如需在总结中写明，请在 Word 中补写。",
    ]
    assert [(claim["what"], claim["claimed"], claim["ledger"]) for claim in data["claims"]] == [
        ("开展活动", "9场次", "2场次")
    ]


def test_a_brief_beside_a_session_of_the_same_day_is_pointed_out(campaign):
    fact = Fact.objects.get(source__startswith="return:", metric="sessions")
    Fact.objects.filter(occurrence=fact.occurrence).update(day="2022-04-21")
    (double,) = summary_data.collect(campaign, campaign.office)["doubles"]
    assert (double["unit"], double["day"]) == ("示例县乙", "2022-04-21")


def test_lateness_is_that_of_the_first_submission(data):
    (row,) = [row for row in data["returns"] if row["code"] == "summary"]
    assert (row["owing"], row["accepted"], row["late"], row["missing"]) == (
        3,
        2,
        ["示例县乙"],
        ["示例市丙局"],
    )


def test_the_day_of_looking_changes_nothing(campaign, data):
    with clock.at("2023-01-01T00:00:00+08:00"):
        assert summary_data.dumps(summary_data.collect(campaign, campaign.office)) == summary_data.dumps(data)


def test_a_changed_fact_changes_the_digest(campaign, data):
    what = campaign.occurrences.first()
    ledger.withdraw(what, source=what.key, by=None)
    assert summary_data.digest(summary_data.collect(campaign, campaign.office)) != summary_data.digest(data)


def test_collecting_takes_the_same_queries_for_many_facts(campaign, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.factories.campaign import OccurrenceFactory

    with CaptureQueriesContext(connection) as few:
        summary_data.collect(campaign, campaign.office)
    activity = campaign.activities.first()
    for number in range(30):
        what = OccurrenceFactory(
            campaign=campaign, key=f"session:{9000 + number}", activity=activity, unit=unit("示例县甲")
        )
        ledger.record(what, source=what.key, rank=3, values={"copies": (Decimal(1), "exact")}, by=None)
    with CaptureQueriesContext(connection) as many:
        summary_data.collect(campaign, campaign.office)
    assert len(many) == len(few)
