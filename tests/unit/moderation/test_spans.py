"""Cutting a text at what screening pointed at: nothing is lost, nothing is added, nothing raises."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hiwar.moderation.spans import CUT, Kind, Mark, Segment, excerpt, segments

offsets = st.integers(min_value=-50, max_value=200)
marks = st.lists(st.builds(Mark, offsets, offsets, st.sampled_from([Kind.DEALING, Kind.WORDS])), max_size=12)
texts = st.text(alphabet="كلب فاشل abc\n😀\N{ARABIC FATHA}<>&", max_size=120)


def joined(pieces: tuple[Segment, ...]) -> str:
    return "".join(piece.text for piece in pieces)


@given(texts, marks)
def test_the_pieces_together_are_the_text(text, marks):
    assert joined(segments(text, marks)) == text


@given(texts, marks)
def test_every_character_is_marked_exactly_as_the_gravest_mark_on_it(text, marks):
    kinds = [piece.kind for piece in segments(text, marks) for _ in piece.text]

    for index, kind in enumerate(kinds):
        assert kind == max((mark.kind for mark in marks if mark.start <= index < mark.end), default=Kind.PLAIN)


@given(texts, marks)
def test_no_piece_is_empty_and_no_neighbors_are_of_one_kind(text, marks):
    pieces = segments(text, marks)

    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@given(texts, marks, st.integers(min_value=90, max_value=110))
def test_an_excerpt_is_a_part_of_the_text_that_says_where_it_was_cut(text, marks, limit):
    pieces = segments(text, marks)

    short = joined(excerpt(pieces, limit=limit))

    assert short.removeprefix(CUT).removesuffix(CUT) in text
    assert len(short) <= limit + 2 * len(CUT)
    assert (short == text) == (len(text) <= limit)


def test_offsets_count_code_points_so_an_emoji_before_a_word_moves_nothing():
    pieces = segments("😀😀 فاشل", [Mark(3, 7, Kind.WORDS)])

    assert pieces == (Segment("😀😀 "), Segment("فاشل", Kind.WORDS))


def test_an_excerpt_of_a_long_text_shows_its_first_mark():
    text = "كلام " * 200 + "فاشل" + " كلام" * 200

    pieces = excerpt(segments(text, [Mark(1000, 1004, Kind.WORDS)]), limit=320)

    assert Segment("فاشل", Kind.WORDS) in pieces
    assert pieces[0] == pieces[-1] == Segment(CUT)


def test_a_text_without_marks_is_one_piece():
    assert segments("كلام", []) == (Segment("كلام"),)
