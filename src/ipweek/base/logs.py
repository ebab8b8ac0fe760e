"""Logs: one JSON object per line, with the request's id and without personal data."""

import contextlib
import json
import logging
import re
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from uuid import uuid4

from ipweek.base.clock import SHANGHAI
from ipweek.base.text import mask_personal

_request_id: ContextVar[str] = ContextVar("ipweek_request_id", default="")
_FOREIGN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_id() -> str:
    """Return the id of the request or job being worked on; empty outside one."""
    return _request_id.get()


@contextlib.contextmanager
def bound(identity: str = "") -> Iterator[str]:
    """Work under a request id inside this block and yield it.

    Args:
        identity: an id handed in from outside (a proxy's); anything but 8 to 64 letters, digits and hyphens
            is replaced by a new one, for it goes into headers, logs and pages.
    """
    identity = identity if _FOREIGN_ID.fullmatch(identity) else uuid4().hex
    token = _request_id.set(identity)
    try:
        yield identity
    finally:
        _request_id.reset(token)


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON: time, level, logger, message, request id, and the error if any.

    Telephone and identity numbers and mail addresses are masked wherever they stand. Attributes other
    libraries hang on the record (request, user …) are not written.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask_personal(record.getMessage()),
            "request_id": request_id(),
        }
        if record.exc_info:
            line["error"] = mask_personal(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
