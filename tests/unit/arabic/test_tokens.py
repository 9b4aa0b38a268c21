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
    "words",
    [
        "مراسل المراسل والمراسلين مراسلون مراسلة مراسلات مراسلهم مراسلتهم مراسلاتي بالمراسلة",
        "وزير الوزير والوزير وزيرهم وزيرين وزيرة",
        "سوري السوري سورية السوريون سوريين سوريات",
        "حكومة الحكومة حكومتهم حكومتنا حكومات حكوماتهم",
        "كتاب الكتاب كتابهم كتابي كتابه",
        "بيوت بيوتنا بيوتهم البيوت",
    ],
)
def test_forms_of_a_word_share_their_light_stem(words: str) -> None:
    assert len({light_stem(token.text) for token in tokens(words)}) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("والبكهمناتينيط"), max_size=12) | st.text(max_size=12))
def test_a_stem_of_any_kind_is_a_part_of_its_word(word: str) -> None:
    assert all(stem and word.endswith(stem) for stem in stems(word) if word)
    assert light_stem(word) in word
    assert len(light_stem(word)) >= min(3, len(word))
