"""Threads and comments for tests, made by the services everybody uses."""

from __future__ import annotations

from datetime import datetime, timedelta

from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.limits import PACE
from hiwar.discussions.models import Comment, Thread
from hiwar.discussions.services import (
    ImportedComment,
    Posted,
    Reader,
    Submission,
    Topic,
    import_comment,
    open_thread,
    post_comment,
)
from tests.factories.newsroom import HEADLINE, NOON, a_newsroom

KIND_WORDS = "شكراً للفريق، الخريطة واضحة."
INSULT = "يا حمار، اقرأ العقد قبل أن تكتب."

# One browser each: Layla comments, Omar is new, Karim is hostile.
LAYLA, OMAR, KARIM = (ReaderKey(bytes([number]) * 32) for number in (1, 2, 3))


def a_thread(
    *, site: Site | None = None, subject: str = "article:12", url: str = "", mode: str = "open", section: str = ""
) -> Thread:
    """Return a thread of the newsroom, open unless said otherwise."""
    topic = Topic(subject, url or f"/2014/01/19/{subject.replace(':', '-')}/", HEADLINE, section=section)
    return open_thread(site=site or a_newsroom(), topic=topic, opened_at=NOON, mode=mode)


def posted(
    thread: Thread, text: str = KIND_WORDS, *, key: ReaderKey = LAYLA, name: str = "ليلى", **said: object
) -> Posted:
    """Return what became of a comment sent a minute after the last one of its browser."""
    PACE.forget()
    at: datetime = said.pop("at", NOON + timedelta(minutes=5))  # type: ignore[assignment]
    submission = Submission(text=text, name=name, **said)  # type: ignore[arg-type]
    return post_comment(thread=thread, submission=submission, reader=Reader(key=key), now=at)


def a_held_comment(thread: Thread, text: str = KIND_WORDS, **said: object) -> Comment:
    """Return a comment that waits, as the first of every author does."""
    comment = posted(thread, text, **said).comment  # type: ignore[arg-type]
    assert comment.state == "held", comment.screening
    return comment


def an_imported_comment(thread: Thread, text: str = KIND_WORDS, *, key: str = "1", **said: object) -> Comment:
    """Return a comment that was public elsewhere, published here."""
    approved = bool(said.pop("approved", True))
    imported = ImportedComment(source_key=key, text=text, **said)  # type: ignore[arg-type]
    comment = import_comment(thread=thread, imported=imported, approved=approved, now=NOON)
    assert comment is not None
    return comment
