"""`hiwar screen`: lines in, one JSON answer a line out, in the same order.

Belongs here: streams, exit codes, ends of pipes. Not here: reading one line (`lines`) and answering it (`answers`).
"""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any, BinaryIO

from hiwar.config.shell.answers import Judge, record
from hiwar.config.shell.lines import Comment, Fault, batches, read_json, read_plain
from hiwar.config.shell.progress import Progress
from hiwar.config.shell.requests import BadRequest, judge_for


def run(options: argparse.Namespace) -> int:
    """Answer every line of a file or of the standard input: 0 all are answered, 1 some lines were at fault, 2 usage."""
    try:
        judge = judge_for(options)
        source = _opened(options.file)
    except BadRequest as bad:
        print(f"hiwar screen: {bad}", file=sys.stderr)
        return 2
    with source:
        try:
            return _Run(judge, options, source).answer_all()
        except BrokenPipeError:
            # Whoever read us has seen enough («| head»). Python would complain once more when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0


def _opened(name: str) -> BinaryIO:
    if name == "-":
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise BadRequest(f"{name}: {error.strerror}") from None


def _size_of(source: BinaryIO) -> int:
    found = os.fstat(source.fileno())
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


class _Run:
    def __init__(self, judge: Judge, options: argparse.Namespace, source: BinaryIO) -> None:
        self._judge, self._source = judge, source
        self._read_line = read_json if options.jsonl else read_plain
        self._utf16 = options.utf16
        self._model = judge.model()
        self._faults = 0

    def answer_all(self) -> int:
        if self._model is None:
            print("hiwar screen: the model is missing, so everything is held.", file=sys.stderr)
        progress = Progress(sys.stderr, size=_size_of(self._source))
        comments = read = 0
        out = sys.stdout.buffer
        for batch in batches(self._source):
            out.write(b"".join(map(_line, self._answered(batch))))
            out.flush()
            comments += len(batch)
            read += sum(len(raw) + 1 for _number, raw in batch)
            progress.show(comments=comments, read=read)
        progress.finish(comments=comments, read=read)
        return 1 if self._faults or self._model is None else 0

    def _answered(self, batch: list[tuple[int, bytes]]) -> list[dict[str, Any]]:
        found = [self._read_line(number, raw) for number, raw in batch]
        comments = [one for one in found if isinstance(one, Comment)]
        judged = dict(zip((one.line for one in comments), self._judge.judged(comments), strict=True))
        return [
            self._fault(one)
            if isinstance(one, Fault)
            else record(one, judged[one.line], model=self._model, utf16=self._utf16)
            for one in found
        ]

    def _fault(self, fault: Fault) -> dict[str, Any]:
        self._faults += 1
        return {"line": fault.line, "error": fault.error}


def _line(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:
        # Half of a surrogate pair: JSON can spell it, UTF-8 cannot.
        return json.dumps(answer, allow_nan=False).encode() + b"\n"
