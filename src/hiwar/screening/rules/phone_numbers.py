"""Telephone numbers in the text: somebody's private number, or an offer's. A person must look which."""

import re

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome, Span

# As numbers are dialed: with + or a leading zero, nine digits and more, in groups or not (\d knows Arabic digits).
# Amounts, years and dates begin otherwise; emergency numbers are shorter.
_dialed = re.compile(r"(?<![\d,.\u066b\u066c:/-])(?:\+\d|[0\u0660\u06f0])(?:[ ().-]{0,2}\d){8,14}(?!\d)")


def has_phone_number(candidate: Candidate) -> Finding | None:
    """Hold a text that gives a telephone number, outside of its links."""
    links = [(link.start, link.end) for link in candidate.links]
    spans = tuple(
        Span(*found.span())
        for found in _dialed.finditer(candidate.text)
        if not any(start <= found.start() < end for start, end in links)
    )
    return Finding("phone_number", Outcome.HOLD, spans=spans) if spans else None
