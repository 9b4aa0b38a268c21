"""The subcommands around the classifier as `hiwar` lists them.

Belongs here: names, options, help. Whatever does the work is imported when it is asked for, so that other subcommands
do not wait for the model.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from hiwar.screening.modes import Mode


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `screen`, `explain` and `train`."""
    screen = commands.add_parser(
        "screen",
        help="screen comments from a file or a pipe, without a newsroom",
        description="Answer each comment with one line of JSON: what should happen to it, scores, and what was found.",
    )
    screen.add_argument("file", nargs="?", default="-", metavar="FILE", help="default: the standard input")
    screen.add_argument(
        "--jsonl", action="store_true", help='lines are JSON: {"id", "text"}; without it each line is a comment'
    )
    screen.add_argument("--utf16", action="store_true", help="count begin and end in UTF-16 units, as JavaScript does")
    _add_policy(screen)
    screen.set_defaults(run=_screen)
    explain = commands.add_parser(
        "explain",
        help="show what screening sees in one comment",
        description="Show the verdict on one comment, its scores, and the words that carry them.",
    )
    explain.add_argument("text", metavar="TEXT", help="the comment; - reads it from the standard input")
    explain.add_argument("--name", default="", help="the name it is signed with")
    explain.add_argument(
        "--language", choices=["ar", "en"], help="default: the newsroom's, or Arabic where there is none"
    )
    _add_policy(explain)
    explain.set_defaults(run=_explain)
    _add_train(commands)


def _add_train(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    train = commands.add_parser(
        "train",
        help="make a classifier from labelled comments (needs the extra: hiwar[train])",
        description="Train a classifier on a folder of *.jsonl or *.jsonl.gz files and write it with its model card.",
    )
    train.add_argument("folder", type=Path, metavar="FOLDER", help='lines are {"source", "text", "label", "raw_label"}')
    train.add_argument("--out", type=Path, default=Path("hiwar.npz"), metavar="FILE", help="default: %(default)s")
    train.add_argument("--clear-licences", action="store_true", help="use only sources whose own licence allows it")
    train.add_argument("--seed", type=int, default=1, help="decides every choice (default: %(default)s)")
    train.add_argument("--written", type=int, default=400_000, help="sentences of our own (default: %(default)s)")
    train.add_argument("--passes", type=int, default=12, help="of the linear part (default: %(default)s)")
    train.add_argument("--epochs", type=int, default=5, help="of the network (default: %(default)s)")
    train.add_argument("--teachers", type=int, default=4, help="networks that teach the last (default: %(default)s)")
    train.set_defaults(run=_train)


def _add_policy(command: argparse.ArgumentParser) -> None:
    modes = [mode.value for mode in Mode]
    command.add_argument("--mode", choices=modes, default="careful", help="how strict (default: %(default)s)")
    command.add_argument(
        "--words", type=Path, metavar="FILE.csv", help="the newsroom's own word lists, as the editor exports them"
    )


def _screen(options: argparse.Namespace) -> int:
    from hiwar.config.shell.screen import run

    return run(options)


def _explain(options: argparse.Namespace) -> int:
    from hiwar.config.shell.explain import run

    return run(options)


def _train(options: argparse.Namespace) -> int:
    from hiwar.config.shell.train import run

    return run(options)
