"""No run-time library may bind us to the GPL or AGPL: what the installed packages say of themselves."""

import re
from importlib import metadata

import pytest
from tests.unit.house.test_locks import LEFT_OUT, pins

ALLOWED = {
    "Apache-2.0",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CC-BY-4.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "PSFL",
}
# Words of older metadata, which know no identifiers.
OTHER_WORDS = {
    "Apache License": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Package → what it says of itself, and why that is no obstacle.
EXCEPTIONS = {
    "docxtpl": ("LGPL-2.1-only", "used unchanged as a library, replaceable by the user"),
    "psycopg": ("LGPL-3.0-only", "used unchanged as a library, replaceable by the user"),
    "psycopg-binary": ("LGPL-3.0-only", "used unchanged as a library, replaceable by the user"),
    "pypdfium2": (
        "BSD-3-Clause, Apache-2.0, dependency licenses",
        "the dependencies are PDFium and what it carries: BSD, Apache, MIT, FreeType and the like",
    ),
}
# Well-known GPL or AGPL parts that wheels have been seen to carry under another licence of their own.
GPL_PARTS = re.compile(
    r"lib(?:x264|x265|gs|mupdf|readline|gsl|fftw3|poppler|xvidcore)\b[^/]*\.(?:so|dylib|dll)"
)


def says(package: str) -> str:
    """What a package says: the identifier, else its classifiers, else its free text."""
    about = metadata.metadata(package).json
    if about.get("license_expression"):
        return str(about["license_expression"])
    classifiers = [
        text.rsplit(" :: ", 1)[-1] for text in about.get("classifier", []) if text.startswith("License")
    ]
    known = [text for text in classifiers if text in OTHER_WORDS]
    return " OR ".join(OTHER_WORDS[text] for text in known) or str(about.get("license") or "nothing")


def terms(expression: str) -> set[str]:
    """The single licences of an expression."""
    return {OTHER_WORDS.get(term, term) for term in re.split(r"\s+(?:OR|AND)\s+|[()]", expression) if term}


@pytest.mark.parametrize("package", sorted(pins("base")))
def test_licence_is_allowed(package: str) -> None:
    said = says(package)
    if package in EXCEPTIONS:
        assert said == EXCEPTIONS[package][0]
    else:
        assert terms(said) - ALLOWED == set()


def test_no_gpl_part_inside_a_wheel() -> None:
    carried = [
        f"{package}: {file.name}"
        for package in pins("base")
        for file in metadata.files(package) or []
        if GPL_PARTS.search(file.name)
    ]

    assert carried == []


def test_exceptions_are_still_needed() -> None:
    assert set(EXCEPTIONS) <= set(pins("base"))
    assert LEFT_OUT.isdisjoint(pins("dev"))
