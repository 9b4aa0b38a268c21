"""As many links as the site wants a person to look at."""

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome, Span


def has_too_many_links(candidate: Candidate) -> Finding | None:
    """Hold a text with the site's number of links or more, as WordPress counts; a limit of 0 holds none for that."""
    links = candidate.links
    if not candidate.max_links or len(links) < candidate.max_links:
        return None
    return Finding(
        "too_many_links",
        Outcome.HOLD,
        spans=tuple(Span(link.start, link.end) for link in links),
        data={"count": str(len(links)), "limit": str(candidate.max_links)},
    )
