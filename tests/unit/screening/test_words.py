"""Listed words are found however they are spelled, and only where they are words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.fold import fold_batch
from hiwar.arabic.tokens import tokens
from hiwar.screening.words import NO_WORDS, WordEntry, WordList
from hiwar.screening.words.phrases import phrases_of
from tests.cases import cases

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


# What an editor would type, with the plural that no rule of endings makes.
INSULTS = WordList.compile(
    [
        WordEntry("كلب", forms=("كلاب",)),
        WordEntry("أحمق", forms=("حمقى",)),
        WordEntry("غبي", forms=("أغبياء",)),
        WordEntry("ابن الكلب", forms=("أولاد الكلب",)),
    ]
)


@pytest.mark.parametrize(("original", "expected"), cases("starter_spellings"))
@pytest.mark.parametrize("around", ["{}", "أنت {} يا هذا", "قلنا:{}."])
def test_each_of_fourteen_spellings_of_an_insult_is_caught(original: str, expected: str, around: str) -> None:
    assert expected in [match.entry.text for match in INSULTS.find(around.format(original))]


STEM = WordList.compile([WordEntry("مراسل", by_stem=True)])


@pytest.mark.parametrize(
    "text",
    ["مراسل", "مراسلة", "المراسلون", "للمراسلين", "مراسلات", "مراسلهم", "مراسلتنا", "ومراسليها", "مراسلاً", "المُراسِلَين"],
)
def test_a_stem_is_found_with_its_endings(text: str) -> None:
    assert STEM.find(text)


@pytest.mark.parametrize("text", ["رسالة", "مراسم", "مراسلبك", "مرسل", "يراسل"])
def test_a_stem_is_not_found_in_other_words(text: str) -> None:
    assert not STEM.find(text)


@pytest.mark.parametrize("typed", ["كلبة", "الكلب", "كَلْب"])
def test_a_stem_may_be_typed_with_article_or_feminine_ending(typed: str) -> None:
    words = WordList.compile([WordEntry(typed, by_stem=True)])

    assert words.find("كلبهم")
    assert words.find("الكلبين")
    assert not words.find("كلبش")


def test_a_stem_may_refuse_clitics_too() -> None:
    words = WordList.compile([WordEntry("كلب", by_stem=True, clitics=False)])

    assert words.find("كلبهم")
    assert not words.find("والكلب")


@pytest.mark.parametrize("text", ["كل اب", "ك لاب", "و سام", "ههه مار", "كل ب"])
def test_two_honest_words_are_no_torn_one(text: str) -> None:
    words = WordList.compile([WordEntry(word) for word in ("كلاب", "وسام", "همار", "كلب")])

    assert not words.find(text)


def test_a_batch_finds_what_one_text_at_a_time_finds() -> None:
    texts = ["", "كلب", "لا شيء هنا", "ابن، الكلب… وأحمق", "ابن", "الكلب", "😀 ك ل ب", "كلب " * 300, "漢字 غبي 漢字"]

    found = INSULTS.find_batch(fold_batch(texts))

    assert found == {place: INSULTS.find(text) for place, text in enumerate(texts) if INSULTS.find(text)}
    assert 4 not in found


_pieces = st.sampled_from(
    ["كلب", "ابن", "الكلب", "غبي", "و", "وال", "يا", "قط", " ", "، ", "…", "\n", "ب", "تموت", "موته"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_pieces, max_size=30).map("".join), max_size=6))
def test_whatever_is_sent_a_batch_and_single_texts_agree(texts: list[str]) -> None:
    words = WordList.compile([WordEntry("كلب"), WordEntry("ابن الكلب"), WordEntry("تموت … موتة"), WordEntry("غبي~")])

    found = words.find_batch(fold_batch(texts))

    assert [found.get(place, ()) for place in range(len(texts))] == [words.find(text) for text in texts]


_listed = ["كلب", "ابن الكلب", "غبي", "يا غبي", "تموت … موتة", "قط … كلب"]


@settings(max_examples=200, deadline=None)
@given(st.sets(st.sampled_from(_listed), min_size=1), st.lists(_pieces, max_size=25).map(" ".join))
def test_a_list_finds_what_looking_for_each_phrase_at_each_word_finds(listed: set[str], text: str) -> None:
    entries = [WordEntry(one) for one in sorted(listed)]
    words = [token.text for token in tokens(text)]
    everywhere = {
        (phrase.entry.text, first)
        for phrase in phrases_of(entries)
        for first in range(len(words))
        if phrase.end_from(words, first) is not None
    }
    starts = [token.start for token in tokens(text)]

    found = {(match.entry.text, starts.index(match.start)) for match in WordList.compile(entries).find(text)}

    assert found == everywhere
