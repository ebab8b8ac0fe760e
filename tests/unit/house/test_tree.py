"""What may and may not lie in the repository."""

import re
import zipfile

import pytest
from tests.unit.house.tree import ROOT, SOURCE, files, hits, texts

# Written in parts, so that this file passes its own check.
INDEX_HOSTS = [
    "pypi." + "org",
    "python" + "hosted",
    "npmjs" + ".",
    "npm" + "mirror",
    "deb." + "debian.org",
    "archive." + "ubuntu.com",
    "tuna." + "tsinghua",
    "mirrors." + "aliyun",
    "mirrors." + "ustc",
    "mirrors." + "tencent",
    "mirrors.cloud." + "tencent",
    "repo." + "huaweicloud",
    "pypi." + "douban",
    "anaconda." + "org",
    "crates." + "io",
]
MACHINE_PATHS = [
    r"/wo" + r"rk/",
    r"/ro" + r"ot/",
    r"/ho" + r"me/\w",
    r"/Us" + r"ers/\w",
    r"/opt/" + r"(?:wheels|pypi)",
]
LONGEST_SOURCE = 400  # lines
LARGEST_FILE = 1_500_000  # bytes: a full-page picture for the guide stays below
NOT_OURS = {".ttf", ".otf", ".ttc", ".woff", ".woff2", ".eot", ".pfb"}  # fonts come from the system
NOT_SOURCE = {
    ".whl",
    ".exe",
    ".dll",
    ".so",
    ".dylib",
    ".jar",
    ".pyc",
    ".sqlite3",
    ".db",
    ".gz",
    ".7z",
    ".rar",
}
OTHER_LOCKS = {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}


def test_no_package_index_is_named() -> None:
    pattern = re.compile("|".join(re.escape(host) for host in INDEX_HOSTS), re.IGNORECASE)

    assert hits(pattern, texts()) == []


def test_index_check_sees_a_planted_address() -> None:
    pattern = re.compile("|".join(re.escape(host) for host in INDEX_HOSTS), re.IGNORECASE)
    planted = "a line\n--index-url https://pypi" + ".org/simple\n"

    assert hits(pattern, [(ROOT / "planted.txt", planted)]) == ["planted.txt:2: pypi" + ".org"]


def test_no_path_of_a_machine() -> None:
    # A web address may have such a path; then a letter or a dot stands before the slash.
    assert hits(re.compile(r"(?<![\w.>})\]*])(?:" + "|".join(MACHINE_PATHS) + ")"), texts()) == []


def test_no_fonts_programs_or_other_locks() -> None:
    unwanted = [
        str(path.relative_to(ROOT))
        for path in files()
        if path.suffix.lower() in NOT_OURS | NOT_SOURCE or path.name in OTHER_LOCKS
    ]

    assert unwanted == []


def test_no_fonts_inside_documents() -> None:
    embedded = []
    for path in files():
        if path.suffix.lower() in {".docx", ".dotx", ".odt", ".xlsx"} and zipfile.is_zipfile(path):
            names = zipfile.ZipFile(path).namelist()
            embedded += [f"{path.name}: {name}" for name in names if re.match(r"(?i)(word/)?fonts/", name)]

    assert embedded == []


def test_no_large_files() -> None:
    assert [str(path.relative_to(ROOT)) for path in files() if path.stat().st_size > LARGEST_FILE] == []


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".js"])
def test_source_files_are_short(suffix: str) -> None:
    long = {
        str(path.relative_to(ROOT)): text.count("\n")
        for path, text in texts()
        if path.is_relative_to(SOURCE)
        and path.suffix == suffix
        and "migrations" not in path.parts
        and text.count("\n") > LONGEST_SOURCE
    }

    assert long == {}
