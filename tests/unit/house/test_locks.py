"""The lock files: whole, hashed, silent about where files come from, enough for every supported Python."""

import re
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from tests.unit.house.tree import ROOT

LOCKS = ["base", "dev"]
LEFT_OUT = {"pillow-heif"}  # tools/lock.py says why
PYTHONS = ["3.11.2", "3.12.3", "3.13.0"]  # 3.11.2: Debian 12, 3.12.3: Ubuntu 24.04
MACHINES = ["x86_64", "aarch64"]


def lines(name: str) -> list[str]:
    """The lock without comments, continued lines joined."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(name: str) -> dict[str, str]:
    """Package and version."""
    return {canonicalize_name(line.split("==")[0]): line.split("==")[1].split()[0] for line in lines(name)}


def roots(name: str) -> list[Requirement]:
    """The requirements of an .in file and of those it includes."""
    found = []
    for line in (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].strip()
        if words.startswith("-r "):
            found += roots(words.removeprefix("-r ").removesuffix(".in"))
        elif words and not words.startswith("-"):
            found.append(Requirement(words))
    return found


@cache
def asked_by(package: str) -> list[Requirement]:
    """What an installed package asks for, with all its extras."""
    return [Requirement(text) for text in metadata.requires(package) or []]


def needed(name: str, environment: dict[str, str]) -> dict[str, list[Requirement]]:
    """Every package that the .in file asks for there, directly or not, with the requirements on it."""
    found: dict[str, list[Requirement]] = {}
    seen: set[tuple[str, str]] = set()
    queue = [requirement for requirement in roots(name) if holds(requirement, environment, "")]
    while queue:
        requirement = queue.pop()
        package = canonicalize_name(requirement.name)
        found.setdefault(package, []).append(requirement)
        for extra in {"", *requirement.extras}:
            if package not in LEFT_OUT and (package, extra) not in seen:
                seen.add((package, extra))
                queue += [each for each in asked_by(package) if holds(each, environment, extra)]
    return found


def holds(requirement: Requirement, environment: dict[str, str], extra: str) -> bool:
    """Whether a requirement applies there."""
    return requirement.marker is None or requirement.marker.evaluate({**environment, "extra": extra})


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_with_hashes(name: str) -> None:
    pin = re.compile(r"[a-z0-9.\-]+==[0-9][\w.]*(?:\s+--hash=sha256:[0-9a-f]{64})+")

    assert [line for line in lines(name) if not pin.fullmatch(line.strip())] == []
    assert len(lines(name)) >= 80


@pytest.mark.parametrize("name", LOCKS)
def test_comments_name_no_place(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")

    assert re.findall(r"\w+://\S+|--(?:index|extra|find|trusted)\S*|(?<![\w.])/\w+/\S*", text) == []


def test_the_development_lock_contains_the_runtime_lock() -> None:
    base, dev = pins("base"), pins("dev")

    assert {package: dev.get(package) for package in base} == base


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_is_whole_and_fits(name: str, python: str, machine: str) -> None:
    environment = {
        "python_version": python.rsplit(".", 1)[0],
        "python_full_version": python,
        "platform_machine": machine,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    locked = pins(name)
    wanted = needed(name, environment)
    unfit = [
        f"{requirement} but {locked[package]} is locked"
        for package, requirements in wanted.items()
        for requirement in requirements
        if package in locked and not requirement.specifier.contains(locked[package], prereleases=True)
    ]

    assert set(wanted) - set(locked) - LEFT_OUT == set()
    assert unfit == []
    # What only an older Python needs may be locked as well; anything else would be a left-over.
    assert python != PYTHONS[0] or set(locked) - set(wanted) == set()


@pytest.mark.parametrize("python", PYTHONS)
def test_every_library_runs_on_every_python(python: str) -> None:
    asked = {
        package: str(metadata.metadata(package).json.get("requires_python", "")) for package in pins("dev")
    }

    assert [package for package, text in asked.items() if not SpecifierSet(text).contains(python)] == []


def test_left_out_packages_are_named_in_one_place() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r}); import lock; print(sorted(lock.LEFT_OUT))"
    )
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert printed.strip() == str(sorted(LEFT_OUT))


def test_the_project_builds_with_the_locked_setuptools() -> None:
    text = Path(ROOT / "pyproject.toml").read_text(encoding="utf-8")
    asked = Requirement(re.findall(r'requires = \["(setuptools[^"]*)"\]', text)[0])

    assert asked.specifier.contains(pins("base")["setuptools"])
