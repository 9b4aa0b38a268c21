"""What a person asked for on the command line, made ready: the mode, the newsroom's words, the judge.

Belongs here: options and how they can be wrong. Not here: the work itself (`screen`, `explain`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from hiwar.config.shell.answers import Judge, Words
from hiwar.discussions.word_forms import split_forms
from hiwar.discussions.word_tables import BadTable, TableProblem, WordRow, read_table
from hiwar.screening.modes import Mode
from hiwar.screening.weighing import Scores
from hiwar.screening.words import WordEntry, WordList


class BadRequest(Exception):
    """The request itself is at fault; carries one sentence for the person who typed it."""


def judge_for(options: argparse.Namespace) -> Judge:
    """Return the judge the options describe; raises `BadRequest` for a file that cannot be used."""
    words = Words() if options.words is None else words_of(options.words)
    return Judge(shipped, mode=Mode(options.mode), words=words)


def shipped() -> Scores:
    """Return the scorer that came with the package; whoever mistyped a file name does not wait for it."""
    from hiwar.screening.model import shipped_scorer

    return shipped_scorer()


def words_of(file: Path) -> Words:
    """Return the lists of a table that a newsroom exported; raises `BadRequest` naming what is wrong with it."""
    try:
        rows = read_table(file.read_bytes())
    except OSError as error:
        raise BadRequest(f"{file}: {error.strerror}") from None
    except BadTable as bad:
        raise BadRequest(f"{file}: {'; '.join(map(_said, bad.problems))}") from None
    return Words(
        **{kind: _compiled(row for row in rows if row.kind == kind) for kind in ("banned", "suspect", "allowed")}
    )


def _compiled(rows: Iterable[WordRow]) -> WordList:
    return WordList.compile(
        WordEntry(row.text, row.reason, clitics=row.with_clitics, forms=split_forms(row.forms), by_stem=row.by_stem)
        for row in rows
    )


def _said(problem: TableProblem) -> str:
    place = f"line {problem.line}: " if problem.line else ""
    return f"{place}{problem.code.replace('_', ' ')}" + (f" ({problem.detail})" if problem.detail else "")
