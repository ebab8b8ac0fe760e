"""Delivering what waits: at least once, one broken address does not hold up the rest.

Before a message is handed to its port its row is claimed by one UPDATE: `not_before` moves a lease ahead, so that
another `tick` at the same moment finds it no longer due and does not send it too. When the process is killed
between handing over and noting it, the lease runs out and the message goes again (at least once, never lost); the
receiver can tell by the key, which mail carries as its Message-ID. A failed message waits longer each time; after
`MOST_ATTEMPTS`, some two days, it is given up and counted by `given_up`.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from ipweek.base import clock
from ipweek.messages.domain.ports import PORTS
from ipweek.messages.models import Message

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 10
BATCH = 200
LEASE = timedelta(minutes=15)
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=12)


def deliver() -> tuple[int, int]:
    """Send what is due, in the order written; returns how many were sent and how many failed. Called by `tick`."""
    sent = failed = 0
    for message in list(_due(clock.now()).order_by("id")[:BATCH]):
        if not _claimed(message):
            continue
        try:
            PORTS[message.channel](message)
        except Exception as error:
            failed += 1
            _failed(message, error)
        else:
            sent += 1
            _sent(message)
    return sent, failed


def given_up() -> QuerySet[Message]:
    """Messages that are not tried any more: the address is wrong or the channel has been broken for days."""
    return Message.objects.filter(sent_at=None, attempts__gte=MOST_ATTEMPTS)


def _due(now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(
        Q(not_before=None) | Q(not_before__lte=now), sent_at=None, attempts__lt=MOST_ATTEMPTS
    )


def _claimed(message: Message) -> bool:
    """Take the row for this process; False when another one was faster."""
    now = clock.now()
    taken = (
        _due(now)
        .filter(pk=message.pk)
        .update(not_before=now + LEASE, attempts=F("attempts") + 1, updated_at=now)
    )
    return taken == 1


def _sent(message: Message) -> None:
    now = clock.now()
    kept = {"body": ""} if message.secret else {}
    Message.objects.filter(pk=message.pk).update(sent_at=now, error="", updated_at=now, **kept)


def _failed(message: Message, error: Exception) -> None:
    now = clock.now()
    pause = min(FIRST_PAUSE * 2**message.attempts, LONGEST_PAUSE)
    Message.objects.filter(pk=message.pk).update(
        not_before=now + pause, error=type(error).__name__, updated_at=now
    )
    # The reason may quote the address: only its kind is logged.
    logger.warning("message %s not delivered: %s", message.pk, type(error).__name__)
