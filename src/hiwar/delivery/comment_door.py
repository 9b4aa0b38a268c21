"""Comments as they are handed in at the hatch: many at once, and past everything that a framework does for one request.

What is taken is answered here. Whatever else comes of a comment, a form that is given back or a refusal, is decided
here as well and put into words by Django, which is asked with the outcome at hand. Needs Django to be set up. Here
belong which requests these are, and both directions of translating them. Not here: what becomes of a comment
(`hiwar.discussions.taking`), the same door for one request at a time (`hiwar.discussions.views`).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, connections
from django.http import Http404
from django.http.cookie import parse_cookie
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from hiwar.discussions.acceptance import crumbs_of, page_of, record_of
from hiwar.discussions.cookies import ON_PAGES
from hiwar.discussions.doors import accepts_json
from hiwar.discussions.models import Thread
from hiwar.discussions.queries import site_at, thread_by_public_id
from hiwar.discussions.taking import HEADERS, Accepted, Arrived, Failed, Taken, take_comments
from hiwar.discussions.views import TAKEN

from .answers import Answer
from .hatch import Handed, Outcome
from .headers import area, missing_headers
from .requests import Request

log = logging.getLogger("hiwar.delivery")
_PATH = re.compile(r"/discussion/([A-Za-z0-9_-]{1,32})/comments/")


class CommentTaker:
    """Takes comments under pages of our own."""

    def __init__(self) -> None:
        self._https = settings.HIWAR_ORIGIN.startswith("https://")

    def takes(self, request: Request) -> bool:
        """Tell whether a request brings a comment, of somebody who is not at work here: a session counts her acts."""
        if request.method != "POST" or _PATH.fullmatch(request.path) is None:
            return False
        return settings.SESSION_COOKIE_NAME not in request.headers.get("cookie", "")

    def open(self) -> None:
        """Open the connection of this thread: whoever comes first, and while the database is slow, finds it open."""
        try:
            connection.ensure_connection()
        except DatabaseError:
            log.exception("hatch_without_database")

    def take(self, handed: Sequence[Handed]) -> list[Outcome]:
        """Take comments, and return for each its answer, or what Django needs in order to give one."""
        # No request has looked on this thread whether its connection still serves.
        close_old_connections()
        now, threads = timezone.now(), _Threads()
        try:
            taken = take_comments([_arrived(one, threads) for one in handed], now=now)
        finally:
            close_old_connections()
        return [self._outcome(one.request, what, now=now) for one, what in zip(handed, taken, strict=True)]

    def close(self) -> None:
        """Give the connection of this thread back."""
        connections.close_all()

    def _outcome(self, request: Request, taken: Taken, *, now: datetime) -> Outcome:
        if not isinstance(taken, Accepted):
            return {TAKEN: taken}
        try:
            return self._answer(request, taken, now=now)
        except Exception as error:
            return {TAKEN: Failed(error)}

    def _answer(self, request: Request, accepted: Accepted, *, now: datetime) -> Answer:
        crumbs = crumbs_of(accepted, jar=ON_PAGES, now=now)
        kept = [("set-cookie", crumb.to_header(now=now)) for crumb in crumbs]
        if accepts_json(request.headers):
            kind, status, told = "application/json", 201, json.dumps(record_of(accepted)).encode()
            headers = [("content-type", kind), *kept]
        else:
            kind, status, told = "text/html; charset=utf-8", 303, b""
            headers = [("content-type", kind), ("location", iri_to_uri(page_of(accepted))), *kept]
        missing = missing_headers([name for name, _ in headers], area(request.path, kind), https=self._https)
        return Answer(status, [*headers, *missing], told)


class _Threads:
    """The discussions that a lot of comments is for; each is looked for once, and none where the database is away."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Thread | None] = {}
        self._away: DatabaseError | None = None

    def of(self, host: str, public_id: str) -> Thread:
        """Return the thread of that id at a host, or raise `Http404`."""
        if self._away is not None:
            raise self._away
        key = host, public_id
        if key not in self._found:
            try:
                site = site_at(host)
                self._found[key] = thread_by_public_id(public_id, site=site) if site else None
            except DatabaseError as error:
                # Whoever comes next would wait for it as long.
                self._away = error
                raise
        thread = self._found[key]
        if thread is None:
            raise Http404
        return thread


def _arrived(handed: Handed, threads: _Threads) -> Arrived:
    request = handed.request
    found = _PATH.fullmatch(request.path)
    public_id = found[1] if found else ""

    def thread_asked(_fields: Mapping[str, str]) -> Thread:
        return threads.of(request.host, public_id)

    return Arrived(
        headers={name: request.headers[name] for name in HEADERS if name in request.headers},
        cookies=parse_cookie(request.headers.get("cookie", "")),
        body=handed.body,
        host=request.host,
        jar=ON_PAGES,
        thread_asked=thread_asked,
        net_tokens=handed.tokens,
    )
