"""Reading a table of twins: each line becomes a family of its own, with the slots and the label of where it stands.

Belongs here: the form of the tables, and what is said of a line that cannot be read. Not here: how a family is expanded
(`phrases.grammar`).

    # a remark
    @ who = الوزير / المدير / المدرب
    == curse : threat
    الله [ياخذ/يهد] {who} | الله [يرحم/يشفي] {who}

`@` gives a slot its fillers, `==` begins a section and says what its violating sentences are. A line holds both twins,
or only one of them on its side of the bar. `[a/b]` is a choice in place; the same brackets in both twins choose alike.

>>> table = "@ who = الوزير\\n== curse : threat\\nالله [ياخذ/يهد] {who} | الله يرحم {who}"
>>> (family,) = parsed(table, name="table")
>>> family.name, sorted(family.labels), family.violating, family.slots
('table/curse/3', ['threat'], ('الله {choice_1} {who}',), {'who': ('الوزير',), 'choice_1': ('ياخذ', 'يهد')})
"""

import re
from functools import cache
from pathlib import Path

from hiwar.training.phrases.grammar import LABELS, Family

FOLDER = Path(__file__).parent
_choice = re.compile(r"\[([^\[\]]*)\]")
_slot_line = re.compile(r"@ *(\w+) *= *(.+)")
_section_line = re.compile(r"== *([^:]+?) *: *([a-z ]+)")
# A line is one idea where a family of `phrases` is a dozen; one with many ways to be filled is worth more examples.
_LINE_WEIGHT, _MOST_WAYS = 0.08, 4
_FRAMES = (*("{text}",) * 7, "{text}.", "{text}..", "{text} !")


class BadTable(ValueError):
    """A line that cannot be read: where it stands, and why."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(f"{name}, line {line}: {reason}")
        self.name, self.line, self.reason = name, line, reason


@cache
def tables() -> tuple[Family, ...]:
    """Return the families of every table in the package, by file name. Raises `BadTable`."""
    files = sorted(FOLDER.glob("*.txt"))
    return tuple(family for file in files for family in parsed(file.read_text("utf-8"), name=file.stem))


def parsed(text: str, *, name: str) -> list[Family]:
    """Return a family for each line with twins. Raises `BadTable` for the first line that is none."""
    slots: dict[str, tuple[str, ...]] = {}
    section, labels = "", frozenset[str]()
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        try:
            if not line or line.startswith("#"):
                continue
            if line.startswith("@"):
                slot, fillers = _slot(line)
                slots[slot] = fillers
            elif line.startswith("=="):
                section, labels = _section(line)
            else:
                found.append(_family(line, f"{name}/{section}/{number}", labels, slots))
        except ValueError as error:
            raise BadTable(name, number, str(error)) from error
    return found


def _slot(line: str) -> tuple[str, tuple[str, ...]]:
    if not (given := _slot_line.fullmatch(line)):
        raise ValueError("a slot is written `@ name = filler / filler`")
    return given[1], tuple(filler.strip() for filler in given[2].split("/") if filler.strip())


def _section(line: str) -> tuple[str, frozenset[str]]:
    if not (given := _section_line.fullmatch(line)):
        raise ValueError("a section is written `== name : label label`")
    if unknown := set(given[2].split()) - LABELS:
        raise ValueError(f"unknown labels: {' '.join(sorted(unknown))}")
    return given[1], frozenset(given[2].split())


def _family(line: str, name: str, labels: frozenset[str], slots: dict[str, tuple[str, ...]]) -> Family:
    if not labels:
        raise ValueError("no section stands above it")
    if line.count("|") > 1:
        raise ValueError("more than one bar")
    choices: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return "{" + choices.setdefault(found[1], f"choice_{len(choices) + 1}") + "}"

    # A sentence without a bar is a violating one.
    violating, _bar, clean = (part.strip() for part in _choice.sub(numbered, line).partition("|"))
    if not violating and not clean:
        raise ValueError("no sentence on either side")
    if any(stray in violating + clean for stray in "[]"):
        raise ValueError("a bracket without its other half")
    own = {slot: tuple(option.strip() for option in options.split("/")) for options, slot in choices.items()}
    used = {slot: slots[slot] for slot in _names([violating, clean, *choices], slots)}
    weight = _LINE_WEIGHT * (1 + min(len(own) + len(used), _MOST_WAYS) / 2)
    sides = {"violating": (violating,) * bool(violating), "clean": (clean,) * bool(clean)}
    return Family(name, labels, **sides, slots=used | own, weight=weight, frames=_FRAMES)


def _names(texts: list[str], slots: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the names of the slots that texts lead to, fillers of fillers included."""
    found: list[str] = []
    waiting = [*texts]
    while waiting:
        for name in re.findall(r"\{(\w+)(?:\.\d)?\}", waiting.pop()):
            if name in slots and name not in found:
                found.append(name)
                waiting.extend(slots[name])
    return found
