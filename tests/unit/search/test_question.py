"""What a reader types becomes words and phrases, or is refused by name."""

from __future__ import annotations

import pytest

from hiwar.search.question import (
    MOST_CHARACTERS,
    MOST_WORDS,
    AnyOf,
    BadQuestion,
    Fault,
    InARow,
    everywhere,
    in_a_row,
    in_title,
    question_of,
)


@pytest.mark.parametrize(
    ("asked", "words", "phrases"),
    [
        ("القانون", ["قانون"], []),
        ("القانون في المدينة", ["قانون", "مدينه"], []),
        ("في على", ["في", "علي"], []),
        ("«قطار الساحل»", [], [["قطار", "ساحل"]]),
        ('"قطار الساحل" قانون', ["قانون"], [["قطار", "ساحل"]]),
        ("“من المدينة” «إلى البحر»", [], [["من", "مدينه"], ["الي", "بحر"]]),
        # A phrase of one word is a word, and what is not closed is no phrase.
        ("«قانون»", ["قانون"], []),
        ("«قطار الساحل", ["قطار", "ساحل"], []),
        ("قانون قانون", ["قانون"], []),
    ],
)
def test_words_and_phrases_are_told_apart(asked: str, words: list[str], phrases: list[list[str]]) -> None:
    found = question_of(asked)

    assert [word.form for word in found.words] == words
    assert [[word.form for word in phrase] for phrase in found.phrases] == phrases


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("", Fault.EMPTY),
        (" \n", Fault.EMPTY),
        ("ا" * (MOST_CHARACTERS + 1), Fault.TOO_LONG),
        (" ".join(f"w{number}" for number in range(MOST_WORDS + 1)), Fault.TOO_MANY_WORDS),
        ("؟ «» …", Fault.NO_WORDS),
        ("\N{ARABIC FATHA}", Fault.NO_WORDS),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(asked: str, fault: Fault) -> None:
    with pytest.raises(BadQuestion) as refusal:
        question_of(asked)

    assert refusal.value.fault is fault


def test_a_condition_is_made_of_our_own_letters_alone() -> None:
    question = question_of('قانون\' | "a" OR title:* قطار-ساحل «سكة ; حديد» 漢 ж')

    parts = (
        *everywhere(question, kind="article", facets=("xs7",)),
        *in_title(question, kind="article"),
        *in_a_row(question, kind="article"),
    )

    assert {type(part) for part in parts} == {AnyOf, InARow}
    assert [one for part in parts for one in part.terms if not (one.isascii() and one.isalnum())] == []


def test_one_word_is_no_row() -> None:
    assert in_a_row(question_of("قانون"), kind="article") == ()
