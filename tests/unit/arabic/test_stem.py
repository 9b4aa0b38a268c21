"""Stems for finding: forms of one word share one, and words that only look alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.arabic.stem import SHORTEST, readings, stemmed
from hiwar.arabic.tokens import tokens

# Forms that must have one stem in common, whatever stands in front of them or behind.
FAMILIES = (
    "قانون القانون بالقانون والقانون وللقانون كالقانون لِلْقانونِ قانوني قانونية القانونيين قانونيات",
    "معلم معلّم معلمين المعلمون والمعلمين للمعلمين معلمة المعلمة معلمات معلمتين معلمتان معلمو معلموها معلماتهم",
    "مراسل والمراسلين مراسلة مراسلتهم مراسلاتي مراسلون",
    "حكومة الحكومة حكومي الحكومية حكومات حكومته حكومتنا حكومتها",
    "شركة الشركات شركتين شركته شركتهم لشركات",
    "لاجئ اللاجئ اللاجئين لاجئون اللّاجئة واللاجئين باللاجئين",
    "لغة اللغة للغة باللغة واللغة",
    "لبنان اللبناني لبنانيون لبنانية اللبنانيين بلبنان ولبنان",
    "ألمانيا ألماني الألمانية الألمان",
    "سوريا السورية سوري سوريون السوريين وسوريا",
    "وزير الوزير وزيرة للوزير وزيرين",
    "وطن وطني الوطنية للوطن وطنهم",
    "مؤقت مؤقتة المؤقتة مؤقتين",
    "رئيس رئيسا الرئيسة رئيسهم للرئيس",
    "covid Covid COVID",
)
# Words that no reader would call one.
APART = (
    ("كرة", "فكرة"),
    ("لبنان", "لبن"),
    ("رمضان", "رمض"),
    ("والدين", "الدين"),
    ("لجنة", "جنة"),
    ("بيت", "يت"),
    ("قطار", "مطار"),
)


def read(text: str) -> list[frozenset[str]]:
    """Return every stem that each word of a text may have in an index."""
    return [frozenset(stemmed(token.text, text[token.start : token.end]).all) for token in tokens(text)]


def asked(text: str) -> list[frozenset[str]]:
    """Return the stems that each word of a question is looked for under."""
    return [frozenset(readings(token.text, text[token.start : token.end])) for token in tokens(text)]


@pytest.mark.parametrize("family", FAMILIES, ids=[family.split()[0] for family in FAMILIES])
def test_every_form_of_a_word_finds_every_other(family: str) -> None:
    forms = family.split()

    apart = [
        (one, other)
        for one, sought in zip(forms, asked(family), strict=True)
        for other, kept in zip(forms, read(family), strict=True)
        if not sought & kept
    ]

    assert apart == []


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_only_look_alike_are_apart(one: str, other: str) -> None:
    ((first,), (second,)) = (read(word) for word in (one, other))

    assert stem_of(one) not in second
    assert stem_of(other) not in first


def stem_of(word: str) -> str:
    """Return a word's likeliest stem."""
    (token,) = tokens(word)
    return stemmed(token.text, word).stem


def test_at_least_three_letters_stay() -> None:
    text = "والله بالله لله كان وان فيها بها هي هو ماء بنات بنتين يدين الى على كلها وهما فان ولا ال وال لل ون ين"

    short = [(token.text, stem) for token in tokens(text) for stem in stems(text, token.start, token.end, token.text)]

    assert [(word, stem) for word, stem in short if len(stem) < min(SHORTEST, len(word))] == []


def stems(text: str, start: int, end: int, folded: str) -> tuple[str, ...]:
    """Return every stem of the word that stands there."""
    return (stemmed(folded, text[start:end]).form, *readings(folded, text[start:end]))


def test_the_article_is_known_by_its_spelling() -> None:
    words = {
        "للقانون": "قانون",
        "لقانون": "لقانون",
        "اللغة": "لغه",
        "الغاز": "غاز",
        "إلغاء": "الغاء",
        "بألمانيا": "بالمانيا",
    }

    forms = {word: stemmed(token.text, word).form for word in words for token in tokens(word)}

    assert forms == words


def test_whoever_leaves_the_hamza_out_is_understood() -> None:
    (sought,), (kept,) = asked("المانيا"), read("ألمانيا")

    assert sought & kept


# Letters that fronts and endings are made of, and a few others, so that most words are some form of another.
WRITTEN = st.text(alphabet="الوفبكليونتهمأآإةىقنًّـcv19", min_size=1, max_size=14)


@given(WRITTEN)
def test_every_stem_is_a_part_of_its_folded_word(written: str) -> None:
    for token in tokens(written):
        found = stemmed(token.text, written[token.start : token.end])

        assert found.form in token.text
        assert all(stem and stem in token.text for stem in found.all)
