"""Words are cut on folded text and keep their place in the original."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.tokens import light_stem, stems, tokens


def test_words_are_folded_and_point_at_the_original() -> None:
    text = "قالت: «مَرحـبا»، ثم مضت…"

    found = [(token.text, text[token.start : token.end]) for token in tokens(text)]

    assert found == [("قالت", "قالت"), ("مرحبا", "مَرحـبا"), ("ثم", "ثم"), ("مضت", "مضت")]


def test_a_hashtag_is_cut_at_its_underscores() -> None:
    assert [token.text for token in tokens("#نهر_الكلب")] == ["نهر", "الكلب"]


def test_a_text_of_signs_has_no_words() -> None:
    assert tokens("؟! … 😂") == ()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_words_stand_in_order_inside_the_text(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert last <= token.start < token.end <= len(text)
        last = token.start


@pytest.mark.parametrize(
    "word",
    ["والكلب", "بالكلب", "لكلب", "كالكلب", "فالكلب", "ياكلب", "هالكلب", "وكلب", "عالكلب", "ويالكلب", "وبالكلب"],
)
def test_a_word_is_found_under_its_clitics(word: str) -> None:
    folded = tokens(word)[0].text

    assert "كلب" in stems(folded) or "الكلب" in stems(folded)


def test_a_stem_keeps_three_letters() -> None:
    assert stems("كلب") == ("كلب",)


@pytest.mark.parametrize(
    ("word", "stem"), [("والمراسلين", "مراسل"), ("معلمات", "معلم"), ("كتابهم", "كتاب"), ("بيوتنا", "بيوت")]
)
def test_the_light_stem_takes_off_clitics_and_one_ending(word: str, stem: str) -> None:
    assert light_stem(word) == stem
