"""Two texts become pieces that put both together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.moderation.differences import MOST_WORDS, Change, difference

WORDS = st.lists(st.sampled_from(["قطار", "البحر", "يصل", "غداً.", "😀", "a", "\n", "  "]), max_size=30).map(" ".join)


def said(pieces, *changes: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.change in changes)


@given(WORDS, WORDS)
def test_what_was_kept_and_what_came_make_the_new_words(before, after):
    assert said(difference(before, after), Change.KEPT, Change.NEW).split() == after.split()


@given(WORDS, WORDS)
def test_what_was_kept_and_what_went_make_the_old_words(before, after):
    assert said(difference(before, after), Change.KEPT, Change.GONE).split() == before.split()


def test_the_same_text_is_one_piece():
    assert [piece.change for piece in difference("يصل القطار.", "يصل القطار.")] == [Change.KEPT]


@pytest.mark.parametrize(("before", "after"), [("", "جديد"), ("قديم", "")])
def test_nothing_on_one_side_is_no_piece(before, after):
    (piece,) = difference(before, after)

    assert piece.text == (after or before)
    assert piece.change is (Change.NEW if after else Change.GONE)


def test_texts_too_long_to_compare_are_shown_whole():
    before, after = "كلمة " * (MOST_WORDS + 1), "كلام"

    pieces = difference(before, after)

    assert [(piece.change, piece.text) for piece in pieces] == [(Change.GONE, before), (Change.NEW, after)]
