"""Rows that are only ever added to, each chained to the one before it: what decisions and events have in common.

Belongs here: refusing to change or remove a row, and turning its words into a digest. Which words those are, each kind
of row says itself. Not here: taking a place in the chain, which needs a lock (`services`).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import models


class DecisionChanged(Exception):
    """Someone tried to change or remove a row of the log; it is only added to."""


class Chained(models.Model):
    """A row of the log."""

    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises `DecisionChanged` for one that is there already."""
        if self.pk is not None:
            raise DecisionChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse."""
        raise DecisionChanged

    def own_words(self) -> Sequence[str]:
        """Return what the row says, in an order that never changes."""
        raise NotImplementedError

    def digest_after(self, previous_digest: str) -> str:
        """Return the digest of this row's own words and of the digest before it."""
        # Lengths before words: no two different rows can spell the same message.
        words = (previous_digest, *self.own_words())
        return sha256("".join(f"{len(word)}:{word}" for word in words).encode()).hexdigest()

    def link(self, previous_digest: str) -> str:
        """Take the place after the row of that digest; return this row's own."""
        self.previous_digest, self.digest = previous_digest, self.digest_after(previous_digest)
        return self.digest

    @classmethod
    def latest_digest(cls) -> str:
        """Return the digest of the row that was added last, empty before the first."""
        return str(cls._default_manager.order_by("-pk").values_list("digest", flat=True).first() or "")

    @classmethod
    def is_whole(cls, *, latest: int | None = None) -> bool:
        """Return whether every row, or each of the `latest`, says what it said and none between them is missing.

        The oldest row read may point to one that is not read, or was deleted by age; every other one must point to its
        neighbor.
        """
        following: Chained | None = None
        rows = cls._default_manager.order_by("-pk")
        for row in (rows[:latest] if latest else rows).iterator():
            linked = following is None or following.previous_digest == row.digest
            if not linked or row.digest != row.digest_after(row.previous_digest):
                return False
            following = row
        return True
