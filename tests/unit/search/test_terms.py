"""Terms: ASCII, one spelling a word, places where PostgreSQL still counts them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hiwar.arabic.tokens import tokens
from hiwar.search.terms import (
    GAP,
    LONGEST_WORD,
    MOST_PLACES,
    MOST_WORDS,
    Content,
    Sort,
    facet,
    spelled,
    term,
    terms_of,
    words_of,
    words_with,
)

TEXT = st.text(alphabet="الوفبكليونتهمأةقن ـً،.1c", max_size=80)


def test_no_two_words_share_a_spelling() -> None:
    words = [
        "قانون",
        "قانونن",
        "covid",
        "زcovid",
        "ب12",
        "12",
        "١٢",
        "گلبي",
        "چاي",
        "ڭ",
        "a",
        "z",
        "q",
        "q61q",
        "ق61ق",
        "été",
        "كتاب",
        "كتابة",
        "ж",
        "漢字",
    ]
    folded = {token.text for word in words for token in tokens(word)}

    spellings = Counter(spelled(word) for word in folded)

    assert max(spellings.values()) == 1
    assert all(one.isascii() and one.isalnum() and one == one.lower() for one in spellings)


def test_a_word_without_end_is_cut() -> None:
    assert spelled("ا" * 500) == spelled("ا" * LONGEST_WORD)


def test_words_of_articles_and_of_comments_are_apart() -> None:
    made = {term(sort, kind, "قانون") for sort in Sort for kind in ("article", "comment")}

    assert len(made) == 2 * len(Sort)
    assert facet("website", 1) not in made


def test_a_headline_and_its_text_are_not_one_row_of_words() -> None:
    terms = terms_of(Content("article", "قطار", "الساحل"))

    train, coast = (term(Sort.STEM, "article", word) for word in ("قطار", "ساحل"))
    assert terms[:4] == [train, GAP, coast, GAP]


def test_a_text_says_what_stands_in_its_headline_and_in_which_form() -> None:
    terms = terms_of(Content("article", "ولبنان", "القانونية", (facet("section", 7),)))

    assert term(Sort.TITLE, "article", "لبنان") in terms
    assert term(Sort.TITLE, "article", "قانون") not in terms
    assert term(Sort.FORM, "article", "قانونيه") in terms
    assert term(Sort.OTHER, "article", "لبنان") in terms
    assert terms[-1] == "xs7"


def test_a_word_has_no_more_places_than_every_database_counts() -> None:
    terms = terms_of(Content("comment", "", "ملح " * 1000))

    assert terms.count(term(Sort.STEM, "comment", "ملح")) == MOST_PLACES


def test_the_end_of_an_endless_text_is_not_taken_in() -> None:
    terms = terms_of(Content("comment", "", " ".join(f"w{number}" for number in range(MOST_WORDS + 10))))

    assert sum(one.startswith("uz") for one in terms) == MOST_WORDS


@given(TEXT, st.data())
def test_the_words_with_a_stem_are_those_that_have_it_among_theirs(text: str, data: st.DataObject) -> None:
    words = words_of(text)
    stems = sorted({stem for word in words for stem in word.stems.all}) or ["قانون"]
    wanted = data.draw(st.sets(st.sampled_from(stems), min_size=1, max_size=3))

    found = words_with(text, wanted)

    assert found == [word for word in words if not wanted.isdisjoint(word.stems.all)]
