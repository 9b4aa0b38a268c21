"""A writer, or the network around them, sends more than a person would."""

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome


def is_over_limit(candidate: Candidate) -> Finding | None:
    """Hold a comment sent beyond the site's rate."""
    return Finding("over_limit", Outcome.HOLD) if candidate.over_limit else None


def is_from_watched_network(candidate: Candidate) -> Finding | None:
    """Hold a comment from a network whose comments a moderator wants to see first; whole towns share one."""
    return Finding("watched_network", Outcome.HOLD) if candidate.watched_network else None
