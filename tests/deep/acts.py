"""What a worker process can do: `python -m tests.deep.acts` reads asks from stdin and answers on stdout.

People and things are named so that the same ask twice means the same thing, as a double click does.
"""

import json
import sys
import traceback
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from ipweek.campaign.models import Campaign, Obligation
    from ipweek.engines.gatherings.models import Session
    from ipweek.people.models import Unit, User

ACTS: dict[str, Callable[..., Any]] = {}
STARTS = "2022-04-21T09:00:00+08:00"
FORMS = uuid.UUID("6b1f4d0e-0000-4000-8000-000000000000")  # one form of a browser per number


def act(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function something a worker can be asked for."""
    ACTS[function.__name__] = function
    return function


def person(name: str) -> "User":
    from ipweek.people.models import User

    return User.objects.get(username=f"ceshi-{name}")


def campaign() -> "Campaign":
    from ipweek.campaign.models import Campaign

    return Campaign.objects.get()


def county(name: str) -> "Unit":
    from ipweek.people.models import Unit

    return Unit.objects.get(name=f"示例县{name}")


def owed(code: str, unit: str = "甲") -> "Obligation":
    from ipweek.campaign.models import Obligation

    return Obligation.objects.get(deliverable__code=code, unit=county(unit))


@act
def scene() -> int:
    """The scene of the integration tests, whose counties owe press cuttings as well."""
    from tests.integration.scene import build_scene

    from ipweek.campaign.domain import obligations
    from ipweek.campaign.enums import DeliverableCode, DueRule, Modality

    made = build_scene()
    terms = obligations.Terms(
        title="媒体报道",
        code=DeliverableCode.COVERAGE,
        classes=("county",),
        modality=Modality.MUST,
        rule=DueRule.PROMPTLY,
    )
    obligations.add(made.campaign, terms, by=made.people["office"])
    return made.campaign.pk


@act
def plan(n: int) -> int:
    from ipweek.engines.gatherings.domain import sessions

    starts_at = datetime.fromisoformat(STARTS)
    fields = {
        "title": f"第{n}场",
        "place": "示例广场",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
    }
    activity = campaign().activities.get(kind="five-entries")
    return sessions.plan(activity=activity, unit=county("甲"), by=person("a"), fields=fields).pk


def session(n: int) -> "Session":
    from ipweek.engines.gatherings.models import Session

    return Session.objects.get(title=f"第{n}场")


@act
def close(n: int) -> int:
    from ipweek.engines.gatherings.domain import sessions

    closing = sessions.Closing(attendances=n + 1, count_method="signed", copies=10, consultations=2)
    return sessions.close(session(n), closing, by=person("a")).pk


def form(n: int) -> uuid.UUID:
    return uuid.UUID(int=FORMS.int + n)


@act
def begin(n: int, code: str = "brief", unit: str = "甲", by: str = "a") -> int:
    from ipweek.reporting.domain import returns

    return returns.start(owed(code, unit), by=person(by), token=form(n)).pk


def written(pk: int) -> Any:
    from ipweek.reporting.models import Return

    return Return.objects.select_related("obligation__unit", "obligation__deliverable__campaign").get(pk=pk)


def begun(n: int) -> Any:
    from ipweek.reporting.models import Return

    return written(Return.objects.get(token=form(n)).pk)


@act
def write(n: int, by: str = "a", **content: Any) -> int:
    from ipweek.reporting.domain import returns

    brief = {
        "title": f"第{n}份信息",
        "day": "2022-04-21",
        "text": "在集市发放资料，讲解商标常识。",
        "figures": {"copies": {"value": str(n + 1), "bound": "exact"}},
    }
    return returns.save(begun(n), content or brief, by=person(by)).pk


@act
def submit(n: int, by: str = "a") -> int:
    from ipweek.reporting.domain import returns

    return returns.submit(begun(n), by=person(by)).number


@act
def accept(n: int) -> int:
    from ipweek.reporting.domain import returns

    return returns.accept(begun(n), by=person("checker")).pk


@act
def send_back(n: int) -> int:
    from ipweek.reporting.domain import returns

    return returns.send_back(begun(n), reason="请补充参加单位。", by=person("checker")).pk


@act
def attach(n: int) -> int:
    from ipweek.reporting.domain import returns

    pdf = b"%PDF-1.4\n" + f"% {n}\n".encode() * 2000 + b"%%EOF\n"
    return returns.attach(begun(n), data=pdf, name=f"附件{n}.pdf", by=person("a")).pk


@act
def prepare(file: str) -> int:
    """Bring a notice and confirm its plan."""
    from ipweek.campaign.domain import drafts
    from ipweek.notice.domain import documents

    path = Path(file)
    document = documents.store(path.read_bytes(), path.name, by=None)
    return drafts.confirm_all(drafts.for_document(document, by=None), by=None).pk


@act
def launch(plan: int) -> int:
    from ipweek.campaign.domain import launch as launching
    from ipweek.campaign.models import LaunchPlan

    return launching.launch(LaunchPlan.objects.get(pk=plan), by=None).pk


@act
def include_units() -> int:
    from ipweek.campaign.domain import obligations

    return obligations.include_units(campaign(), by=person("office")).added


@act
def upload(text: str) -> int:
    from ipweek.notice.domain import documents

    return documents.store_text(text, by=None).pk


@act
def invite(n: int) -> str:
    from ipweek.people.domain import accounts

    return accounts.invite(unit=county("甲"), role="contact", name=f"示例第{n}人", by=person("office"))[1]


@act
def open_account(token: str, username: str) -> int:
    from ipweek.people.domain import accounts

    return accounts.accept(token, username=username, password="Mudan-Hua-Kai-97").pk


@act
def hand_over(name: str) -> int:
    from ipweek.people.domain import units

    return units.set_contact(county("甲"), name=name, by=person("office")).pk


@act
def import_members(names: list[str]) -> int:
    from ipweek.people.domain import members

    rows = [
        {"name": name, "unit_class": "member", "parent": "", "line": line} for line, name in enumerate(names)
    ]
    return len(members.store(rows, by=person("office")))


@act
def put_out(key: str) -> int:
    from ipweek.messages.domain import outbox

    return outbox.write(key=key, recipient="jia@example.com", subject=key, body="示例").pk


@act
def deliver(later: int = 0) -> list[int]:
    """Deliver; `later` minutes from now."""
    from ipweek.base import clock
    from ipweek.messages.domain import delivery

    with clock.at(clock.now() + timedelta(minutes=later)):
        return list(delivery.deliver())


@act
def summary() -> int:
    from ipweek.reporting.domain.summary import building

    return building.build(campaign(), county("甲"), by=person("office")).pk


@act
def remake_summary() -> str:
    """Forget the builds and make one again: the fingerprints of its Word and PDF file."""
    from ipweek.reporting.domain.summary import building
    from ipweek.reporting.models import SummaryBuild

    SummaryBuild.objects.all().delete()
    made = building.build(campaign(), campaign().office, by=None)
    return f"{Path(made.docx.name).stem} {Path(made.pdf.name).stem}"


def answer(line: str) -> dict[str, Any]:
    from ipweek.base.errors import Refusal

    name, arguments = json.loads(line)
    try:
        return {"ok": ACTS[name](**arguments)}
    except Refusal as refusal:
        return {"refused": refusal.sentence}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}\n{traceback.format_exc()[-2000:]}"}


def main() -> None:
    django.setup()
    from django.db import connection

    connection.ensure_connection()
    print("{}", flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(line), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
