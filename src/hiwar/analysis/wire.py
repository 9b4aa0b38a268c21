"""From the bytes of a request to what it asks, refusing whatever has another shape than the original took.

Fields we do not know are ignored, names may be written `likeThis` or `like_this`, and null means absent: so did the
original. Here belongs the shape alone; which attributes and languages we answer is decided in `analyze`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from . import problems

MAX_TEXT_BYTES = 20 * 1024
MAX_TOKEN = 2000
SCORE_TYPES = ("SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW")
TEXT_TYPES = ("TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SNAKE = re.compile(r"_([a-z])")

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One requested attribute."""

    name: str
    threshold: float | None = None
    score_type: str = "PROBABILITY"


@dataclass(frozen=True, slots=True)
class AnalyzeRequest:
    """What a client wants to know about a text."""

    text: str
    wanted: tuple[Wanted, ...]
    languages: tuple[str, ...]
    by_sentence: bool
    client_token: str


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """What a client says about a text. `keep` is false where it forbids us to store it."""

    text: str
    scores: Mapping[str, float]
    languages: tuple[str, ...]
    keep: bool
    client_token: str


def read_json(body: bytes) -> Fields:
    """Return the object in a body; an empty body is an empty object."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise problems.invalid_json("The body is not valid UTF-8.") from None
    if not text.strip():
        return {}
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise problems.invalid_json("Message too deep.") from None
    except ValueError:
        # A number of thousands of digits ends here too.
        raise problems.invalid_json("Parse error.") from None
    if not isinstance(value, dict):
        raise problems.invalid_json("The body must be an object.")
    return value


def read_analyze(fields: Fields) -> AnalyzeRequest:
    """Return what an analyze request asks; raises `Problem`."""
    return AnalyzeRequest(
        text=_comment(fields),
        wanted=_wanted(fields),
        languages=_languages(fields),
        by_sentence=_flag(fields, "spanAnnotations"),
        client_token=_token(fields),
    )


def read_suggest(fields: Fields) -> SuggestRequest:
    """Return what a suggestscore request says; raises `Problem`."""
    return SuggestRequest(
        text=_comment(fields),
        scores=_suggested(fields),
        languages=_languages(fields),
        keep=not _flag(fields, "doNotStore"),
        client_token=_token(fields),
    )


def _comment(fields: Fields) -> str:
    comment = _object(fields, "comment", "comment")
    text = _text_entry(comment, "comment")
    if not text.strip():
        raise problems.comment_empty()
    # A script that cuts a text in the middle of an emoji leaves half a character; its place still counts.
    text = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(text) > MAX_TEXT_BYTES or len(text.encode()) > MAX_TEXT_BYTES:
        raise problems.comment_too_long()
    if _choice(comment, "type", "comment.type", TEXT_TYPES) == "HTML":
        raise problems.invalid_request("Currently, only 'PLAIN_TEXT' comments are supported")
    _check_context(_object(fields, "context", "context"))
    return text


def _check_context(context: Fields) -> None:
    """Refuse a context in a wrong shape. A right one is not used: our scores know the comment alone."""
    entries = _array(context, "entries", "context.entries")
    pair = _object(context, "articleAndParentComment", "context.article_and_parent_comment")
    if entries and pair:
        raise problems.invalid_request(
            "Context can have either entries or article_and_parent_comment, but both fields were populated."
        )
    for place, entry in enumerate(entries):
        name = f"context.entries[{place}]"
        _text_entry(_as_object(entry, name), name)
    for name in ("article", "parentComment"):
        _text_entry(_object(pair, name, f"context.article_and_parent_comment.{name}"), f"context.{name}")


def _wanted(fields: Fields) -> tuple[Wanted, ...]:
    requested = _object(fields, "requestedAttributes", "requested_attributes")
    if not requested:
        raise problems.no_requested_attributes()
    return tuple(_one_wanted(name, _as_object(value, "requested_attributes")) for name, value in requested.items())


def _one_wanted(name: str, settings: Fields) -> Wanted:
    threshold = _get(settings, "scoreThreshold")
    score_type = _choice(settings, "scoreType", "requested_attributes.score_type", SCORE_TYPES)
    return Wanted(
        name,
        threshold=None if threshold is None else _number(threshold, "requested_attributes.score_threshold"),
        score_type=score_type if score_type not in (None, SCORE_TYPES[0]) else "PROBABILITY",
    )


def _suggested(fields: Fields) -> dict[str, float]:
    scores = _object(fields, "attributeScores", "attribute_scores")
    if not scores:
        raise problems.invalid_request("Missing attribute_scores")
    return {name: _suggested_value(_as_object(value, "attribute_scores")) for name, value in scores.items()}


def _suggested_value(scores: Fields) -> float:
    summary = _object(scores, "summaryScore", "attribute_scores.summary_score")
    spans = _array(scores, "spanScores", "attribute_scores.span_scores")
    if not summary and spans:
        # A text is as bad as its worst part.
        parts = [_object(_as_object(span, "span_scores"), "score", "span_scores.score") for span in spans]
        return max(_probability(part) for part in parts)
    return _probability(summary)


def _probability(score: Fields) -> float:
    _choice(score, "type", "score.type", SCORE_TYPES)
    given = _get(score, "value")
    value = 0.0 if given is None else _number(given, "score.value")
    if not 0.0 <= value <= 1.0:
        raise problems.invalid_value("score.value", "TYPE_FLOAT between 0 and 1")
    return value


def _languages(fields: Fields) -> tuple[str, ...]:
    return tuple(_string(code, "languages", longest=40) for code in _array(fields, "languages", "languages"))


def _token(fields: Fields) -> str:
    for name in ("sessionId", "communityId"):
        _optional_string(fields, name, name)
    return _optional_string(fields, "clientToken", "client_token")


def _text_entry(entry: Fields, name: str) -> str:
    _choice(entry, "type", f"{name}.type", TEXT_TYPES)
    value = _get(entry, "text")
    return "" if value is None else _string(value, f"{name}.text")


def _optional_string(fields: Fields, name: str, told: str) -> str:
    value = _get(fields, name)
    return "" if value is None else _string(value, told, longest=MAX_TOKEN)


def _get(fields: Fields, name: str) -> Any:
    if name in fields:
        return fields[name]
    snake = next((key for key in fields if "_" in key and _SNAKE.sub(_upper, key) == name), None)
    return None if snake is None else fields[snake]


def _upper(match: re.Match[str]) -> str:
    return match[1].upper()


def _object(fields: Fields, name: str, told: str) -> Fields:
    return _as_object(_get(fields, name), told)


def _as_object(value: Any, told: str) -> Fields:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise problems.invalid_value(told, "an object")
    return value


def _array(fields: Fields, name: str, told: str) -> list[Any]:
    value = _get(fields, name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise problems.invalid_value(told, "a list")
    return value


def _string(value: Any, told: str, *, longest: int | None = None) -> str:
    if not isinstance(value, str):
        raise problems.invalid_value(told, "TYPE_STRING")
    if longest is not None and len(value) > longest:
        raise problems.invalid_value(told, f"TYPE_STRING of at most {longest} characters")
    return value


def _flag(fields: Fields, name: str) -> bool:
    value = _get(fields, name)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise problems.invalid_value(name, "TYPE_BOOL")


def _number(value: Any, told: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise problems.invalid_value(told, "TYPE_FLOAT")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise problems.invalid_value(told, "TYPE_FLOAT")
    return number


def _choice(fields: Fields, name: str, told: str, known: tuple[str, ...]) -> str | None:
    value = _get(fields, name)
    if value is None:
        return None
    if value not in known:
        raise problems.invalid_value(told, "TYPE_ENUM")
    return str(value)


def _once(pairs: list[tuple[str, Any]]) -> Fields:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        # Two programs would read two different requests.
        raise problems.invalid_json("A name occurs twice in one object.")
    return fields


def _no_constant(_: str) -> NoReturn:
    raise problems.invalid_json("NaN and Infinity are no JSON numbers.")
