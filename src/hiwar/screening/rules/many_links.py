"""More links than the site takes without a look."""

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome, Span


def has_too_many_links(candidate: Candidate) -> Finding | None:
    """Hold a text with more links than the site's limit; a limit of none holds every link."""
    links = candidate.links
    if len(links) <= candidate.max_links:
        return None
    return Finding(
        "too_many_links",
        Outcome.HOLD,
        spans=tuple(Span(link.start, link.end) for link in links),
        data={"count": str(len(links)), "limit": str(candidate.max_links)},
    )
