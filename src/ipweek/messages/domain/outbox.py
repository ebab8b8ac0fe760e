"""Writing messages: a row in the act's own transaction, so no mail is sent for what was rolled back."""

from datetime import datetime

from ipweek.base.text import ellipsis
from ipweek.messages.enums import Channel
from ipweek.messages.models import Message

LONGEST_SUBJECT = 200


def write(
    *,
    key: str,
    recipient: str,
    subject: str,
    body: str,
    channel: Channel = Channel.MAIL,
    not_before: datetime | None = None,
    secret: bool = False,
) -> Message:
    """Put a message out for delivery. The same `key` again keeps the first row: nobody is written to twice.

    Args:
        key: names the message for ever, for example "reminder:12:2022-04-20".
        recipient: a mail address or a telephone number, as the channel needs it.
        subject: one line; line breaks become blanks, what is too long is cut.
        body: plain text.
        channel: the way it travels.
        not_before: earliest moment of delivery.
        secret: the body holds something only the recipient may know (a link with a token); it is cleared
            once the message is out.

    Raises:
        ValueError: without key or recipient.
    """
    if not key or not recipient.strip():
        raise ValueError("a message needs a key and a recipient")
    found, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": channel,
            "recipient": recipient.strip(),
            "subject": ellipsis(" ".join(subject.split()), LONGEST_SUBJECT),
            "body": body,
            "not_before": not_before,
            "secret": secret,
        },
    )
    return found
