"""Advertising and private data in the place of a name."""

import re

from hiwar.screening.candidate import Candidate
from hiwar.screening.links import find_links
from hiwar.screening.verdict import Finding, Outcome, Span

_email = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[^\W\d_]{2,}")
# Nine digits and more, in groups or not: a telephone number, Arabic digits too (\d knows them).
_phone = re.compile(r"\+?\d(?:[ ().-]{0,2}\d){8,14}")


def name_has_link_or_email(candidate: Candidate) -> Finding | None:
    """Hold a name that holds a link, an e-mail address or a telephone number."""
    spans = [Span(link.start, link.end) for link in find_links(candidate.name)]
    for pattern in (_email, _phone):
        spans += [Span(*found.span()) for found in pattern.finditer(candidate.name)]
    if not spans:
        return None
    return Finding("name_has_link_or_email", Outcome.HOLD, field="name", spans=tuple(sorted(spans)))
