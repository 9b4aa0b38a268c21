"""How much harm a comment may do if nobody looks at it soon, read off what screening found: for the order of a queue.

Belongs here: kinds of findings, their weights, one number. Not here: how many would see it; that is the discussion's
(`exposure`).
"""

from collections.abc import Mapping
from enum import IntFlag
from types import MappingProxyType

from hiwar.screening.verdict import Finding, Verdict


class Kind(IntFlag):
    """What a finding is about, in the house policy's words; a comment's kinds are kept as one number."""

    INSULT = 1
    DEATH_WISH = 2
    VIOLENCE = 4
    IDENTITY = 8
    OBSCENITY = 16
    PRIVACY = 32
    SPAM = 64
    FALSE_NAME = 128
    LISTED = 256
    REPEATED = 512
    UNSCORED = 1024
    CIRCUMSTANCE = 2048
    TOXIC = 4096


NOTHING = Kind(0)
MOST = 1000

_BY_LABEL: Mapping[str, Kind] = MappingProxyType(
    {
        "insult": Kind.INSULT, "death_wish": Kind.DEATH_WISH, "incitement": Kind.VIOLENCE, "threat": Kind.VIOLENCE,
        "sectarian": Kind.IDENTITY, "identity": Kind.IDENTITY, "obscenity": Kind.OBSCENITY, "obscene": Kind.OBSCENITY,
        "privacy": Kind.PRIVACY, "spam": Kind.SPAM, "toxic": Kind.TOXIC,
    }
)  # fmt: skip
_BY_RULE: Mapping[str, Kind] = MappingProxyType(
    {
        "reserved_name": Kind.FALSE_NAME, "name_has_link_or_email": Kind.SPAM, "too_many_links": Kind.SPAM,
        "looks_like_spam": Kind.SPAM, "phone_number": Kind.PRIVACY, "banned_word": Kind.LISTED,
        "suspect_word": Kind.LISTED, "repeats_previous": Kind.REPEATED, "repeated_characters": Kind.REPEATED,
        "not_scored": Kind.UNSCORED, "rule_failed": Kind.UNSCORED, "first_comment": Kind.CIRCUMSTANCE,
        "keyless": Kind.CIRCUMSTANCE, "over_limit": Kind.CIRCUMSTANCE, "pre_moderation": Kind.CIRCUMSTANCE,
        "watched_network": Kind.CIRCUMSTANCE,
    }
)  # fmt: skip
# Of a thousand. What can end in somebody being hurt comes before what hurts feelings, and that before what annoys.
_WEIGHTS: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.VIOLENCE: 500, Kind.PRIVACY: 420, Kind.DEATH_WISH: 400, Kind.IDENTITY: 380, Kind.FALSE_NAME: 300,
        Kind.TOXIC: 260, Kind.INSULT: 250, Kind.OBSCENITY: 250, Kind.LISTED: 220, Kind.UNSCORED: 150, Kind.SPAM: 120,
        Kind.REPEATED: 60, Kind.CIRCUMSTANCE: 0,
    }
)  # fmt: skip
# A comment that only waits for its author's sake comes after everything against which something was found.
_LEAST = 10


def kind_of(finding: Finding) -> Kind:
    """Return what a finding is about; one of a rule unknown here counts as not scored: somebody must look.

    >>> from hiwar.screening.verdict import Outcome
    >>> kind_of(Finding("starter_word", Outcome.HOLD, data={"category": "death_wish"}))
    <Kind.DEATH_WISH: 2>
    """
    label = finding.data.get("category") or finding.data.get("label", "")
    return _BY_LABEL.get(label) or _BY_RULE.get(finding.rule) or Kind.UNSCORED


def kinds_of(verdict: Verdict) -> Kind:
    """Return all that a verdict's findings are about."""
    kinds = NOTHING
    for finding in verdict.findings:
        kinds |= kind_of(finding)
    return kinds


def harm(verdict: Verdict, scores: Mapping[str, float]) -> int:
    """Return how much harm a comment may do, 0 to 1000: what was found, by its gravity, and how sure the model is.

    Two kinds weigh more than one and less than both together: the gravest counts whole, each further one a quarter.
    """
    weights = sorted((_WEIGHTS.get(kind, 0) for kind in kinds_of(verdict)), reverse=True)
    found = sum(weight if place == 0 else weight // 4 for place, weight in enumerate(weights))
    # A score speaks in thousandths too, and for published comments it is all there is.
    weighed = int(300 * max((score for score in scores.values() if score == score), default=0.0))
    return min(max(found + weighed, _LEAST), MOST)
