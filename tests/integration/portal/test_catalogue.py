"""Our translations of Wagtail's strings."""

import io
import re
import runpy
from gettext import GNUTranslations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ipweek

FOLDER = Path(ipweek.__file__).parent / "config" / "locale" / "zh_Hans" / "LC_MESSAGES"
TOOL = runpy.run_path(str(Path(ipweek.__file__).parents[2] / "tools" / "compile_messages.py"))
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w+)\}")
TAG = re.compile(r"</?[a-z]+")


def messages(name):
    return TOOL["read"]((FOLDER / f"{name}.po").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_catalogue_is_the_written_one(name):
    text = (FOLDER / f"{name}.po").read_text(encoding="utf-8")

    assert (FOLDER / f"{name}.mo").read_bytes() == TOOL["compile_catalogue"](text)


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_a_translation_asks_for_nothing_its_string_does_not_give(name):
    wrong = [
        key
        for key, value in messages(name).items()
        if key
        and not {match[0] for match in PLACE.finditer(value)} <= {match[0] for match in PLACE.finditer(key)}
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_a_translation_is_chinese_and_its_tags_are_closed(name):
    for key, value in messages(name).items():
        if not key or not re.search("[A-Za-z]{2,}", PLACE.sub("", key)):
            continue
        plain = re.sub(r"<[^>]*>", "", PLACE.sub("", value))
        assert not plain.strip() or re.search("[\u4e00-\u9fff（：，-]", plain), key
        assert "！" not in value, key
        opened = [tag for tag in TAG.findall(value) if tag != "<br"]
        assert sum(not tag.startswith("</") for tag in opened) == sum(
            tag.startswith("</") for tag in opened
        ), key


def test_the_catalogues_are_not_empty():
    assert (len(messages("django")), len(messages("djangojs"))) == (320, 20)


@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_characters="\0\x04"), min_size=1),
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
    )
)
def test_what_goes_into_a_catalogue_comes_out_of_it(pairs):
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    text = head + "".join(
        f"\nmsgid {repr_po(key)}\nmsgstr {repr_po(value)}\n" for key, value in pairs.items()
    )
    catalogue = GNUTranslations(io.BytesIO(TOOL["compile_catalogue"](text)))
    assert {key: catalogue.gettext(key) for key in pairs} == pairs


def repr_po(text):
    """A string as catalogues write it."""
    escaped = "".join(
        letter if letter.isalnum() or letter == " " else f"\\U{ord(letter):08x}" for letter in text
    )
    return f'"{escaped}"'


def test_a_line_that_is_none_and_a_message_given_twice_are_refused():
    with pytest.raises(ValueError, match="not a line of a catalogue"):
        TOOL["read"]('msgid "a"\nmsgstr "b"\nwhat')
    with pytest.raises(ValueError, match="given twice"):
        TOOL["read"]('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n')
