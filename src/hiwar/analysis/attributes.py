"""The attributes that clients ask for, and which of our scores answer them.

An attribute is answered only where one of our heads means the same thing. `SEXUALLY_EXPLICIT` is not: our obscenity
head also marks plain swearing. `SPAM` and `OBSCENE`, once English only, are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

Heads = Mapping[str, float]
EXPERIMENTAL: Final = "_EXPERIMENTAL"


def _severe(heads: Heads) -> float:
    """Return how severe a toxic text is: its gravest kind of harm, and never more than it is toxic at all."""
    gravest = max(heads["threat"], heads["identity"], heads["sectarian"], heads["obscene"])
    return min(heads["toxic"], gravest)


ANSWERED: Mapping[str, Callable[[Heads], float]] = {
    "TOXICITY": lambda heads: heads["toxic"],
    "SEVERE_TOXICITY": _severe,
    "IDENTITY_ATTACK": lambda heads: max(heads["identity"], heads["sectarian"]),
    "INSULT": lambda heads: heads["insult"],
    "PROFANITY": lambda heads: heads["obscene"],
    "THREAT": lambda heads: heads["threat"],
    "OBSCENE": lambda heads: heads["obscene"],
    "SPAM": lambda heads: heads["spam"],
}
# What a suggested score teaches. Severity says nothing that the other heads do not say better.
TAUGHT: Mapping[str, str] = {
    "TOXICITY": "toxic",
    "IDENTITY_ATTACK": "identity",
    "INSULT": "insult",
    "PROFANITY": "obscene",
    "THREAT": "threat",
    "OBSCENE": "obscene",
    "SPAM": "spam",
}
# Names that clients may know: asking for one is no mistake, but it was never trained for Arabic.
# fmt: off
UNANSWERED: Final = frozenset({
    # Offered for a few other languages.
    "SEXUALLY_EXPLICIT", "FLIRTATION",
    # Trained on one American newspaper.
    "ATTACK_ON_AUTHOR", "ATTACK_ON_COMMENTER", "ATTACK_ON_PUBLISHER", "INCOHERENT", "INFLAMMATORY",
    "LIKELY_TO_REJECT", "OFF_TOPIC", "UNSUBSTANTIAL",
    # Bridging.
    "AFFINITY", "COMPASSION", "CONSTRUCTIVE", "CURIOSITY", "NUANCE", "PERSONAL_STORY", "REASONING", "RESPECT",
    # Persuasion.
    "ALIENATION", "FEARMONGERING", "GENERALIZATION", "MORAL_OUTRAGE", "POWER_APPEAL", "SCAPEGOATING",
})
# fmt: on


def plain(name: str) -> str:
    """Return an attribute's name without the mark of an experiment.

    >>> plain("TOXICITY_EXPERIMENTAL")
    'TOXICITY'
    """
    return name.removesuffix(EXPERIMENTAL)


def is_known(name: str) -> bool:
    """Tell whether a client may ask for this at all."""
    return plain(name) in ANSWERED or plain(name) in UNANSWERED


def value_of(name: str, heads: Heads) -> float:
    """Return the score that answers an attribute; raises `KeyError` if none does."""
    return ANSWERED[plain(name)](heads)
