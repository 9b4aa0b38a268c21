"""Somebody who asks for addresses without end, as a program of its own, so that whoever measures is not slowed by it.

`python knocking.py PORT THREAD NUMBER` asks for so many addresses, no two of them alike, over a few connections and
without waiting for one answer before the next question; it prints how often each status came back, as JSON.
"""

from __future__ import annotations

import json
import re
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from threading import Thread

CONNECTIONS = 4
AT_ONCE = 50
# One in so many is of a form that a view answers, which costs the database a look.
KNOWN_FORMS_EVERY = 100
SECONDS = 300.0
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")


def addresses(thread: str) -> Iterator[str]:
    """Yield addresses for ever."""
    number = 0
    while True:
        number += 1
        known = (
            f"/section/local/?before={number}",
            f"/talk/{thread}/?order=newest&after={number}",
            f"/2026/01/{number % 28 + 1}/{number}/",
            f"/section/{number}/",
        )
        is_known = not number % KNOWN_FORMS_EVERY
        yield known[number // KNOWN_FORMS_EVERY % len(known)] if is_known else f"/{number}/index.php?id={number}"


def knock(port: int, paths: Iterator[str], seen: Counter[str]) -> None:
    """Ask for each address over one connection and count the answers by status."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as wire:
        while batch := tuple(islice(paths, AT_ONCE)):
            # HEAD: the same way through the house, and nothing to carry away.
            wire.sendall(b"".join(f"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode() for path in batch))
            answers = b""
            while answers.count(b"\r\n\r\n") < len(batch):
                piece = wire.recv(65536)
                if not piece:
                    raise ConnectionError(f"hung up after {sum(seen.values())} answers")
                answers += piece
            seen.update(status.decode() for status in _STATUS.findall(answers))


def main(port: int, thread: str, number: int) -> None:
    """Ask, and say what came of it."""
    paths = list(islice(addresses(thread), number))
    seen = [Counter[str]() for _ in range(CONNECTIONS)]
    threads = [
        Thread(target=knock, args=(port, iter(paths[one::CONNECTIONS]), seen[one])) for one in range(CONNECTIONS)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    sys.stdout.write(json.dumps(sum(seen, Counter[str]())))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
