"""Answers: what a batch of comments gets, as records that become one JSON line each.

Belongs here: asking the classifier once for a whole batch, running the house policy, and the shape of a record. Not
here: lines and streams (`lines`, `screen`). What a comment cannot help is left out: a shell knows no first comments.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hiwar.arabic.fold import Folded, fold_batch
from hiwar.config.shell.lines import Comment
from hiwar.screening.candidate import Candidate
from hiwar.screening.modes import FALSE_HOLDS, Mode
from hiwar.screening.rules.starter_words import starter_list
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Finding, Span, Verdict
from hiwar.screening.weighing import LONGEST, Scores, weighed
from hiwar.screening.words import NO_WORDS, Match, WordList

LABELS = ("toxic", "insult", "identity", "sectarian", "obscene", "threat", "spam")
# One character more than what is read to its end: enough for the policy to see that there was more, and to hold it.
_READ = LONGEST + 1
MOST_PLACES = 50

# Which of the classifier's labels a rule speaks of, by rule or by the category of its words.
_LABEL_OF = {
    "incitement": "threat",
    "death_wish": "threat",
    "sectarian": "sectarian",
    "identity": "identity",
    "insult": "insult",
    "obscenity": "obscene",
    "spam": "spam",
    "too_many_links": "spam",
    "phone_number": "spam",
    "repeated_characters": "spam",
    "name_has_link_or_email": "spam",
}


@dataclass(frozen=True)
class Words:
    """The newsroom's own lists, where it gave some."""

    banned: WordList = NO_WORDS
    suspect: WordList = NO_WORDS
    allowed: WordList = NO_WORDS


@dataclass(frozen=True)
class Judged:
    """A comment with the verdict on it and everything that led there."""

    candidate: Candidate
    verdict: Verdict

    @property
    def scores(self) -> Mapping[str, float]:
        """Return the classifier's probabilities by label; empty when there are none."""
        return self.candidate.scores


@dataclass(frozen=True)
class Judge:
    """Judges comments under the house policy, in the mode each asks for or else in `mode`."""

    scorer: Callable[[], Scores]
    mode: Mode = Mode.CAREFUL
    words: Words = field(default_factory=Words)

    def judged(self, comments: Sequence[Comment]) -> Iterator[Judged]:
        """Yield each comment with its verdict, in order, folding and weighing all of them at once."""
        scorer = self._prepared(comments)
        folded = fold_batch([comment.text[:_READ] for comment in comments])
        lists = [words for words in (starter_list(), self.words.banned, self.words.suspect) if words]
        found = [(id(words), words.find_batch(folded)) for words in lists]
        for place, comment in enumerate(comments):
            listed = {words: by_place.get(place, ()) for words, by_place in found}
            candidate = self._weighed(comment, scorer, folded.folded(place), listed)
            yield Judged(candidate, screen(candidate))

    def model(self) -> str | None:
        """Return the name of the model, or nothing where it is missing."""
        try:
            return self.scorer().name
        except Exception:
            return None

    def _prepared(self, comments: Sequence[Comment]) -> Callable[[], Scores]:
        """Return the scorer with the answers for this batch at hand; where asking fails, each comment asks anew."""
        texts = [comment.text[:_READ] for comment in comments]
        texts += [comment.name[:_READ] for comment in comments if comment.name]
        try:
            scorer = self.scorer()
            prepared = _Prepared(scorer, dict(zip(texts, scorer.scores(texts), strict=True)))
        except Exception:
            return self.scorer
        return lambda: prepared

    def _weighed(
        self, comment: Comment, scorer: Callable[[], Scores], folded: Folded, listed: Mapping[int, tuple[Match, ...]]
    ) -> Candidate:
        mode = comment.mode or self.mode
        candidate = Candidate(
            comment.text[:_READ],
            name=comment.name[:_READ],
            hold_first=False,
            hold_all=mode is Mode.HELD,
            banned=self.words.banned,
            suspect=self.words.suspect,
            allowed=self.words.allowed,
            folded=folded,
            listed=listed,
        )
        # Everything is held already, whatever the scores; the strictest thresholds then say what to point at.
        false_holds = FALSE_HOLDS.get(mode, FALSE_HOLDS[Mode.BREAKING])
        return weighed(candidate, scorer=scorer, false_holds=false_holds, clock=time.process_time)


class _Prepared:
    """A scorer that has looked at a batch already."""

    def __init__(self, scorer: Scores, rows: Mapping[str, Any]) -> None:
        self._scorer, self._rows = scorer, rows
        self._thresholds: dict[tuple[float, str], float] = {}
        self.name = scorer.name

    def scores(self, texts: Sequence[str]) -> Any:
        return [self._rows[text] if text in self._rows else self._scorer.scores([text])[0] for text in texts]

    def explain(self, text: str, label: str = "toxic", limit: int = 5) -> Sequence[Any]:
        return self._scorer.explain(text, label, limit=limit)

    def threshold(self, false_holds: float, label: str = "toxic") -> float:
        asked = false_holds, label
        if asked not in self._thresholds:
            self._thresholds[asked] = self._scorer.threshold(false_holds, label)
        return self._thresholds[asked]


def record(comment: Comment, judged: Judged, *, model: str | None, utf16: bool = False) -> dict[str, Any]:
    """Return the answer for one comment. Offsets are code points of the given text, or UTF-16 units."""
    scores = {label: round(float(judged.scores[label]), 4) for label in LABELS} if judged.scores else None
    findings = [place for finding in judged.verdict.findings for place in _places(finding, comment, scores)]
    if utf16:
        findings = [_in_utf16(place, comment) for place in findings]
    return {
        "id": comment.id,
        "action": judged.verdict.outcome.value,
        "scores": scores,
        "findings": findings,
        "model": model,
    }


def label_of(finding: Finding) -> str | None:
    """Return the classifier's label that comes nearest to what a finding is about."""
    category = finding.data.get("label") or finding.data.get("category") or finding.rule
    return category if category in LABELS else _LABEL_OF.get(category)


def _places(finding: Finding, comment: Comment, scores: Mapping[str, float] | None) -> list[dict[str, Any]]:
    """Return one entry for each place a finding points at, and one without a place where it points at none."""
    label = label_of(finding)
    source = comment.name if finding.field == "name" else comment.text
    about: dict[str, Any] = {"rule": finding.rule, "label": label}
    about["score"] = scores[label] if scores and label and finding.field == "text" else None
    # Only what is not about the text says where it looked.
    elsewhere = {} if finding.field == "text" else {"field": finding.field}
    return [
        {**about, "begin": start, "end": end, "text": source[start:end], **elsewhere}
        for start, end in (finding.spans or (Span(0, 0),))[:MOST_PLACES]
    ]


def _in_utf16(place: dict[str, Any], comment: Comment) -> dict[str, Any]:
    source = comment.name if place.get("field") == "name" else comment.text
    return place | {end: _units(source[: place[end]]) for end in ("begin", "end")}


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
