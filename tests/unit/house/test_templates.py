"""The strict content security policy, checked where the markup is written."""

import re

import pytest
from tests.unit.house.tree import ROOT, SOURCE, hits, texts

COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
INLINE = {
    "script": re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "style element": re.compile(r"<style\b[^>]*>", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=\s*[\"'{]", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    "script address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "htmx script": re.compile(r"\shx-(?:on|vals=[\"']js:)[^\s>]*", re.IGNORECASE),
    "address of another site": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*[\"'](?:https?:)?//[^>]*>", re.IGNORECASE
    ),
}
PLANTED = {
    "script": "<p>\n<script>go()</script>",
    "style element": "<style>p{}</style>",
    "style attribute": '<p style="color:red">',
    "event attribute": '<a href="#" onclick="go()">',
    "script address": '<a href="javascript:go()">',
    "htmx script": '<a hx-on:click="go()">',
    "address of another site": '<script src="https://cdn.example/x.js"></script>',
}


def without_comments(text: str) -> str:
    """The template with its comments blanked; line numbers stay."""
    return COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)


@pytest.mark.parametrize("what", INLINE)
def test_nothing_inline_in_templates(what: str) -> None:
    templates = [
        (path, without_comments(text))
        for path, text in texts()
        if path.is_relative_to(SOURCE) and path.suffix in {".html", ".svg"}
    ]

    assert hits(INLINE[what], templates) == []


@pytest.mark.parametrize("what", INLINE)
def test_the_check_sees_a_planted_one(what: str) -> None:
    assert len(hits(INLINE[what], [(ROOT / "planted.html", PLANTED[what])])) == 1


def test_plain_markup_passes() -> None:
    plain = """
        <script src="{% static 'ui/a.js' %}" defer></script>
        {# <script>no</script> #}
        <p data-on="1">风格 style = 2</p>
    """
    page = [(ROOT / "planted.html", without_comments(plain))]

    assert {what: hits(pattern, page) for what, pattern in INLINE.items()} == {what: [] for what in INLINE}
