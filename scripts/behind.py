"""A newsroom that stands behind nginx: its address is `https://hiwar.example`, and it believes the proxy before it.

Here belongs its start, on a Unix socket or on an address of another network, and its end by process id. A newsroom that
readers reach themselves is `serving`'s; nginx is `front`'s.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from front import HOST
from hiwar.config import environment as settings_of_a_newsroom
from serving import HIWAR, SECONDS_TO_STOP, ServerFailed, environment, tail

# A demo is founded first, and the machine may be busy: this only bounds a start that never ends.
SECONDS_TO_START = 300
# A start is looked for this often; it takes seconds.
LOOK_EVERY = 0.1


@dataclass(frozen=True)
class Node:
    """One process that serves a newsroom: its data folder, its log, and the process."""

    data: Path
    log: Path
    process: subprocess.Popen = field(repr=False)

    def end(self) -> None:
        """End it well, or, if it does not end, at once."""
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def has_said(self, words: str) -> bool:
        """Return whether these words stand in its log."""
        return words in self.log.read_text(encoding="utf-8", errors="replace")


def write_settings(data: Path, *lines: str, proxy: str = "unix", host: str = HOST, demo: bool = False) -> None:
    """Write the settings of a newsroom that believes this proxy; `lines` come before all others."""
    written = settings_of_a_newsroom.write(data, origin=f"https://{host}", language="ar", demo=demo)
    more = [*lines, f'trusted_proxies = ["{proxy}"]']
    written.write_text("\n".join(more) + "\n" + written.read_text(encoding="utf-8"), encoding="utf-8")


@contextmanager
def demo_behind(folder: Path, *options: str, host: str = HOST) -> Iterator[tuple[Node, str]]:
    """Serve a demo newsroom on a socket in `folder`; yield it and the socket as nginx writes it."""
    write_settings(folder / "data", host=host, demo=True)
    socket = folder / "hiwar.sock"
    with started(folder / "data", "demo", "--socket", str(socket), *options) as node:
        yield node, f"unix:{socket}"


@contextmanager
def started(data: Path, *arguments: str, before: tuple[str, ...] = ()) -> Iterator[Node]:
    """Run `hiwar` with these arguments on a data folder until the block ends; yield once it says it is ready.

    `before` stands in front of the command: another core, another network. The log lies beside the data folder. Raises
    `ServerFailed` with the end of it if the server does not come up.
    """
    node = begun(data, *arguments, before=before)
    try:
        wait_until_ready(node)
        yield node
    finally:
        node.end()


def begun(data: Path, *arguments: str, before: tuple[str, ...] = ()) -> Node:
    """Start it without waiting for it; each start writes a log of its own."""
    number = sum(1 for _ in data.parent.glob(f"{data.name}-*.log"))
    log = data.parent / f"{data.name}-{number}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*before, str(HIWAR), *arguments],
            env=environment(data),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
        )
    return Node(data, log, process)


def wait_until_ready(node: Node) -> None:
    """Return once it has answered its first request, as its log says; raise `ServerFailed` if it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if node.has_said("Hiwar is ready at "):
            return
        try:
            node.process.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            continue
        break
    raise ServerFailed(f"The server did not start.\n{tail(node.log)}")
