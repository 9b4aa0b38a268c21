"""Taking texts into the index: what is due, and step by step all that was there before it.

Taking out is the database's own work, in the transaction of whatever made a text unreadable (`triggers`). A text that
goes while it is being taken in was noted as due by the same trigger, and is taken out by the next round; until then it
is found and not shown, for what is shown is what is public (`queries.finding`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from hiwar.discussions.models import Comment, Thread
from hiwar.search.engines import be_alone, put
from hiwar.search.models import Due, Entry, Kind, Walk, numbered
from hiwar.search.queries.texts import Text, public_articles, public_comments, texts_of
from hiwar.search.terms import terms_of

# So many are taken in by one transaction: on SQLite those who write meanwhile wait for no more.
AT_ONCE = 20
THREAD = "thread"
Progress = Callable[[str, int], None]


def index_due(*, most: int = 2000, at_once: int = AT_ONCE) -> int:
    """Bring what is due up to date, the oldest first; return how many notes were followed, `most` at the most."""
    done = 0
    while done < most:
        rows = list(Due.objects.order_by("pk")[:at_once])
        if not rows:
            break
        sources: defaultdict[str, set[int]] = defaultdict(set)
        for row in rows:
            sources[row.kind].add(row.source_id)
        _note_comments_of(sources.pop(THREAD, set()))
        for kind, ids in sources.items():
            take_in(kind, ids)
        Due.objects.filter(pk__in=[row.pk for row in rows]).delete()
        done += len(rows)
    return done


def take_in(kind: str, ids: Collection[int]) -> int:
    """Make the index have these texts as they are now, and none that is not public; return how many it has of them."""
    with transaction.atomic():
        # Read by one at a time, or what one has read would be written over what another has seen go.
        be_alone()
        rows = [(text, terms_of(text.content)) for text in texts_of(kind, ids)]
        Entry.objects.filter(kind=kind, source_id__in=list(ids)).delete()
        entries = _entries(kind, [text for text, _terms in rows])
        Entry.objects.bulk_create(entries)
        put((entry.pk, terms) for entry, (_text, terms) in zip(entries, rows, strict=True))
    return len(rows)


def _entries(kind: str, texts: Iterable[Text]) -> list[Entry]:
    return [
        Entry(
            pk=numbered(kind=kind, source_id=text.source_id, at=text.at),
            kind=kind,
            source_id=text.source_id,
            thread_id=text.thread_id,
        )
        for text in texts
    ]


def _note_comments_of(threads: Collection[int]) -> None:
    """Note every public comment of these discussions, and forget those of the ones that are hidden."""
    for thread in Thread.objects.filter(pk__in=threads):
        Entry.objects.filter(thread_id=thread.pk).exclude(source_id__in=_comments_of(thread)).delete()
        notes = (Due(kind=Kind.COMMENT, source_id=pk) for pk in _comments_of(thread).iterator())
        Due.objects.bulk_create(notes, batch_size=1000)


def _comments_of(thread: Thread) -> QuerySet[Comment, int]:
    return public_comments().filter(thread=thread).values_list("pk", flat=True)


def walk_on(*, steps: int = 50, at_once: int = AT_ONCE, progress: Progress | None = None) -> bool:
    """Take in some of what was there before; return whether anything is left. Safe to interrupt at any moment."""
    for _ in range(steps):
        walk = Walk.objects.order_by("kind").first()
        if walk is None:
            return False
        ids = _following(walk, at_once)
        take_in(walk.kind, ids)
        if progress:
            progress(walk.kind, len(ids))
        if len(ids) < at_once:
            walk.delete()
        else:
            Walk.objects.filter(pk=walk.pk).update(after=ids[-1])
    return Walk.objects.exists()


def _following(walk: Walk, at_once: int) -> Sequence[int]:
    texts = public_articles() if walk.kind == Kind.ARTICLE else public_comments()
    return list(texts.filter(pk__gt=walk.after).order_by("pk").values_list("pk", flat=True)[:at_once])


def rebuild(*, progress: Progress | None = None) -> None:
    """Take everything in anew, text by text: readers go on searching meanwhile, and find what is there."""
    for kind in Kind.values:
        Walk.objects.update_or_create(kind=kind, defaults={"after": 0})
    while walk_on(progress=progress):
        pass
