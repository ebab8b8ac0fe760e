"""Stylesheets, scripts and drawings keep their own rules."""

import re
from pathlib import Path

import pytest

from ipweek import ui
from ipweek.ui.icons import ICONS
from ipweek.ui.templatetags.ui_small import TONES

STATIC = Path(ui.__file__).parent / "static" / "ui"
CSS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TOKENS = (STATIC / "css" / "tokens.css").read_text()
PORTAL, CAMPAIGN = TOKENS.partition('[data-theme="campaign"]')[::2]
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def tokens(theme: str) -> dict[str, str]:
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", PORTAL))
    if theme == "campaign":
        found.update(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", CAMPAIGN))
    return found


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_formula_knows_black_and_white() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", ["portal", "campaign"])
def test_words_are_readable_on_every_ground(theme: str) -> None:
    of = tokens(theme)
    pairs = [
        (ink, ground) for ink in ("ink", "ink-2", "ink-3", "link") for ground in ("paper", "ground", "shade")
    ]
    pairs += [(f"{tone}-ink", ground) for tone in TONES for ground in (f"{tone}-soft", "paper")]
    pairs += [
        ("brand-ink", "brand"),
        ("brand-ink", "brand-deep"),
        ("link", "brand-soft"),
        ("ink-2", "neutral-soft"),
    ]
    poor = {pair: round(contrast(of[pair[0]], of[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["portal", "campaign"])
def test_edges_and_focus_stand_out(theme: str) -> None:
    of = tokens(theme)
    pairs = [("edge", "paper"), ("focus", "paper"), ("focus", "ground"), ("focus-inverse", "brand")]
    assert {pair for pair in pairs if contrast(of[pair[0]], of[pair[1]]) < 3} == set()


def test_only_tokens_name_colours() -> None:
    allowed = {"tokens.css", "print.css"}
    named = {path.name: COLOUR.findall(path.read_text()) for path in CSS if path.name not in allowed}
    assert {name: colours for name, colours in named.items() if colours} == {}


def test_every_variable_is_defined() -> None:
    text = "".join(path.read_text() for path in CSS)
    used, defined = set(re.findall(r"var\((--[\w-]+)", text)), set(re.findall(r"(--[\w-]+)\s*:", text))
    assert used - defined == set()


def test_phone_rules_do_not_reach_the_printer() -> None:
    rules = re.findall(r"@media ([^{]+)\(max-width", "".join(path.read_text() for path in CSS))
    assert set(rules) == {"screen and "}


def test_the_drawings_are_those_of_the_list() -> None:
    drawn = re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text())
    assert sorted(drawn) == sorted(ICONS)


def test_scripts_hook_on_data_attributes_never_on_classes() -> None:
    looked_up = [
        (path.name, selector)
        for path in SCRIPTS
        for selector in re.findall(r"querySelector(?:All)?\(\s*[\"'`](\.[^\"'`]*)", path.read_text())
    ]
    assert looked_up == []


def test_every_script_is_loaded_by_a_shell() -> None:
    templates = STATIC.parent.parent / "templates" / "ui"
    loaded = set(
        re.findall(r"ui/js/([\w-]+\.js)", "".join(path.read_text() for path in templates.glob("*.html")))
    )
    assert loaded == {path.name for path in SCRIPTS}
