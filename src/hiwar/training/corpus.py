"""The corpus: labelled and unlabelled comments in a folder of JSON lines, and the sentences we wrote ourselves.

Belongs here: reading, what a source's placeholders stand for, what a row teaches each head and how much it counts. Not
here: what a label means (`truths`), fitting (`fit`).

A folder holds `*.jsonl` or `*.jsonl.gz`, one object a line with `source`, `text`, `label` and, if there is one,
`raw_label`. No row of it is ever written into a model: a model holds sums over hashed n-grams.
"""

import gzip
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import NamedTuple

from hiwar.training import phrases
from hiwar.training.compositions import COMPOSED, joined, origin, quoted
from hiwar.training.phrases.grammar import Example, Family, expand
from hiwar.training.truths import HEADS, Row, truth
from hiwar.training.twins.read import tables

UNLABELLED = "unlabelled"
WRITTEN = "written"
# Of the rows that are not for testing, one in so many calibrates instead of teaching; of our own sentences as well.
KEPT_BACK = 16
# Sources whose own licence lets anybody build on them: MIT.
CLEAR_LICENCES = frozenset({"mlma"})

# What collectors put in the place of names and links; a reader's comment has none of them.
_placeholder = re.compile(r"@?\bUSER\b|\bRT\b|\b(?:HTTP)?URL\b|<LF>|\[(?:USER|URL)\]")

# How much one row counts. Deleted comments were deleted for many reasons; sources that looked for hate alone say less
# about abuse than they have rows.
_WEIGHTS = {"aljazeera_deleted": 0.2, "alhazmi_saudi": 0.4, "armi": 0.4, "mahed_hope_hate": 0.4}

# A comment that we judged ourselves, by the policy that the whole model is for.
JUDGED_WEIGHT = 1.0


class Lesson(NamedTuple):
    """A text, what it teaches each head (True, False or None in the order of `HEADS`), its weight, its source."""

    text: str
    answers: tuple[bool | None, ...]
    weight: float
    source: str


def read_rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of every file of a folder, in the order of names. Raises `ValueError` naming a broken line."""
    for file in sorted((*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz"))):
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    found = json.loads(line)
                    row = Row(found["source"], found["text"], found["label"], str(found.get("raw_label", "")))
                except (ValueError, KeyError, TypeError) as error:
                    raise ValueError(f"{file.name}, line {number}: no row with source, text and label") from error
                yield row._replace(text=_placeholder.sub(" ", row.text))


def lesson(row: Row) -> Lesson:
    """Return what a labelled row teaches."""
    answers = tuple(truth(row, head) for head in HEADS)
    return Lesson(row.text, answers, _WEIGHTS.get(row.source, 1.0), row.source)


def judged_lesson(row: Row, labels: frozenset[str]) -> Lesson:
    """Return what a row teaches that we judged by the house policy: something about every head."""
    return Lesson(row.text, answers_of(labels), JUDGED_WEIGHT, row.source)


def answers_of(labels: frozenset[str]) -> tuple[bool | None, ...]:
    """Return the answers of a text with exactly these labels; spam alone is not toxic."""
    return (bool(labels - {"spam"}), *(head in labels for head in HEADS[1:]))


def families() -> list[Family]:
    """Return every family of written sentences, sorted by name."""
    modules = (f"{phrases.__name__}.{module.name}" for module in pkgutil.iter_modules(phrases.__path__))
    found = [family for name in modules for family in getattr(importlib.import_module(name), "FAMILIES", ())]
    return sorted(found, key=lambda family: family.name)


def is_kept_back(source: str) -> bool:
    """Return whether the sentences of a written source calibrate; what is composed of others always teaches."""
    name = source.removeprefix(f"{WRITTEN}:")
    digest = blake2b(name.encode(), digest_size=8).digest()
    return not name.startswith(COMPOSED) and int.from_bytes(digest, "big") % KEPT_BACK == 0


def written_lessons(count: int, seed: int, weight: float = 1.0) -> list[Lesson]:
    """Return about `count` different sentences of our own, in an order the seed decides."""
    lines = tables()
    # Sentences that calibrate must not teach in another's words either.
    taught = [line for line in lines if not is_kept_back(line.name)]
    every = [*families(), *lines, *quoted(taught, seed)]
    total = sum(family.weight for family in every)
    draw = Random(f"{seed}:written")  # noqa: S311 - an order, no secret
    lessons: dict[str, Lesson] = {}

    def teach(example: Example, source: str) -> None:
        answers = answers_of(frozenset(example.labels))
        lessons.setdefault(example.text, Lesson(example.text, answers, weight, f"{WRITTEN}:{source}"))

    alone: dict[str, list[Example]] = {}
    names = {family.name for family in taught}
    for family in every:
        # A table's line may be worth less than one sentence of a small training; then a few lines speak for it.
        pairs = int(count * family.weight / total / 2 + draw.random())
        for example in expand(family, count=pairs, seed=seed):
            teach(example, family.name)
            if family.name in names:
                alone.setdefault(origin(family.name), []).append(example)
    for whose, examples in sorted(alone.items()):
        for example in joined(examples, seed):
            teach(example, f"{COMPOSED}/{whose}/joined")
    found = list(lessons.values())
    draw.shuffle(found)
    return found
