"""A Redis of our own for a test: on a Unix socket in a temporary folder, on no port, ended by its process id."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_TO_START = 20
PROGRAMS = ("redis-server", "valkey-server")


@dataclass
class RedisServer:
    """A server that a test may end and start again."""

    program: str
    folder: Path
    options: tuple[str, ...] = ("--save", "", "--appendonly", "no")
    process: subprocess.Popen | None = field(default=None)

    @property
    def address(self) -> str:
        """Return where it answers, as our settings name it."""
        return f"redis+unix://{self.folder / 'redis.sock'}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        place = self.folder / "redis.sock"
        command = [self.program, "--port", "0", "--unixsocket", str(place), "--dir", str(self.folder), *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + SECONDS_TO_START
        while not place.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.program} did not start")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            (self.folder / "redis.sock").unlink(missing_ok=True)


@contextmanager
def temporary_redis(options: tuple[str, ...] | None = None) -> Iterator[RedisServer]:
    """Run a server until the block ends; without `options` it writes nothing to disk."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise RuntimeError("no Redis: apt install redis-server")
    # A socket's path may have a hundred characters, and a test's own folder often has more.
    with tempfile.TemporaryDirectory(prefix="hiwar-r-") as name:
        server = RedisServer(program, Path(name), *([options] if options else []))
        server.start()
        try:
            yield server
        finally:
            server.kill()
