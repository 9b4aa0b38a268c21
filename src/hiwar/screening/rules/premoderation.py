"""Everything waits here: the site, section or thread is pre-moderated."""

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome


def is_premoderated(candidate: Candidate) -> Finding | None:
    """Hold every comment where the newsroom reads first, trusted writers included."""
    return Finding("pre_moderation", Outcome.HOLD) if candidate.hold_all else None
