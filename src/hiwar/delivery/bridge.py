"""The bridge from the server's event loop to Django: whole requests in, whole answers out, on threads that stay.

An answer that Django makes piece by piece is set down in a file, unless it is short (`long_answers`).

Threads that stay keep their database connections; Django's own ASGI door starts two threads for every request and
costs about ten times as much. Here belong the WSGI environment, calling the application, and the threads. Not here:
which requests may pass (`requests`), what happens to an answer afterwards (`answers`).
"""

import asyncio
import io
import logging
import os
import queue
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, TypeVar, cast
from urllib.parse import urlsplit

from .answers import Answer, is_public, preferred_coding, shape, without_coding
from .fault_pages import plain_page
from .headers import area, missing_headers
from .long_answers import path_of, set_down
from .page_rules import PLAN, Plan
from .replica import drawn_for_everybody
from .requests import Refused, Request

log = logging.getLogger("hiwar.delivery")
T = TypeVar("T")

Environ = dict[str, Any]
Known = Mapping[str, object]
NOTHING_KNOWN: Known = MappingProxyType({})
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# What Django may know of a request. An allow-list: addresses, user agents and languages travel under many names.
PASSED_ON: dict[str, str] = {
    name: "HTTP_" + name.upper().replace("-", "_")
    for name in (
        "accept",
        "authorization",
        "cache-control",
        "cookie",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-unmodified-since",
        "origin",
        "range",
        "referer",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
        "sec-fetch-user",
        "x-csrftoken",
        "x-requested-with",
    )
}
NOWHERE = "0.0.0.0"  # noqa: S104 - stands where programs expect an address; nothing listens on it
# Said by the server itself, or by the length of the body we hold.
_OURS_TO_SAY = ("connection", "content-length", "date", "keep-alive", "server", "transfer-encoding", "upgrade")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the bridge must know of the installation."""

    origin: str
    show_errors: bool = False
    # Where long answers are set down while they are sent; the system's own place if it is not said.
    folder: Path | None = None

    @property
    def scheme(self) -> str:
        """Return the scheme readers use, whatever a proxy in between speaks."""
        return urlsplit(self.origin).scheme


def wsgi_environ(request: Request, body: bytes | IO[bytes], *, tokens: tuple[str, str], scheme: str) -> Environ:
    """Return the environment of one request. The path is the one that was checked, byte for byte."""
    name, port = _name_and_port(request.host)
    size = len(body) if isinstance(body, bytes) else os.fstat(body.fileno()).st_size
    environ: Environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode().decode("latin-1"),
        "QUERY_STRING": request.query.encode().decode("latin-1"),
        "SERVER_NAME": name,
        "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": NOWHERE,
        "HTTP_HOST": request.host,
        "HTTP_X_HIWAR_SCHEME": scheme,
        "CONTENT_LENGTH": str(size) if size or request.method not in ("GET", "HEAD") else "",
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(body) if isinstance(body, bytes) else body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "hiwar.net_token": tokens[0],
        "hiwar.net_token_yesterday": tokens[1],
        "hiwar.request_id": secrets.token_hex(8),
    }
    for header, value in request.headers.items():
        if key := PASSED_ON.get(header):
            environ[key] = value
    known = request.headers.get("if-none-match")
    if known is not None:
        coding = preferred_coding(request.headers.get("accept-encoding", ""))
        environ["HTTP_IF_NONE_MATCH"] = without_coding(known, coding)
    return environ


@lru_cache(maxsize=64)
def _name_and_port(host: str) -> tuple[str, str]:
    parts = urlsplit(f"//{host}")
    return parts.hostname or host, str(parts.port or "")


def call(application: Application, environ: Environ, *, folder: Path | None = None) -> Answer:
    """Call a WSGI application and return its whole answer; its iterable is always closed.

    What it makes piece by piece for one reader is set down in `folder`, if it is long.
    """
    answer = Answer(0)
    written: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:
        answer.status = int(status[:3])
        # Django writes a cookie with a space before it.
        answer.headers = [(name.lower(), value.strip()) for name, value in headers]
        return written.append

    chunks = application(environ, start_response)
    try:
        if getattr(chunks, "streaming", False) and not is_public(answer):
            _set_down(chunks, answer, folder)
        else:
            written.extend(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()
    if not answer.status:
        raise RuntimeError("the application gave no status")
    answer.body = answer.body or b"".join(written)
    if environ["REQUEST_METHOD"] == "HEAD" and not answer.body:
        answer.file_size = int(answer.header("content-length") or 0)
    answer.drop(*_OURS_TO_SAY)
    if answer.held is not None:
        # Whoever fetches it sees how far it is, and whether it came whole.
        answer.headers.append(("content-length", str(answer.file_size)))
    return answer


def _set_down(chunks: Iterable[bytes], answer: Answer, folder: Path | None) -> None:
    found = set_down(chunks, folder=folder)
    if isinstance(found, bytes):
        answer.body = found
    else:
        answer.held, answer.file, answer.file_size = found, path_of(found), found.tell()


class Bridge:
    """A fixed number of threads that answer one request each at a time, and a short line of waiting ones."""

    def __init__(self, application: Application, facts: SiteFacts, *, threads: int = 4, waiting: int = 128) -> None:
        self._application = application
        self._facts = facts
        self._https = facts.scheme == "https"
        self._line: queue.Queue[Callable[[], None] | None] = queue.Queue(maxsize=waiting)
        self._threads = [
            # Daemons: a view that hangs must not keep the process from ending.
            threading.Thread(target=self._work, name=f"hiwar-{number}", daemon=True)
            for number in range(1, threads + 1)
        ]

    @property
    def folder(self) -> Path | None:
        """Return where long answers and large bodies lie while they are on their way."""
        return self._facts.folder

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    def stop(self, *, patience: float = 10.0) -> None:
        """End the threads after the requests they have begun; those that take longer than `patience` are left."""
        deadline = time.monotonic() + patience
        try:
            for _ in self._threads:
                self._line.put(None, timeout=max(0.0, deadline - time.monotonic()))
        except queue.Full:
            return
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    async def ask(
        self, request: Request, body: bytes | IO[bytes], *, tokens: tuple[str, str], known: Known = NOTHING_KNOWN
    ) -> Answer:
        """Return the application's answer in its final shape; raises `Refused` with 503 if too many are waiting.

        A body that lies in a file is closed afterwards. What is `known` of the request already goes into its
        environment.
        """
        try:
            return await self.run(lambda: self.answer(request, body, tokens=tokens, known=known))
        finally:
            if not isinstance(body, bytes):
                body.close()

    async def draw(self, request: Request, plan: Plan) -> Answer:
        """Return a page as nobody in particular gets it, in plain bytes; its view fills in the plan."""
        return await self.run(lambda: self.answer(request, b"", tokens=("", ""), plan=plan))

    async def run(self, job: Callable[[], T]) -> T:
        """Return what a job on one of the threads returns; raises `Refused` with 503 if too many are waiting."""
        loop = asyncio.get_running_loop()
        promise: asyncio.Future[T] = loop.create_future()

        def deliver(result: T | None, failure: Exception | None) -> None:
            # The reader may have left, which cancels the promise.
            if promise.done():
                return
            if failure is not None:
                promise.set_exception(failure)
            else:
                promise.set_result(cast("T", result))

        def work() -> None:
            try:
                result = job()
            except Exception as failure:
                loop.call_soon_threadsafe(deliver, None, failure)
            else:
                loop.call_soon_threadsafe(deliver, result, None)

        try:
            self._line.put_nowait(work)
        except queue.Full:
            raise Refused(503, headers=(("retry-after", "5"),)) from None
        return await promise

    def answer(
        self,
        request: Request,
        body: bytes | IO[bytes],
        *,
        tokens: tuple[str, str],
        plan: Plan | None = None,
        known: Known = NOTHING_KNOWN,
    ) -> Answer:
        """Return the application's answer, or the plain page of a failure; never raises."""
        environ = wsgi_environ(request, body, tokens=tokens, scheme=self._facts.scheme)
        environ[PLAN] = plan
        environ.update(known)
        try:
            with nullcontext() if plan is None else drawn_for_everybody():
                answer = call(self._application, environ, folder=self._facts.folder)
            if self._hides(answer):
                return plain_page(500, https=self._https)
            name = area(request.path, answer.header("content-type") or "")
            answer.headers += missing_headers((key for key, _ in answer.headers), name, https=self._https)
            return shape(request, answer)
        except Exception:
            log.exception("request_failed", extra={"request_id": environ["hiwar.request_id"]})
            return plain_page(500, https=self._https)

    def _hides(self, answer: Answer) -> bool:
        # A framework's own page for a fault tells too much or says nothing in Arabic.
        is_page = (answer.header("content-type") or "").startswith("text/html")
        return answer.status == 500 and is_page and not self._facts.show_errors

    def _work(self) -> None:
        while (job := self._line.get()) is not None:
            try:
                job()
            except Exception:
                # The loop is gone: nobody is left to hear the answer.
                log.exception("answer_lost")
