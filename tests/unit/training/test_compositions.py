"""Sentences among others: what harms is held in any company, what is only told is not."""

from hiwar.training.compositions import joined, origin, quoted
from hiwar.training.corpus import KEPT_BACK, is_kept_back, written_lessons
from hiwar.training.phrases.grammar import Example, expand
from hiwar.training.twins.read import parsed

TABLE = parsed("== curse : threat\nالله ياخذ جارنا | الله يرحم جارنا", name="gulf-harm")
HELD = Example("الله ياخذ جارنا", frozenset({"threat"}), "1")
CALM = [Example(f"جملة هادئة رقم {number}", frozenset(), str(number)) for number in range(50)]


def test_a_quoted_sentence_stands_on_both_sides() -> None:
    (family,) = quoted(TABLE, seed=1)

    examples = list(expand(family, count=40, seed=1))

    assert origin(TABLE[0].name) == "gulf"
    assert all("الله ياخذ جارنا" in example.text for example in examples)
    assert {example.labels for example in examples} == {frozenset({"threat"}), frozenset()}


def test_nobody_quotes_offers_or_latin_letters() -> None:
    offers = parsed("== offer : spam\nقروض فورية اتصل الآن | هل القروض حلال؟", name="gulf-spam")
    latin = parsed("== insult : insult\nya kalb | ya albi", name="arabizi-gulf")

    assert list(quoted([*offers, *latin], seed=1)) == []


def test_one_violation_among_calm_sentences_is_held_and_calm_ones_among_calm_ones_are_not() -> None:
    found = list(joined([HELD, *CALM], seed=2))

    assert {bool(example.labels) for example in joined([HELD] * 40 + CALM, seed=2)} == {True, False}
    assert all(example.labels == ({"threat"} if HELD.text in example.text else set()) for example in found)
    assert all(example.text.count("جملة هادئة") >= 1 for example in found)


def test_without_calm_sentences_nothing_is_joined() -> None:
    assert list(joined([HELD], seed=1)) == []


def test_sentences_that_calibrate_teach_in_no_composition() -> None:
    lessons = written_lessons(4000, 1)

    kept_back = [lesson.text for lesson in lessons if is_kept_back(lesson.source) and len(lesson.text) > 25]
    composed = "\n".join(lesson.text for lesson in lessons if ":composed/" in lesson.source)

    assert 0 < len(kept_back) < len(lessons) * 3 / KEPT_BACK
    assert composed
    assert not [text for text in kept_back if text in composed]
