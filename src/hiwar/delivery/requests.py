"""What we accept from the wire: one Host we know, one plain path, headers that mean one thing.

Here belong the rules that every request must pass before anything is looked up, and the request as the rest of the
package sees it. Not here: who asked (`network`), what is answered (`assets`, `media`, `bridge`), reading the body
(`bodies`). Pure: nothing here waits, reads a clock or touches a socket.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

METHODS = frozenset({"GET", "HEAD", "POST"})
# Wagtail's admin clears a preview with DELETE and puts a notice away with PATCH; nobody else needs them.
EDITOR_METHODS = METHODS | {"PATCH", "DELETE"}
EDITOR = "/editor/"

MAX_PATH_BYTES = 1024

# The server hands us a path already decoded: %00, %0D%0A and %3F are characters by now, broken UTF-8 is U+FFFD (two
# addresses, one key), and `..` and `//` are still there.
_CONFUSING_PATH = re.compile(
    r"[\x00-\x1f\x7f-\x9f\\?#;\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\N{REPLACEMENT CHARACTER}]|//|/\.\.?(?:/|\Z)"
)

# A second value of one of these would let two programs in a row read two different requests.
_ONE_MEANING = frozenset(
    {
        "authorization",
        "content-encoding",
        "content-length",
        "content-type",
        "host",
        "origin",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
        "sec-fetch-user",
        "x-forwarded-for",
    }
)


class Refused(Exception):
    """A request that is not answered. Carries the status, and whether the connection must end with it."""

    def __init__(self, status: int, *, close: bool = False, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(status)
        self.status = status
        self.close = close
        self.headers = headers


@dataclass(slots=True)
class Request:
    """One request that may be answered. Header names are lower case; `cookies_lost` tells of an unreadable Cookie."""

    method: str
    host: str
    path: str
    query: str
    headers: dict[str, str]
    cookies_lost: bool = False


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """How much may be sent to a part of the site, how long that may take, and whether memory is too dear for it."""

    prefix: str
    max_bytes: int
    seconds: float
    in_a_file: bool = False


BODY_LIMITS: tuple[BodyLimit, ...] = (
    # Five minutes of film in good quality, and room for the form around it; over the same line, an hour.
    BodyLimit(f"{EDITOR}videos/", 202_000_000, 3600.0, in_a_file=True),
    # Pictures for articles, over the kind of line a correspondent has: 12 MB at 70 kB a second.
    BodyLimit(EDITOR, 12_000_000, 180.0),
    # Everything else is text that a person typed.
    BodyLimit("/", 64 * 1024, 15.0),
)


class WireHeaders(Protocol):
    """The server's own header object: `items()` leaves unreadable values out, `keys()` names them all the same."""

    def keys(self) -> list[str]: ...
    def items(self) -> list[tuple[str, str]]: ...
    def get(self, key: str, default: str | None = None) -> str | None: ...


class WireScope(Protocol):
    """The part of an RSGI scope that says what was asked."""

    method: str
    path: str
    query_string: str
    authority: str | None
    headers: WireHeaders


def read_request(scope: WireScope, *, hosts: Container[str], methods: frozenset[str] | None = None) -> Request:
    """Return the request if it is plain and meant for us; raise `Refused` with the status to answer otherwise.

    `methods` are those of the place that is asked; without them the table above decides.
    """
    headers, cookies_lost = read_headers(scope.headers)
    host = headers.get("host", "").lower()
    if host not in hosts:
        raise Refused(400)
    # `GET http://elsewhere/ HTTP/1.1`: some proxies believe this line, some the Host header. We want them to agree.
    if scope.method != "CONNECT" and scope.authority is not None and scope.authority.lower() != host:
        raise Refused(400)
    path = scope.path
    allowed = methods or (EDITOR_METHODS if path.startswith(EDITOR) else METHODS)
    if scope.method not in allowed:
        raise Refused(405, close=True, headers=(("allow", ", ".join(sorted(allowed))),))
    if not is_plain_path(path):
        raise Refused(404)
    return Request(scope.method, host, path, scope.query_string, headers, cookies_lost)


def read_headers(wire: WireHeaders) -> tuple[dict[str, str], bool]:
    """Return the readable headers, and whether the cookies had to be left out because they could not be read.

    Names with an underscore are dropped: the bridge could not tell `X_Y` from `X-Y`. Raises `Refused` if a header
    that must mean one thing came twice or cannot be read.
    """
    headers: dict[str, str] = {}
    for name, value in wire.items():
        if "_" in name:
            continue
        if name not in headers:
            headers[name] = value
        elif name in _ONE_MEANING:
            raise Refused(400, close=True)
        else:
            headers[name] += ("; " if name == "cookie" else ", ") + value
    cookies_lost = False
    for name in wire.keys():  # noqa: SIM118 - the server's object is no mapping
        if name in _ONE_MEANING and wire.get(name) is None:
            raise Refused(400, close=True)
        # Another program on the same domain may have set it; the reader is innocent and is answered as a stranger.
        if name == "cookie" and wire.get(name) is None:
            headers.pop("cookie", None)
            cookies_lost = True
    return headers, cookies_lost


def is_plain_path(path: str) -> bool:
    """Tell whether every program between the reader and the database will read this path in the same way."""
    if not path.startswith("/") or _CONFUSING_PATH.search(path):
        return False
    return len(path) * 4 <= MAX_PATH_BYTES or len(path.encode("utf-8", "replace")) <= MAX_PATH_BYTES


def body_limit(path: str) -> BodyLimit:
    """Return what may be sent to this path."""
    return next(limit for limit in BODY_LIMITS if path.startswith(limit.prefix))


def announced_length(request: Request) -> int:
    """Return how many bytes of body the request announces; raise `Refused` if it does so in a way we do not take.

    Only bodies with a length are read. Browsers always send one, nginx adds one, and without chunks there is nothing
    to disagree about: the server cuts a broken chunked body short without a word when it is read piece by piece.
    """
    headers = request.headers
    if "transfer-encoding" in headers:
        raise Refused(411, close=True)
    length = headers.get("content-length")
    if length is None:
        return 0
    if not (length.isascii() and length.isdigit()):
        raise Refused(400, close=True)
    size = int(length[:19])
    if size and request.method in ("GET", "HEAD"):
        raise Refused(400, close=True)
    if size and headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise Refused(415, close=True)
    return size
