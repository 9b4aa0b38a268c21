"""Names that look alike have one skeleton; names that do not, do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.skeleton import skeleton
from tests.cases import cases


@pytest.mark.parametrize(("original", "expected"), cases("skeleton"))
def test_a_disguised_name_meets_the_plain_one(original: str, expected: str) -> None:
    assert skeleton(original) == skeleton(expected)


@pytest.mark.parametrize(("original", "expected"), cases("skeleton_apart"))
def test_different_names_stay_apart(original: str, expected: str) -> None:
    assert skeleton(original) != skeleton(expected)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_the_skeleton_of_a_skeleton_is_itself(name: str) -> None:
    once = skeleton(name)

    assert skeleton(once) == once
