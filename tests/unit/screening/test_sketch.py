"""Texts that hardly differ find each other by their sketches, disguised or not; unlike ones and mere thanks do not."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hiwar.arabic.fold import fold
from hiwar.screening.sketch import ALIKE, BANDS, RELATED, likeness, likenesses, nearness, sketch_of

OFFER = "فرصة للجميع: دخل يومي من المنزل، راسلونا على واتساب والباقي علينا"
WARNING = f"انتبهوا يا جماعة، هذا النص يدور من أمس وصاحبه لا يُعرف، يقول: {OFFER}"
CRITICISM = "المجلس فشل في إدارة الملف، وعلى رئيسه أن يستقيل ويعتذر للناس عن سنوات من الإهمال."
CALL = "يا أهل المدينة لا تتركوا الساحات حتى يرحل آخر واحد منهم، الحق معنا ولن نسكت بعد اليوم."
WORDS = "قطار محطة شارع ماء كهرباء وزير مدرسة طريق سوق خبز ميناء مطر صيف جسر كتاب لجنة قرار موعد عقد بحر"
ANYTHING = st.text(st.characters(codec=None), max_size=300)


def disguised(text: str) -> dict[str, str]:
    """Return the text in disguises that folding looks through."""
    return {
        "elongated": text.replace("ا", "اااا"),
        "tatweel": text.replace("ل", "ل\N{ARABIC TATWEEL}\N{ARABIC TATWEEL}"),
        "marks": text.replace("ي", "ي\N{ARABIC FATHA}\N{ARABIC SHADDA}"),
        "persian letters": text.replace("ي", "ی").replace("ك", "ک"),
        "hamza seats": text.replace("أ", "ا").replace("إ", "آ"),
        "zero width": "\N{ZERO WIDTH NON-JOINER}".join(text),
        "emoji between words": text.replace(" ", " 🔥 "),
        "emoji inside words": text.replace("را", "ر😂ا"),
        "letters apart": text.replace("واتساب", "و ا ت س ا ب").replace("الساحات", "ا ل س ا ح ا ت"),
        "dotted": text.replace("واتساب", "و.ا.ت.س.ا.ب").replace("الساحات", "ا.ل.س.ا.ح.ا.ت"),
        "a space inside a word": text.replace("واتساب", "واتس اب").replace("الساحات", "السا حات"),
        "signs around": f"!!! {text} ؟؟؟ …",
        "no signs": text.replace("،", "").replace(":", ""),
    }


@pytest.mark.parametrize("text", [OFFER, CRITICISM, CALL])
@pytest.mark.parametrize("how", disguised(OFFER))
def test_a_disguise_changes_nothing(text: str, how: str) -> None:
    changed = disguised(text)[how]

    assert sketch_of(changed) == sketch_of(text)
    assert likeness(text, changed) == 1.0


@pytest.mark.parametrize(
    "text", ["", " \N{ZERO WIDTH SPACE}", "😂", "👍👍👍", "شكرا", "شكرًا جزيلًا لكم", "مبروووووك", "ههههههههههه" * 4,
             "السلام عليكم", "الله يرحمه", "حسبنا الله ونعم الوكيل", "no comment", "1234567890", "يا حمار"]
)  # fmt: skip
def test_thanks_greetings_and_signs_belong_to_nobody(text: str) -> None:
    assert sketch_of(text) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OFFER, OFFER.replace("للجميع", "لكم")),
        (OFFER, f"{OFFER} يا شباب"),
        (OFFER, f"{OFFER} 0551234"),
        (CRITICISM, CRITICISM.replace("الإهمال", "التقصير")),
        (CALL, f"والله {CALL}"),
        (CALL, CALL.replace("آخر واحد منهم", "آخر فاسد منهم")),
    ],
)
def test_a_word_more_or_another_leaves_texts_alike(first: str, second: str) -> None:
    one, other = sketch_of(first), sketch_of(second)

    assert one is not None
    assert other is not None
    assert set(one.bands) & set(other.bands)
    assert nearness(one.name, other.name) >= RELATED
    assert likeness(first, second) >= ALIKE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OFFER, WARNING),
        (OFFER, "فرصة للجميع لزيارة المعرض، الدخول مجاني طوال الأسبوع وعلى المنظمين كل الشكر"),
        (CRITICISM, "المجلس نجح في إدارة الملف، ورئيسه يستحق الشكر من الناس على سنوات من العمل"),
        (CALL, "يا أهل المدينة لا تخرجوا إلى الساحات قبل أن يهدأ الوضع، السلامة أولًا"),
        (CRITICISM, CALL),
        (OFFER, ""),
    ],
)
def test_what_answers_warns_or_only_begins_alike_is_another_text(first: str, second: str) -> None:
    assert likeness(first, second) < ALIKE


def test_unlike_comments_share_no_band() -> None:
    dice = Random(7)
    words = WORDS.split()
    texts = [" ".join(dice.sample(words, 9)) for _ in range(200)]

    bands = [set(sketch.bands) for text in texts if (sketch := sketch_of(text))]

    assert len(bands) == 200
    # The same twenty words in any order are as alike as strangers can be; a handful of 20,000 pairs may meet.
    assert sum(bool(first & second) for first, second in combinations(bands, 2)) < 40


def test_a_sketch_is_the_same_in_every_process_for_ever() -> None:
    sketch = sketch_of(OFFER)

    assert sketch is not None
    assert len(sketch.bands) == BANDS
    # Written down: bands in databases were made by this very arithmetic.
    assert (sketch.name, sketch.bands[0], sketch.bands[-1]) == (
        "cb93ce4618a169ec",
        -4541194976295809434,
        -5900922899476840300,
    )


def test_many_are_compared_at_once_as_one_by_one() -> None:
    texts = [OFFER, WARNING, "", "شكرا", CRITICISM, OFFER.replace("ا", "ااا")]

    assert likenesses(OFFER, texts) == [likeness(OFFER, text) for text in texts]
    assert likenesses(OFFER, []) == []


@given(ANYTHING)
@example("1122334455667788990011223344556677")
@settings(max_examples=150)
def test_a_text_is_wholly_like_itself_and_its_folding(text: str) -> None:
    folded = fold(text).text

    assert likeness(text, text) == 1.0
    assert likeness(text, folded) == 1.0
    assert sketch_of(folded) == sketch_of(text)


@given(ANYTHING, ANYTHING)
@settings(max_examples=150)
def test_likeness_is_a_share_and_the_same_both_ways(first: str, second: str) -> None:
    share = likeness(first, second)

    assert 0.0 <= share <= 1.0
    assert share == likeness(second, first)


@given(st.text("ابتثجحدرزسشصضطظعغفقكلمنهوي ", min_size=60, max_size=300))
@settings(max_examples=100)
def test_bands_are_whole_numbers_a_database_holds_and_names_are_sixteen_digits(text: str) -> None:
    sketch = sketch_of(text)

    if sketch is not None:
        assert all(-(2**63) <= band < 2**63 for band in sketch.bands)
        assert len(sketch.name) == 16
        assert nearness(sketch.name, sketch.name) == 1.0
