"""The addresses of this package, at the server's own door: no framework between a request and its scores.

Here belong routing, reading of bodies, and turning whatever happens into an answer in the envelope clients expect; it
never raises. Not here: the answers themselves (`analyze`, `coral`, `discovery`), who may ask (`access`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import thread_time
from typing import Any
from urllib.parse import parse_qsl, unquote

from hiwar.delivery.answers import Answer
from hiwar.delivery.bodies import listen_to_the_end, read_body
from hiwar.delivery.entry import WireProtocol
from hiwar.delivery.headers import NOT_KEPT, security_headers
from hiwar.delivery.requests import METHODS, Refused, Request, WireScope, announced_length, read_request
from hiwar.screening.candidate import Candidate
from hiwar.screening.hints import hint_list
from hiwar.screening.screen import screen
from hiwar.screening.weighing import Scores

from . import batch, coral, discovery, problems
from .access import Access
from .analyze import ScorerFailed, acknowledge, analyze
from .faults import Faults
from .keys import Key
from .lanes import LaneFull, Lanes
from .problems import Problem
from .wire import SuggestRequest, read_analyze, read_json, read_suggest

ANALYZE = "/v1alpha1/comments:analyze"
SUGGEST = "/v1alpha1/comments:suggestscore"
DISCOVERY = "/$discovery/rest"
CORAL = "/coral/moderation"
BATCH = "/batch"
PREFIXES = ("/v1alpha1/", "/$discovery/", "/coral/", BATCH)

# A text of 20 KB is 120 KB when every character is escaped; the rest is for a long article as context.
MAX_BODY = 2 * 1024 * 1024
LARGE_BODY = 64 * 1024
# Programs send to the end before they read; one that sends more than this will not hear why it was refused.
LISTEN_TO = 8 * 1024 * 1024
LARGE_AT_ONCE = 4
BODY_SECONDS = 15.0
MOST_PARAMETERS = 40
# Any page may ask, as it might ask the original: what it may do hangs on the key, and no cookie is looked at.
CORS = (("access-control-allow-origin", "*"),)
PREFLIGHT = (
    *CORS,
    ("access-control-allow-methods", "GET, POST"),
    ("access-control-allow-headers", "authorization, content-type, x-goog-api-client, x-goog-api-key"),
    ("access-control-max-age", "3600"),
)

Query = dict[str, str]
Keep = Callable[[Key, SuggestRequest], Awaitable[None]]


@dataclass(slots=True)
class House:
    """What the installation decides: its names and address, who scores, where feedback goes.

    `root` makes the public address from the host a request was for; `scorer` returns the classifier of a site, as a key
    names it, without waiting; `keep` is None where nothing can be kept.
    """

    hosts: Container[str]
    root: Callable[[str], str]
    scorer: Callable[[str], Scores]
    keep: Keep | None = None
    coral: tuple[str, ...] = ()
    https: bool = False
    faults: Faults = field(default_factory=Faults)


class AnalysisDoor:
    """Answers every request below `prefixes`."""

    prefixes = PREFIXES

    def __init__(self, house: House, access: Access, *, lanes: Lanes | None = None) -> None:
        self._house = house
        self._access = access
        self._lanes = lanes or Lanes()
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)
        self._warming: asyncio.Future[None] | None = None
        self._routes: Mapping[str, tuple[str, Callable[[Request, Query, bytes], Awaitable[Answer]]]] = {
            ANALYZE: ("POST", self._analyze),
            SUGGEST: ("POST", self._suggest),
            DISCOVERY: ("GET", self._discovery),
            CORAL: ("POST", self._coral),
            BATCH: ("POST", self._batch),
        }

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have the classifier read from disk and our lists compiled before somebody waits for them."""
        self._warming = asyncio.ensure_future(self._lanes.run_apart(self._warm), loop=loop)

    def close(self) -> None:
        """Begin no more work."""
        if self._warming is not None:
            self._warming.cancel()
        self._lanes.close()

    def _warm(self) -> None:
        screen(Candidate("مرحبا"))
        hint_list()
        try:
            self._house.scorer("").scores(["مرحبا"])
        except Exception as error:
            self._house.faults.note("scorer_missing", error)

    async def answer(self, scope: WireScope, proto: WireProtocol) -> Answer:
        """Return the answer to a request, an error in its envelope if need be."""

        async def work() -> Answer:
            request = read_request(scope, hosts=self._house.hosts, methods=METHODS | {"OPTIONS"})
            return await self._routed(request, proto)

        return await self._guarded(work)

    async def _guarded(self, work: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            answer = await work()
        except Refused as refused:
            answer = self._told(_of(refused), headers=refused.headers, close=refused.close)
        except Problem as problem:
            answer = self._told(problem)
        except LaneFull:
            self._house.faults.note("too_many_long_texts")
            answer = self._told(problems.unavailable(), headers=(("retry-after", "1"),))
        except ScorerFailed as failed:
            self._house.faults.note("scorer_failed", failed.__cause__ or failed)
            answer = self._told(problems.unavailable())
        except Exception as error:
            self._house.faults.note("analysis_failed", error)
            answer = self._told(Problem(500, "Internal error encountered."))
        return answer

    async def _routed(self, request: Request, proto: WireProtocol) -> Answer:
        route = self._routes.get(request.path)
        if route is None:
            raise Problem(404, "Method not found.")
        method, work = route
        size = announced_length(request)
        if request.method == "OPTIONS":
            allowed = () if request.path == CORAL else PREFLIGHT
            return Answer(204, [*allowed, *security_headers("api", https=self._house.https), NOT_KEPT])
        if request.method not in ((method, "HEAD") if method == "GET" else (method,)):
            raise Refused(405, close=True, headers=(("allow", method),))
        query = _query(request)
        body = await self._body(proto, size) if size else b""
        return await work(request, query, body)

    async def _body(self, proto: WireProtocol, size: int) -> bytes:
        if size > MAX_BODY:
            await listen_to_the_end(proto, size, seconds=BODY_SECONDS, up_to=LISTEN_TO)
            raise Refused(413, close=True)
        if size <= LARGE_BODY:
            return await read_body(proto, size, seconds=BODY_SECONDS)
        if self._large.locked():
            # Bodies are held in memory; a crowd of large ones would hold all of it.
            raise Refused(503, close=True, headers=(("retry-after", "1"),))
        async with self._large:
            return await read_body(proto, size, seconds=BODY_SECONDS)

    async def _analyze(self, request: Request, query: Query, body: bytes) -> Answer:
        key = await self._access.admit(request, query)
        told = await self._lanes.run(len(body), lambda: analyze(read_analyze(read_json(body)), self._scorer(key.site)))
        return self._json(told, query=query)

    async def _suggest(self, request: Request, query: Query, body: bytes) -> Answer:
        key = await self._access.admit(request, query)
        suggestion, told = await self._lanes.run(len(body), lambda: _suggested(body))
        if not key.may_teach:
            raise problems.key_may_not_teach()
        if suggestion.keep and self._house.keep is not None:
            await self._house.keep(key, suggestion)
        return self._json(told, query=query)

    async def _discovery(self, request: Request, query: Query, body: bytes) -> Answer:
        if query.get("version", discovery.VERSION) != discovery.VERSION:
            raise Problem(404, "Discovery document not found.")
        return self._json(discovery.document(self._house.root(request.host)), query=query)

    async def _batch(self, request: Request, query: Query, body: bytes) -> Answer:
        parts = batch.unpack(body, request.headers.get("content-type", ""))
        answers = []
        for part in parts:
            answers.append((part, await self._guarded(partial(self._part, request, part))))
            # Others have been waiting while this part was scored.
            await asyncio.sleep(0)
        kind, packed = batch.pack(answers)
        headers = [("content-type", kind), *CORS, *security_headers("api", https=self._house.https), NOT_KEPT]
        return Answer(200, headers, packed)

    async def _part(self, outer: Request, part: batch.Part) -> Answer:
        route = {ANALYZE: self._analyze, SUGGEST: self._suggest}.get(unquote(part.path))
        if route is None or part.method != "POST":
            raise Problem(404, "Method not found.")
        # A key that came with the whole opens every part that brings none.
        request = Request("POST", outer.host, part.path, part.query, {**outer.headers, **part.headers})
        return await route(request, {**_query(outer), **_query(request)}, part.body)

    async def _coral(self, request: Request, query: Query, body: bytes) -> Answer:
        if not self._house.coral:
            raise Problem(404, "Method not found.")
        if not coral.is_signed(body, request.headers.get(coral.SIGNATURE), self._house.coral):
            raise Problem(403, "The signature does not match.")
        phase = coral.Phase(mode=query.get("mode", ""), is_html=query.get("format") == "html")
        try:
            told = await self._lanes.run(len(body), lambda: self._moderated(body, phase))
        except Problem:
            raise
        except Exception as error:
            # Coral lets a comment pass when we fail; so we answer, and a person looks.
            self._house.faults.note("moderation_failed", error)
            told = coral.held()
        headers = [*security_headers("api", https=self._house.https), NOT_KEPT]
        return self._json(told, query=query, cors=()) if told is not None else Answer(204, headers)

    def _moderated(self, body: bytes, phase: coral.Phase) -> dict[str, Any] | None:
        return coral.moderate(body, phase, scorer=lambda: self._scorer(""), clock=thread_time)

    def _scorer(self, site: str) -> Scores:
        try:
            return self._house.scorer(site)
        except Exception as error:
            raise ScorerFailed from error

    def _told(self, problem: Problem, *, headers: tuple[tuple[str, str], ...] = (), close: bool = False) -> Answer:
        ending = (("connection", "close"),) if close else ()
        answer = self._json(problem.to_body(), query={})
        return Answer(problem.code, [*answer.headers, *headers, *ending], answer.body)

    def _json(self, told: Mapping[str, Any], *, query: Query, cors: tuple[tuple[str, str], ...] = CORS) -> Answer:
        # Indented unless told otherwise, as the original.
        indent = None if query.get("prettyPrint", "true").lower() in ("false", "0") else 2
        body = json.dumps(told, ensure_ascii=False, indent=indent).encode("utf-8", "replace")
        kind = ("content-type", "application/json; charset=UTF-8")
        return Answer(200, [kind, *cors, *security_headers("api", https=self._house.https), NOT_KEPT], body)


def _suggested(body: bytes) -> tuple[SuggestRequest, dict[str, Any]]:
    suggestion = read_suggest(read_json(body))
    return suggestion, acknowledge(suggestion)


def _query(request: Request) -> Query:
    try:
        pairs = parse_qsl(request.query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise problems.invalid_request("Too many parameters.") from None
    query = dict(pairs)
    if len(query) != len(pairs):
        raise problems.invalid_request("A parameter occurs twice.")
    if query.get("alt", "json") != "json":
        raise problems.invalid_value("alt", "json")
    return query


def _of(refused: Refused) -> Problem:
    """Return in our envelope what the door refuses before it knows which envelope."""
    if refused.status == 413:
        return problems.payload_too_large(MAX_BODY)
    messages = {
        404: "Method not found.",
        405: "Method not allowed.",
        408: "The body did not arrive in time.",
        411: "A Content-Length is required.",
        415: "Content-Encoding is not supported.",
        503: "The service is currently unavailable.",
    }
    return Problem(refused.status, messages.get(refused.status, "The request could not be understood."))
