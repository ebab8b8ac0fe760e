"""Several processes press the same button at the same moment, on a database file of their own."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
AT_ONCE = 4

PREPARE = """
import json
from ipweek.config.cli import start_django
start_django()
from tests.factories.campaign import CampaignUnitFactory, DeliverableFactory, ObligationFactory
from tests.factories.reporting import checker, contact_of, handed_in
member = CampaignUnitFactory()
keys = {}
for name, traits in (("many", {"brief": True}), ("one", {})):
    deliverable = DeliverableFactory(campaign=member.campaign, **traits)
    keys[name] = ObligationFactory(deliverable=deliverable, unit=member.unit).pk
keys["waiting"] = handed_in(
    obligation=ObligationFactory(deliverable=DeliverableFactory(campaign=member.campaign, brief=True), unit=member.unit)
).pk
keys["person"], keys["judge"] = contact_of(member.unit).pk, checker().pk
print(json.dumps(keys))
"""

PRESS = """
import json, sys, time, uuid
from ipweek.config.cli import start_django
start_django()
from ipweek.campaign.models import Obligation
from ipweek.people.models import User
from ipweek.reporting.domain import returns
from ipweek.reporting.models import Return
from tests.factories.reporting import BRIEF
keys, token, moment = json.loads(sys.argv[1]), uuid.UUID(sys.argv[2]), float(sys.argv[3])
person, judge = User.objects.get(pk=keys["person"]), User.objects.get(pk=keys["judge"])
time.sleep(max(0, moment - time.time()))
one = returns.start(Obligation.objects.get(pk=keys["one"]), by=person)
many = returns.start(Obligation.objects.get(pk=keys["many"]), by=person, token=token)
returns.save(many, BRIEF, by=person)
version = returns.submit(many, by=person)
returns.accept(Return.objects.get(pk=keys["waiting"]), by=judge)
print(json.dumps([one.pk, many.pk, version.pk]))
"""

COUNT = """
import json
from ipweek.config.cli import start_django
start_django()
from ipweek.campaign.models import Fact, Occurrence
from ipweek.reporting.models import Return, ReturnVersion
live = Fact.objects.filter(withdrawn_at=None)
print(json.dumps([Return.objects.count(), ReturnVersion.objects.count(), Occurrence.objects.count(), live.count()]))
"""


def run(home, script, *arguments):
    environment = os.environ | {
        "IPWEEK_HOME": str(home),
        "IPWEEK_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "ipweek.config.settings",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )


def answer(process):
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(printed)


@pytest.mark.deep
def test_one_press_or_four_is_one_return_one_version_one_fact(tmp_path):
    import time

    keys = answer(run(tmp_path, PREPARE))
    given = (json.dumps(keys), str(uuid.uuid4()), str(time.time() + 8))
    pressing = [run(tmp_path, PRESS, *given) for _ in range(AT_ONCE)]
    try:
        found = [answer(process) for process in pressing]
    finally:
        for process in pressing:
            process.kill()
            process.communicate()
    assert found == [found[0]] * AT_ONCE
    returns, versions, occurrences, facts = answer(run(tmp_path, COUNT))
    assert (returns, versions, occurrences, facts) == (3, 2, 1, 1)
