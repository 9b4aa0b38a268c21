"""Reading what clients send, and refusing what has another shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.analysis.problems import Problem
from hiwar.analysis.wire import MAX_TEXT_BYTES, read_analyze, read_json, read_suggest

ASKED = {"comment": {"text": "أهلا"}, "requestedAttributes": {"TOXICITY": {}}}
SUGGESTED = {"comment": {"text": "أهلا"}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}}}
NAMES = ["comment", "text", "type", "context", "entries", "languages", "requestedAttributes", "scoreThreshold", "x_y"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20,
)


def problem(body: bytes) -> Problem:
    with pytest.raises(Problem) as raised:
        read_analyze(read_json(body))
    return raised.value


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Comment must be non-empty."),
        (b"{}", "Comment must be non-empty."),
        (b'{"comment": {"text": " \\n"}}', "Comment must be non-empty."),
        (b'{"comment": {"text": "a"}}', "Missing requested_attributes"),
        (b'{"comment": {"text": "a"}, "requestedAttributes": {}}', "Missing requested_attributes"),
        (b"\xff\xfe", "not valid UTF-8"),
        (b"[]", "must be an object"),
        (b'"text"', "must be an object"),
        (b"{", "Parse error"),
        (b'{"comment": {"text": "a"}, "comment": {"text": "b"}}', "occurs twice"),
        (b'{"x": NaN}', "NaN"),
        (b'{"x": ' + b"9" * 10_000 + b"}", "Parse error"),
        (b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too deep"),
    ],
)
def test_an_unreadable_body_is_a_clear_error(body: bytes, words: str) -> None:
    assert words in problem(body).message


@pytest.mark.parametrize(
    "fields",
    [
        {"comment": "أهلا"},
        {"comment": {"text": 5}},
        {"comment": {"text": ["a"]}},
        {"comment": {"text": "a", "type": "TEXT"}},
        {"requestedAttributes": ["TOXICITY"]},
        {"requestedAttributes": {"TOXICITY": 1}},
        {"requestedAttributes": {"TOXICITY": {"scoreThreshold": "0.5"}}},
        {"requestedAttributes": {"TOXICITY": {"scoreThreshold": True}}},
        {"requestedAttributes": {"TOXICITY": {"scoreThreshold": 10**400}}},
        {"requestedAttributes": {"TOXICITY": {"scoreType": "BEST"}}},
        {"languages": "ar"},
        {"languages": [5]},
        {"languages": ["a" * 41]},
        {"spanAnnotations": "yes"},
        {"clientToken": 7},
        {"context": {"entries": "x"}},
        {"context": {"entries": [{"text": 1}]}},
        {"context": {"articleAndParentComment": {"article": 1}}},
    ],
    ids=str,
)
def test_a_value_of_the_wrong_type_is_named_by_its_field(fields: dict[str, Any]) -> None:
    found = problem(json.dumps({**ASKED, **fields}).encode())

    assert found.code == 400
    assert found.message.startswith("Invalid value at '")
    assert found.details[0]["fieldViolations"][0]["field"]


def test_html_is_refused_in_the_words_of_the_original() -> None:
    found = problem(json.dumps({**ASKED, "comment": {"text": "<p>", "type": "HTML"}}).encode())

    assert found.message == "Currently, only 'PLAIN_TEXT' comments are supported"


def test_two_kinds_of_context_are_one_too_many() -> None:
    context = {"entries": [{"text": "a"}], "articleAndParentComment": {"article": {"text": "b"}}}

    assert "both fields were populated" in problem(json.dumps({**ASKED, "context": context}).encode()).message


@pytest.mark.parametrize("letter", ["a", "ب", "😀"])
def test_the_limit_counts_bytes(letter: str) -> None:
    most = MAX_TEXT_BYTES // len(letter.encode())
    body = {**ASKED, "comment": {"text": letter * most}}

    assert len(read_analyze(body).text) == most
    with pytest.raises(Problem, match=r"Comment text too long\."):
        read_analyze({**ASKED, "comment": {"text": letter * (most + 1)}})


def test_names_may_be_written_with_underscores_and_null_is_absent() -> None:
    asked = read_analyze(
        {
            "comment": {"text": "أهلا", "type": None},
            "requested_attributes": {"TOXICITY": {"score_threshold": 0.5}},
            "client_token": "t",
            "span_annotations": True,
            "languages": None,
        }
    )

    assert (asked.wanted[0].threshold, asked.client_token, asked.by_sentence, asked.languages) == (0.5, "t", True, ())


def test_half_an_emoji_keeps_its_place() -> None:
    asked = read_analyze(read_json(b'{"comment": {"text": "a\\ud83d"}, "requestedAttributes": {"TOXICITY": {}}}'))

    assert asked.text == "a\N{REPLACEMENT CHARACTER}"


def test_fields_that_are_not_ours_are_ignored() -> None:
    assert read_analyze({**ASKED, "newField": [1]}).text == "أهلا"


def test_a_suggestion_may_ask_not_to_be_kept() -> None:
    assert read_suggest(SUGGESTED).keep
    assert not read_suggest({**SUGGESTED, "doNotStore": True}).keep


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({"summaryScore": {"value": 0}}, 0.0),
        ({"summaryScore": {}}, 0.0),
        ({"summaryScore": {"value": 1, "type": "PROBABILITY"}}, 1.0),
        ({"spanScores": [{"score": {"value": 0.2}}, {"score": {"value": 0.7}}]}, 0.7),
    ],
)
def test_a_suggested_score_is_that_of_the_whole_or_of_its_worst_part(scores: dict[str, Any], expected: float) -> None:
    read = read_suggest({**SUGGESTED, "attributeScores": {"TOXICITY": scores}})

    assert read.scores == {"TOXICITY": expected}


@pytest.mark.parametrize("scores", [{}, None, {"TOXICITY": {"summaryScore": {"value": 2}}}, {"TOXICITY": 1}, [1]])
def test_a_suggestion_without_a_probability_is_refused(scores: Any) -> None:
    with pytest.raises(Problem) as raised:
        read_suggest({**SUGGESTED, "attributeScores": scores})

    assert raised.value.to_body()["error"]["status"] == "INVALID_ARGUMENT"


@given(JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    body = json.dumps(value).encode()

    for read in (read_analyze, read_suggest):
        try:
            read(read_json(body))
        except Problem as found:
            assert found.code == 400


@given(st.binary(max_size=100))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        read_analyze(read_json(body))
    except Problem as found:
        assert found.code == 400
