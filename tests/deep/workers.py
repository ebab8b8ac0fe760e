"""Processes that do the product's own acts on demand: one line of JSON asks, one line of JSON answers.

The answer is an acknowledgement: it is written after the act has returned, as a browser gets its page.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from tests.deep.installations import Installation


class Worker:
    """A process of an installation; see acts.py for what it can do."""

    def __init__(self, where: Installation, **more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.deep.acts"],
            env=where.environment(**more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.read()

    def send(self, act: str, **arguments: Any) -> None:
        """Ask without waiting."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([act, arguments]).encode() + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """The next answer: {"ok": value}, {"refused": sentence} or {"error": what was raised}."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the worker has ended"
        found: dict[str, Any] = json.loads(line)
        return found

    def ask(self, act: str, **arguments: Any) -> dict[str, Any]:
        """Ask and wait."""
        self.send(act, **arguments)
        return self.read()

    def end(self) -> None:
        """Let the process go."""
        self.process.kill()
        self.process.communicate()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()


def at_once(workers: Sequence[Worker], act: str, **arguments: Any) -> list[dict[str, Any]]:
    """Ask all the same at the same moment; their answers, none of which may be an error."""
    return each_at_once(workers, act, [arguments] * len(workers))


def each_at_once(
    workers: Sequence[Worker], act: str, given: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Ask each something of its own at the same moment."""
    for worker, arguments in zip(workers, given, strict=True):
        worker.send(act, **arguments)
    answers = [worker.read() for worker in workers]
    assert [answer["error"] for answer in answers if "error" in answer] == []
    return answers
