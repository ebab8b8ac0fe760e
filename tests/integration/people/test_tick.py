"""`ipweek tick`: periodic jobs and messages, safe to run again."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from tests.factories.messages import MessageFactory

from ipweek.campaign.domain import kinds
from ipweek.config import cli
from ipweek.config.commands import tick
from ipweek.messages.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django runs already, its database is new."""
    monkeypatch.setattr(tick, "start_django", lambda: None)


def run(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.main(["tick"])
    return code, capsys.readouterr().out


def test_messages_go_out_once(capsys: pytest.CaptureFixture[str]) -> None:
    MessageFactory.create_batch(2)
    MessageFactory(given_up=True)

    assert run(capsys) == (0, "消息：发出 2 条，失败 0 条，放弃 1 条。\n")
    assert run(capsys) == (0, "消息：发出 0 条，失败 0 条，放弃 1 条。\n")


def test_each_job_runs_once_and_a_broken_one_holds_up_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def good() -> None:
        ran.append("good")

    def broken() -> None:
        ran.append("broken")
        raise RuntimeError

    class Two:
        periodic = (broken, good)

    monkeypatch.setattr(kinds, "every", lambda: [Two(), Two()])
    MessageFactory()

    code, out = run(capsys)

    assert (code, ran) == (0, ["broken", "good"])
    assert (
        out
        == "消息：发出 1 条，失败 0 条，放弃 0 条。\n有 1 项周期任务没有完成，详见日志，下次运行时重试。\n"
    )
    assert Message.objects.exclude(sent_at=None).count() == 1


def test_sessions_that_have_run_out_are_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    real = timezone.now()  # noqa: TID251 - Django's own sessions run on the real clock
    for days in (-1, 1):
        Session.objects.create(
            session_key=f"{days}", session_data="", expire_date=real + timedelta(days=days)
        )

    run(capsys)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["1"]
