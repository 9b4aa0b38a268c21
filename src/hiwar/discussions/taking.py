"""Comments as they come over the wire, one or many, and what becomes of each: the way in that every door shares.

Belongs here: from headers, cookies and a body to one call of `post_comments`, and its outcome as a value. Not here:
reading the wire (`views`, and `hiwar.delivery.comment_door` for many at once), saying an outcome in words (`views`,
`acceptance`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError
from django.utils.translation import gettext as _

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.origin import Origin
from hiwar.discussions.cookies import Jar, ReaderState, Remembered, reader_in
from hiwar.discussions.decoding import JSON_FIELDS, UnreadableBody, decode_fields
from hiwar.discussions.forms import CommentForm
from hiwar.discussions.models import Thread
from hiwar.discussions.origins import origin_at
from hiwar.discussions.problems import Problem, foreign_page, problem_of, problem_of_body
from hiwar.discussions.queries import address_of, first_roots, form_options, house_rules, is_long
from hiwar.discussions.services import Attempt, Posted, Reader, Refusal, Submission, attempt_of, post_comments
from hiwar.discussions.stamps import stamp_is_valid

# What of a request's headers is looked at.
HEADERS = ("accept", "content-type", "origin", "referer", "sec-fetch-site")


@dataclass(frozen=True, repr=False)
class Arrived:
    """A comment as it came. `headers` are asked for by the names in `HEADERS`.

    `thread_asked` returns the thread that the request and its fields name, which need not have a row yet; it may raise
    whatever its door answers.
    """

    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: bytes
    host: str
    jar: Jar
    thread_asked: Callable[[Mapping[str, str]], Thread]
    net_tokens: tuple[str, str] = ("", "")
    names: frozenset[str] = JSON_FIELDS


@dataclass(frozen=True, repr=False)
class Accepted:
    """It is stored. `address` is where everyone can read it; empty while only its author can."""

    posted: Posted
    reader: Reader
    thread: Thread
    address: str = ""
    remembered: Remembered | None = None
    mine: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class TurnedDown:
    """It was not taken. Where the thread is known the form is given back with its fields, and what is wrong in them."""

    problem: Problem
    thread: Thread | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class NotSaved:
    """The database did not take it; the text goes back to its writer."""

    fields: Mapping[str, str]


@dataclass(frozen=True)
class Failed:
    """Something else was raised: no such thread, or a fault of ours."""

    error: Exception


Taken = Accepted | TurnedDown | NotSaved | Failed


@dataclass(frozen=True, repr=False)
class _Understood:
    """What somebody wants to say, read and found to be in order."""

    attempt: Attempt
    fields: Mapping[str, str]
    state: ReaderState
    remembers: bool


def take_comments(arrived: Sequence[Arrived], *, now: datetime) -> list[Taken]:
    """Return what becomes of each of these comments; raises nothing, and what befalls one of them is its own."""
    read = [_understood(one, now=now) for one in arrived]
    ready = [one for one in read if isinstance(one, _Understood)]
    outcomes = iter(post_comments([one.attempt for one in ready]))
    places = _Places()
    return [_told(one, next(outcomes), places) if isinstance(one, _Understood) else one for one in read]


def _understood(arrived: Arrived, *, now: datetime) -> _Understood | Taken:
    fields: Mapping[str, str] = {}
    try:
        kind = arrived.headers.get("content-type", "")
        fields = decode_fields(arrived.body, content_type=kind, names=arrived.names)
        return _in_order(arrived, arrived.thread_asked(fields), fields, now=now)
    except UnreadableBody as error:
        return TurnedDown(problem_of_body(error))
    except DatabaseError:
        return NotSaved(fields)
    except Exception as error:
        return Failed(error)


def _in_order(
    arrived: Arrived, thread: Thread, fields: Mapping[str, str], *, now: datetime
) -> _Understood | TurnedDown:
    origin = origin_at(arrived.headers, host=arrived.host)
    if origin is Origin.FOREIGN:
        return TurnedDown(foreign_page())
    if origin is Origin.UNKNOWN and not stamp_is_valid(thread, fields.get("stamp", ""), now=now):
        return TurnedDown(foreign_page())
    form = CommentForm(fields, options=form_options(house_rules(thread.site).settings))
    if not form.is_valid():
        problem = Problem(422, _("Your comment has not been sent yet."))
        return TurnedDown(problem, thread, fields, form.messages())
    ours = origin is Origin.OURS
    state = reader_in(arrived.cookies, jar=arrived.jar, now=now) if ours else ReaderState()
    reader = Reader(
        key=state.key or ReaderKey.fresh(),
        net_token=arrived.net_tokens[0],
        net_token_yesterday=arrived.net_tokens[1],
        keyless=origin is Origin.UNKNOWN,
        is_new=state.key is None,
    )
    attempt = attempt_of(thread=thread, submission=form.submission(), reader=reader, now=now)
    return _Understood(attempt, fields, state, form.remembers)


def _told(one: _Understood, outcome: Posted | Exception, places: _Places) -> Taken:
    attempt = one.attempt
    match outcome:
        case Posted():
            submission: Submission = attempt.submission
            remembered = Remembered(submission.name, submission.email) if one.remembers else None
            address = places.of(outcome) if outcome.is_published else ""
            return Accepted(outcome, attempt.reader, attempt.thread, address, remembered, one.state.mine)
        case Refusal():
            problem = problem_of(outcome)
            errors = {problem.field: problem.message} if problem.field else {}
            return TurnedDown(problem, attempt.thread, one.fields, errors)
        case DatabaseError():
            return NotSaved(one.fields)
        case _:
            return Failed(outcome)


class _Places:
    """Where comments stand that were published together; what a discussion begins with is asked once."""

    def __init__(self) -> None:
        self._first: dict[int, frozenset[int]] = {}

    def of(self, posted: Posted) -> str:
        """Return the address of a published comment, or of its discussion if the database cannot tell."""
        comment = posted.comment
        try:
            return address_of(comment, first=self._first_of(comment.thread))
        except DatabaseError:
            # It is stored, and nobody may be told otherwise.
            return f"{comment.thread.url}#c{comment.number}"

    def _first_of(self, thread: Thread) -> frozenset[int]:
        if not is_long(thread):
            return frozenset()
        if thread.pk not in self._first:
            self._first[thread.pk] = frozenset(first_roots(thread))
        return self._first[thread.pk]
