"""Reads of threads and single comments: frozen values and small sets, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey, owns
from hiwar.accounts.prepared import Prepared, PreparedForMany
from hiwar.discussions.models import Comment, DiscussionSettings, EmailField, ListedWord, Mode, State, Thread
from hiwar.discussions.queries.restraints import UNRESTRAINED, Effective
from hiwar.discussions.word_tables import WordRow
from hiwar.screening.modes import Mode as ScreeningMode
from hiwar.screening.modes import chosen


@dataclass(frozen=True)
class FormOptions:
    """What the form of a site asks for."""

    name_required: bool
    email_shown: bool
    email_required: bool
    consent_required: bool
    max_characters: int


def takes_comments(thread: Thread, settings: DiscussionSettings, *, restraint: Effective, now: datetime) -> bool:
    """Return whether a reader may write in the thread now."""
    if thread.mode in {Mode.CLOSED, Mode.HIDDEN} or restraint.closes(now=now):
        return False
    closes_at = closing_time(thread, settings)
    return closes_at is None or now < closes_at


def closing_time(thread: Thread, settings: DiscussionSettings) -> datetime | None:
    """Return when the thread closes by its age; None where age does not close any.

    One on another site's page begins with its first comment; were that one to wait, its age would tell that it exists.
    """
    days = settings.close_after_days
    is_young = bool(thread.host_page) and thread.is_silent
    return thread.opened_at + timedelta(days=days) if days and not is_young else None


def screening_mode(thread: Thread, settings: DiscussionSettings, restraint: Effective = UNRESTRAINED) -> ScreeningMode:
    """Return the mode a thread's comments are screened in: its own, which its topic chose, or the site's.

    What is asked for a while makes it stricter and never milder.
    """
    mode = chosen(thread.screening_mode, settings.screening_mode)
    if restraint.hold_all:
        return ScreeningMode.HELD
    if restraint.careful and mode is not ScreeningMode.HELD:
        return ScreeningMode.BREAKING
    return mode


_COLUMNS = [field.attname for field in Thread._meta.concrete_fields]
_BY_PUBLIC_ID = Prepared(
    lambda public_id, site: (
        Thread.objects.filter(public_id=public_id, site_id=site).exclude(mode=Mode.HIDDEN).values_list(*_COLUMNS)
    ),
    examples={"public_id": "\ue001", "site": 900000001},
)
_BY_SUBJECT = Prepared(
    lambda subject, site: Thread.objects.filter(subject=subject, site_id=site).values_list(*_COLUMNS),
    examples={"subject": "\ue001", "site": 900000001},
)
_COUNTS = PreparedForMany(
    lambda site, many: (
        Thread.objects.filter(site_id=site, subject__in=many)
        .exclude(mode=Mode.HIDDEN)
        .values_list("subject", "comment_count")
    ),
    example=lambda place: f"\ue001{place}",
    examples={"site": 900000001},
)


def thread_by_public_id(public_id: str, *, site: Site) -> Thread | None:
    """Return the site's thread of that id; another site's, or one whose page is gone, does not exist here."""
    return _thread(_BY_PUBLIC_ID.ask(public_id=public_id, site=site.pk), site)


def thread_about(subject: str, *, site: Site) -> Thread | None:
    """Return the thread of a subject such as «article:12»."""
    return _thread(_BY_SUBJECT.ask(subject=subject, site=site.pk), site)


def _thread(rows: Sequence[tuple[Any, ...]], site: Site) -> Thread | None:
    if not rows:
        return None
    thread = Thread.from_db(connection.alias, _COLUMNS, rows[0])
    thread.site = site
    return thread


def comment_counts(subjects: Iterable[str], *, site: Site) -> dict[str, int]:
    """Return how many comments can be read under each subject, in one query; a subject without a thread is absent."""
    return dict(_COUNTS.ask(tuple(subjects), site=site.pk))


def published_comment(public_id: str, *, site: Site) -> Comment | None:
    """Return the comment if it can be read by everyone, with its thread; otherwise None, whatever the reason."""
    rows = Comment.objects.published().select_related("thread", "root")
    return rows.filter(public_id=public_id, thread__site=site).exclude(thread__mode=Mode.HIDDEN).first()


def published_by_number(thread: Thread, number: int) -> Comment | None:
    """Return the published comment of that number in the thread."""
    rows = Comment.objects.published().select_related("thread", "root").filter(thread_id=thread.pk or 0, number=number)
    # There is one at most. Asked for the first by its key, PostgreSQL would walk along the keys of all comments to it.
    return rows.order_by("thread", "number").first()


def own_held(key: ReaderKey | None, *, ids: Collection[str], site: Site) -> tuple[Comment, ...]:
    """Return the comments among `ids` that wait and that this very browser wrote, oldest first.

    A rejected one looks like a waiting one to its author: the difference would teach how to slip through. Held,
    foreign and absent ids cost the same one query.
    """
    # One that could be read waits as well when its author has edited it and nobody has decided since.
    edited = Q(edited_at__isnull=False, decided_at__isnull=True)
    waiting = Comment.objects.filter(state__in=[State.HELD, State.REJECTED, State.SPAM])
    waiting = waiting.filter(Q(published_at__isnull=True) | edited)
    rows = waiting.filter(public_id__in=list(ids), thread__site=site).select_related("thread", "parent").order_by("pk")
    return tuple(row for row in rows if owns(key, site_id=site.pk, comment_id=row.public_id, owner_tag=row.owner_tag))


def form_options(settings: DiscussionSettings) -> FormOptions:
    """Return what the form asks for under these settings."""
    return FormOptions(
        name_required=settings.name_required,
        email_shown=settings.email != EmailField.HIDDEN,
        email_required=settings.email == EmailField.REQUIRED,
        consent_required=settings.consent_required,
        max_characters=settings.max_characters,
    )


def listed_rows(site: Site) -> list[WordRow]:
    """Return a site's listed words as rows of a table, list by list, in one query."""
    words = ListedWord.objects.filter(site=site).order_by("kind", "text")
    return [
        WordRow(
            text=word.text,
            kind=word.kind,
            by_stem=word.by_stem,
            with_clitics=word.with_clitics,
            forms=word.forms,
            reason=word.reason,
        )
        for word in words
    ]
