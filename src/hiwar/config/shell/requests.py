"""What a person asked for on the command line, made ready: the mode, the newsroom's words, the judge.

Belongs here: options and how they can be wrong. Not here: the work itself (`screen`, `explain`).
"""

from __future__ import annotations

import argparse

from hiwar.config.shell.answers import Judge, Words
from hiwar.screening.modes import Mode
from hiwar.screening.weighing import Scores


class BadRequest(Exception):
    """The request itself is at fault; carries one sentence for the person who typed it."""


def judge_for(options: argparse.Namespace) -> Judge:
    """Return the judge the options describe; raises `BadRequest` for a file that cannot be used."""
    return Judge(shipped, mode=Mode(options.mode), words=Words())


def shipped() -> Scores:
    """Return the scorer that came with the package; whoever mistyped a file name does not wait for it."""
    from hiwar.screening.model import shipped_scorer

    return shipped_scorer()
