"""`hiwar train`: a model from a folder of comments.

Belongs here: reading the options, progress, the files that come out. Not here: training (`hiwar.training`), which needs
packages that a newsroom does not.
"""

from __future__ import annotations

import argparse
import sys
from time import monotonic


def run(options: argparse.Namespace) -> int:
    """Train and write `FILE` and `FILE`'s card beside it; 1 if the data cannot be read, 2 for a request at fault."""
    try:
        from hiwar.training.card import card
        from hiwar.training.fit import Pace
        from hiwar.training.lessons import Recipe
        from hiwar.training.network import Schedule
        from hiwar.training.train import Training, train
    except ImportError as missing:
        print(f"hiwar train: {missing.name} is missing; install hiwar[train]", file=sys.stderr)
        return 2
    if not any((*options.folder.glob("*.jsonl"), *options.folder.glob("*.jsonl.gz"))):
        print(f"hiwar train: no *.jsonl or *.jsonl.gz in {options.folder}", file=sys.stderr)
        return 2
    training = Training(
        Recipe(written=options.written, seed=options.seed),
        Pace(epochs=options.passes, seed=options.seed),
        Schedule(epochs=options.epochs, seed=options.seed, teachers=options.teachers),
        options.clear_licences,
    )
    started = monotonic()
    try:
        trained = train(
            options.folder, options.out, training,
            lambda step: print(f"{monotonic() - started:6.0f} s  {step}", file=sys.stderr, flush=True),
        )  # fmt: skip
    except (ValueError, OSError) as error:
        print(f"hiwar train: {error}", file=sys.stderr)
        return 1
    options.out.with_suffix(".md").write_text(card(trained, training), encoding="utf-8")
    print(trained.name)
    return 0
