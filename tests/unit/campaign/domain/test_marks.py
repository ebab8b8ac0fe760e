"""Cutting a notice into marked pieces."""

from hypothesis import given
from hypothesis import strategies as st

from ipweek.campaign.domain.marks import Piece, pieces


def same(pointer):
    return pointer


def test_nested_spans_name_the_narrowest_first_and_anchor_once():
    assert pieces("甲乙丙丁", {"/whole": [[0, 4]], "/part": [[1, 3]]}, same) == [
        Piece(text="甲", targets=("/whole",), anchors=("/whole",)),
        Piece(text="乙丙", targets=("/part", "/whole"), anchors=("/part",)),
        Piece(text="丁", targets=("/whole",)),
    ]


def test_overlapping_spans_share_their_common_words():
    assert pieces("甲乙丙", {"/one": [[0, 2]], "/two": [[1, 3]]}, same) == [
        Piece(text="甲", targets=("/one",), anchors=("/one",)),
        Piece(text="乙", targets=("/one", "/two"), anchors=("/two",)),
        Piece(text="丙", targets=("/two",)),
    ]


def test_a_value_cut_by_a_page_break_has_two_marks_and_one_anchor():
    assert pieces("甲\n—1—\n乙", {"/title": [[0, 1], [6, 7]]}, same) == [
        Piece(text="甲", targets=("/title",), anchors=("/title",)),
        Piece(text="\n—1—\n"),
        Piece(text="乙", targets=("/title",)),
    ]


def test_pointers_that_are_shown_nowhere_stay_plain():
    assert pieces("甲乙", {"/format": [[0, 1]]}, {}.get) == [Piece(text="甲乙")]


def test_spans_outside_the_text_are_left_out():
    assert pieces("甲", {"/a": [[0, 5], [1, 1], [-1, 1]]}, same) == [Piece(text="甲")]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=8))
def test_the_pieces_joined_are_the_text(text, spans):
    found = pieces(text, {f"/{place}": [list(span)] for place, span in enumerate(spans)}, same)
    assert "".join(piece.text for piece in found) == text
    for place, (start, end) in enumerate(spans):
        if 0 <= start < end <= len(text):
            marked = "".join(piece.text for piece in found if f"/{place}" in piece.targets)
            assert marked == text[start:end]
