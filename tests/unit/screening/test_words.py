"""Listed words are found however they are spelled, and only where they are words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.screening.words import NO_WORDS, WordEntry, WordList

DOG = WordList.compile([WordEntry("كلب", forms=("كلاب",))])
FOOL = WordList.compile([WordEntry("أحمق"), WordEntry("غبي"), WordEntry("ابن الكلب"), WordEntry("حمقى")])


@pytest.mark.parametrize(
    "text",
    [
        "كلب",
        "كَلْب",
        "كـلـب",
        "ك ل ب",
        "ك.ل.ب",
        "كلللب",
        "والكلب",
        "بالكلب",
        "للكلب",
        "ياكلب",
        "كلاب",
        "والكلاب",
        "کلب",
        "ﻛﻠﺐ",
        "كل\N{ZERO WIDTH NON-JOINER}ب",
        "كل😂ب",
        "أنت كلب!",
        "«كلب»",
    ],
)
def test_an_animal_is_found_in_every_disguise(text: str) -> None:
    assert DOG.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "احمق",
        "أحمق",
        "إحمق",
        "الأحمق",
        "غبى",
        "غبی",
        "غَبِيّ",
        "غبييي",
        "حمقي",
        "ابن، الكلب",
        "ابن ... الكلب",
        "إبن الكلب",
        "وابن الكلب",
    ],
)
def test_hamza_final_yeh_and_broken_phrases_change_nothing(text: str) -> None:
    assert FOOL.find(text)


@pytest.mark.parametrize("text", ["انقلاب", "طلبكلبن", "مكلبش", "كلبشات", "الكلبشة", "كل باب", "أكل بسرعة", "تكالب"])
def test_a_word_inside_another_is_not_found(text: str) -> None:
    assert not DOG.find(text)


def test_a_match_points_at_the_word_as_typed() -> None:
    text = "😀 قال: والكَـلْبُ، ومضى"

    (match,) = DOG.find(text)

    assert text[match.start : match.end] == "والكَـلْبُ"
    assert match.entry.text == "كلب"


def test_matches_come_in_the_order_of_the_text() -> None:
    found = FOOL.find("غبي وأحمق وغبي")

    assert [match.entry.text for match in found] == ["غبي", "أحمق", "غبي"]


def test_an_entry_may_refuse_clitics() -> None:
    words = WordList.compile([WordEntry("نور", clitics=False)])

    assert words.find("نور")
    assert not words.find("والنور")


@pytest.mark.parametrize(
    ("text", "found"), [("تموت ألف موتة", True), ("تموت كل يوم ألف موتة", True), ("تموت ولا أحد يدري متى موتة", False)]
)
def test_a_gap_stands_for_up_to_three_words(text: str, found: bool) -> None:
    words = WordList.compile([WordEntry("تموت … موتة")])

    assert bool(words.find(text)) is found


@pytest.mark.parametrize(("text", "found"), [("يلعنك", True), ("ويلعنهم", True), ("يلعن", False), ("يلعنون", False)])
def test_a_tilde_stands_for_an_attached_pronoun(text: str, found: bool) -> None:
    assert bool(WordList.compile([WordEntry("يلعن~")]).find(text)) is found


def test_a_domain_is_a_phrase_of_its_parts() -> None:
    words = WordList.compile([WordEntry("bad.example")])

    assert words.find("karim@mail.bad.example")
    assert not words.find("bad karim@good.example")


@pytest.mark.parametrize("text", ["", "  ", "،", "😂", "…", "~"])
def test_an_entry_without_a_letter_is_left_out(text: str) -> None:
    assert not WordList.compile([WordEntry(text)])


def test_an_empty_list_finds_nothing() -> None:
    assert not NO_WORDS.find("كلب")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=50))
def test_whatever_is_sent_matches_lie_inside_the_text(text: str) -> None:
    for match in DOG.find(f"{text} كلب {text}"):
        assert 0 <= match.start < match.end <= 2 * len(text) + 5
