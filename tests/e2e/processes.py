"""The processes of a served newsroom: which they are, what memory they hold, and how to leave them no disk to write.

Only those that this test run started itself are found.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.serving import Newsroom


def processes_of(server: Newsroom) -> list[int]:
    """Return the process that serves a newsroom and all that it started."""
    port = server.host.rpartition(":")[2]
    ours = [pid for pid in _children(os.getpid()) if port in told(pid, "cmdline").split("\0")]
    for pid in ours:
        ours.extend(_children(pid))
    return ours


def resident_bytes(server: Newsroom) -> int:
    """Return how much memory a newsroom's processes hold at this moment, pages that they share counted for each."""
    found = (told(pid, "statm").split() for pid in processes_of(server))
    return sum(int(sizes[1]) for sizes in found if sizes) * resource.getpagesize()


def peak_bytes(server: Newsroom) -> int:
    """Return the most memory a newsroom's processes ever held, each for itself."""
    lines = (told(pid, "status").splitlines() for pid in processes_of(server))
    return sum(int(line.split()[1]) * 1024 for status in lines for line in status if line.startswith("VmHWM:"))


@contextmanager
def no_room_to_write(server: Newsroom) -> Iterator[None]:
    """Have the kernel refuse every byte that a newsroom's processes write into any file, until the block ends.

    A limit on the size of files, set from outside on processes that are at work: it needs no rights, no disk of its own
    and meets files that are open already, as a full disk does.
    """
    limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes_of(server)}
    assert limits
    try:
        for pid, (_, hard) in limits.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
        yield
    finally:
        for pid, limit in limits.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)


def _children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*")
    return [int(child) for thread in threads for child in told(pid, f"task/{thread.name}/children").split()]


def told(pid: int, name: str) -> str:
    """Return what the kernel tells of a process; nothing if it, or its thread, has ended while it was looked at."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/{name}").read_text()
    return ""
