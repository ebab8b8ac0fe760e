"""Writing messages."""

import pytest
from django.db import transaction

from ipweek.base import clock
from ipweek.messages.domain import outbox
from ipweek.messages.enums import Channel
from ipweek.messages.models import Message

pytestmark = pytest.mark.django_db
GIVEN = {"key": "example:1", "recipient": "jia@example.com", "subject": "主题", "body": "正文"}


def test_a_message_waits_for_delivery() -> None:
    found = outbox.write(**GIVEN)

    found.refresh_from_db()
    assert (found.channel, found.not_before, found.sent_at, found.attempts) == (Channel.MAIL, None, None, 0)
    assert (found.recipient, found.subject, found.body) == ("jia@example.com", "主题", "正文")


def test_the_same_key_keeps_the_first_row() -> None:
    first = outbox.write(**GIVEN)
    second = outbox.write(**GIVEN | {"subject": "另一个主题"})

    assert (second.pk, second.subject) == (first.pk, "主题")


def test_what_is_rolled_back_is_never_sent() -> None:
    with transaction.atomic():
        outbox.write(**GIVEN)
        transaction.set_rollback(True)

    assert Message.objects.count() == 0


def test_a_subject_is_one_line_of_at_most_two_hundred_characters() -> None:
    found = outbox.write(**GIVEN | {"subject": "甲\r\nBcc: yi@example.com" + "长" * 300})

    assert found.subject.startswith("甲 Bcc: yi@example.com长")
    assert (len(found.subject), found.subject[-1]) == (200, "…")


@pytest.mark.parametrize("missing", ["key", "recipient"])
def test_key_and_recipient_are_needed(missing: str) -> None:
    with pytest.raises(ValueError, match="a message needs a key and a recipient"):
        outbox.write(**GIVEN | {missing: ""})


def test_a_message_may_wait_for_its_hour() -> None:
    found = outbox.write(**GIVEN, not_before=clock.end_of_day(clock.today()), channel=Channel.SMS)

    assert (found.channel, found.not_before) == (Channel.SMS, clock.end_of_day(clock.today()))
