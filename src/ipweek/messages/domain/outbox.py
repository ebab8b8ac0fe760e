"""Writing messages: a row in the act's own transaction, so no mail is sent for what was rolled back."""

from datetime import datetime

from ipweek.messages.enums import Channel
from ipweek.messages.models import Message


def write(
    *,
    key: str,
    recipient: str,
    subject: str,
    body: str,
    channel: Channel = Channel.MAIL,
    not_before: datetime | None = None,
) -> Message:
    """Put a message out for delivery. The same `key` again keeps the first row: nobody is written to twice."""
    found, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": channel,
            "recipient": recipient,
            "subject": subject,
            "body": body,
            "not_before": not_before,
        },
    )
    return found
