"""The same text again from the same writer."""

from hiwar.arabic.tokens import tokens
from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome


def repeats_previous(candidate: Candidate) -> Finding | None:
    """Hold a text that says, spelling and punctuation aside, what this writer said before."""
    if not candidate.previous:
        return None
    words = candidate.words("text")
    if not words:
        return None
    for earlier in candidate.previous:
        if [token.text for token in tokens(earlier)] == words:
            return Finding("repeats_previous", Outcome.HOLD)
    return None
