"""Lines that come in: cut from a stream of bytes, read as comments, or named as faults.

Belongs here: whatever can be wrong with a line. Not here: what is written back (`answers`). One bad line never costs
another its answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from hiwar.screening.modes import Mode

BATCH = 256
LONGEST_LINE = 16 << 20
_CHUNK = 1 << 17
_BOM = b"\xef\xbb\xbf"
_MODES = frozenset(mode.value for mode in Mode)


class Comment(NamedTuple):
    """A comment to screen, and the line it came on."""

    line: int
    id: str | int
    text: str
    name: str = ""
    mode: Mode | None = None


class Fault(NamedTuple):
    """A line that is no comment, and why."""

    line: int
    error: str


class _BadLine(Exception):
    pass


def batches(stream: BinaryIO) -> Iterator[list[tuple[int, bytes]]]:
    """Yield numbered lines, at most `BATCH` at a time, as soon as they are there.

    A program that writes into our pipe line by line gets its answers line by line; a file comes in full batches. A
    line over `LONGEST_LINE` arrives cut to one byte more than that.
    """
    number = 0
    waiting: list[tuple[int, bytes]] = []
    for lines in _arriving(stream):
        for line in lines:
            number += 1
            waiting.append((number, line.removeprefix(_BOM) if number == 1 else line))
            if len(waiting) == BATCH:
                yield waiting
                waiting = []
        if waiting:
            yield waiting
            waiting = []


def _arriving(stream: BinaryIO) -> Iterator[list[bytes]]:
    pieces: list[bytes] = []
    length = 0
    read = getattr(stream, "read1", stream.read)
    while chunk := read(_CHUNK):
        first, *others = chunk.split(b"\n")
        # Pieces of a giant line are counted, not kept: memory is ours, the line is anybody's.
        if length <= LONGEST_LINE:
            pieces.append(first)
        length += len(first)
        if others:
            yield [b"".join(pieces)[: LONGEST_LINE + 1], *others[:-1]]
            pieces, length = [others[-1]], len(others[-1])
    if length:
        yield [b"".join(pieces)[: LONGEST_LINE + 1]]


def read_plain(line: int, raw: bytes) -> Comment | Fault:
    """Return the line itself as a comment whose id is the line's number."""
    try:
        return Comment(line, line, _decoded(raw))
    except _BadLine as bad:
        return Fault(line, str(bad))


def read_json(line: int, raw: bytes) -> Comment | Fault:
    """Return the comment a JSON line describes; without an `id` the line's number is its id."""
    try:
        return _comment(line, _object(_decoded(raw)))
    except _BadLine as bad:
        return Fault(line, str(bad))


def _decoded(raw: bytes) -> str:
    if len(raw) > LONGEST_LINE:
        raise _BadLine(f"the line is longer than {LONGEST_LINE >> 20} MB")
    try:
        return raw.removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError as error:
        raise _BadLine(f"not UTF-8: byte {error.start + 1} of the line") from None


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _BadLine(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except (RecursionError, ValueError):
        # Ten thousand brackets, or a number of ten thousand digits.
        raise _BadLine("not JSON that can be read: too deep, or a number too long") from None
    if not isinstance(found, dict):
        raise _BadLine("not a JSON object")
    return found


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            # Two programs that read such a line may read two different comments.
            raise _BadLine(f"the key {json.dumps(key)} stands twice")
        found[key] = value
    return found


def _no_constant(name: str) -> object:
    raise _BadLine(f"{name} is no JSON value")


def _comment(line: int, found: dict[str, object]) -> Comment:
    if "text" not in found:
        raise _BadLine("no text")
    text = found["text"]
    if not isinstance(text, str):
        raise _BadLine("text must be a string")
    given = found.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise _BadLine("id must be a string or a whole number")
    if not isinstance(found.get("name"), str | None):
        raise _BadLine("name must be a string")
    # What is answered does not depend on the parent yet; a wrong type is a mistake of the caller all the same.
    if not isinstance(found.get("parent"), str | int | None):
        raise _BadLine("parent must be a string or a whole number")
    return Comment(line, line if given is None else given, text, str(found.get("name") or ""), _mode(found.get("mode")))


def _mode(value: object) -> Mode | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in _MODES:
        raise _BadLine(f"mode must be one of {', '.join(sorted(_MODES))}")
    return Mode(value)
