"""How messages leave: one function per channel, each takes a message and raises when it could not be handed over."""

import json
import sys
from collections.abc import Callable

from django.core.mail import EmailMessage

from ipweek.base import home
from ipweek.messages.enums import Channel
from ipweek.messages.models import Message


def mail(message: Message) -> None:
    """Send by the configured mail backend (files under the data folder unless a mail host is set)."""
    EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.recipient],
        headers={"Message-ID": f"<{message.key.replace(':', '.')}@ipweek>"},
    ).send(fail_silently=False)


def console(message: Message) -> None:
    """Print to standard output, for trying things out."""
    sys.stdout.write(f"{message.recipient}\n{message.subject}\n{message.body}\n")


def file(message: Message) -> None:
    """Write one JSON file per message below `outbox/` of the data folder."""
    folder = home.home() / "outbox"
    folder.mkdir(parents=True, exist_ok=True)
    content = {"to": message.recipient, "subject": message.subject, "body": message.body, "key": message.key}
    (folder / f"{message.pk}.json").write_text(
        json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8"
    )


# No text-message service is configured by default: short messages are written to files as well.
PORTS: dict[str, Callable[[Message], None]] = {
    Channel.MAIL: mail,
    Channel.CONSOLE: console,
    Channel.FILE: file,
    Channel.SMS: file,
}
