"""Reads of what was said before, for the one who is about to say something: how a comment is judged hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Func, QuerySet, TextField
from django.db.models.functions import Length

from hiwar.accounts.prepared import Prepared
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.models.threads import BEGINNING

MOST_ALIKE = 50
MOST_BY_ONE = 20


class _Beginning(Func):
    """What the index of beginnings holds, its numbers written out: SQLite recognizes an expression by nothing else."""

    template = f"SUBSTR(%(expressions)s, 1, {BEGINNING})"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Say it as the index there does."""
        return self.as_sql(compiler, connection, template=f"LEFT(%(expressions)s, {BEGINNING})", **context)


@dataclass(frozen=True)
class Said:
    """A comment of the same words: whose it is, and whether everyone can read it."""

    public_id: str
    owner_tag: str
    is_published: bool


def comments_saying(text: str, *, name: str, parent: Comment | None, thread: Thread) -> tuple[Said, ...]:
    """Return the comments of these very words by that name at that place in a thread, those that count as said."""
    given: dict[str, str | int] = {
        "thread": thread.pk or 0,
        "beginning": text[:BEGINNING],
        "length": len(text),
        "name": name,
        "text": text,
    }
    rows = _ALONE.ask(**given) if parent is None else _REPLIES.ask(**given, parent=parent.pk)
    return tuple(Said(public_id, owner_tag, state == State.PUBLISHED) for public_id, owner_tag, state in rows)


def texts_by(author_link: str, *, site_id: int) -> tuple[str, ...]:
    """Return what an author wrote last on a site, newest first; nothing where the author cannot be known."""
    if not author_link:
        return ()
    return tuple(text for (text,) in _BY_AUTHOR.ask(author_link=author_link, site=site_id))


def _saying(*, text: str, parent: int | None = None, **indexed: str | int) -> QuerySet[Any, Any]:
    # All that the index holds; a long discussion is not read through for every comment.
    alike = Comment.objects.annotate(beginning=_Beginning("text"), length=Length("text")).filter(**indexed)
    # Told that the text is equal, SQLite would put it in the place of the column in the beginning, and miss the index.
    same = alike.filter(parent_id=parent, text__range=(text, text))
    same = same.exclude(state__in=[State.SPAM, State.WITHDRAWN])
    return same.values_list("public_id", "owner_tag", "state")[:MOST_ALIKE]


def _by_author(*, author_link: str, site: int) -> QuerySet[Any, Any]:
    # The index leaves out who cannot be known, and SQLite takes it only where the question leaves them out too.
    rows = Comment.objects.filter(author_link=author_link).exclude(author_link="")
    rows = rows.filter(thread__site_id=site).exclude(state=State.WITHDRAWN).order_by("-pk")
    return rows.values_list("text")[:MOST_BY_ONE]


# Values that stand nowhere else in these queries.
_EXAMPLES: dict[str, str | int] = {
    "thread": 900000001,
    "beginning": "\ue001",
    "length": 900000003,
    "name": "\ue002",
    "text": "\ue003",
}
_ALONE = Prepared(_saying, examples=_EXAMPLES)
_REPLIES = Prepared(_saying, examples={**_EXAMPLES, "parent": 900000002})
_BY_AUTHOR = Prepared(_by_author, examples={"author_link": "\ue001", "site": 900000001})
