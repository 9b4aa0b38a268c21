"""The scorer adds weights up: the same for one comment and for many, and whatever the comment holds."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.fold import fold_batch
from hiwar.screening.model.features import LONGEST_WORD, Stream, features, hashed, planes, stream, vocabulary
from hiwar.screening.model.labels import HEADS, LABELS
from hiwar.screening.model.marks import AFTER_COLON, AFTER_STOP, BEFORE_STOP, marks
from hiwar.screening.model.shipped import shipped_scorer
from hiwar.screening.model.weights import UnreadableModel, Weights
from hiwar.screening.model.windows import CLAUSE, WHOLE, WINDOW, windows_of
from tests.factories.model import arrays, random_scorer, scorer_that_dislikes

SCORER = random_scorer()
COMMENTS = [
    "كلمة طيبة في أول الكلام ثم كلمات تليها، " * 9,
    "شكراً على المقال",
    "",
    "!!",
    "😀",
    "قال: «يا كلب» ثم مضى؟",
    "كلمة " * 200,
    "\ud800",
    "ب" * 500,
    "ٮا كلٮ",
    "\n\n",
]
anything = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=80)


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, min_size=1, max_size=6))
def test_a_comment_scores_the_same_alone_and_in_a_batch(texts: list[str]) -> None:
    together = SCORER.scores(texts)

    alone = np.concatenate([SCORER.scores([text]) for text in texts])

    assert together.shape == (len(texts), HEADS)
    assert np.isfinite(together).all()
    assert np.allclose(together, alone, atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(anything)
def test_an_explanation_stays_inside_the_text_it_explains(text: str) -> None:
    carriers = SCORER.explain(text, label="insult")

    assert all(0 <= carrier.start < carrier.end <= len(text) for carrier in carriers)
    assert [carrier.weight for carrier in carriers] == sorted((c.weight for c in carriers), reverse=True)


@pytest.mark.parametrize("text", COMMENTS)
def test_odd_comments_are_scored_between_others(text: str) -> None:
    scores = SCORER.scores(["مرحبا", text, "وداعاً"])

    assert np.allclose(scores[1], SCORER.scores([text])[0], atol=1e-5)


@pytest.mark.parametrize(
    "odd", [[], ["سلام" * 100]], ids=["each word is looked up once", "but for pieces of overlong ones"]
)
def test_many_comments_with_the_same_words_score_as_each_does_alone(odd: list[str]) -> None:
    draw = Random(7)
    words = ["يا", "هذا", "الكلام", "كلب", "قال", "ثم", "والله", "طيب", "مقال", "جميل", "7mar", "كلامٌ،"]
    many = [" ".join(draw.choices(words, k=draw.randint(0, 12))) for _ in range(300)] + odd

    together = SCORER.scores(many)

    text = stream(fold_batch(many))
    seen = vocabulary(text, hashed(text))
    assert (seen.which is None) == bool(odd)
    assert np.allclose(together, np.concatenate([SCORER.scores([one]) for one in many]), atol=1e-5)


def test_a_vocabulary_has_each_word_once_and_says_which_each_was() -> None:
    text = stream(fold_batch(["كلام طيب 7mar ثم كلام آخر"] * 250))
    seen = vocabulary(text, hashed(text))

    different = _words_of(seen.text)
    assert len(different) == len(set(different)) == 5
    assert [different[which] for which in seen.which] == _words_of(text)
    assert all(np.array_equal(*both) for both in zip(seen.hashes, hashed(seen.text), strict=True))


def _words_of(text: Stream) -> list[str]:
    letters = "".join(map(chr, text.codes))
    return [letters[start:end].strip() for start, end in zip(text.words[:-1], text.words[1:], strict=True)]


def test_no_comments_have_no_scores() -> None:
    assert SCORER.scores([]).shape == (0, HEADS)


def test_what_was_disliked_scores_higher_and_is_pointed_at() -> None:
    scorer = scorer_that_dislikes("حقير", label="insult")
    text = "يا حـقـيـر، ما هذا؟"

    scores = dict(zip(LABELS, scorer.scores([text])[0], strict=True))
    (first, *_) = scorer.explain(text, label="insult")

    assert scores["insult"] > 0.5 > scores["threat"]
    assert text[first.start : first.end] == "حـقـيـر"


def test_one_disliked_sentence_in_a_long_comment_is_enough() -> None:
    scorer = scorer_that_dislikes("حقير")
    calm = "وفي الحديقة أشجار كثيرة وطيور " * 40

    short, long = scorer.scores(["يا حقير " * 12 + "وفي الحديقة أشجار", calm + "يا حقير " * 12 + calm])[:, 0]

    assert long > scorer.scores([calm])[0, 0] + 0.3
    assert long > short / 2


def test_windows_cover_every_word_once_or_twice() -> None:
    folded = fold_batch(["كلمة " * count for count in (0, 1, WINDOW, WINDOW + 1, 3 * WINDOW + 5)])
    text = stream(folded)

    windows, owners = windows_of(text, marks(folded, text))

    seen = np.zeros(int(text.documents[-1]), int)
    for start, end in zip(windows.starts, windows.ends, strict=True):
        seen[start:end] += 1
    assert seen.min() == 1
    assert seen.max() == 2
    assert (windows.ends - windows.starts).max() == WINDOW
    assert set(owners) == {1, 2, 3, 4}


def test_a_long_text_is_read_clause_by_clause_too() -> None:
    clause = "كلمة " * (CLAUSE - 1) + "كلمة"
    short, long = f"{clause}، {clause}.", f"{clause}، نعم. {clause}! {clause} {clause}"
    folded = fold_batch([short, long])
    text = stream(folded)

    windows, owners = windows_of(text, marks(folded, text))

    lengths = (windows.ends - windows.starts).tolist()
    assert len(long.split()) > WHOLE
    assert owners.tolist() == [0, 1, 1, 1, 1]
    assert lengths == [2 * CLAUSE, 4 * CLAUSE + 1, CLAUSE, CLAUSE + 1, 2 * CLAUSE]


@pytest.mark.parametrize("number", ["3.5", "1,000", "19:30", "٣٫٥", "12،000"])
def test_a_sign_inside_a_number_is_no_stop(number: str) -> None:
    folded = fold_batch([f"دفعت {number} ليرة", "دفعت 3. 5 ليرات"])
    text = stream(folded)

    flags = marks(folded, text)

    first, second = text.documents[1], text.documents[2]
    assert not flags[:first, [AFTER_STOP, AFTER_COLON, BEFORE_STOP]].any()
    assert flags[first:second, AFTER_STOP].tolist() == [0, 0, 1, 0]


def test_no_window_is_longer_than_what_is_read_together() -> None:
    few = "كلمة " * (CLAUSE - 1) + "كلمة"
    folded = fold_batch([f"{few}، {'يا كلب ' * 200}", f"{'نص ' * 100}. {few}! {'نص ' * 100}"])
    text = stream(folded)

    windows, owners = windows_of(text, marks(folded, text))

    assert (windows.ends - windows.starts).max() == WINDOW
    assert set(owners) == {0, 1}


def test_features_of_a_text_do_not_depend_on_its_neighbors() -> None:
    found = features(COMMENTS)

    for index, text in enumerate(COMMENTS):
        alone = features([text]).buckets
        assert sorted(found.buckets[found.starts[index] : found.starts[index + 1]]) == sorted(alone)


def test_no_word_is_longer_than_sixteen_bits_can_sum() -> None:
    text = stream(fold_batch(["سلام" * 200]))

    assert np.diff(text.words).max() <= LONGEST_WORD
    assert planes(text).letters.shape[1] == text.words[-1]


def test_spelling_does_not_change_a_score() -> None:
    plain, *spelled = SCORER.scores(["يا كلب", "يا كَلْب", "يا كـــلب", "يا ك ل ب", "يا كلللب", "يا کلب"])

    assert all(np.allclose(scores, plain, atol=1e-5) for scores in spelled)


@pytest.mark.parametrize("key", sorted(arrays()))
def test_an_archive_without_one_of_its_arrays_is_refused(key: str) -> None:
    found = arrays()
    del found[key]

    with pytest.raises(UnreadableModel):
        Weights.from_arrays(found)


def test_the_rarer_the_false_hold_the_higher_the_threshold() -> None:
    scorer = shipped_scorer()

    limits = [scorer.threshold(rate) for rate in (0.2, 0.05, 0.02, 0.005, 0.0)]

    assert limits == sorted(limits)
    assert 0 < limits[0] < limits[-1] <= 1.00001


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("7mar", "3mar", False),
        ("da 7", "da 3", True),
        ("خن3ير", "خن5ير", False),
        ("٧مار", "7مار", True),
        ("عام 2026", "عام 1999", True),
        ("عام 2026م", "عام 1999م", True),
        ("3.5 7mar", "8.1 7mar", True),
    ],
)
def test_a_digit_that_spells_a_word_is_read_and_a_number_is_any_number(one: str, other: str, alike: bool) -> None:
    found = [sorted(features([text]).buckets.tolist()) for text in (one, other)]

    assert (found[0] == found[1]) is alike
