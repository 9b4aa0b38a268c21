"""Our own starter list, one rule per kind of harm. It holds and never refuses: lists point, people decide."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from hiwar.screening.candidate import Candidate
from hiwar.screening.disguises import is_disguised
from hiwar.screening.lists import ALLOWED, STARTER
from hiwar.screening.offers import speaks_of_offers
from hiwar.screening.rules.listed_words import finding_of, hidden_in, matches_in, outside
from hiwar.screening.verdict import Field, Finding, Outcome
from hiwar.screening.words import Match, WordList

_FIELDS: tuple[Field, ...] = ("text", "name", "email")
# By which score each kind is weighed: its words are also quoted, denied, warned against and said of animals and things.
# Nobody quotes an address.
_WEIGHED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("incitement", "death_wish", "sectarian", "identity", "insult", "obscenity"), "toxic"),
        "spam": "spam",
    }
)


# Compiling takes longer than all the rest of importing; whoever only imports does not wait for it.
@cache
def starter_list() -> WordList:
    """Return all kinds as one list, so that a text is walked once; the first call compiles it."""
    return WordList.compile(entry for entries in STARTER.values() for entry in entries)


def witnesses(found: Iterable[Match]) -> set[str]:
    """Return the labels whose scores may overrule what was found of the starter list."""
    return {_WEIGHED[match.entry.category] for match in found if match.entry.category in _WEIGHED}


@cache
def _allowed() -> WordList:
    return WordList.compile(ALLOWED)


def _rule_for(category: str) -> Callable[[Candidate], Finding | None]:
    def has_starter_word(candidate: Candidate) -> Finding | None:
        if not candidate.starter or category not in candidate.once("starter", _kinds_in):
            return None
        for field in _FIELDS:
            matches = _of(category, matches_in(candidate, starter_list(), field))
            if matches:
                matches = outside(matches, candidate.found(_allowed(), field))
            if matches and field == "text" and _reads_clean(candidate, _WEIGHED.get(category, "")):
                matches = tuple(match for match in matches if _stands_in_disguise(candidate, match))
            if field == "text" and category in _WEIGHED:
                matches += _of(category, hidden_in(candidate, starter_list()))
            finding = finding_of("starter_word", Outcome.HOLD, field, matches)
            if finding is not None:
                return Finding(
                    finding.rule,
                    finding.outcome,
                    field=finding.field,
                    spans=finding.spans,
                    data={**finding.data, "category": category},
                )
        return None

    has_starter_word.__name__ = f"has_{category}_word"
    has_starter_word.__doc__ = f"Hold a comment with a starter word of the kind {category}."
    return has_starter_word


def _kinds_in(candidate: Candidate) -> frozenset[str]:
    """Return the kinds of which any word stands in a candidate: most comments have none, and seven rules ask."""
    words = starter_list()
    found = [candidate.found(words, field) for field in _FIELDS]
    return frozenset(match.entry.category for matches in (*found, candidate.hidden(words)) for match in matches)


def _of(category: str, found: tuple[Match, ...]) -> tuple[Match, ...]:
    return tuple(match for match in found if match.entry.category == category)


def _stands_in_disguise(candidate: Candidate, match: Match) -> bool:
    """Tell whether one of a match's words was typed with something between its letters."""
    words = (word for word in candidate.tokens("text") if match.start <= word.start and word.end <= match.end)
    return any(is_disguised(candidate.text[word.start : word.end]) for word in words)


def _reads_clean(candidate: Candidate, label: str) -> bool:
    """Return whether the classifier, which reads the words around a word, is sure enough to overrule the list.

    A score that is no number compares as false, and then the list has its way; so it has while there is no score.
    """
    scores, thresholds = candidate.listed_scores, candidate.listed_thresholds
    if label not in scores or label not in thresholds:
        return False
    return scores[label] < thresholds[label] or (label == "spam" and speaks_of_offers(candidate))


STARTER_RULES = tuple(map(_rule_for, STARTER))
