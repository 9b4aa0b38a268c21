"""The folder in memory that the workers of one server share: day keys and counters, which must never touch a disk.

Here belongs making and finding it. Not here: what lies in it (`delivery.day_keys`, `accounts.limits`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

# Set for the workers by the process that starts them; nobody else sets it.
VARIABLE = "HIWAR_SHARED_FOLDER"
# A service may see of /proc only what is about processes.
MOUNTS = Path("/proc/self/mounts")
IN_MEMORY = frozenset({"tmpfs", "ramfs"})


def given_folder() -> Path | None:
    """Return the folder this worker shares with others; None if it is alone."""
    path = os.environ.get("HIWAR_SHARED_FOLDER")
    return Path(path) if path else None


@contextmanager
def shared_folder() -> Iterator[Path]:
    """Make the folder, for this user alone, name it to the workers to come, and remove it with all it holds.

    Exits with 2 and a sentence where the system has no place in memory: keys on a disk could be found there later.
    """
    parent = next((path for path in _candidates() if is_in_memory(path)), None)
    if parent is None:
        print(
            "hiwar: several workers share keys that must stay in memory, and there is no tmpfs here: set "
            "XDG_RUNTIME_DIR or RUNTIME_DIRECTORY to a folder on one, mount /dev/shm, or use --workers 1.",
            file=sys.stderr,
        )
        raise SystemExit(2)
    with TemporaryDirectory(prefix="hiwar-", dir=parent) as name:
        os.environ[VARIABLE] = name
        try:
            yield Path(name)
        finally:
            del os.environ[VARIABLE]


def _candidates() -> list[Path]:
    # systemd may name several, with a colon between.
    named = (os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0], os.environ.get("XDG_RUNTIME_DIR", ""))
    return [path for path in (*(Path(name) for name in named if name), Path("/dev/shm")) if os.access(path, os.W_OK)]  # noqa: S108


def is_in_memory(path: Path, *, mounts: Path = MOUNTS) -> bool:
    """Tell whether a folder lies in memory, by the longest mount point above it; False where that cannot be known."""
    try:
        table = [line.split() for line in mounts.read_text("utf-8", "surrogateescape").splitlines()]
    except OSError:
        return False
    real = path.resolve()
    above = [(Path(row[1]), row[2]) for row in table if len(row) > 2 and real.is_relative_to(Path(row[1]))]
    # Of two mounts at one place the later hides the earlier.
    kind = max(enumerate(above), key=lambda one: (len(one[1][0].parts), one[0]), default=(0, (real, "")))[1][1]
    return kind in IN_MEMORY
