"""A guest under the name of the staff, a byline or the site."""

from hiwar.arabic.skeleton import skeleton
from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome, Span


def name_is_reserved(candidate: Candidate) -> Finding | None:
    """Hold a name whose skeleton is a reserved one, holds it as words, or is it with the spaces moved."""
    if not candidate.reserved_names or not candidate.name:
        return None
    name = skeleton(candidate.name)
    padded, closed = f" {name} ", name.replace(" ", "")
    for reserved in candidate.reserved_names:
        if reserved and (f" {reserved} " in padded or closed == reserved.replace(" ", "")):
            return Finding("reserved_name", Outcome.HOLD, field="name", spans=(Span(0, len(candidate.name)),))
    return None
