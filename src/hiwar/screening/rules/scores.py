"""The classifier's place in the policy: it weighs where lists can only point."""

from collections.abc import Mapping

from hiwar.screening.candidate import Candidate
from hiwar.screening.offers import speaks_of_offers
from hiwar.screening.verdict import Finding, Outcome

# What kinds of harm the overall score is made of. The finding names the likeliest, if it is likely at all.
KINDS = ("insult", "identity", "sectarian", "obscene", "threat")
# In this order one of them speaks for a finding.
ORDER = ("toxic", *KINDS, "spam")
_NAMED_FROM = 0.5


def looks_toxic(candidate: Candidate) -> Finding | None:
    """Hold a text whose overall score, or one with a threshold of its own, is too high; no score, no finding."""
    high = [label for label in ORDER[:-1] if _is_high(candidate.scores, candidate.thresholds, label)]
    if not high:
        return None
    scores, first = candidate.scores, high[0]
    kind = _kind(scores) if first == "toxic" else first
    return Finding(
        "looks_toxic", Outcome.HOLD, spans=candidate.carriers.get(first, ()), data=_data(scores, kind, first)
    )


def name_looks_toxic(candidate: Candidate) -> Finding | None:
    """Hold a comment for the score of its name. A name has no context: whatever carries it is the name itself."""
    if not _is_high(candidate.name_scores, candidate.name_thresholds, "toxic"):
        return None
    scores = candidate.name_scores
    return Finding("looks_toxic", Outcome.HOLD, field="name", data=_data(scores, _kind(scores), "toxic"))


def looks_like_spam(candidate: Candidate) -> Finding | None:
    """Hold a text that reads like an advertisement, unless it speaks of one."""
    if not _is_high(candidate.scores, candidate.thresholds, "spam") or speaks_of_offers(candidate):
        return None
    spans = candidate.carriers.get("spam", ())
    return Finding("looks_like_spam", Outcome.HOLD, spans=spans, data=_data(candidate.scores, "spam", "spam"))


def is_not_scored(candidate: Candidate) -> Finding | None:
    """Hold a comment the classifier could not weigh, or not in time: doubt means that a person looks."""
    return Finding("not_scored", Outcome.HOLD, data={"why": candidate.unscored}) if candidate.unscored else None


def _is_high(scores: Mapping[str, float], thresholds: Mapping[str, float], label: str) -> bool:
    # A score that is no number compares as false everywhere, so the test asks whether it is safely below.
    return label in scores and label in thresholds and not scores[label] < thresholds[label]


def _kind(scores: Mapping[str, float]) -> str:
    likeliest = max(KINDS, key=lambda label: scores.get(label, 0.0))
    return likeliest if scores.get(likeliest, 0.0) >= _NAMED_FROM * scores["toxic"] else "toxic"


def _data(scores: Mapping[str, float], label: str, held_by: str) -> dict[str, str]:
    return {"label": label, "score": f"{scores[held_by]:.2f}"}
