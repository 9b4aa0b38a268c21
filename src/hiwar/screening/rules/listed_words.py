"""Words a newsroom listed itself: banned ones refuse the comment, suspect ones hold it.

The same two ideas look into three fields, so each field has its rule and each finding its field.
"""

from bisect import bisect_right
from itertools import accumulate

from hiwar.screening.candidate import Candidate
from hiwar.screening.verdict import Field, Finding, Outcome, Span
from hiwar.screening.words import Match, WordList


def text_has_banned_word(candidate: Candidate) -> Finding | None:
    """Refuse a text with a banned word."""
    return _banned(candidate, "text")


def name_has_banned_word(candidate: Candidate) -> Finding | None:
    """Refuse a name with a banned word."""
    return _banned(candidate, "name")


def email_has_banned_word(candidate: Candidate) -> Finding | None:
    """Refuse an e-mail address with a banned word."""
    return _banned(candidate, "email")


def text_has_suspect_word(candidate: Candidate) -> Finding | None:
    """Hold a text with a suspect word."""
    return _suspect(candidate, "text") or _hidden("suspect_word", candidate, candidate.suspect)


def text_hides_banned_word(candidate: Candidate) -> Finding | None:
    """Hold a text that seems to hide a banned word: what a digit stands for is a guess, and guesses refuse nothing."""
    return _hidden("banned_word", candidate, candidate.banned)


def name_has_suspect_word(candidate: Candidate) -> Finding | None:
    """Hold a name with a suspect word."""
    return _suspect(candidate, "name")


def email_has_suspect_word(candidate: Candidate) -> Finding | None:
    """Hold an e-mail address with a suspect word."""
    return _suspect(candidate, "email")


def matches_in(candidate: Candidate, words: WordList, field: Field) -> tuple[Match, ...]:
    """Return what of the list is in the field, without what lies inside a phrase the newsroom allows."""
    found = candidate.found(words, field)
    if not found:
        return ()
    return outside(found, candidate.found(candidate.allowed, field))


def hidden_in(candidate: Candidate, words: WordList) -> tuple[Match, ...]:
    """Return what of the list hides in the text (`disguises`), without what the newsroom allows."""
    found = candidate.hidden(words)
    return outside(found, candidate.found(candidate.allowed, "text")) if found else ()


def outside(found: tuple[Match, ...], allowed: tuple[Match, ...]) -> tuple[Match, ...]:
    """Return the matches that lie inside none of the allowed ones. Both are in the text's order, and stay so.

    A text can hold thousands of each, so that nobody compares each with each.
    """
    if not found or not allowed:
        return found
    starts = [match.start for match in allowed]
    furthest = [0, *accumulate((match.end for match in allowed), max)]
    return tuple(match for match in found if furthest[bisect_right(starts, match.start)] < match.end)


def finding_of(rule: str, outcome: Outcome, field: Field, matches: tuple[Match, ...]) -> Finding | None:
    """Return one finding for all the matches, with the first one's entry and every reason given."""
    if not matches:
        return None
    reasons = dict.fromkeys(match.entry.reason for match in matches if match.entry.reason)
    data = {"word": matches[0].entry.text}
    if reasons:
        data["reason"] = "، ".join(reasons)
    spans = tuple(dict.fromkeys(Span(match.start, match.end) for match in matches))
    return Finding(rule, outcome, field=field, spans=spans, data=data)


def _hidden(rule: str, candidate: Candidate, words: WordList) -> Finding | None:
    return finding_of(rule, Outcome.HOLD, "text", hidden_in(candidate, words))


def _banned(candidate: Candidate, field: Field) -> Finding | None:
    return finding_of("banned_word", Outcome.REJECT, field, matches_in(candidate, candidate.banned, field))


def _suspect(candidate: Candidate, field: Field) -> Finding | None:
    return finding_of("suspect_word", Outcome.HOLD, field, matches_in(candidate, candidate.suspect, field))
