"""What the index knows of each text: where it stands, never its words. Those are in `search_terms` (`engines`).

A row here is a text that can be found. The database itself takes it out when the text is no longer public, in the same
transaction, and its terms with it (`triggers`).
"""

from __future__ import annotations

from datetime import datetime

from django.db import models

# Entries are numbered by time, so that the newest is found first without sorting: seconds, then the source, then kind.
_SOURCE_BITS = 31
_EARLIEST, _LATEST = -(2**31), 2**32 - 2


class Kind(models.TextChoices):
    """What can be found."""

    ARTICLE = "article"
    COMMENT = "comment"


class Entry(models.Model):
    """One article or comment in the index. `id` is `numbered`: it begins with the second of its publication."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    source_id = models.BigIntegerField()
    # Of a comment, so that a discussion that is hidden takes all of them with it.
    thread_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "source_id"], name="search_entry_once")]
        indexes = [
            models.Index(fields=["thread_id"], name="search_entry_thread", condition=models.Q(thread_id__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}"


class Due(models.Model):
    """A text that changed and must be looked at again; written by the database (`triggers`).

    `kind` is one of `Kind`, or "thread" for all comments of a discussion.
    """

    kind = models.CharField(max_length=8)
    source_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}"


class Walk(models.Model):
    """How far the index has come in taking in all texts of a kind; there is none when it has them all."""

    kind = models.CharField(max_length=8, choices=Kind.choices, primary_key=True)
    after = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} after {self.after}"


def numbered(*, kind: str, source_id: int, at: datetime) -> int:
    """Return the entry's number."""
    return first_number(int(at.timestamp())) + (source_id << 1) + (kind == Kind.COMMENT)


def first_number(second: int) -> int:
    """Return the least number that an entry of this second, counted since 1970, can have."""
    return min(max(second, _EARLIEST), _LATEST) << _SOURCE_BITS
