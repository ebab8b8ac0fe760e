"""The files of the project, as these checks see them."""

import re
import subprocess
from functools import lru_cache
from pathlib import Path

from tests.needs import require_program

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "ipweek"
# safe.directory: the checkout may belong to another user than the one who runs the checks.
LIST = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]


@lru_cache(maxsize=1)
def files() -> list[Path]:
    """Every file that is in the repository or would be with the next `git add`."""
    listed = subprocess.run(
        [require_program("git"), *LIST],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [
        ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name and (ROOT / name).is_file()
    ]


def texts() -> list[tuple[Path, str]]:
    """Path and content of every file that is text."""
    found = []
    for path in files():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def hits(pattern: re.Pattern[str], among: list[tuple[Path, str]]) -> list[str]:
    """`file:line: words` for every match, so that a failure says where to look."""
    return [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0].strip()}"
        for path, text in among
        for match in pattern.finditer(text)
    ]
