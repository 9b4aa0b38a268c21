"""One letter, or one word, over and over: noise that pushes the talk of others off the screen."""

import re
from collections import Counter

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Finding, Outcome, Span

# Joy and laughter stretch words («مبروووووك», «ههههههه») and are welcome; nobody laughs for fifty letters by hand.
_LONGEST_RUN = 50
_MOST_TIMES_ONE_WORD = 20
_run = re.compile(rf"(\S)\1{{{_LONGEST_RUN},}}")


def repeats_characters(candidate: Candidate) -> Finding | None:
    """Hold a text with a run of more than fifty equal characters, or of more than twenty equal words."""
    spans = [Span(*found.span()) for found in _run.finditer(candidate.text)]
    spans += _runs_of_words(candidate)
    return Finding("repeated_characters", Outcome.HOLD, spans=tuple(sorted(spans))) if spans else None


def _runs_of_words(candidate: Candidate) -> list[Span]:
    # The words alone cost little and speak for nearly every text.
    if max(Counter(candidate.words("text")).values(), default=0) <= _MOST_TIMES_ONE_WORD:
        return []
    words = candidate.tokens("text")
    spans: list[Span] = []
    start = 0
    for position in range(1, len(words) + 1):
        if position < len(words) and words[position].text == words[start].text:
            continue
        if position - start > _MOST_TIMES_ONE_WORD:
            spans.append(Span(words[start].start, words[position - 1].end))
        start = position
    return spans
