"""Weighing: a candidate gets its scores, the thresholds of its mode, and the places that carry a high score.

Belongs here: asking a scorer and surviving whatever it does. Not here: what a high score leads to (`rules.scores`), and
reading a clock; the caller hands one in, so that the same words get the same answer in every test.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from hiwar.arabic.fold import fold_batch
from hiwar.screening.candidate import Candidate
from hiwar.screening.drawings import drawn_harms, places_drawn
from hiwar.screening.hints import NO_HINTS, Hints, hint_list, hints_among
from hiwar.screening.modes import Thresholds, thresholds
from hiwar.screening.overrides import NO_OVERRIDES, Overrides
from hiwar.screening.rules.scores import ORDER
from hiwar.screening.rules.starter_words import starter_list, witnesses
from hiwar.screening.verdict import Field, Span
from hiwar.screening.words import Match, WordList

# The CPU time one comment may cost. Beyond it something is wrong with the text or the machine: a person reads it.
BUDGET_SECONDS = 0.050
MISSING, FAILED, LATE, LONG = "missing", "failed", "late", "long"
# No comment of a site is as long; imports can be. What nobody read to its end must not pass.
LONGEST = 20_000
_MOST_LETTERS = 18  # What folding makes of one character at most: «ﷺ».
MOST_CARRIERS = 5
_AROUND = 8  # Words on either side that a frame such as «he said … and that is a shame» needs.
_MOST_PLACES = 16
_MOST_HINTS = 2
_word = re.compile(r"\S+")
_stop = re.compile(r"[.!?؟؛…]+(?=\s)|\n")
_LABELS = ("toxic", "insult", "identity", "sectarian", "obscene", "threat", "spam")


class Scores(Protocol):
    """What a scorer must do to be asked here; `hiwar.screening.model` ships one."""

    @property
    def name(self) -> str:
        """Return which model and version it is."""

    def scores(self, texts: Sequence[str]) -> Any:
        """Return one row of calibrated probabilities a text, in the order of the labels."""

    def explain(self, text: str, label: str = "toxic", limit: int = 5) -> Sequence[Any]:
        """Return the places of the text that carry a label's score, strongest first."""

    def threshold(self, false_holds: float, label: str = "toxic") -> float:
        """Return the score that only this share of clean comments reaches."""


def weighed(
    candidate: Candidate,
    *,
    scorer: Callable[[], Scores],
    false_holds: float,
    clock: Callable[[], float],
    overrides: Overrides = NO_OVERRIDES,
) -> Candidate:
    """Return the candidate with its scores, or with the reason why it has none; never raises.

    Finding the scorer and compiling our lists are not part of the budget: the first comment after a start must not wait
    because the model is read from disk. An override for another model changes nothing.
    """
    terms = {"false_holds": false_holds, "clock": clock, "overrides": overrides}
    return weighed_together((candidate,), scorer=scorer, **terms)[0]  # type: ignore[arg-type]


def weighed_together(
    candidates: Sequence[Candidate],
    *,
    scorer: Callable[[], Scores],
    false_holds: float,
    clock: Callable[[], float],
    overrides: Overrides = NO_OVERRIDES,
) -> list[Candidate]:
    """Return what `weighed` returns for each of them, for a fraction of the time: a scorer reads them all at once.

    Where that fails or takes longer than one comment may, each is weighed alone: one text spoils no other's scores.
    """
    if not candidates:
        return []
    try:
        if any(candidate.starter for candidate in candidates):
            starter_list()
        hint_list()
        found = scorer()
        limits = overrides.over(thresholds(found.threshold, false_holds=false_holds), model=found.name)
    except Exception:
        return [replace(candidate, unscored=MISSING) for candidate in candidates]
    together = _together(candidates, found, limits, clock)
    if together is None:
        alone = (_together((candidate,), found, limits, clock) for candidate in candidates)
        return [one[0] if one else replace(it, unscored=FAILED) for it, one in zip(candidates, alone, strict=True)]
    return together


def _together(
    candidates: Sequence[Candidate], scorer: Scores, limits: Thresholds, clock: Callable[[], float]
) -> list[Candidate] | None:
    """Return the candidates weighed; None if they could not be, or not in the time that one of them may take."""
    started = clock()
    try:
        rows = map(_by_label, scorer.scores([text for candidate in candidates for text in candidate.read]))
        if len(candidates) > 1:
            _read_together(candidates)
        each = [(candidate, [next(rows) for _ in candidate.read]) for candidate in candidates]
        if len(asked := [candidate for candidate, its in each if _may_be_hinted(its[0], limits)]) > 1:
            _look_for_hints(asked)
    except Exception:
        return None
    spent = clock() - started
    if spent > BUDGET_SECONDS and len(candidates) > 1:
        return None
    share = spent / len(candidates)
    return [_weighed(one, its_rows, scorer, limits, _watch(clock, share)) for one, its_rows in each]


def _read_together(candidates: Sequence[Candidate]) -> None:
    """Fold the texts and names of candidates, as a classifier folds them, and look through them, all at once."""
    batch = fold_batch([text for candidate in candidates for text in candidate.read])
    asked = {id(words): words for candidate in candidates for words in _lists(candidate)}
    found = {which: words.find_batch(batch) for which, words in asked.items()}
    fields: tuple[Field, ...] = ("text", "name")
    places = iter(range(len(batch)))
    for candidate in candidates:
        # A reading is the text, and the name if there is one.
        for field, _ in zip(fields, candidate.read, strict=False):
            place = next(places)
            candidate.note_folded(field, batch.folded(place))
            for words in _lists(candidate):
                candidate.note_found(words, field, found[id(words)].get(place, ()))


def _look_for_hints(candidates: Sequence[Candidate]) -> None:
    """Look through the texts of candidates for hints, all at once."""
    found = hint_list().find_batch(fold_batch([candidate.text for candidate in candidates]))
    for place, candidate in enumerate(candidates):
        candidate.note_found(hint_list(), "text", found.get(place, ()))


def _lists(candidate: Candidate) -> list[WordList]:
    """Return the lists that are looked for in every comment."""
    lists = [candidate.banned, candidate.suspect, *([starter_list()] if candidate.starter else [])]
    return [words for words in lists if words]


def _watch(clock: Callable[[], float], spent: float) -> Callable[[], float]:
    """Return what tells the seconds since now, and those that were spent already."""
    began = clock()
    return lambda: clock() - began + spent


def _weighed(
    candidate: Candidate,
    rows: Sequence[Mapping[str, float]],
    scorer: Scores,
    limits: Thresholds,
    took: Callable[[], float],
) -> Candidate:
    try:
        scored = _scored(candidate, rows, scorer, limits)
    except Exception:
        return replace(candidate, unscored=FAILED)
    late, long = took() > BUDGET_SECONDS, _is_long(candidate)
    carriers, unscored = _carriers(scored, scorer), LATE if late else LONG if long else ""
    if not carriers and not unscored:
        return scored
    return replace(scored, carriers=carriers, unscored=unscored).with_readings_of(scored)


def _is_long(candidate: Candidate) -> bool:
    """Tell whether a scorer leaves something unread, ligatures counted as the letters they stand for."""
    length = len(candidate.text)
    return length > LONGEST or (length * _MOST_LETTERS > LONGEST and len(candidate.folds("text").text) > LONGEST)


def _scored(candidate: Candidate, rows: Sequence[Mapping[str, float]], scorer: Scores, limits: Thresholds) -> Candidate:
    listed = candidate.found(starter_list(), "text") if candidate.starter else ()
    asked = {label: limits.listed[label] for label in witnesses(listed) if label in limits.listed}
    is_low = any(rows[0][label] < limit for label, limit in asked.items())
    closely = _looked_at_closely(candidate.text, listed, scorer, limits) if is_low else []
    hints = _hints(candidate, rows[0], limits)
    scored = replace(
        candidate,
        listed_scores={
            label: _highest([row[label] for row in (rows[0], *closely) if label in row]) for label in limits.listed
        },
        scores=rows[0],
        thresholds=_with_witnesses(limits, candidate.text, hints),
        hints=hints.places,
        name_scores=rows[1] if candidate.name else {},
        name_thresholds=limits.name,
        listed_thresholds=limits.listed,
    )
    # What the rules will ask for as well is not looked up twice.
    return scored.with_readings_of(candidate)


def _hints(candidate: Candidate, scores: Mapping[str, float], limits: Thresholds) -> Hints:
    """Return the hints of a text; nobody looks for them where they would change nothing."""
    if not _may_be_hinted(scores, limits):
        return NO_HINTS
    return hints_among(candidate.text, candidate.found(hint_list(), "text"))


def _may_be_hinted(scores: Mapping[str, float], limits: Thresholds) -> bool:
    return not all(scores[label] < limit for label, limit in limits.plainly_hinted.items())


def _with_witnesses(limits: Thresholds, text: str, hints: Hints) -> Mapping[str, float]:
    """Return the thresholds of a text: lower ones where an emoji or a hint is a witness, never higher ones."""
    found = [(label, limits.drawn[label]) for label in drawn_harms(text) if label in limits.drawn]
    for label in hints.places:
        beside = limits.plainly_hinted if label in hints.plain else limits.hinted
        found += [(label, beside[label])] if label in beside else []
    lowered = dict(limits.text)
    for label, limit in found:
        lowered[label] = min(limit, lowered.get(label, 1.0))
    return lowered if found else limits.text


def _by_label(row: Sequence[float]) -> dict[str, float]:
    return dict(zip(_LABELS, map(float, row), strict=True))


def _highest(scores: Sequence[float]) -> float:
    """Return the highest score; one that is no number counts as the highest there is, wherever it stands."""
    return 1.0 if any(score != score for score in scores) else max(scores)


def surroundings(text: str, matches: Sequence[Match]) -> list[str]:
    """Return each match with the few words around it, for the first `_MOST_PLACES` of them.

    Calm sentences before and after an insult make the whole comment read calm. Who overrules a list must look where the
    word stands; a quotation, a denial or the animal's food stand there too.

    >>> from hiwar.screening.words import WordEntry
    >>> surroundings("a b c d e f g h i j k l", [Match(WordEntry("l"), 22, 23)])
    ['d e f g h i j k l']
    """
    return [text[begin:end] for begin, end in _around(text, matches)]


def own_sentences(text: str, matches: Sequence[Match]) -> list[str]:
    """Return what of these surroundings is in the match's own sentence, where that is less.

    >>> from hiwar.screening.words import WordEntry
    >>> own_sentences("Thanks. You donkey. Good night.", [Match(WordEntry("donkey"), 12, 18)])
    ['You donkey']
    """
    stops = [found.span() for found in _stop.finditer(text)]
    found = []
    for match, (first, last) in zip(matches, _around(text, matches), strict=False):
        begin = max((end for _, end in stops if first < end <= match.start), default=first)
        end = min((start for start, _ in stops if match.end <= start < last), default=last)
        if (begin, end) != (first, last):
            found.append(text[begin:end].strip())
    return found


def _around(text: str, matches: Sequence[Match]) -> list[tuple[int, int]]:
    """Return where the few words around each match begin and end, for the first `_MOST_PLACES` of them."""
    words = [found.span() for found in _word.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]
    found = []
    for match in matches[:_MOST_PLACES]:
        first = max(bisect_right(starts, match.start) - 1 - _AROUND, 0)
        last = min(bisect_left(ends, match.end) + _AROUND, len(words) - 1)
        found.append((starts[first], ends[last]))
    return found


def _looked_at_closely(
    text: str, listed: Sequence[Match], scorer: Scores, limits: Thresholds
) -> list[Mapping[str, float]]:
    """Return the scores of what stands around listed words, and in their own sentences.

    A sentence without its neighbors lacks what may excuse it, so it counts only where it would be held by itself.
    """
    around, alone = surroundings(text, listed), own_sentences(text, listed)
    rows = [_by_label(row) for row in scorer.scores([*around, *alone])] if around else []
    sure = [
        {label: score for label, score in row.items() if not score < limits.text.get(label, 1.0)}
        for row in rows[len(around) :]
    ]
    return [*rows[: len(around)], *sure]


def _carriers(scored: Candidate, scorer: Scores) -> dict[str, tuple[Span, ...]]:
    """Explain only what will be held: explaining costs more than scoring, and nobody reads why a comment passed.

    What cannot be explained is held all the same, so it is neither late nor a failure.
    """
    limits = scored.thresholds
    high = [label for label in ORDER if label in limits and not scored.scores[label] < limits[label]]
    # One finding speaks of harm and names the first of these labels; only its places and those of spam are ever shown.
    harm = [label for label in high if label != "spam"][:1]
    try:
        return {
            label: _places(scored, label, scorer) for label in [*harm, *(label for label in high if label == "spam")]
        }
    except Exception:
        return {}


def _places(scored: Candidate, label: str, scorer: Scores) -> tuple[Span, ...]:
    """Return the places that carry a label's score: what was drawn, what hints at it, what else was written."""
    text = scored.text
    drawn = [Span(*place) for place in places_drawn(text, label)]
    hinted = scored.hints.get(label, ())[:_MOST_HINTS]
    written = [Span(one.start, one.end) for one in scorer.explain(text, label, limit=MOST_CARRIERS)]
    # Strong neighbors are one place, and an emoji between them lies inside it; so does most of what a hint holds.
    new = [one for one in written if not any(hint.start <= one.start and one.end <= hint.end for hint in hinted)]
    apart = [one for one in drawn if not any(place.start <= one.start < place.end for place in (*hinted, *new))]
    return tuple([*apart, *hinted, *new][:MOST_CARRIERS])
