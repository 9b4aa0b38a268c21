"""Origins of other sites: which spelling is one, and its one canonical form (RFC 6454).

Pure. Scheme, host and port, exactly: no path and no wildcard, for whoever can put a page there can frame the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# Room for a key in a subject beside it (`subjects`).
MAX_HOST = 90
# Browsers read a policy of any length; proxies refuse headers of more than some kilobytes.
MOST_ORIGINS = 40
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = rf"{_LABEL}(?:\.{_LABEL})*(?::[1-9][0-9]{{0,4}})?"
_LOOPBACK = re.compile(r"(?:localhost|.+\.localhost|127(?:\.[0-9]{1,3}){3})\Z")
_OTHERWISE_TODAY = frozenset("ßς\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
_DEFAULT_PORTS = {"https": 443, "http": 80}


class NotAnOrigin(ValueError):
    """The text names no origin that may be registered; `why` is "form", "host", "insecure" or "too_long"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def origin_in(text: str) -> str:
    """Return the canonical origin that a text spells. Raises `NotAnOrigin`.

    >>> origin_in("HTTPS://Blog.Example:443/")
    'https://blog.example'
    >>> origin_in("https://مدونة.example")
    'https://xn--ogbl9dfj.example'
    """
    try:
        parts = urlsplit(text.strip())
        name, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAnOrigin("form") from None
    if parts.scheme not in _DEFAULT_PORTS or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise NotAnOrigin("form")
    if "@" in parts.netloc or set(text) & set("?#\\"):
        raise NotAnOrigin("form")
    name = _ascii(name)
    host = name if port is None or port == _DEFAULT_PORTS[parts.scheme] else f"{name}:{port}"
    if not re.fullmatch(HOST, host, re.ASCII):
        raise NotAnOrigin("host")
    if len(host) > MAX_HOST:
        raise NotAnOrigin("too_long")
    if parts.scheme == "http" and not _LOOPBACK.match(name):
        raise NotAnOrigin("insecure")
    return f"{parts.scheme}://{host}"


def host_of(origin: str) -> str:
    """Return host and port of an origin, as addresses and subjects name it.

    >>> host_of("https://blog.example:8443")
    'blog.example:8443'
    """
    return origin.partition("://")[2]


def origin_of_host(host: str, origins: Iterable[str]) -> str | None:
    """Return the registered origin with this host and port, None if there is none."""
    return next((origin for origin in origins if host_of(origin) == host), None)


def _ascii(name: str) -> str:
    # Python's IDNA of 2003 would write another name than browsers do (UTS 46).
    if set(name) & _OTHERWISE_TODAY:
        raise NotAnOrigin("host")
    try:
        return name.encode("idna").decode("ascii").lower() if name else ""
    except UnicodeError:
        raise NotAnOrigin("host") from None
