"""What stands on a composed front page, from top to bottom: frozen values whose `repr` tells all, for page tags.

How they are found is in `front_page`; how they look, in the template of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass

from hiwar.delivery.composition import Discussed, Told, grid_of
from hiwar.discussions.queries import Voice
from hiwar.newsroom.queries import Byline


@dataclass(frozen=True)
class Column:
    """A narrow list with its title, beside others."""

    title: str
    url: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Written:
    """The newest opinion of an author."""

    author: Byline
    told: Told


@dataclass(frozen=True)
class Band:
    """One part of the page from edge to edge. `kind` says which of the lists it has."""

    kind: str
    title: str = ""
    url: str = ""
    lead: Told | None = None
    also: tuple[Told, ...] = ()
    stack: tuple[Told, ...] = ()
    latest: tuple[Told, ...] = ()
    told: tuple[Told, ...] = ()
    columns: tuple[Column, ...] = ()
    most: tuple[Discussed, ...] = ()
    voices: tuple[Voice, ...] = ()
    written: tuple[Written, ...] = ()

    @property
    def grid(self) -> str:
        """Return the name of the grid the top of the page needs, so that no column stands empty."""
        return grid_of(self.stack, self.latest)

    @property
    def articles(self) -> tuple[Told, ...]:
        """Return every article in it."""
        lead = (self.lead,) if self.lead else ()
        columns = tuple(one for column in self.columns for one in column.told)
        ranked, written = tuple(one.told for one in self.most), tuple(one.told for one in self.written)
        return (*lead, *self.also, *self.stack, *self.latest, *self.told, *columns, *ranked, *written)


@dataclass(frozen=True)
class ComposedFront:
    """The front page from top to bottom."""

    bands: tuple[Band, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """Return every article on the page with its count."""
        return tuple(one for band in self.bands for one in band.articles)

    @property
    def threads(self) -> frozenset[int]:
        """Return the discussions of which readers are quoted: what is taken down there must go from here."""
        return frozenset(voice.thread_id for band in self.bands for voice in band.voices)

    @property
    def hangs_on_counts(self) -> bool:
        """Return whether a comment anywhere may change what stands here."""
        return any(band.kind in {"most", "voices"} for band in self.bands)
