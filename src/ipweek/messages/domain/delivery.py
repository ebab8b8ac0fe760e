"""Delivering what waits: at least once, in order, one broken address does not hold up the rest.

A row is marked sent after its port has taken it. When the process is killed in between, the message goes again;
the receiver can tell by the key, which mail carries as its Message-ID.
"""

import logging

from django.db.models import F, Q

from ipweek.base import clock
from ipweek.messages.domain.ports import PORTS
from ipweek.messages.models import Message

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
BATCH = 200


def deliver() -> tuple[int, int]:
    """Send what is due; returns how many were sent and how many failed. Called by `tick`."""
    now = clock.now()
    due = Message.objects.filter(
        Q(not_before=None) | Q(not_before__lte=now), sent_at=None, attempts__lt=MOST_ATTEMPTS
    ).order_by("id")[:BATCH]
    sent = failed = 0
    for message in due:
        try:
            PORTS[message.channel](message)
        except Exception as error:
            failed += 1
            Message.objects.filter(pk=message.pk).update(
                attempts=F("attempts") + 1, error=f"{type(error).__name__}"[:300]
            )
            logger.warning("message %s not delivered: %s", message.pk, type(error).__name__)
        else:
            sent += 1
            Message.objects.filter(pk=message.pk).update(
                sent_at=clock.now(), attempts=F("attempts") + 1, error=""
            )
    return sent, failed
