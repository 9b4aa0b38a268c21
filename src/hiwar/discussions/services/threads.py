"""Opening a thread, and moving its version so that everyone who shows it knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from wagtail.models import Site

from hiwar.discussions.models import Mode, Thread


@dataclass(frozen=True)
class Topic:
    """What a discussion is about: a key such as «article:12», the page's path, its title.

    `screening_mode` is the mode of `hiwar.screening.modes` it wants for its comments, empty for the site's; `section`
    is the part of the newspaper it stands in, such as «section:7». At `closes_at`, if it says so, no more is taken.
    """

    subject: str
    url: str
    title: str
    screening_mode: str = ""
    section: str = ""
    closes_at: datetime | None = None


def open_thread(*, site: Site, topic: Topic, opened_at: datetime, mode: str = Mode.OPEN) -> Thread:
    """Return the topic's thread, opened if it was not there; its address, title and modes follow the topic."""
    wanted = {
        "url": topic.url,
        "title": topic.title[:300],
        "mode": mode,
        "screening_mode": topic.screening_mode,
        "section": topic.section,
        "opened_at": opened_at,
        "closes_at": topic.closes_at,
    }
    with transaction.atomic():
        thread, created = Thread.objects.get_or_create(site=site, subject=topic.subject, defaults=wanted)
        if not created and any(getattr(thread, name) != value for name, value in wanted.items()):
            Thread.objects.filter(pk=thread.pk).update(**wanted)
            move_version(thread)
    return thread


def come_into_being(thread: Thread) -> Thread:
    """Return the thread's row; one that is not there yet is made as it is described, in the caller's transaction.

    Whoever comes second finds what the first one described. What was given is left alone: a transaction may be
    undone and done again.
    """
    if thread.pk is not None:
        return thread
    names = ("url", "host_page", "title", "mode", "opened_at")
    described = {name: getattr(thread, name) for name in names}
    found, _is_new = Thread.objects.get_or_create(site=thread.site, subject=thread.subject, defaults=described)
    return found


@transaction.atomic
def change_screening_mode(*, site: Site, subjects: Iterable[str], screening_mode: str) -> None:
    """Put the threads of these subjects into a mode; readers are told on the page where everything waits."""
    threads = Thread.objects.filter(site=site, subject__in=list(subjects)).exclude(screening_mode=screening_mode)
    for thread in threads.select_for_update():
        Thread.objects.filter(pk=thread.pk).update(screening_mode=screening_mode)
        move_version(thread)


@transaction.atomic
def hide_thread(*, site: Site, subject: str) -> None:
    """Keep the thread from readers while its page is gone; nothing in it is lost, and `open_thread` shows it again."""
    for thread in Thread.objects.select_for_update().filter(site=site, subject=subject).exclude(mode=Mode.HIDDEN):
        thread.mode = Mode.HIDDEN
        thread.save(update_fields=["mode"])
        move_version(thread)


def move_version(thread: Thread) -> None:
    """Move the thread's version inside the caller's transaction; whoever shows the thread watches that."""
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    thread.refresh_from_db()


def change_in_place(thread: Thread) -> None:
    """Tell open pages, inside the caller's transaction, that what stands on them is marked or says something else."""
    Thread.objects.filter(pk=thread.pk).update(marked=F("marked") + 1)
    move_version(thread)


_COUNT = (
    f'UPDATE "{Thread._meta.db_table}" SET "comment_count" = "comment_count" + %s, '  # noqa: S608 - our own name
    '"last_number" = "last_number" + %s, "version" = "version" + 1 WHERE "id" = %s RETURNING "last_number"'
)


def count_in_thread(thread_id: int, *, comments: int, numbers: int = 0) -> int:
    """Count comments in or out and give out numbers, move the version, and return the last number given out.

    The row is locked until the caller's transaction ends: who counts next waits.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [comments, numbers, thread_id])
        (last_number,) = cursor.fetchone()
    return int(last_number)


def locked(thread_id: int) -> Thread:
    """Return the thread, locked until the transaction ends; SQLite's writers are already one at a time."""
    return Thread.objects.select_for_update().get(pk=thread_id)
