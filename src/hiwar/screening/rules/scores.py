"""The classifier's place in the policy: it weighs where lists can only point."""

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome

_DEFAULT_THRESHOLD = 0.8


def looks_toxic(candidate: Candidate) -> Finding | None:
    """Hold a text with a score at or above its threshold; without scores there is nothing to find.

    A score that is no number compares as false everywhere, so the test asks whether it is safely below.
    """
    high = {
        name: score
        for name, score in candidate.scores.items()
        if not score < candidate.thresholds.get(name, _DEFAULT_THRESHOLD)
    }
    if not high:
        return None
    return Finding("looks_toxic", Outcome.HOLD, data={name: f"{score:.2f}" for name, score in high.items()})
