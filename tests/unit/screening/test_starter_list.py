"""The starter list holds what a person should see, in any disguise, and lets the rest of life through."""

from collections.abc import Callable

import pytest

from hiwar.arabic.clean import clean_text
from hiwar.screening.candidate import Candidate
from hiwar.screening.lists import ALLOWED, STARTER
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Finding, Outcome
from tests.cases import cases


def _starter_findings(text: str, *, name: str = "", email: str = "", starter: bool = True) -> list[Finding]:
    clean = clean_text(text, max_chars=5_000)
    verdict = screen(Candidate(clean, name=name, email=email, trusted=True, starter=starter))
    return [finding for finding in verdict.findings if finding.rule == "starter_word"]


@pytest.mark.parametrize(("original", "expected"), cases("starter_held"))
def test_what_a_person_should_see_is_held(original: str, expected: str) -> None:
    findings = _starter_findings(original)

    assert expected in [finding.data["category"] for finding in findings]
    assert {finding.outcome for finding in findings} == {Outcome.HOLD}
    assert all(finding.spans and finding.data["reason"] for finding in findings)


@pytest.mark.parametrize(("original", "expected"), cases("starter_published"))
def test_what_readers_may_say_is_no_finding(original: str, expected: None) -> None:
    assert _starter_findings(original) == []


def _letters(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda word: "".join(map(change, word))


def _inside(sign: str) -> Callable[[str], str]:
    return lambda word: sign.join(word)


# The ways of hiding a word that readers of Arabic comments meet.
DISGUISES: dict[str, Callable[[str], str]] = {
    "vowel marks": _letters(lambda letter: letter + "\N{ARABIC FATHA}"),
    "tatweel": _inside("\N{ARABIC TATWEEL}"),
    "zero width": _inside("\N{ZERO WIDTH NON-JOINER}"),
    "word joiners": _inside("\N{WORD JOINER}"),
    "spaces": _inside(" "),
    "points": _inside("."),
    "hyphens": _inside("-"),
    "stars": _inside("*"),
    "emoji": _inside("\N{FACE WITH TEARS OF JOY}"),
    "lines": _inside("\n"),
    "repeats": _letters(lambda letter: letter * 3),
    "Persian letters": lambda word: word.replace("ك", "\N{ARABIC LETTER KEHEH}").replace(
        "ي", "\N{ARABIC LETTER FARSI YEH}"
    ),
    "strokes": _letters(lambda letter: letter + "\N{COMBINING LONG STROKE OVERLAY}"),
    "clitics": lambda word: "وال" + word,
    "call": lambda word: "يا" + word,
    "quotes": lambda word: f"«{word}»",
    "hashtag": lambda word: f"#هذا_{word}",
    "soft hyphens": _inside("\N{SOFT HYPHEN}"),
}


@pytest.mark.parametrize("word", ["كلب", "حقير", "غبي", "سافل", "كلاب", "رافضي", "منيوك", "حثاله"])
@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_never_changes_the_answer(disguise: str, word: str) -> None:
    text = f"هذا الكاتب {DISGUISES[disguise](word)} معروف"

    assert _starter_findings(text)


@pytest.mark.parametrize("word", ["شكرا", "كريم", "قلب", "مدرسه"])
@pytest.mark.parametrize("disguise", DISGUISES)
def test_an_odd_spelling_alone_is_no_finding(disguise: str, word: str) -> None:
    assert _starter_findings(f"هذا الكاتب {DISGUISES[disguise](word)} معروف") == []


def test_the_name_and_the_email_are_looked_at_too() -> None:
    found = _starter_findings("تعليق عادي", name="الكـلب الأجرب")

    assert [(finding.field, finding.data["category"]) for finding in found] == [("name", "insult")]


def test_a_site_may_do_without_the_starter_list() -> None:
    assert _starter_findings("يا كلب", starter=False) == []


def test_an_allowed_name_does_not_excuse_the_insult_beside_it() -> None:
    text = "في نهر الكلب، يا كلب"

    (finding,) = _starter_findings(text)

    assert [text[start:end] for start, end in finding.spans] == ["كلب"]


def test_each_kind_of_harm_is_a_finding_of_its_own() -> None:
    found = _starter_findings("يا كلب الله ياخذك")

    assert [finding.data["category"] for finding in found] == ["death_wish", "insult"]


def test_every_entry_has_its_category_and_a_short_reason() -> None:
    for category, entries in STARTER.items():
        for entry in entries:
            assert entry.category == category
            assert 0 < len(entry.reason) <= 45


def test_no_entry_is_listed_and_allowed_at_once() -> None:
    allowed = {entry.text for entry in ALLOWED}

    assert not [entry.text for entries in STARTER.values() for entry in entries if entry.text in allowed]


@pytest.mark.parametrize(
    ("text", "score", "held"),
    [
        ("يا كلب", 0.3, True),
        ("يا كلب", 0.1, False),
        ("يا كلب", float("nan"), True),
        (STARTER["spam"][0].text.replace("…", " "), 0.3, True),
        (STARTER["spam"][0].text.replace("…", " "), 0.1, False),
        (STARTER["privacy"][0].text.replace("…", " "), 0.0, True),
    ],
)
def test_a_sure_classifier_overrules_a_word_but_never_an_address(text: str, score: float, held: bool) -> None:
    scores, limits = {"toxic": score, "spam": score}, {"toxic": 0.2, "spam": 0.2}
    candidate = Candidate(text, hold_first=False, listed_scores=scores, listed_thresholds=limits)

    found = [finding for finding in screen(candidate).findings if finding.rule == "starter_word"]

    assert bool(found) is held


def test_without_a_score_the_list_has_its_way() -> None:
    found = screen(Candidate("يا كلب", hold_first=False, listed_thresholds={"toxic": 0.9})).findings

    assert "starter_word" in {finding.rule for finding in found}


def test_a_name_has_no_sentence_around_its_words() -> None:
    scores, limits = {"toxic": 0.0}, {"toxic": 0.9}
    candidate = Candidate("شكراً", name="كلب", hold_first=False, listed_scores=scores, listed_thresholds=limits)

    assert "starter_word" in {finding.rule for finding in screen(candidate).findings}
