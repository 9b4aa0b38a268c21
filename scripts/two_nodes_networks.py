"""Three network namespaces on a bridge that leads nowhere, for the drill with two nodes.

Here belong their making, their removal and the addresses in them. Not here: what runs in them (`two_nodes_drill`).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

ADDRESSES = {"front": "10.83.0.1", "north": "10.83.0.2", "south": "10.83.0.3"}
NETWORK = "10.83.0.0/24"


@dataclass(frozen=True)
class Networks:
    """The namespaces by their prefix, which is this run's own."""

    prefix: str

    def within(self, place: str) -> list[str]:
        """Return the words that make a command run in one of them."""
        return ["ip", "netns", "exec", f"{self.prefix}{place}"]


@contextmanager
def networks() -> Iterator[Networks]:
    """Make the namespaces; whatever happens in the block, they are gone afterwards, and what hangs on them."""
    named = Networks(f"hiwar-{os.getpid()}-")
    try:
        for place in ADDRESSES:
            run("ip", "netns", "add", f"{named.prefix}{place}")
            run(*named.within(place), "ip", "link", "set", "lo", "up")
        run(*named.within("front"), "ip", "link", "add", "bridge0", "type", "bridge")
        run(*named.within("front"), "ip", "address", "add", f"{ADDRESSES['front']}/24", "dev", "bridge0")
        run(*named.within("front"), "ip", "link", "set", "bridge0", "up")
        for place in ("north", "south"):
            connect(named, place)
        yield named
    finally:
        for place in ADDRESSES:
            subprocess.run(["ip", "netns", "delete", f"{named.prefix}{place}"], capture_output=True)


def connect(named: Networks, place: str) -> None:
    """Lay a cable from a node to the bridge."""
    there = f"{named.prefix}{place}"
    cable = ["ip", "link", "add", f"to-{place}", "type", "veth", "peer", "name", "eth0", "netns", there]
    run(*named.within("front"), *cable)
    run(*named.within("front"), "ip", "link", "set", f"to-{place}", "master", "bridge0", "up")
    run(*named.within(place), "ip", "address", "add", f"{ADDRESSES[place]}/24", "dev", "eth0")
    run(*named.within(place), "ip", "link", "set", "eth0", "up")


def run(*command: str) -> None:
    """Run a command; exit with what it said if it fails."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
