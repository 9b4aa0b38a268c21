"""One request answered: which scores, in which language, for which part of the text.

Pure but for the scorer it is given. Scores leave with two decimals: enough for any threshold a newsroom sets, too
little to rebuild the classifier from its answers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

from hiwar.screening.model import LABELS

from . import attributes, languages, problems
from .languages import Languages
from .spans import Utf16, sentences
from .wire import AnalyzeRequest, SuggestRequest, Wanted

DECIMALS = 2
Heads = dict[str, float]


class Scorer(Protocol):
    """What is asked of the classifier here: one row of probabilities for each text, in the order of `LABELS`."""

    def scores(self, texts: Sequence[str]) -> Any: ...


class ScorerFailed(Exception):
    """The classifier is missing, raised, or gave something that is no probability."""


def analyze(request: AnalyzeRequest, scorer: Scorer) -> dict[str, Any]:
    """Return the answer to an analyze request; raises `Problem` or `ScorerFailed`."""
    chosen = languages.choose(request.text, request.languages)
    for wanted in request.wanted:
        _check(wanted, chosen)
    places = sentences(request.text) if request.by_sentence else [(0, len(request.text))]
    pieces = [request.text[begin:end] for begin, end in places] if request.by_sentence else []
    whole, *parts = heads_of([request.text, *pieces], scorer)
    told = list(zip(Utf16(request.text).spans(places), parts or [whole], strict=True))
    found = {wanted.name: scores for wanted in request.wanted if (scores := _scores(wanted, whole, told))}
    return _answer(
        {"attributeScores": found, "languages": list(chosen.used), "detectedLanguages": list(chosen.detected)},
        client_token=request.client_token,
    )


def acknowledge(request: SuggestRequest) -> dict[str, Any]:
    """Return the answer to a suggestion; raises `Problem` for an attribute that does not exist."""
    for name in request.scores:
        if not attributes.is_known(name):
            raise problems.invalid_request(f"Unknown requested attribute: {name[:100]}")
    return _answer(
        {
            "requestedLanguages": list(request.languages),
            "detectedLanguages": list(languages.detect(request.text)),
        },
        client_token=request.client_token,
    )


def heads_of(texts: Sequence[str], scorer: Scorer) -> list[Heads]:
    """Return every text's scores by label; raises `ScorerFailed`."""
    try:
        rows = [[float(value) for value in row] for row in scorer.scores(texts)]
    except Exception as error:
        # Its message may quote the text; its type and place are enough.
        raise ScorerFailed from error
    if len(rows) != len(texts) or any(len(row) != len(LABELS) or not all(map(_is_probability, row)) for row in rows):
        raise ScorerFailed
    return [dict(zip(LABELS, row, strict=True)) for row in rows]


def _is_probability(value: float) -> bool:
    return math.isfinite(value) and 0.0 <= value <= 1.0


def _check(wanted: Wanted, chosen: Languages) -> None:
    if not attributes.is_known(wanted.name):
        raise problems.invalid_request(f"Unknown requested attribute: {wanted.name[:100]}")
    if wanted.score_type != "PROBABILITY":
        raise problems.invalid_request(
            f"Requested score type {wanted.score_type} is not supported by attribute {wanted.name}"
        )
    if not chosen.used and not chosen.refused:
        raise problems.language_unknown()
    if not chosen.used or attributes.plain(wanted.name) not in attributes.ANSWERED:
        raise problems.language_unsupported(
            wanted.name, requested=chosen.refused, detected=chosen.used or chosen.detected
        )


def _scores(wanted: Wanted, whole: Heads, parts: list[tuple[tuple[int, int], Heads]]) -> dict[str, Any]:
    least = wanted.threshold if wanted.threshold is not None else 0.0
    spans = [
        {"begin": begin, "end": end, "score": _score(value)}
        for (begin, end), heads in parts
        if (value := _rounded(wanted.name, heads)) >= least
    ]
    summary = _rounded(wanted.name, whole)
    return {
        **({"spanScores": spans} if spans else {}),
        **({"summaryScore": _score(summary)} if summary >= least else {}),
    }


def _rounded(name: str, heads: Heads) -> float:
    return round(attributes.value_of(name, heads), DECIMALS)


def _score(value: float) -> dict[str, Any]:
    return {"value": value, "type": "PROBABILITY"}


def _answer(fields: dict[str, Any], *, client_token: str) -> dict[str, Any]:
    # The original leaves out what is empty.
    told = {name: value for name, value in fields.items() if value}
    return {**told, "clientToken": client_token} if client_token else told
