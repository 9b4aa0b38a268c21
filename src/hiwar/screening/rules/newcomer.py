"""Writers nobody has approved yet."""

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome


def is_keyless(candidate: Candidate) -> Finding | None:
    """Hold a comment that came without a browser key: nothing connects it to anything approved."""
    return Finding("keyless", Outcome.HOLD) if candidate.keyless else None


def is_first_comment(candidate: Candidate) -> Finding | None:
    """Hold a comment of someone without an approved one, where the site wants that."""
    waits = candidate.hold_first and not candidate.trusted
    return Finding("first_comment", Outcome.HOLD) if waits else None
