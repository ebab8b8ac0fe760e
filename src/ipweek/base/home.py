"""Where an installation keeps its data: database, media, keys, demo clock."""

import contextlib
import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path


def home() -> Path:
    """Return the data folder: `IPWEEK_HOME`, else `./var` of the current folder (absolute, not created)."""
    return Path(os.environ.get("IPWEEK_HOME") or "var").absolute()


def media() -> Path:
    """Return the folder of uploaded files inside the data folder."""
    return home() / "media"


def ensure() -> Path:
    """Create the data folder and its media folder for this account alone (mode 0700) and return it."""
    for folder in (home(), media()):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home()


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """Hold a lock of this installation while the block runs; other processes wait. It ends with the process."""
    with (ensure() / f"{name}.lock").open("a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def secret_key() -> str:
    """Return the installation's signing key, made once and kept in `secret_key` (mode 0600).

    Several processes may start at once: the first file linked under the name wins and all read the same key.
    """
    path = ensure() / "secret_key"
    if not path.exists():
        # mkstemp makes the file 0600 from its first moment; link never overwrites a key already there.
        handle, temporary = tempfile.mkstemp(prefix=".secret_key.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(temporary, path)
        finally:
            Path(temporary).unlink()
    return path.read_text(encoding="ascii").strip()
