"""Working a page with the keyboard alone, and counting the presses."""

from playwright.sync_api import Locator, Page, expect

MOST = 400


class Keyboard:
    """Presses keys on a page and counts them; text typed counts one for each character."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.presses += times

    def write(self, text: str) -> None:
        """Type text where the cursor is."""
        self.page.keyboard.type(text)
        self.presses += len(text)

    def replace(self, text: str) -> None:
        """Type over what stands in the focused field."""
        self.press("Control+a")
        self.write(text)

    def tab_to(self, wanted: Locator, *, back: bool = False) -> None:
        """Go on with Tab (or back) until the element has the focus.

        Raises:
            AssertionError: when the keyboard does not reach it.
        """
        key = "Shift+Tab" if back else "Tab"
        for _ in range(MOST):
            if self._on(wanted):
                return
            self.press(key)
        expect(wanted).to_be_focused(timeout=1)

    def open(self, wanted: Locator) -> None:
        """Go to a link or button and press Enter."""
        self.tab_to(wanted)
        self.press("Enter")

    @staticmethod
    def _on(wanted: Locator) -> bool:
        return bool(wanted.evaluate("element => element === document.activeElement"))
