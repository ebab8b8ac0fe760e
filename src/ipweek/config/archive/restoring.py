"""Reading an archive back into an empty data folder and an empty database: all of it or nothing.

Files and the built-in database are put together in a sub-folder and moved up at the end (see place.py). Rows go in
with one transaction, which reads them back and compares fingerprints before it ends. A database outside the folder
is committed after the files were moved, so that its commit is the end of the restore.

The product's settings name the data folder, so `IPWEEK_HOME` points to the sub-folder until the process ends.
"""

import contextlib
import os
from collections.abc import Iterator

from ipweek.base import home
from ipweek.base.errors import Refusal
from ipweek.config.archive.package import KEYS, Archive
from ipweek.config.archive.place import CLOCK, Place


def check(archive: Archive) -> None:
    """Verify the archive and that the data folder is empty; nothing is changed.

    Raises:
        Refusal: the archive is damaged or holds a demonstration that production may not run, or the folder is in use.
    """
    if os.environ.get("IPWEEK_ENV") == "production" and f"{KEYS}/{CLOCK}" in archive.manifest.members:
        raise Refusal("这是演示数据的备份，不能恢复到正式环境；请在演示环境中恢复。")
    place = Place(home.home())
    if not place.staging.is_dir():
        place.refuse_occupied()
    archive.verify()


def restore(archive: Archive) -> None:
    """Restore a verified archive; to be called once in a process, before Django is set up.

    Raises:
        Refusal: see `check`; also when the database is not empty or does not take the rows.
    """
    os.umask(0o077)
    place = Place(home.home())
    with home.alone("restore"):
        settled = place.settled(archive.fingerprint)
        if not settled:
            _begin(place, archive)
        os.environ["IPWEEK_HOME"] = str(place.staging)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipweek.config.settings")
        if not settled:
            # Before settings are read: without a key in the folder they would make a new one.
            _unpack(place, archive)
        import django

        django.setup()
        _restore(place, archive, settled=settled)
        place.finish()


def _begin(place: Place, archive: Archive) -> None:
    if place.staging.is_dir():
        place.clear()
    place.refuse_occupied()
    place.begin(archive.fingerprint)


def _unpack(place: Place, archive: Archive) -> None:
    with _nothing_left(place):
        for name in archive.manifest.files:
            archive.extract(name, place.staging / name.removeprefix(f"{KEYS}/"))


def _restore(place: Place, archive: Archive, *, settled: bool) -> None:
    # Django must be set up before its parts are imported.
    from ipweek.config.archive import filling

    if filling.built_in(place.staging):
        if not settled:
            with _nothing_left(place):
                filling.fill(archive)
                filling.derive()
                filling.close()
                place.settle()
        return
    with _nothing_left(place) if not settled else contextlib.nullcontext():
        filled = filling.filled()
        if filled and not settled:
            raise Refusal("数据库中已有数据，没有恢复；请在 IPWEEK_DATABASE_URL 中指定一个空数据库。")
    if not filled:
        if settled:  # cut off between the move and the commit
            _begin(place, archive)
            _unpack(place, archive)
        with _nothing_left(place):
            filling.fill(archive, before_commit=place.settle)
    filling.derive()
    filling.close()


@contextlib.contextmanager
def _nothing_left(place: Place) -> Iterator[None]:
    """When the block fails leave the data folder empty."""
    try:
        yield
    except BaseException:
        place.clear()
        raise
