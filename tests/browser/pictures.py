"""The pictures of README and guide, taken by the journeys at fixed points when IPWEEK_PICTURES=1 (`make pictures`)."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

FOLDER = Path(__file__).resolve().parents[2] / "docs/guide/pictures"
LARGEST = 150 * 1000
COLOURS = (128, 64, 32)


def wanted() -> bool:
    """Whether this run takes pictures."""
    return os.environ.get("IPWEEK_PICTURES") == "1"


def take(
    page: Page, name: str, *, of: Locator | None = None, top: Locator | None = None, height: int | None = None
) -> None:
    """Keep a picture of the screen as docs/guide/pictures/<name>.png; nothing when pictures are not wanted.

    Args:
        page: the page; what is on the screen is taken.
        name: the file's name.
        of: only this element, whole.
        top: scroll until this element is at the top of the screen.
        height: a taller screen for this one picture.
    """
    if not wanted():
        return
    former = page.viewport_size
    assert former is not None
    if height:
        page.set_viewport_size({"width": former["width"], "height": height})
    if top:
        top.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 16)")
    page.wait_for_load_state("networkidle")
    data = of.screenshot(animations="disabled") if of else page.screenshot(animations="disabled")
    page.set_viewport_size(former)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(smaller(data))


def smaller(data: bytes) -> bytes:
    """The picture with a palette, as small as keeps it readable and below the limit."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < LARGEST:
            return out.getvalue()
    raise ValueError(f"the picture is {out.tell()} bytes even with {COLOURS[-1]} colours")
