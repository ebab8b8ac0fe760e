"""Delivery: at least once, no double sending in the ordinary case, a broken port holds up nobody."""

import email
import email.policy
import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.factories.messages import MessageFactory

from ipweek.base import clock, home
from ipweek.messages.domain import delivery
from ipweek.messages.domain.ports import PORTS
from ipweek.messages.enums import Channel
from ipweek.messages.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A port that notes what it was given; addresses that begin with "broken" fail."""
    found: list[str] = []

    def port(message: Message) -> None:
        if message.recipient.startswith("broken"):
            raise ConnectionRefusedError("host of jia@example.com is away")
        found.append(message.key)

    monkeypatch.setitem(PORTS, Channel.MAIL, port)
    return found


def test_what_is_due_goes_out_once_in_order(taken: list[str]) -> None:
    messages = MessageFactory.create_batch(3)

    assert [delivery.deliver(), delivery.deliver()] == [(3, 0), (0, 0)]
    assert taken == [message.key for message in messages]
    assert set(Message.objects.values_list("sent_at", "attempts", "error")) == {(clock.now(), 1, "")}


@pytest.mark.parametrize("state", ["later", "claimed", "given_up", "sent"])
def test_what_is_not_due_stays(taken: list[str], state: str) -> None:
    MessageFactory(**{state: True})

    assert delivery.deliver() == (0, 0)
    assert taken == []


def test_an_hour_that_has_come(taken: list[str]) -> None:
    message = MessageFactory(later=True)

    with clock.at(message.not_before):
        assert delivery.deliver() == (1, 0)


def test_a_broken_address_holds_up_nobody_and_waits_longer_each_time(taken: list[str]) -> None:
    broken, good = MessageFactory(recipient="broken@example.com"), MessageFactory()

    assert delivery.deliver() == (1, 1)
    assert taken == [good.key]
    broken.refresh_from_db()
    assert (broken.attempts, broken.error, broken.sent_at) == (1, "ConnectionRefusedError", None)
    assert broken.not_before == clock.now() + timedelta(minutes=5)

    with clock.at(broken.not_before):
        assert delivery.deliver() == (0, 1)
        broken.refresh_from_db()
        assert (broken.attempts, broken.not_before) == (2, clock.now() + timedelta(minutes=10))


def test_a_message_is_given_up_after_some_two_days(taken: list[str]) -> None:
    message = MessageFactory(recipient="broken@example.com")
    began, tries = clock.now(), 0
    while not delivery.given_up().exists():
        with clock.at(message.not_before or began):
            delivery.deliver()
        message.refresh_from_db()
        tries += 1

    assert tries == delivery.MOST_ATTEMPTS
    assert timedelta(days=1) < message.not_before - began < timedelta(days=4)
    with clock.at(message.not_before):
        assert delivery.deliver() == (0, 0)


def test_two_ticks_at_once_send_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first one is handing a message over, a second one runs from start to end."""
    found: list[str] = []
    inner: list[tuple[int, int]] = []
    started: list[str] = []

    def port(message: Message) -> None:
        started.append(message.key)
        if len(started) == 1:
            inner.append(delivery.deliver())
        found.append(message.key)

    monkeypatch.setitem(PORTS, Channel.MAIL, port)
    first, second = MessageFactory.create_batch(2)

    assert delivery.deliver() == (1, 0)
    assert inner == [(1, 0)]
    assert sorted(found) == sorted([first.key, second.key])


def test_a_message_whose_sender_was_killed_goes_again_after_the_lease(taken: list[str]) -> None:
    class Killed(BaseException):
        pass

    def port(message: Message) -> None:
        raise Killed

    message = MessageFactory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PORTS, Channel.MAIL, port)
        with pytest.raises(Killed):
            delivery.deliver()

    assert delivery.deliver() == (0, 0)
    with clock.at(clock.now() + delivery.LEASE):
        assert delivery.deliver() == (1, 0)
    assert taken == [message.key]


def test_a_secret_body_is_forgotten_once_out(taken: list[str]) -> None:
    MessageFactory(secret=True)
    MessageFactory(secret=True, recipient="broken@example.com")
    MessageFactory()

    delivery.deliver()

    assert list(Message.objects.values_list("body", flat=True)) == ["", "示例正文", "示例正文"]


def test_no_address_is_logged(taken: list[str], caplog: pytest.LogCaptureFixture) -> None:
    message = MessageFactory(recipient="broken@example.com")

    delivery.deliver()

    assert caplog.messages == [f"message {message.pk} not delivered: ConnectionRefusedError"]


def test_claiming_costs_two_queries_a_message(taken: list[str], django_assert_num_queries) -> None:
    MessageFactory.create_batch(5)

    with django_assert_num_queries(1 + 2 * 5):
        delivery.deliver()


def test_mail_becomes_a_file_without_a_mail_host(settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    MessageFactory(key="invitation:7", subject="邀请", body="请打开链接")

    assert delivery.deliver() == (1, 0)

    (file,) = tmp_path.iterdir()
    mail = email.message_from_bytes(
        file.read_bytes().split(b"\n" + b"-" * 79)[0], policy=email.policy.default
    )
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == (
        "jia@example.com",
        "邀请",
        "<invitation.7@ipweek>",
    )
    assert mail.get_content().strip() == "请打开链接"


def test_a_short_message_becomes_a_file_of_the_data_folder() -> None:
    message = MessageFactory(channel=Channel.SMS, recipient="13800000001", key="reminder:1")

    assert delivery.deliver() == (1, 0)

    written = json.loads((home.home() / "outbox" / f"{message.pk}.json").read_text(encoding="utf-8"))
    assert written == {
        "to": "13800000001",
        "subject": "示例主题",
        "body": "示例正文",
        "key": "reminder:1",
    }


def test_the_console_prints(capsys: pytest.CaptureFixture[str]) -> None:
    MessageFactory(channel=Channel.CONSOLE)

    delivery.deliver()

    assert capsys.readouterr().out == "jia@example.com\n示例主题\n示例正文\n"


def test_an_unknown_channel_fails_for_itself_only(taken: list[str]) -> None:
    MessageFactory(channel="pigeon")
    MessageFactory()

    assert delivery.deliver() == (1, 1)
