"""Comments that hardly differ have fingerprints that hardly differ; unlike comments do not."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.fingerprints import are_near, fingerprint

ANYTHING = st.text(st.characters(codec=None), max_size=60)
COMMENT = "هذا الخبر غير صحيح أبدًا ويجب على الجريدة أن تعتذر للقراء قبل نهاية الأسبوع"


@pytest.mark.parametrize(
    "changed",
    [
        f"{COMMENT} 😂😂",
        f"!!! {COMMENT} ؟",
        "هـــذا الخبر غير صحيييح ابدا ويجب علي الجريدة ان تعتذر للقراء قبل نهايه الاسبوع",
        "هذا 🔥 الخبر 🔥 غير صحيح أبدًا ويجب على الجريدة أن تعتذر للقراء قبل نهاية الأسبوع",
    ],
)
def test_emoji_signs_and_spelling_change_nothing(changed: str) -> None:
    assert fingerprint(changed) == fingerprint(COMMENT)


@pytest.mark.parametrize(
    "changed",
    [
        COMMENT.replace("الأسبوع", "الشهر"),
        COMMENT.replace("هذا الخبر", "الخبر"),
        COMMENT.replace("صحيح", "صيحح"),
        f"يا جماعة {COMMENT}",
    ],
)
def test_a_few_changed_words_or_letters_stay_near(changed: str) -> None:
    assert fingerprint(changed) != fingerprint(COMMENT)
    assert are_near(fingerprint(changed), fingerprint(COMMENT))


def test_different_short_comments_are_not_near() -> None:
    comments = [
        "شكرًا لكم",
        "الله يرحمه",
        "مقال ممتاز",
        "لا أوافق الكاتب",
        "أين الحكومة من هذا؟",
        "مبروك للفريق",
        "حسبنا الله ونعم الوكيل",
        "no comment",
        "😂",
        "👍👍",
    ]

    assert not [pair for pair in combinations(comments, 2) if are_near(*map(fingerprint, pair))]


def test_what_says_nothing_is_near_to_nothing() -> None:
    assert fingerprint("") == fingerprint(" \N{ZERO WIDTH SPACE}\n") == 0
    assert not are_near(0, 0)
    assert not are_near(0, 1)


def test_signs_are_compared_where_there_are_no_words() -> None:
    assert are_near(fingerprint("😂😂😂"), fingerprint("😂"))
    assert not are_near(fingerprint("😂"), fingerprint("💔"))


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_any_text_has_a_fingerprint_of_64_bits(text: str) -> None:
    first = fingerprint(text)

    assert 0 <= first < 2**64
    assert first == fingerprint(text)
    assert are_near(first, first) is (first != 0)
