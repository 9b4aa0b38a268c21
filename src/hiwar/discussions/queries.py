"""What pages need to know of a discussion: frozen views, in a fixed number of queries. Nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey, owns
from hiwar.discussions.models import Comment, DiscussionSettings, EmailField, ListedWord, Mode, State, Thread
from hiwar.discussions.render import RenderedText, render_text
from hiwar.discussions.word_tables import WordRow
from hiwar.screening.modes import Mode as ScreeningMode
from hiwar.screening.modes import chosen


@dataclass(frozen=True)
class CommentView:
    """A comment as its readers see it. `gone` keeps number and place of one that was public and is no longer."""

    number: int | None
    public_id: str
    name: str
    text: RenderedText
    at: datetime
    answers: Answered | None = None
    gone: bool = False
    awaiting: bool = False
    replies: tuple[CommentView, ...] = ()


@dataclass(frozen=True)
class Answered:
    """Whom a reply answers, said in words where the indent no longer says it."""

    number: int
    name: str


@dataclass(frozen=True)
class FormOptions:
    """What the form of a site asks for."""

    name_required: bool
    email_shown: bool
    email_required: bool
    consent_required: bool
    max_characters: int


@dataclass(frozen=True)
class Conversation:
    """A thread as a page shows it: the count, the comments in order, the form's shape, and whether it is open."""

    thread_id: int
    public_id: str
    version: int
    count: int
    comments: tuple[CommentView, ...]
    own: tuple[CommentView, ...]
    is_open: bool
    everything_waits: bool
    form: FormOptions


@dataclass
class _Branch:
    comment: Comment
    children: list[_Branch] = field(default_factory=list)


def takes_comments(thread: Thread, settings: DiscussionSettings, *, now: datetime) -> bool:
    """Return whether a reader may write in the thread now."""
    if thread.mode in {Mode.CLOSED, Mode.HIDDEN}:
        return False
    closes_at = closing_time(thread, settings)
    return closes_at is None or now < closes_at


def closing_time(thread: Thread, settings: DiscussionSettings) -> datetime | None:
    """Return when the thread closes by its age; None where age does not close any."""
    days = settings.close_after_days
    return thread.opened_at + timedelta(days=days) if days else None


def screening_mode(thread: Thread, settings: DiscussionSettings) -> ScreeningMode:
    """Return the mode a thread's comments are screened in: its own, which its topic chose, or the site's."""
    return chosen(thread.screening_mode, settings.screening_mode)


def thread_by_public_id(public_id: str, *, site: Site) -> Thread | None:
    """Return the site's thread of that id; another site's, or one whose page is gone, does not exist here."""
    return Thread.objects.filter(public_id=public_id, site=site).exclude(mode=Mode.HIDDEN).first()


def thread_about(subject: str, *, site: Site) -> Thread | None:
    """Return the thread of a subject such as «article:12»."""
    return Thread.objects.filter(subject=subject, site=site).first()


def comment_counts(subjects: Iterable[str], *, site: Site) -> dict[str, int]:
    """Return how many comments can be read under each subject, in one query; a subject without a thread is absent."""
    rows = Thread.objects.filter(site=site, subject__in=list(subjects)).exclude(mode=Mode.HIDDEN)
    return dict(rows.values_list("subject", "comment_count"))


def published_comment(public_id: str, *, site: Site) -> Comment | None:
    """Return the comment if it can be read by everyone, with its thread; otherwise None, whatever the reason."""
    rows = Comment.objects.published().select_related("thread")
    return rows.filter(public_id=public_id, thread__site=site).exclude(thread__mode=Mode.HIDDEN).first()


def published_by_number(thread: Thread, number: int) -> Comment | None:
    """Return the published comment of that number in the thread."""
    return Comment.objects.published().filter(thread=thread, number=number).first()


def own_held(key: ReaderKey | None, *, ids: Collection[str], site: Site) -> tuple[Comment, ...]:
    """Return the comments among `ids` that wait and that this very browser wrote, oldest first.

    A rejected one looks like a waiting one to its author: the difference would teach how to slip through. Held,
    foreign and absent ids cost the same one query.
    """
    waiting = Comment.objects.filter(state__in=[State.HELD, State.REJECTED, State.SPAM], published_at__isnull=True)
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


def conversation(
    thread: Thread, *, settings: DiscussionSettings, now: datetime, own: Collection[Comment] = ()
) -> Conversation:
    """Return the thread's published comments, oldest number first, with the reader's own held ones; one query."""
    rows = Comment.objects.filter(thread=thread, number__isnull=False, published_at__isnull=False)
    rows = rows.filter(state__in=[State.PUBLISHED, State.REJECTED, State.SPAM, State.WITHDRAWN, State.HELD])
    comments = tuple(_views(list(rows.order_by("number")), depth=settings.reply_depth))
    return Conversation(
        thread_id=thread.pk,
        public_id=thread.public_id,
        version=thread.version,
        count=thread.comment_count,
        comments=comments,
        own=tuple(_own_view(comment) for comment in own),
        is_open=takes_comments(thread, settings, now=now),
        everything_waits=screening_mode(thread, settings) is ScreeningMode.HELD,
        form=form_options(settings),
    )


def _own_view(comment: Comment) -> CommentView:
    parent = comment.parent
    answers = Answered(parent.number, parent.name) if parent and parent.number is not None else None
    return CommentView(
        number=None,
        public_id=comment.public_id,
        name=comment.name,
        text=render_text(comment.text),
        at=comment.submitted_at,
        answers=answers,
        awaiting=True,
    )


def _views(rows: list[Comment], *, depth: int) -> Iterable[CommentView]:
    """Yield the roots in order with their replies; below `depth` replies stand flat and say whom they answer."""
    branches = {row.pk: _Branch(row) for row in rows}
    roots: list[_Branch] = []
    for row in rows:
        parent = branches.get(row.parent_id) if row.parent_id else None
        (parent.children if parent else roots).append(branches[row.pk])
    for root in roots:
        if view := _view(root, level=0, depth=depth):
            yield view


def _view(branch: _Branch, *, level: int, depth: int) -> CommentView | None:
    """Return one comment with its replies, a placeholder if only its replies can be read, or None."""
    replies = tuple(_replies(branch, level=level + 1, depth=depth)) if level < depth else ()
    plain = _plain(branch.comment)
    if plain.gone and not replies and not (level >= depth and _flat(branch)):
        return None
    return replace(plain, replies=replies)


def _replies(branch: _Branch, *, level: int, depth: int) -> Iterable[CommentView]:
    if level < depth:
        views = (_view(child, level=level, depth=depth) for child in branch.children)
        yield from (view for view in views if view)
        return
    for child, parent in _flat(branch):
        view = _plain(child)
        if not view.gone:
            said = parent is not branch.comment and parent.number is not None
            yield replace(view, answers=Answered(parent.number, parent.name) if said else None)


def _flat(branch: _Branch) -> list[tuple[Comment, Comment]]:
    """Return every comment below the branch with the one it answers, in the order of their numbers."""
    found: list[tuple[Comment, Comment]] = []
    waiting = [branch]
    while waiting:
        current = waiting.pop()
        found += [(child.comment, current.comment) for child in current.children]
        waiting += current.children
    return sorted(found, key=lambda pair: pair[0].number or 0)


def _plain(comment: Comment) -> CommentView:
    gone = comment.state != State.PUBLISHED
    return CommentView(
        number=comment.number,
        public_id=comment.public_id,
        name="" if gone else comment.name,
        text=render_text("" if gone else comment.text),
        at=comment.published_at or comment.submitted_at,
        gone=gone,
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
