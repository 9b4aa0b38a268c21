"""The grammar of written examples: templates with slots, expanded to labelled sentences.

Belongs here: what a family is and how it is expanded, the same on every machine. Not here: the words themselves.

A template names its slots in braces: `"الله ياخذ {person}"`. A slot's filler may itself hold slots; `{person.2}` is a
second, independent draw. Every violating and every clean template of a family is filled from the same slots and set in
the same frame, so that the classifier must learn from what differs.

>>> prayers = {"violating": ("الله ياخذ {who}",), "clean": ("الله يرحم {who}",)}
>>> wish = Family("wish", {"threat"}, **prayers, slots={"who": ("جارنا",)})
>>> [(example.text, sorted(example.labels)) for example in expand(wish, count=1, seed=1)]
[('الله ياخذ جارنا', ['threat']), ('الله يرحم جارنا', [])]
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

LABELS = frozenset({"insult", "identity", "sectarian", "obscene", "threat", "spam"})
_slot = re.compile(r"(?P<to>(?<!\w)[وف]?ل)?\{(?P<slot>(?P<name>\w+)(?:\.\d)?)\}")
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
    `frames` are what may stand around the sentence, whose place is `{text}`; name one twice to see it twice as often.
    """

    name: str
    labels: Set[str]
    violating: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight: float = 1.0
    frames: tuple[str, ...] = ("{text}",)

    def __post_init__(self) -> None:
        if unknown := self.labels - LABELS:
            raise ValueError(f"family {self.name}: unknown labels {sorted(unknown)}")
        if unframed := [frame for frame in self.frames if frame.count("{text}") != 1]:
            raise ValueError(f"family {self.name}: not one place for the text in {unframed}")
        fillers = (filler for slot in self.slots.values() for filler in slot)
        for template in (*self.violating, *self.clean, *self.frames, *fillers):
            if missing := {slot["name"] for slot in _slot.finditer(template)} - set(self.slots) - {"text"}:
                raise ValueError(f"family {self.name}: no fillers for {sorted(missing)} in {template!r}")


def listed(text: str) -> tuple[str, ...]:
    """Return the phrases of a table: one a line, or several in a line with bars between them.

    >>> listed("نعم | لا")
    ('نعم', 'لا')
    """
    return tuple(phrase for line in text.splitlines() for part in line.split("|") if (phrase := part.strip()))


def expand(family: Family, *, count: int, seed: int) -> Iterator[Example]:
    """Yield `count` pairs of a family: a violating sentence and its clean twin, or whichever of the two it has.

    Both twins draw the same fillers and the same frame. The same seed gives the same sentences.
    """
    draw = Random(f"{seed}:{family.name}")  # noqa: S311 - sentences, not secrets
    for number in range(count):
        fillers = _Fillers(family.slots, draw)
        frame = draw.choice(family.frames)
        pair = f"{family.name}:{number}"
        for templates, labels in ((family.violating, family.labels), (family.clean, frozenset[str]())):
            if templates:
                text = frame.replace("{text}", draw.choice(templates))
                yield Example(_filled(text, fillers), frozenset(labels), pair)


class _Fillers(dict[str, str]):
    """What one pair puts into its slots, drawn when first asked for."""

    def __init__(self, slots: Mapping[str, tuple[str, ...]], draw: Random) -> None:
        super().__init__()
        self._slots = slots
        self._draw = draw

    def __missing__(self, slot: str) -> str:
        self[slot] = self._draw.choice(self._slots[slot.partition(".")[0]])
        return self[slot]


def _filled(template: str, fillers: Mapping[str, str]) -> str:
    def fill(found: re.Match[str]) -> str:
        to, filler = found["to"] or "", fillers[found["slot"]]
        # "for" before the article is written with one letter fewer: ل + الوزير = للوزير.
        return to + filler[1:] if to and filler.startswith("ال") else to + filler

    text = template
    for _ in range(_MOST_LEVELS):
        if "{" not in text:
            break
        text = _slot.sub(fill, text)
    return " ".join(text.split())
