"""Zip packages opened without trust: sizes are checked before unpacking, nothing touches the disk."""

import io
import zipfile
import zlib

from . import refusals
from .refusals import MEGABYTE, UnreadableFile

LARGEST_PART = 32 * MEGABYTE
LARGEST_TOTAL = 300 * MEGABYTE
MOST_PARTS = 10_000
RATIO_LIMIT = 200  # text of real documents shrinks to a fiftieth at most
DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError, RuntimeError)
RATIO_FROM = 4 * MEGABYTE  # tiny parts may shrink by any factor without harm


class Archive:
    """The parts of a zip package, read one at a time and never past their limits.

    Args:
        data: the bytes of the package.

    Raises:
        UnreadableFile: broken, encrypted or a zip bomb.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except DAMAGED as error:
            raise UnreadableFile(refusals.BROKEN) from error
        total = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or total > LARGEST_TOTAL or any(map(_inflated, parts)):
            raise UnreadableFile(refusals.BOMB)
        if any(part.flag_bits & 0x1 for part in parts):
            raise UnreadableFile(refusals.LOCKED)
        self.names = frozenset(part.filename for part in parts)

    def read(self, name: str) -> bytes:
        """Return one part; its real length is bounded whatever the directory of the package declares.

        Raises:
            UnreadableFile: the part is missing, damaged or too large.
        """
        try:
            with self._zip.open(name) as part:
                content = part.read(LARGEST_PART + 1)
        except DAMAGED as error:
            raise UnreadableFile(refusals.BROKEN) from error
        if len(content) > LARGEST_PART:
            raise UnreadableFile(refusals.BOMB)
        return content


def _inflated(part: zipfile.ZipInfo) -> bool:
    return part.file_size > RATIO_FROM and part.file_size > RATIO_LIMIT * max(part.compress_size, 1)
