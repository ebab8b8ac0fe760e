"""Reporting at the size of a city: 40 units, 15 deliverables, 600 obligations, 500 sessions with 2,000 facts."""

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

from bench.harness import benchmark, median_of

UNITS, DELIVERABLES, SESSIONS = 40, 15, 500
METRICS = ("sessions", "attendances", "copies", "consultations")


@cache
def city() -> Any:
    """The campaign, made once in the empty database of the run."""
    from ipweek.config.cli import start_django

    start_django()
    from ipweek.campaign.models import (
        Activity,
        Campaign,
        CampaignUnit,
        Deliverable,
        Fact,
        Obligation,
        Occurrence,
    )
    from ipweek.people.models import Unit
    from ipweek.reporting.models import Return

    start = dt.date(2022, 4, 20)
    office = _unit("示例市联席会议办公室", None)
    units = [_unit(f"示例单位{number}", office) for number in range(UNITS)]
    campaign = Campaign.objects.create(
        slug="bench",
        name="示例宣传周",
        year=2022,
        start=start,
        end=start + dt.timedelta(days=6),
        office=office,
    )
    CampaignUnit.objects.bulk_create(
        CampaignUnit(campaign=campaign, unit=unit, unit_class="member") for unit in units
    )
    activities = [
        Activity.objects.create(campaign=campaign, kind="other", title=f"示例活动{number}", position=number)
        for number in range(10)
    ]
    for number in range(DELIVERABLES):
        deliverable = Deliverable.objects.create(
            campaign=campaign,
            code="brief" if number % 3 == 0 else "other",
            title=f"示例事项{number}",
            due_rule="promptly" if number % 3 == 0 else "date",
            due_effective=None if number % 3 == 0 else start,
            position=number,
        )
        owed = Obligation.objects.bulk_create(
            Obligation(
                deliverable=deliverable, unit=unit, modality="must", due_effective=deliverable.due_effective
            )
            for unit in units
        )
        Return.objects.bulk_create(
            Return(obligation=item, state="accepted", content={"title": "示例"})
            for item in owed
            for _ in range(2)
        )
    for number in range(SESSIONS):
        unit = units[number % UNITS]
        what = Occurrence.objects.create(
            campaign=campaign,
            key=f"session:{number}",
            title=f"示例场次{number}",
            day=start,
            unit=unit,
            activity=activities[number % 10],
        )
        what.units.set({unit, units[(number + 1) % UNITS]})
        Fact.objects.bulk_create(
            Fact(
                occurrence=what,
                campaign=campaign,
                activity=what.activity,
                unit=unit,
                metric=metric,
                value=Decimal(number % 97 + 1),
                day=start,
                rank=3,
                source=what.key,
            )
            for metric in METRICS
        )
    assert Unit.objects.count() == UNITS + 1
    return campaign


def _unit(name: str, parent: Any) -> Any:
    from ipweek.people.models import Unit

    unit = Unit.objects.create(name=name, parent=parent, unit_class="member" if parent else "office")
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


@benchmark("reporting.matrix.600-cells")
def matrix() -> float:
    campaign = city()
    from ipweek.reporting.domain import completeness

    return median_of(lambda: completeness.matrix(campaign))


@benchmark("reporting.ledger.totals-2000-facts")
def totals() -> float:
    campaign = city()
    from ipweek.campaign.domain import ledger

    return median_of(lambda: ledger.totals(campaign))


@benchmark("reporting.summary.collect-2000-facts")
def collect() -> float:
    campaign = city()
    from ipweek.reporting.domain.summary import data

    return median_of(lambda: data.collect(campaign, campaign.office))


@benchmark("reporting.summary.papers")
def papers() -> float:
    campaign = city()
    from ipweek.papers import docx, pdf
    from ipweek.reporting.domain.summary import data, narrative

    paper = narrative.document(data.collect(campaign, campaign.office))
    return median_of(lambda: (docx.render(paper), pdf.render(paper)), 3)
