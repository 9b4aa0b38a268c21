"""Answers that are made piece by piece and may be long: set down in a file, so that memory holds a piece and no more.

The server's own stream takes whatever it is given at once and keeps it for a slow reader, so pieces handed on as they
come would be held in memory all the same (measured: 190 MB of them). A file is sent as fast as its reader takes it, the
thread that made it is free at once, and what breaks off in the making is a fault and never half a table.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

# Below this no disk is asked for anything: most exports are short.
IN_MEMORY = 1024 * 1024
# The server opens a file within a millisecond of being told to; from then on it is the server's own.
HELD_SECONDS = 60.0


def set_down(pieces: Iterable[bytes], *, folder: Path | None) -> bytes | IO[bytes]:
    """Return the pieces joined, or an open file that holds them: one without a name, gone when it is closed."""
    short: list[bytes] = []
    size = 0
    pieces = iter(pieces)
    for piece in pieces:
        short.append(piece)
        size += len(piece)
        if size > IN_MEMORY:
            break
    else:
        return b"".join(short)
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - whoever sends it closes it
    try:
        file.writelines(short)
        short.clear()
        file.writelines(pieces)
        file.flush()
    except BaseException:
        file.close()
        raise
    return file


def path_of(file: IO[bytes]) -> str:
    """Return by which path this process opens a file that has no name."""
    return f"/dev/fd/{file.fileno()}"
