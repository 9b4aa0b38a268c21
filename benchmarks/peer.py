"""What every peer is to the benchmark: where its pages are, how comments are written to it, which processes it is.

A peer's module has `NAME`, `available(home)`, which says what is missing, and `start(place)`, which serves the
`ARTICLES` until its block ends. What is measured is in `reading`, `writing` and `run`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class PeerFailed(Exception):
    """A peer did not start or did not do what was asked; carries what it said."""


@dataclass(frozen=True)
class Answer:
    """What a server said; header names are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Page:
    """An address on loopback that is read."""

    port: int
    path: str

    @property
    def url(self) -> str:
        """Return the whole address."""
        return f"http://127.0.0.1:{self.port}{self.path}"


@dataclass(frozen=True)
class Post:
    """One comment on its way, as a browser would send it."""

    path: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Discussion:
    """How comments are written to a peer, and how to find out what became of them."""

    port: int
    # Article and number of the comment in, request out.
    post: Callable[[str, int], Post]
    # Whether an answer says that everybody can read the comment now.
    took: Callable[[Answer], bool]
    # The numbers of all comments in the peer's own database.
    stored: Callable[[], set[int]]
    # The page of the article `quiet`, on which a new comment must show.
    page: Page


@dataclass(frozen=True)
class Peer:
    """A peer that answers. `drawn` are the same pages asked for past the cache; empty if the peer keeps no pages."""

    name: str
    version: str
    answers_with: str
    processes: tuple[int, ...]
    pages: Mapping[int, Page]
    drawn: Mapping[int, Page] = field(default_factory=dict)
    discussion: Discussion | None = None


@dataclass(frozen=True)
class Place:
    """Where a peer may work: a folder of its own, where it is installed, and our pages by their comments."""

    folder: Path
    home: Path
    finished: Mapping[int, tuple[bytes, bytes]] = field(default_factory=dict)


class PeerModule(Protocol):
    """A module of this package that stands for one peer."""

    NAME: str

    def available(self, home: Path) -> str | None: ...
    def start(self, place: Place) -> AbstractContextManager[Peer]: ...
