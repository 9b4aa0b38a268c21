"""Floors: the figures below which no change may bring screening, kept in `evaluation/floors.toml`.

Belongs here: reading the file, comparing, and raising it where things became better. Not here: measuring. Nothing here
ever makes a floor easier to pass; that is a decision of people, with a record in `docs/adr`.
"""

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from hiwar.training.evaluation import Figure

_line = re.compile(r'^"(?P<name>[\w.]+)" = (?P<value>[\d._e+-]+)(?P<rest>.*)$')


@dataclass(frozen=True)
class Floors:
    """What must be reached (`at_least`), what must not be passed (`at_most`), and for which suite this was written."""

    suite_digest: str
    at_least: Mapping[str, float]
    at_most: Mapping[str, float]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all figures that have a floor or a ceiling."""
        return (*self.at_least, *self.at_most)

    def complaints(self, figures: Mapping[str, Figure]) -> list[str]:
        """Return one sentence for each measured figure that is not good enough; nan is never good enough."""
        low = [
            f"{name} is {figures[name].value:.4g}, at least {floor:.4g} is asked"
            for name, floor in self.at_least.items()
            if name in figures and not figures[name].value >= floor
        ]
        high = [
            f"{name} is {figures[name].value:.4g}, at most {ceiling:.4g} is allowed"
            for name, ceiling in self.at_most.items()
            if name in figures and not figures[name].value <= ceiling
        ]
        return low + high

    def unmeasured(self, figures: Mapping[str, Figure]) -> list[str]:
        """Return the names of floors for which there is no figure this time."""
        return [name for name in self.names if name not in figures]


def read(file: Path) -> Floors:
    """Return the floors of a file."""
    return parsed(file.read_text("utf-8"))


def parsed(text: str) -> Floors:
    """Return the floors of a file's text."""
    table = tomllib.loads(text)
    return Floors(table["suite_digest"], table["at_least"], table["at_most"])


def eased(before: str, after: str) -> list[str]:
    """Return the names that are easier to pass in a later text and whose line names no record in docs/adr."""
    old, new = parsed(before), parsed(after)
    recorded = {found["name"] for line in after.splitlines() if (found := _line.match(line)) and "docs/adr/" in line}
    lower = {name for name, floor in new.at_least.items() if floor < old.at_least.get(name, -math.inf)}
    higher = {name for name, ceiling in new.at_most.items() if ceiling > old.at_most.get(name, math.inf)}
    return sorted((lower | higher) - recorded)


def digest(*folders: Path) -> str:
    """Return a digest of the functional suites: other cases make other figures, which no floor was written for."""
    found = blake2b(digest_size=8)
    for file in (file for folder in folders for file in sorted(folder.glob("*.jsonl"))):
        found.update(f"{file.name}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def raised(text: str, floors: Floors, figures: Iterable[Figure], *, margin: float) -> str:
    """Return the file's text with floors moved up to `margin` below what was measured, ceilings down; never otherwise.

    The margin is a share of the figure: a floor at the very figure would fall to the next machine's rounding.
    """
    measured = {figure.name: figure.value for figure in figures}

    def moved(line: str) -> str:
        found = _line.match(line)
        value = measured.get(found["name"], math.nan) if found else math.nan
        if not found or math.isnan(value):
            return line
        name = found["name"]
        if name in floors.at_least:
            better = max(floors.at_least[name], round(value * (1 - margin), 4))
        else:
            better = min(floors.at_most[name], round(value * (1 + margin), 4))
        same = better == float(found["value"].replace("_", ""))
        return line if same else f'"{name}" = {better:g}{found["rest"]}'

    return "".join(f"{moved(line)}\n" for line in text.splitlines())
