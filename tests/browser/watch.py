"""A page under watch: script errors, policy breaches, failed or foreign requests are complaints."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

# Chromium gives up a request when the page is left or the answer is a download; nothing is wrong then.
GIVEN_UP = "net::ERR_ABORTED"


class Watch:
    """A page and what it complained of. Answers 400 and above are complaints unless `refused` expects them."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requested: list[str] = []
        self._home = urlsplit(home).netloc
        self._expected: int | None = None
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", self._on_console)
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failure)
        page.on("response", self._on_response)

    @contextmanager
    def refused(self, status: int = 422) -> Iterator[None]:
        """Inside, the server refuses with this status; anything else is a complaint as ever."""
        self._expected = status
        met = len(self.requested)
        yield
        self._expected = None
        assert len(self.requested) > met, "nothing was asked of the server"

    def violations(self) -> list[tuple[str, list[str]]]:
        """What axe finds: rule and elements."""
        found = Axe().run(self.page).response["violations"]
        return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]

    def sticks_out(self) -> int:
        """By how many pixels the page is wider than the screen; 0 is right."""
        return max(0, int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth")))

    def _on_console(self, line: ConsoleMessage) -> None:
        if line.type not in {"error", "warning"}:
            return
        if self._expected and f"status of {self._expected}" in line.text:
            return
        self.complaints.append(f"{self.page.url}: {line.text}")

    def _on_request(self, request: Request) -> None:
        self.requested.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != self._home:
            self.complaints.append(f"{self.page.url}: asks another host for {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self.complaints.append(f"{self.page.url}: {request.url} failed, {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status != self._expected:
            self.complaints.append(f"{self.page.url}: {response.status} from {response.url}")
