"""What readers wrote below somebody's articles and nobody of the newsroom has answered, and in whose name she would.

Only what can be read by everybody is here: who writes an article is told nothing of what waits or was rejected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.questions import is_question
from hiwar.discussions.models import Badge, Comment, Mode, State, Thread
from hiwar.discussions.render import direction_of
from hiwar.discussions.services import Voice
from hiwar.moderation.queries.comments import minutes_between
from hiwar.moderation.roles import Act, Seat
from hiwar.newsroom.queries import AuthorView, author_with, newest_subjects, wrote

# Discussions of older articles have ended, and what forty comments were written after is no longer talked about.
NEWEST_ARTICLES = 30
NEWEST_OF_EACH = 40
# Of the whole newspaper so many of the newest comments are looked through.
NEWEST_OF_ALL = 300
# So many of those that wait are read to bring questions to the top.
MOST_SHOWN = 300
ON_A_PAGE = 25
OWN_SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """A reader's comment to which the newsroom has said nothing."""

    public_id: str
    number: int
    name: str
    text: str
    direction: str
    at: datetime
    minutes: int
    title: str
    asks: bool


@dataclass(frozen=True)
class Answer:
    """An answer that was given in the name of who looks."""

    public_id: str
    text: str
    direction: str
    at: datetime
    minutes: int
    title: str


class _Row(NamedTuple):
    """What decides whether a comment waits for an answer."""

    pk: int
    state: str
    badge: str
    name: str
    parent_id: int | None
    needs_no_answer: bool


class Readers:
    """The readers of whoever sits here: those of her own articles, or with `everybody` those of all she may see."""

    def __init__(self, seat: Seat, *, everybody: bool = False) -> None:
        self._seat = seat
        self.everybody = everybody and seat.may(Act.READ)

    @cached_property
    def author(self) -> AuthorView | None:
        """Return the byline that belongs to this person's account."""
        return author_with(self._seat.user.pk, site=self._seat.site)

    def waiting(self, *, now: datetime) -> tuple[Waiting, ...]:
        """Return what waits for an answer, questions first, the newest before older ones; five queries at most."""
        found = (_waiting(comment, now) for comment in _whole(self._unanswered[:MOST_SHOWN]))
        return tuple(sorted(found, key=lambda one: not one.asks))

    def count(self) -> int:
        """Return how many wait for an answer, in four queries at most."""
        return len(self._unanswered)

    def own_answers(self, *, now: datetime) -> tuple[Answer, ...]:
        """Return the latest answers in this person's name, which she may take back."""
        if self.author is None:
            return ()
        own = [row.pk for row in self._published if row.badge and row.name == self.author.name]
        return tuple(_answer(comment, now) for comment in _whole(own[:OWN_SHOWN]))

    def comment(self, public_id: str) -> Comment | None:
        """Return a reader's published comment that this person may answer."""
        found = _readable(self._seat).filter(public_id=public_id, badge="").first()
        return found if found and self._is_hers(found) else None

    def answer(self, public_id: str) -> Comment | None:
        """Return an answer of the newsroom that this person gave, in her byline's name."""
        found = _readable(self._seat).filter(public_id=public_id).exclude(badge="").first()
        is_own = found is not None and self.author is not None and found.name == self.author.name
        return found if is_own else None

    def voice(self, thread: Thread) -> Voice:
        """Return in whose name this person answers there: her own, or the newspaper's where she has no byline."""
        if self.author is None:
            return Voice(SiteProfile.of(self._seat.site).name, Badge.STAFF)
        own = wrote(self.author.id, subject=thread.subject)
        return Voice(self.author.name, Badge.AUTHOR if own else Badge.STAFF)

    def _is_hers(self, comment: Comment) -> bool:
        if self._seat.may(Act.READ) and self._seat.threads().filter(pk=comment.thread_id).exists():
            return True
        return self.author is not None and wrote(self.author.id, subject=comment.thread.subject)

    @cached_property
    def _unanswered(self) -> list[int]:
        """Return the ids of what waits, the newest first."""
        # An answer has a greater number than what it answers, so it is among these rows too.
        answered = {row.parent_id for row in self._published if row.badge}
        waiting = (row for row in self._published if not row.badge and not row.needs_no_answer)
        return [row.pk for row in waiting if row.pk not in answered]

    @cached_property
    def _published(self) -> list[_Row]:
        """Return what can be read of the newest comments, the newest first."""
        rows = self._newest_of_all() if self.everybody else self._newest_of_own()
        found = (_Row(*row) for row in rows.values_list(*_Row._fields))
        # Sorted out and sorted here: asked for a state and an order too, SQLite would read along those.
        return sorted((row for row in found if row.state == State.PUBLISHED), key=lambda row: -row.pk)

    def _newest_of_all(self) -> QuerySet[Comment]:
        newest = self._seat.comments().published().order_by("-pk").values("pk")[:NEWEST_OF_ALL]
        return Comment.objects.filter(pk__in=newest).exclude(thread__mode=Mode.HIDDEN).order_by()

    def _newest_of_own(self) -> QuerySet[Comment]:
        """Return what was published last in each of her discussions: a range of numbers of each, along their index."""
        subjects = newest_subjects(self.author.id, limit=NEWEST_ARTICLES) if self.author else ()
        threads = Thread.objects.filter(site=self._seat.site, subject__in=subjects, comment_count__gt=0)
        shown = threads.exclude(mode=Mode.HIDDEN).values_list("pk", "last_number")
        ranges = [Q(thread=thread, number__gt=last - NEWEST_OF_EACH) for thread, last in shown]
        return Comment.objects.filter(reduce(or_, ranges)).order_by() if ranges else Comment.objects.none()


def _whole(ids: Iterable[int]) -> list[Comment]:
    """Return these comments with their discussions, the newest first."""
    return sorted(Comment.objects.filter(pk__in=list(ids)).select_related("thread"), key=lambda one: -one.pk)


def _readable(seat: Seat) -> QuerySet[Comment]:
    rows = Comment.objects.published().filter(thread__site=seat.site).exclude(thread__mode=Mode.HIDDEN)
    return rows.select_related("thread")


def _waiting(comment: Comment, now: datetime) -> Waiting:
    at = comment.published_at or comment.submitted_at
    return Waiting(
        public_id=comment.public_id,
        number=comment.number or 0,
        name=comment.name,
        text=comment.text,
        direction=direction_of(comment.text),
        at=at,
        minutes=minutes_between(at, now),
        title=comment.thread.title,
        asks=is_question(comment.text),
    )


def _answer(comment: Comment, now: datetime) -> Answer:
    at = comment.published_at or comment.submitted_at
    return Answer(
        public_id=comment.public_id,
        text=comment.text,
        direction=direction_of(comment.text),
        at=at,
        minutes=minutes_between(at, now),
        title=comment.thread.title,
    )
