"""Length: the same sentences inside comments that are calm otherwise.

Belongs here: where a sentence stands in a long comment. Not here: the calm sentences; each dialect has its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hiwar.training.phrases.grammar import Family

# One sentence decides, wherever it stands. The slots are those of a dialect's calm sentences.
_FRAMES = (
    "{text}. {went} {then} {later} {ended}",
    "{began} {text} {went} {then} {ended}",
    "{began} {went} {text}، {then} {later} {ended}",
    "{began} {went} {then} {later} {text}",
    "{began} {went} {then} {text}. {ended}",
    "{began} {text}، {went} {then} {later} {ended}",
)


def at_length(families: Iterable[Family], calm: Mapping[str, tuple[str, ...]]) -> tuple[Family, ...]:
    """Return each family once more inside calm comments, at half its weight."""
    return tuple(
        replace(
            family,
            name=f"{family.name}-at-length",
            slots={**family.slots, **calm},
            weight=family.weight / 2,
            frames=_FRAMES,
        )
        for family in families
    )
