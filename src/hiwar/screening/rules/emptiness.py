"""A comment that says nothing a person can read."""

from hiwar.arabic.alphabet import has_letter_or_number, without_invisible
from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome


def is_empty(candidate: Candidate) -> Finding | None:
    """Refuse a text without ink; hold one without a letter or number, for someone to see what the signs say."""
    if has_letter_or_number(candidate.text):
        return None
    if without_invisible(candidate.text).strip():
        return Finding("empty", Outcome.HOLD, data={"kind": "signs_only"})
    return Finding("empty", Outcome.REJECT, data={"kind": "blank"})
