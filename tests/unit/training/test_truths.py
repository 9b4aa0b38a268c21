"""A row says about a head what its annotators looked for, and nothing else."""

from __future__ import annotations

import pytest

from hiwar.training.truths import HEADS, Row, are_test, is_test, truth


@pytest.mark.parametrize(
    ("row", "head", "said"),
    [
        (Row("lhsab", "", "ok"), "toxic", False),
        (Row("lhsab", "", "hate"), "toxic", True),
        (Row("mahed_hope_hate", "", "nothate"), "toxic", None),
        (Row("aref_sectarian", "", "nothate", "not_hate"), "toxic", False),
        (Row("aref_sectarian", "", "nothate", "not_hate"), "sectarian", False),
        (Row("aref_sectarian", "", "hate", "hate"), "sectarian", True),
        (Row("osact5", "", "hate", "OFF|HS2|NOT_VLG|NOT_VIO"), "sectarian", True),
        (Row("osact5", "", "abusive", "OFF|NOT_HS|VLG|NOT_VIO"), "sectarian", False),
        (Row("osact5", "", "abusive", "OFF|NOT_HS|VLG|NOT_VIO"), "obscene", True),
        (Row("osact5", "", "abusive", "OFF|NOT_HS|NOT_VLG|VIO"), "obscene", False),
        (Row("osact5", "", "abusive", "OFF|NOT_HS|NOT_VLG|VIO"), "threat", True),
        (Row("armi", "", "hate", "misogyny|threat of violence"), "threat", True),
        (Row("omcd", "", "abusive", "off"), "identity", None),
        (Row("lhsab", "", "abusive"), "identity", False),
        (Row("omcd", "", "hate"), "insult", None),
        (Row("alharthi_scam", "", "spam"), "spam", True),
        (Row("alharthi_scam", "", "spam"), "toxic", None),
        (Row("lhsab", "", "abusive"), "spam", False),
    ],
)
def test_a_label_says_only_what_it_can_know(row: Row, head: str, said: bool | None) -> None:
    assert truth(row, head) is said


def test_every_head_can_be_asked_of_every_label() -> None:
    for label in ("ok", "abusive", "hate", "nothate", "spam", "unlabelled"):
        for head in HEADS:
            assert truth(Row("unknown", "", label), head) in {True, False, None}


def test_a_disguised_copy_stands_on_the_same_side() -> None:
    for number in range(50):
        text = f"تعليق رقم {number} على المقال"
        assert is_test(text) == is_test(text.replace("ق", "ق\N{ARABIC TATWEEL}")) == is_test(f"  {text}")


def test_many_texts_are_told_as_one_by_one() -> None:
    texts = [f"جملة {number}" for number in range(1500)]

    assert are_test(texts) == [is_test(text) for text in texts]


def test_a_fifth_is_kept_for_testing() -> None:
    kept = sum(are_test([f"جملة {number}" for number in range(2000)]))

    assert 340 < kept < 460
