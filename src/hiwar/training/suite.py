"""The functional suite: labelled cases that say what the house policy expects, and how well a screen does on them.

Belongs here: reading the cases, counting in the policy's own words, showing the counts. Not here: the cases
(`tests/cases/policy`), the floors that must not be passed below, nor any idea of how a comment is judged: that is the
function that is handed in.
"""

import dataclasses
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Answers = npt.NDArray[np.bool_]
# Given texts, say of each whether it is held (or rejected).
Judge = Callable[[Sequence[str]], "Answers | Sequence[bool]"]


class BadCase(ValueError):
    """A line that is no case: where it stands, and what is wrong with it."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}, line {line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One comment, what the policy expects of it, and which other cases it stands against."""

    id: str
    text: str
    expect: Literal["hold", "publish"]
    label: str | None
    kind: str
    dialect: str
    pair: str | None = None
    evades: str | None = None
    evasion: str | None = None

    @property
    def holds(self) -> bool:
        return self.expect == "hold"


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share between 0 and 1. Of nothing it is not a number, which is above no floor and below no ceiling."""
        return self.count / self.of if self.of else math.nan

    def __str__(self) -> str:
        return f"{100 * self.value:.1f}% ({self.count}/{self.of})" if self.of else "-"


class Tally(NamedTuple):
    """The two figures that mean nothing apart: what was caught, and what was wronged."""

    recall: Share
    false_holds: Share


@dataclasses.dataclass(frozen=True, slots=True)
class SuiteResult:
    """A screen's figures on the suite, each as the policy defines it, and the cases behind them."""

    recall: Share
    false_holds: Share
    pair_accuracy: Share
    evasions_caught: Share
    wrongly_rejected: tuple[Case, ...]
    missed: tuple[Case, ...]
    wrongly_held: tuple[Case, ...]
    by_theme: Mapping[str, Tally]
    by_dialect: Mapping[str, Tally]
    by_label: Mapping[str, Share]
    by_evasion: Mapping[str, Share]


def read_cases(folder: Path) -> tuple[Case, ...]:
    """Return the cases of every `.jsonl` file in the folder, by file name, then in the order they were written.

    Raises `BadCase` for the first line that is none.
    """
    return tuple(
        _case(path, number, line)
        for path in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if line.strip()
    )


def _case(path: Path, number: int, line: str) -> Case:
    try:
        row: dict[str, Any] = json.loads(line)
        case = Case(**row)
    except (json.JSONDecodeError, TypeError) as error:
        raise BadCase(path, number, str(error)) from error
    if case.expect not in ("hold", "publish"):
        raise BadCase(path, number, f"expects {case.expect!r}")
    return case


def run_suite(cases: Sequence[Case], held: Judge, rejected: Judge | None = None) -> SuiteResult:
    """Return the figures of a screen that answers for all texts at once.

    What is rejected does not appear either, so `held` must be true of it too; without `rejected` nothing ever is.
    """
    texts = [case.text for case in cases]
    answers = dict(zip((case.id for case in cases), _ask(held, texts), strict=True))
    refused = _ask(rejected, texts) if rejected else [False] * len(texts)
    whole = _tally(cases, answers)
    disguised = [case for case in cases if case.evades is not None and answers[case.evades]]
    return SuiteResult(
        recall=whole.recall,
        false_holds=whole.false_holds,
        pair_accuracy=_pair_accuracy(cases, answers),
        evasions_caught=_share(disguised, answers),
        wrongly_rejected=tuple(case for case, no in zip(cases, refused, strict=True) if no and not case.holds),
        missed=tuple(case for case in cases if case.holds and not answers[case.id]),
        wrongly_held=tuple(case for case in cases if not case.holds and answers[case.id]),
        by_theme={kind: _tally(group, answers) for kind, group in _groups(cases, "kind")},
        by_dialect={name: _tally(group, answers) for name, group in _groups(cases, "dialect")},
        by_label={label: _share(group, answers) for label, group in _groups(cases, "label")},
        by_evasion={name: _share(group, answers) for name, group in _groups(disguised, "evasion")},
    )


def _ask(judge: Judge, texts: Sequence[str]) -> list[bool]:
    return [bool(answer) for answer in judge(texts)]


def _share(cases: Iterable[Case], answers: Mapping[str, bool]) -> Share:
    given = [answers[case.id] for case in cases]
    return Share(sum(given), len(given))


def _tally(cases: Sequence[Case], answers: Mapping[str, bool]) -> Tally:
    return Tally(
        _share((case for case in cases if case.holds), answers),
        _share((case for case in cases if not case.holds), answers),
    )


def _pair_accuracy(cases: Sequence[Case], answers: Mapping[str, bool]) -> Share:
    pairs = _groups(cases, "pair")
    right = [all(answers[case.id] == case.holds for case in twins) for _, twins in pairs]
    return Share(sum(right), len(right))


def _groups(cases: Sequence[Case], field: str) -> list[tuple[str, list[Case]]]:
    """Group the cases by a field's value, in alphabetical order; those without a value belong to no group."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        name = getattr(case, field)
        if name is not None:
            groups.setdefault(name, []).append(case)
    return sorted(groups.items())


def table(result: SuiteResult) -> str:
    """Return the figures as lines of plain text: the whole first, then themes, dialects, labels and disguises."""
    lines = [
        f"{'recall':<26}{result.recall}",
        f"{'false holds':<26}{result.false_holds}",
        f"{'pair accuracy':<26}{result.pair_accuracy}",
        f"{'evasions caught':<26}{result.evasions_caught}",
        f"{'wrongly rejected':<26}{len(result.wrongly_rejected)}",
    ]
    for title, tallies in (("theme", result.by_theme), ("dialect", result.by_dialect)):
        lines += ["", f"{title:<26}{'recall':<20}false holds"]
        lines += [f"{name:<26}{tally.recall!s:<20}{tally.false_holds}" for name, tally in tallies.items()]
    for title, shares in (("label", result.by_label), ("evasion", result.by_evasion)):
        lines += ["", f"{title:<26}held"]
        lines += [f"{name:<26}{share}" for name, share in shares.items()]
    return "\n".join(lines) + "\n"
