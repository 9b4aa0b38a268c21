"""What is answered to a request, as the original would have answered it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from hiwar.analysis.analyze import ScorerFailed, acknowledge, analyze
from hiwar.analysis.attributes import ANSWERED, UNANSWERED, value_of
from hiwar.analysis.problems import Problem
from hiwar.analysis.wire import read_analyze, read_json, read_suggest
from tests.fakes.scorer import BrokenScorer, FakeScorer

CLEAN = "مقال جميل"
RUDE = "أنت حقير"
HEADS = {
    "toxic": 0.9,
    "insult": 0.5,
    "identity": 0.2,
    "sectarian": 0.6,
    "obscene": 0.3,
    "threat": 0.1,
    "spam": 0.05,
}


def analyzed(text: str = RUDE, scorer: Any = None, **fields: Any) -> dict[str, Any]:
    """The answer to a request about a text; TOXICITY is asked for unless the test says otherwise."""
    body = {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, **fields}
    return analyze(read_analyze(read_json(json.dumps(body).encode())), scorer or FakeScorer())


def refused(text: str = RUDE, **fields: Any) -> dict[str, Any]:
    """The error in answer to such a request."""
    with pytest.raises(Problem) as raised:
        analyzed(text, **fields)
    error: dict[str, Any] = raised.value.to_body()["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    return error


def test_the_answer_has_the_shape_and_order_of_the_original() -> None:
    told = analyzed(languages=["ar"], clientToken="comment:7")

    expected = {
        "attributeScores": {
            "TOXICITY": {
                "spanScores": [{"begin": 0, "end": 8, "score": {"value": 0.95, "type": "PROBABILITY"}}],
                "summaryScore": {"value": 0.95, "type": "PROBABILITY"},
            }
        },
        "languages": ["ar"],
        "detectedLanguages": ["ar"],
        "clientToken": "comment:7",
    }
    assert json.dumps(told) == json.dumps(expected)


def test_both_language_fields_are_filled_when_none_was_given() -> None:
    told = analyzed()

    assert (told["languages"], told["detectedLanguages"]) == (["ar"], ["ar"])
    assert "clientToken" not in told


def test_a_wrong_language_on_arabic_text_is_ignored() -> None:
    assert analyzed(languages=["en"])["attributeScores"] == analyzed(languages=["ar"])["attributeScores"]


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ("TOXICITY", 0.9),
        ("SEVERE_TOXICITY", 0.6),
        ("IDENTITY_ATTACK", 0.6),
        ("INSULT", 0.5),
        ("PROFANITY", 0.3),
        ("THREAT", 0.1),
        ("OBSCENE", 0.3),
        ("SPAM", 0.05),
    ],
)
def test_each_attribute_is_answered_by_the_heads_that_mean_it(attribute: str, expected: float) -> None:
    assert value_of(attribute, HEADS) == expected
    assert value_of(f"{attribute}_EXPERIMENTAL", HEADS) == expected


def test_no_text_is_more_severe_than_it_is_toxic() -> None:
    assert value_of("SEVERE_TOXICITY", {**HEADS, "toxic": 0.2}) == 0.2


def test_keys_of_the_answer_mirror_the_request() -> None:
    asked = {"INSULT_EXPERIMENTAL": {}, "THREAT": None, "TOXICITY": {"scoreType": "PROBABILITY"}}

    assert list(analyzed(requestedAttributes=asked)["attributeScores"]) == list(asked)


def test_a_score_below_its_threshold_is_left_out() -> None:
    asked = {"TOXICITY": {"scoreThreshold": 0.95}, "INSULT": {"scoreThreshold": 0.96}, "THREAT": {"scoreThreshold": 0}}

    told = analyzed(requestedAttributes=asked)

    assert list(told["attributeScores"]) == ["TOXICITY", "THREAT"]


def test_an_answer_without_any_score_left_has_no_scores_field() -> None:
    assert "attributeScores" not in analyzed(CLEAN, requestedAttributes={"TOXICITY": {"scoreThreshold": 0.5}})


def test_spans_are_given_for_each_sentence_on_demand() -> None:
    text = "😀 مقال جميل. أنت حقير! شكرا"

    told = analyzed(text, spanAnnotations=True)["attributeScores"]["TOXICITY"]

    spans = [(span["begin"], span["end"], span["score"]["value"]) for span in told["spanScores"]]
    assert spans == [(0, 13, 0.05), (14, 23, 0.95), (24, 28, 0.05)]
    assert told["summaryScore"]["value"] == 0.95


@pytest.mark.parametrize("attribute", sorted(UNANSWERED))
def test_an_attribute_without_arabic_scores_is_named_alone(attribute: str) -> None:
    error = refused(requestedAttributes={"TOXICITY": {}, attribute: {}, "FLIRTATION": {}})

    (detail,) = error["details"]
    assert error["message"] == f"Attribute {attribute} does not support request languages: ar"
    assert detail["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"
    assert detail["languageNotSupportedByAttributeError"] == {"detectedLanguages": ["ar"], "attribute": attribute}


def test_english_text_is_refused_with_the_language_that_was_requested() -> None:
    error = refused("a lovely article", languages=["en"])

    assert error["message"] == "Attribute TOXICITY does not support request languages: en"
    assert error["details"][0]["languageNotSupportedByAttributeError"] == {
        "requestedLanguages": ["en"],
        "attribute": "TOXICITY",
    }


@pytest.mark.parametrize(
    ("fields", "error_type", "message"),
    [
        ({"text": "a lovely article"}, "LANGUAGE_DETECTION_FAILED", "Unable to detect language"),
        ({"requestedAttributes": {"NICE": {}}}, "INVALID_REQUEST", "Unknown requested attribute: NICE"),
        (
            {"requestedAttributes": {"INSULT": {"scoreType": "RAW"}}},
            "INVALID_REQUEST",
            "Requested score type RAW is not supported by attribute INSULT",
        ),
    ],
)
def test_other_refusals_use_the_words_clients_look_for(fields: dict[str, Any], error_type: str, message: str) -> None:
    error = refused(**fields)

    assert (error["details"][0]["errorType"], error["message"]) == (error_type, message)


class OddScorer(FakeScorer):
    """Answers with rows of its own."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def scores(self, texts: Sequence[str]) -> Any:
        return self.rows


@pytest.mark.parametrize(
    "scorer",
    [
        BrokenScorer(),
        OddScorer(np.full((1, 7), np.nan)),
        OddScorer(np.full((1, 7), 1.5)),
        OddScorer(np.full((1, 6), 0.5)),
        OddScorer(np.zeros((0, 7))),
        OddScorer(None),
    ],
    ids=["raises", "no number", "no probability", "too few", "no row", "nothing"],
)
def test_a_scorer_that_fails_is_told_apart_from_a_request_that_does(scorer: Any) -> None:
    with pytest.raises(ScorerFailed):
        analyzed(scorer=scorer)


def test_every_answered_attribute_is_a_head_of_the_classifier() -> None:
    assert all(0.0 <= value_of(name, HEADS) <= 1.0 for name in ANSWERED)


def suggested(**fields: Any) -> dict[str, Any]:
    body = {"comment": {"text": RUDE}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}}, **fields}
    return acknowledge(read_suggest(read_json(json.dumps(body).encode())))


def test_a_suggestion_is_acknowledged_with_its_token_and_languages() -> None:
    told = suggested(languages=["en"], clientToken="comment:7", communityId="Coral:https://example.org")

    assert told == {"requestedLanguages": ["en"], "detectedLanguages": ["ar"], "clientToken": "comment:7"}


def test_a_suggestion_for_an_attribute_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Problem, match="Unknown requested attribute: NICE"):
        suggested(attributeScores={"NICE": {"summaryScore": {"value": 1}}})
