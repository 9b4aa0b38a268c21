"""Sentences set among others: quoted and condemned, quoted and endorsed, or one of several in a comment.

Belongs here: what makes new lessons of written sentences. Not here: the sentences (`phrases`, `twins`),
nor the frames of quotation (`phrases.quoting`).

What harms is held beside any calm words; what is only told or forbidden is not. So the same sentence stands
on both sides, and only its frame tells.
"""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from hiwar.training.phrases import quoting
from hiwar.training.phrases.grammar import Example, Family, expand

# What the sources of such lessons begin with.
COMPOSED = "composed"
# Nobody quotes an offer to condemn it, and Arabic frames do not stand around Latin letters.
_QUOTABLE = frozenset({"insult", "identity", "sectarian", "threat"})
_LATIN = "arabizi"
_LONGEST_QUOTED = 70
_QUOTED_WEIGHT = 0.02  # For each sentence that may be quoted.
# So many of the sentences also stand among calm ones, at most this many.
JOINED = 0.2
_MOST_CALM = 3
_BETWEEN = ("، ", ". ", ".. ", " ", "\n", "! ", " و")
_SOMEBODY = ("المدير", "الوزير", "المذيع", "واحد من القراء", "زميلي", "المدرب")


def origin(name: str) -> str:
    """Return whose sentences a family of tables holds, as the first word of its table's name.

    >>> origin("gulf-harm/curse/12")
    'gulf'
    """
    return name.partition("/")[0].partition("-")[0]


def quoted(tables: Iterable[Family], seed: int) -> Iterator[Family]:
    """Yield a family for each origin and kind of harm, whose slot `{said}` holds that harm's sentences."""
    said: dict[tuple[str, frozenset[str]], list[str]] = {}
    for family in tables:
        if not family.violating or family.labels - _QUOTABLE or origin(family.name) == _LATIN:
            continue
        for example in expand(family, count=2, seed=seed):
            if example.labels and len(example.text) <= _LONGEST_QUOTED:
                said.setdefault((origin(family.name), example.labels), []).append(example.text.rstrip(" .!"))
    for (whose, labels), sentences in sorted(said.items(), key=lambda item: (item[0][0], sorted(item[0][1]))):
        slots = {**quoting.SLOTS, "who": _SOMEBODY, "said": tuple(dict.fromkeys(sentences))}
        name = f"{COMPOSED}/{whose}/quoted/{' '.join(sorted(labels))}"
        weight = _QUOTED_WEIGHT * len(slots["said"])
        yield Family(name, labels, quoting.VIOLATING, quoting.CLEAN, slots, weight=weight)


def joined(examples: Sequence[Example], seed: int) -> Iterator[Example]:
    """Yield a share of the examples of one origin again, each among clean ones: one violation is enough to hold."""
    draw = Random(f"{seed}:joined")  # noqa: S311 - sentences, not secrets
    calm = [example.text for example in examples if not example.labels]
    if not calm:
        return
    for example in examples:
        if draw.random() < JOINED:
            sentences = [draw.choice(calm) for _ in range(draw.randint(1, _MOST_CALM))]
            sentences.insert(draw.randint(0, len(sentences)), example.text)
            text = sentences[0]
            for sentence in sentences[1:]:
                text += draw.choice(_BETWEEN) + sentence
            yield Example(text, example.labels, f"{example.pair}:joined")
