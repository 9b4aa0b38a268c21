"""Comments that something quotes, by their public ids: as they read now, and not at all where nobody can read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Site

from hiwar.discussions.addresses import addresses_of
from hiwar.discussions.models import Comment, Mode, State
from hiwar.discussions.queries.feeds import PublishedComment
from hiwar.discussions.windows import WHOLE


@dataclass(frozen=True)
class Quoted:
    """A quoted comment. `comment` is None while it cannot be read; the discussion it stands in may show it again."""

    public_id: str
    thread: int
    comment: PublishedComment | None = None
    url: str = ""


def quoted_comments(ids: Iterable[str], *, site: Site | None) -> tuple[Quoted, ...]:
    """Return the comments of these ids that exist on a site, or on any, in one query; none where none is named."""
    wanted = tuple(ids)
    if not wanted:
        return ()
    rows = Comment.objects.filter(public_id__in=wanted).select_related("thread")
    if site is not None:
        rows = rows.filter(thread__site=site)
    return tuple(_quoted(row) for row in rows.order_by("pk"))


def _quoted(row: Comment) -> Quoted:
    thread = row.thread
    if row.state != State.PUBLISHED or thread.mode == Mode.HIDDEN or row.published_at is None:
        return Quoted(row.public_id, thread.pk)
    is_edited = row.edited_at is not None and row.edited_at >= row.published_at
    comment = PublishedComment(
        row.number or 0, row.name, row.text, row.published_at, row.edited_at if is_edited else None, row.badge
    )
    # On a long discussion's own page it may not stand; its number leads to where it does.
    whole = thread.last_number <= WHOLE
    url = f"{thread.url}#c{row.number}" if whole else f"{addresses_of(thread).talk}{row.number}/"
    return Quoted(row.public_id, thread.pk, comment, url)
