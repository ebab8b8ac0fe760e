"""From a document to the bytes of a PDF/A-2b file."""

import json
import re
import tempfile
from functools import lru_cache
from pathlib import Path

import typst

from ipweek.papers import fonts
from ipweek.papers.checking import DocumentRefusal, prepared
from ipweek.papers.document import Document
from ipweek.papers.pdf import data

_LAYOUT = Path(__file__).parent.parent / "templates" / "papers" / "paper.typ"
_MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


class MissingGlyph(DocumentRefusal):
    """A character no font of the chain can print.

    Attributes:
        characters: the characters, each once.
    """

    def __init__(self, characters: str) -> None:
        self.characters = characters
        named = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in characters)
        super().__init__(f"现有字体中没有字符{named}，请改用其他写法，或安装含有该字的字体后重试。")

    def __reduce__(self) -> tuple[type["MissingGlyph"], tuple[str]]:  # type: ignore[override]
        return type(self), (self.characters,)


def render(document: Document) -> bytes:
    """The paper as PDF/A-2b: A4, 37/28 mm margins, 22 lines of at most 28 characters, page numbers outside.

    The same document gives the same bytes on the same fonts; nothing depends on the day it is built.

    Raises:
        DocumentRefusal: the document cannot be laid out.
        MissingGlyph: a character has no glyph in any font; it would be printed as a blank.
    """
    document = prepared(document)
    values, pictures = data.files(document, fonts.families())
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "main.typ").write_bytes(_layout())
        for name, picture in pictures.items():
            (work / name).write_bytes(picture)
        # Bringing the text after a table back to the line grid can chase itself around a page end; a paper
        # that does not settle is laid out once more without.
        for keep_grid in (True, False):
            told = json.dumps({**values, "keep_grid": keep_grid}, ensure_ascii=False, sort_keys=True)
            (work / "data.json").write_text(told, encoding="utf-8")
            result, settled = _compiled(work / "main.typ")
            if settled:
                return result
    raise DocumentRefusal("版面经多次调整仍不能排定，请调整最后几页中表格或图片的位置、大小后重试。")


def _compiled(main: Path) -> tuple[bytes, bool]:
    """The PDF of a layout, and whether the layout came to rest."""
    try:
        result, warnings = typst.compile_with_warnings(
            main,
            root=main.parent,
            font_paths=fonts.catalogue(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2b"],
        )
    except typst.TypstError as error:
        raise _explained(error) from error
    if not isinstance(result, bytes):
        raise TypeError("the layout engine gave no single file")
    return result, not any("did not converge" in warning.message for warning in warnings)


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return _LAYOUT.read_bytes()


def _explained(error: typst.TypstError) -> Exception:
    """The refusal behind an error of the layout engine; the error itself when it is no one's input."""
    told = f"{error.message}\n{error.diagnostic}"
    missing = "".join(_MISSING.findall(told))
    if missing:
        plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), missing)
        return MissingGlyph("".join(dict.fromkeys(plain)))
    if "figure-" in told or "failed to decode image" in told or "failed to parse SVG" in told:
        return DocumentRefusal("有一幅图片无法读取，可能已损坏，请重新导出后再试。")
    return error
