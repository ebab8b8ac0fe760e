"""What must hold for any text: no failure, spans that carry their value, and the same reading of the same notice."""

import re
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from ipweek.notice.reading import read
from ipweek.notice.reading.flow import fold
from ipweek.notice.reading.report import table
from ipweek.notice.reading.schema import SCHEMA

Json = dict[str, Any]
TEXTS = [
    file.read_text(encoding="utf-8")
    for file in sorted((Path(__file__).parents[3] / "samples/notices").glob("*.txt"))
]
MARKS = "、（）()。，：；“”《》〔〕×-—.·|@\n\r\t 　\u200b\x0c"
WORDS = (
    "一二三四五六七八九十0123456789月日年前报送号通知关于局"
    "办抄送印发联系人电话主题活动时间要求截止每周结束后内工作xX①第是"
)
SOUP = st.text(st.sampled_from(MARKS + WORDS), max_size=400)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
STABLE = (
    "campaign",
    "title",
    "doc_number",
    "issuer",
    "addressees",
    "signed_by",
    "signed_on",
    "start",
    "end",
    "printed_on",
)


def packed(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+|@@", "", fold(text))


def value_at(result: Json, pointer: str) -> Any:
    value: Any = result
    for part in pointer.strip("/").split("/"):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def core(result: Json) -> Json:
    """What a change of marks or of line breaks must not touch."""
    kept: Json = {
        name: result[name] if not isinstance(result[name], str) else packed(result[name]) for name in STABLE
    }
    kept["addressees"] = [packed(name) for name in result["addressees"]]
    kept["activities"] = [
        (packed(a["title"]), a["kinds"], a["start"], a["end"], a["clause"]) for a in result["activities"]
    ]
    kept["requirements"] = [packed(one["title"]) for one in result["requirements"]]
    kept["deadlines"] = [(packed(one["what"]), one["date"]) for one in result["deadlines"]]
    kept["deliverables"] = [
        (one["code"], one["due"]["rule"], one["modality"]) for one in result["deliverables"]
    ]
    kept["theme"] = packed(result["theme"] or "")
    return kept


def mangled(data: st.DataObject) -> str:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 60)))
        text = (
            text[:start]
            + data.draw(st.sampled_from(["", text[start:end] * 2, "\n", "（一）", "2024年", "报送"]))
            + text[end:]
        )
    return text


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_its_spans_lie_in_it(data: st.DataObject) -> None:
    text = data.draw(SOUP) if data.draw(st.booleans()) else mangled(data)
    result = read(text)
    VALIDATOR.validate(result)
    assert table(result).startswith("【文头】")
    for spans in result["spans"].values():
        for start, end in spans:
            assert 0 <= start < end <= len(text)
    for pointer in {*result["spans"], *result["inferred"]}:
        value_at(result, pointer)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_characters(text: str) -> None:
    assert read(text)["text"] == text


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_spans_carry_their_value(data: st.DataObject) -> None:
    text = mangled(data)
    result = read(text)
    for pointer, spans in result["spans"].items():
        value = value_at(result, pointer)
        written = packed("".join(text[start:end] for start, end in spans))
        if (
            pointer in result["inferred"]
            or not isinstance(value, str)
            or pointer.endswith(("/start", "/end", "/date", "_on"))
        ):
            continue
        assert packed(value).rstrip("。;,: ") in written or written in packed(value)


@given(st.sampled_from(TEXTS))
@settings(max_examples=30, deadline=None)
def test_full_width_digits_and_other_quotes_change_nothing(text: str) -> None:
    wide = text.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789"})
    assert core(read(wide)) == core(read(text))
    quotes = text.translate(str.maketrans("“”", "「」"))
    assert core(read(quotes)) == core(read(text))


def body_sentences(text: str) -> list[re.Match[str]]:
    """Long sentences of the body, in which a page may end."""
    return [m for m in re.finditer(r"[^\n。：:；;|\t]{60,}。", text) if "，" in m[0][14:-14]]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_page_break_inside_a_sentence_changes_nothing(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([text for text in TEXTS if body_sentences(text)]))
    sentence = data.draw(st.sampled_from(body_sentences(text)))
    place = data.draw(st.integers(sentence.start() + 25, sentence.end() - 10))
    if "，" not in text[sentence.start() : place] or re.match(
        r"[\d一二三四五六七八九十（(①第]", text[place:]
    ):
        return
    cut = data.draw(
        st.sampled_from(
            ["\n", "\n\n", "\n- 3 -\n", "\n\n— 12 —\n\n", "\n\x0c", "\r\n\r\n第 2 页 共 5 页\r\n"]
        )
    )
    assert core(read(text[:place] + cut + text[place:])) == core(read(text))


@given(st.sampled_from(TEXTS), st.integers(36, 44))
@settings(max_examples=40, deadline=None)
def test_hard_wrapped_paragraphs_read_the_same(text: str, width: int) -> None:
    def wrapped(line: str) -> str:
        if len(line) < 2 * width or "\t" in line or "|" in line or not line.rstrip().endswith("。"):
            return line
        pieces = [line[i : i + width] for i in range(0, len(line), width)]
        if any(
            re.match(r"[\s\d一二三四五六七八九十（(①第]|抄送|附件|联系|电话|时间|地点", piece)
            for piece in pieces[1:]
        ):
            return line
        return line if any(piece.endswith(("。", "；", "：")) for piece in pieces[:-1]) else "\n".join(pieces)

    again = "\n".join(map(wrapped, text.split("\n")))
    assert core(read(again)) == core(read(text))
