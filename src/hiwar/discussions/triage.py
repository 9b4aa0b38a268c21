"""What the desk sorts and filters by, read off a verdict when a comment is stored.

Belongs here: from a verdict to the comment's columns. Not here: the order of a queue (`hiwar.moderation.queries`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hiwar.arabic.arabizi import looks_arabizi
from hiwar.discussions.models import Comment
from hiwar.screening.harm import harm, kinds_of
from hiwar.screening.verdict import Verdict

ARABIC, ARABIZI, OTHER = "ar", "ar-Latn", "other"
MOST_EXPOSED = 16
_ARABIC = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}]+")


@dataclass(frozen=True)
class Weighed:
    """What the model said of a comment, kept beside the verdict: for thresholds that a newsroom wants to move."""

    scores: Mapping[str, float]
    model: str = ""

    def to_record(self) -> dict[str, object]:
        """Return it as JSON-able values, scores to three decimals."""
        if not self.scores:
            return {}
        return {"scores": {label: round(score, 3) for label, score in self.scores.items()}, "model": self.model}


def triage(comment: Comment, verdict: Verdict, weighed: Weighed) -> None:
    """Give a comment that is about to be stored its verdict and what the desk sorts it by."""
    comment.screening = verdict.to_record() | weighed.to_record()
    comment.kinds = int(kinds_of(verdict))
    comment.harm = harm(verdict, weighed.scores)
    comment.priority = comment.harm * comment.thread.exposure
    comment.language = language_of(comment.text)


def language_of(text: str) -> str:
    """Return in what a text is written: Arabic, Arabic in Latin letters, or something else."""
    arabic = sum(map(len, _ARABIC.findall(text)))
    # Most comments are Arabic through and through, and then nobody has to ask each sign whether it is a letter.
    if arabic and (arabic * 2 >= len(text) or arabic * 2 >= sum(map(str.isalpha, text))):
        return ARABIC
    return ARABIZI if looks_arabizi(text) else OTHER
