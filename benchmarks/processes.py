"""The peers' processes: started on the server's core, ended by their ids, and what they have cost so far.

Here belongs everything that is read from `/proc` or sent to a process. Ports and answers belong to the peers.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .peer import PeerFailed

TICKS = os.sysconf("SC_CLK_TCK")
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
SECONDS_TO_REST = 30
# A process that uses less than this share of a core has finished what it was asked.
AT_REST = 0.1
LOOK_EVERY = 0.2

Command = Sequence[str | Path]


def missing(*programs: str) -> list[str]:
    """Return those of the programs that this machine does not have."""
    return [program for program in programs if shutil.which(program, path=_path()) is None]


def program(name: str) -> str:
    """Return the full path of a program; Debian keeps servers where only root's PATH leads."""
    found = shutil.which(name, path=_path())
    if found is None:
        raise PeerFailed(f"{name} is not on this machine")
    return found


def unprivileged() -> dict[str, Any]:
    """Return how to start what refuses to run as root: as itself for anybody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("www-data") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def hand_over(folder: Path) -> None:
    """Give a folder and all that is in it to whom `unprivileged` starts."""
    identity = unprivileged()
    if identity:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, identity["user"], identity["group"], follow_symlinks=False)


def run(command: Command, **options: Any) -> str:
    """Run a command to its end and return what it printed; raise `PeerFailed` if it ends badly."""
    # Every command is written in this package; none comes from outside.
    done = subprocess.run(list(command), capture_output=True, text=True, **options)  # noqa: S603
    if done.returncode:
        said = f"{done.stdout}{done.stderr}"[-4000:]
        raise PeerFailed(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{said}")
    return str(done.stdout)


@contextmanager
def running(command: Command, *, log: Path, ready: Callable[[], bool], **options: Any) -> Iterator[int]:
    """Yield the id of a server once it is ready; end it with the block. What it says goes to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - as in `run`
            list(command), stdout=output, stderr=output, stdin=subprocess.DEVNULL, **options
        )
    try:
        _wait_until(ready, process, name=str(command[0]), log=log)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], *, name: str, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if ready():
            return
        try:
            # Not yet: look again in a moment, or at once when the process has ended.
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise PeerFailed(f"{name} did not start:\n{log.read_text('utf-8', 'replace')[-4000:]}")


@contextmanager
def kept_to(core: int | None) -> Iterator[None]:
    """Keep this process, and whatever it starts inside the block, to one core; None leaves it free."""
    before = os.sched_getaffinity(0)
    if core is not None:
        os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def two_cores() -> tuple[int | None, int | None]:
    """Return a core for the servers and one for the load, which must not share; none where there is only one."""
    cores = sorted(os.sched_getaffinity(0))
    return (cores[0], cores[1]) if len(cores) > 1 else (None, None)


def own_children() -> set[int]:
    """Return the processes that this one has started and that are alive."""
    return set(_families(_stats()).get(os.getpid(), ()))


def cpu_seconds(processes: Sequence[int]) -> float:
    """Return the processor time that these processes and all below them have used, with what ended below them."""
    stats = _stats()
    families = _families(stats)
    total, seen, waiting = 0, set(), list(processes)
    while waiting:
        pid = waiting.pop()
        if pid in seen or pid not in stats:
            continue
        seen.add(pid)
        waiting += families.get(pid, ())
        # user, system, and both of children that were waited for
        total += sum(int(value) for value in stats[pid][11:15])
    return total / TICKS


def wait_for_rest(processes: Sequence[int]) -> None:
    """Return once the processes have nothing left to do, or after a deadline if they never have."""
    deadline = time.monotonic() + SECONDS_TO_REST
    spent = cpu_seconds(processes)
    while time.monotonic() < deadline:
        # A share of a core can only be read over a stretch of time.
        time.sleep(LOOK_EVERY)
        before, spent = spent, cpu_seconds(processes)
        if spent - before <= AT_REST * LOOK_EVERY:
            return


def _stats() -> Mapping[int, list[str]]:
    stats = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stats[int(folder.name)] = (folder / "stat").read_text().rpartition(") ")[2].split()
        except OSError:
            # It has ended since the folder was listed.
            continue
    return stats


def _families(stats: Mapping[int, list[str]]) -> dict[int, list[int]]:
    families: dict[int, list[int]] = {}
    for pid, stat in stats.items():
        families.setdefault(int(stat[1]), []).append(pid)
    return families


def _path() -> str:
    return f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin:/sbin"
