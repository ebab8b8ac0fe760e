"""What a test needs from the system: fonts and programs.

Missing, the test is skipped with the reason; with CI=true it fails: there nothing may pass by being skipped.
`tools/system.py` installs all of them.
"""

import os
import shutil
from pathlib import Path
from typing import Never

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


def require_program(*names: str) -> Path:
    """The first of these programs that is installed; several names are other names of the same thing."""
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else missing(f"program {' or '.join(names)}")


def require_chromium() -> Path:
    """The system's Chromium, for Playwright's `executable_path`."""
    return require_program(*CHROMIUM_NAMES)


def require_font(*patterns: str) -> Path:
    """A font file of one of these names (glob patterns such as `NotoSerifCJK*`)."""
    folders = [folder for folder in FONT_FOLDERS if folder.is_dir()]
    found = next((file for folder in folders for pattern in patterns for file in folder.rglob(pattern)), None)
    return found or missing(f"font {' or '.join(patterns)}")


def require_chinese_fonts() -> None:
    """Song and kai faces for papers and pictures."""
    require_font("NotoSerifCJK*", "NotoSerifSC*", "SourceHanSerif*")
    require_font("LXGWWenKai*")


def require_postgres() -> Path:
    """The folder of the newest PostgreSQL server programs (initdb, pg_ctl)."""
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda folder: int(folder.parent.name))
    return require_program("initdb").resolve().parent


def missing(what: str) -> Never:
    """Skip, or fail when CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"missing on this machine: {what}", pytrace=False)
    pytest.skip(f"missing on this machine: {what}")
