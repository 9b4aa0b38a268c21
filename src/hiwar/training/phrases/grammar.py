"""The grammar of written examples: templates with slots, expanded to labelled sentences.

Belongs here: what a family is and how it is expanded, the same on every machine. Not here: the words themselves.

A template names its slots in braces: `"الله ياخذ {person}"`. A slot's filler may itself hold slots. Every violating and
every clean template of a family is filled from the same slots, so that the classifier must learn from what differs.

>>> wish = Family("wish", {"threat"}, violating=("الله ياخذ {who}",), clean=("الله يرحم {who}",), slots={"who": ("جارنا",)})
>>> [(example.text, sorted(example.labels)) for example in expand(wish, count=1, seed=1)]
[('الله ياخذ جارنا', ['threat']), ('الله يرحم جارنا', [])]
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

LABELS = frozenset({"insult", "identity", "sectarian", "obscene", "threat", "spam"})
_slot = re.compile(r"\{(\w+)\}")
_MOST_LEVELS = 6  # A filler that leads back to its own slot would never end.


class Example(NamedTuple):
    """A written sentence; without labels it must be published. Twins share their `pair`."""

    text: str
    labels: frozenset[str]
    pair: str


@dataclass(frozen=True, slots=True)
class Family:
    """Templates of one idea. `labels` belong to the violating ones; the clean ones have none.

    `weight` says how many examples it deserves beside other families: about how many ways people have to say it.
    """

    name: str
    labels: Set[str]
    violating: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight: float = 1.0

    def __post_init__(self) -> None:
        if unknown := self.labels - LABELS:
            raise ValueError(f"family {self.name}: unknown labels {sorted(unknown)}")
        for template in (*self.violating, *self.clean, *(filler for slot in self.slots.values() for filler in slot)):
            if missing := set(_slot.findall(template)) - set(self.slots):
                raise ValueError(f"family {self.name}: no fillers for {sorted(missing)} in {template!r}")


def expand(family: Family, *, count: int, seed: int) -> Iterator[Example]:
    """Yield `count` pairs of a family: a violating sentence and its clean twin, or whichever of the two it has.

    Both twins draw the same fillers. The same seed gives the same sentences.
    """
    draw = Random(f"{seed}:{family.name}")  # noqa: S311 - sentences, not secrets
    for number in range(count):
        fillers = {name: draw.choice(options) for name, options in family.slots.items()}
        pair = f"{family.name}:{number}"
        if family.violating:
            yield Example(_filled(draw.choice(family.violating), fillers), frozenset(family.labels), pair)
        if family.clean:
            yield Example(_filled(draw.choice(family.clean), fillers), frozenset(), pair)


def _filled(template: str, fillers: Mapping[str, str]) -> str:
    text = template
    for _ in range(_MOST_LEVELS):
        if "{" not in text:
            break
        text = _slot.sub(lambda found: fillers[found.group(1)], text)
    return " ".join(text.split())
