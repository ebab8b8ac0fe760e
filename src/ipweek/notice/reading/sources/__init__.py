"""Files to text: what a person sent in, as the characters all later spans index."""

from dataclasses import dataclass, field
from pathlib import Path

from . import encodings, markdown, refusals
from .kinds import Kind, decide, extension
from .refusals import LARGEST_FILE, LONGEST_TEXT, UnreadableFile

__all__ = ["Source", "UnreadableFile", "load", "load_bytes"]


@dataclass(frozen=True)
class Source:
    """The text of a file.

    Attributes:
        text: the characters, one newline for each line end, tabs only between the cells of table rows.
        name: file name as given.
        kind: what the content proved to be.
        notes: Chinese sentences on what could not be read or was read otherwise than the name says.
    """

    text: str
    name: str
    kind: Kind
    notes: list[str] = field(default_factory=list)


def load(path: Path | str) -> Source:
    """Read a file into text. Nothing is written to disk.

    Raises:
        UnreadableFile: with the sentence that says why there is no text and what to do.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableFile(refusals.FOLDER)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UnreadableFile(refusals.MISSING) from error
    except OSError as error:
        raise UnreadableFile(refusals.FORBIDDEN) from error
    return load_bytes(data, path.name)


def load_bytes(data: bytes, name: str) -> Source:
    """Read the bytes of a file into text; the content decides what it is, the name only helps.

    Args:
        data: the whole file.
        name: its file name, "" when there is none.

    Raises:
        UnreadableFile: with the sentence that says why there is no text and what to do.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(refusals.TOO_LARGE)
    kind, archive = decide(data, name)
    notes: list[str] = []
    # Each format's parser is imported when one is needed: pdfplumber alone takes longer than a notice.
    if archive is not None and kind == "docx":
        from . import word

        text = word.read(archive)
    elif archive is not None:
        from . import opendocument

        text = opendocument.read(archive)
    elif kind == "pdf":
        from . import pdf

        text, notes = pdf.read(data)
    elif kind == "html":
        from . import webpage

        text, notes = webpage.read(data)
    else:
        text, notes = encodings.decode(data)
        text = markdown.plain(text) if kind == "md" else text
    text = encodings.clean(text)
    if not text.strip():
        raise UnreadableFile(refusals.NO_TEXT)
    if len(text) > LONGEST_TEXT:
        raise UnreadableFile(refusals.TOO_LONG)
    suffix = extension(name)
    if suffix in ("docx", "pdf", "odt", "doc", "wps") and suffix != kind:
        notes = [*notes, f"文件名是 .{suffix}，内容实为 {kind}，已按内容读取。"]
    return Source(text, name, kind, notes)
