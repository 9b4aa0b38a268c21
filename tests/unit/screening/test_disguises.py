"""A word in disguise is found behind a sign or a digit, and held whatever a classifier thinks of its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.fold import fold
from hiwar.screening.candidate import Candidate
from hiwar.screening.disguises import hidden_words, is_disguised
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Finding, Outcome
from hiwar.screening.weighing import weighed
from hiwar.screening.words import WordEntry, WordList
from tests.fakes.scorer import FakeScorer

CALM = FakeScorer()  # Sees nothing in sentences without its own bad words.


def findings(candidate: Candidate, rule: str) -> list[Finding]:
    scored = weighed(candidate, scorer=lambda: CALM, false_holds=0.02, clock=lambda: 0.0)
    return [finding for finding in screen(scored).findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("كاتب المقال ك.ل.ب معروف", "ك.ل.ب"),
        ("كاتب المقال ك ل ب معروف", "ك ل ب"),
        ("كاتب المقال خـ.ـنزير معروف", "خـ.ـنزير"),
        ("كاتب المقال خ🔥نزير معروف", "خ🔥نزير"),
        ("كاتب المقال غ.بي معروف", "غ.بي"),
        ("كاتب المقال غ-بي معروف", "غ-بي"),
        ("كاتب المقال ك1ب معروف", "ك1ب"),
        ("كاتب المقال خن3ير معروف", "خن3ير"),
        ("كاتب المقال 7قير معروف", "7قير"),
    ],
)
def test_a_listed_word_in_disguise_needs_no_second_witness(text: str, written: str) -> None:
    (finding,) = findings(Candidate(text), "starter_word")

    assert finding.outcome is Outcome.HOLD
    assert written in [text[start:end] for start, end in finding.spans]


@pytest.mark.parametrize("text", ["كاتب المقال كلب معروف", "كاتب المقال كَلْب معروف", "كاتب المقال كـــلب معروف"])
def test_plain_words_stretched_or_vowelled_are_weighed_as_before(text: str) -> None:
    assert findings(Candidate(text), "starter_word") == []


@pytest.mark.parametrize(
    "text",
    [
        "دفعت 9 حبات طماطم بـ3 آلاف",
        "المادة 5/ب من القانون",
        "انتهى.ثم بدأ الشوط",
        "كتاب/قلم/دفتر",
        "الساعة 7صباحاً",
        "أ.د.سعاد كتبت هذا",
        "طريق 1أ مغلق",
    ],
)
def test_signs_and_digits_of_every_day_hide_nothing(text: str) -> None:
    assert findings(Candidate(text), "starter_word") == []


def test_what_a_newsroom_bans_is_held_in_disguise_and_refused_in_plain() -> None:
    banned = WordList.compile([WordEntry("منحوس", reason="قرار التحرير")])
    hidden, plain = Candidate("يا من1وس اسمع", banned=banned), Candidate("يا منحوس اسمع", banned=banned)

    assert [(one.outcome, one.data["reason"]) for one in findings(hidden, "banned_word")] == [
        (Outcome.HOLD, "قرار التحرير")
    ]
    assert [one.outcome for one in findings(plain, "banned_word")] == [Outcome.REJECT]


def test_a_suspect_word_is_found_in_disguise_too_unless_it_is_allowed() -> None:
    suspect = WordList.compile([WordEntry("منحوس")])
    candidate = Candidate("يا من1وس اسمع", suspect=suspect)

    assert len(findings(candidate, "suspect_word")) == 1
    allowed = replace(candidate, allowed=WordList.compile([WordEntry("من1وس")]))
    assert findings(allowed, "suspect_word") == []


def test_what_a_newsroom_allows_is_no_disguise() -> None:
    allowed = WordList.compile([WordEntry("ك1ب")])

    assert findings(Candidate("مباراة ك1ب اليوم", allowed=allowed), "starter_word") == []


def test_a_text_full_of_digits_is_looked_at_in_few_places() -> None:
    assert len(list(hidden_words(fold("ك1ب " * 5000)))) < 400


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("كلبحمير17.,-/ـ \u064e\u200d😂aZ"), max_size=40))
def test_whatever_is_typed_the_places_lie_in_the_text(text: str) -> None:
    is_disguised(text)
    for word in hidden_words(fold(text)):
        assert 0 <= word.start < word.end <= len(text)
