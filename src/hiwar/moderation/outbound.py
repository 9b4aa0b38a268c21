"""The one client by which the desk speaks to addresses that somebody typed: it posts, and hears a status.

A server that follows whatever address it is given can be made to knock at doors behind its own wall (threats, F1). So a
name is resolved once, every address it has must be public, and the connection goes to that very address, whatever the
name means a moment later. No redirects, no credentials, no proxy of the environment; ten seconds and 64 KiB at most.
Not here: what is said, and to whom (`services.sending`).
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import quote, urlsplit

SECONDS = 10.0
MOST_BYTES = 64 * 1024
MOST_CHARACTERS = 2000
PORTS = {"http": 80, "https": 443}

IP = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

# What Python calls global and is none the less a way inside: tunnels that carry another address in them, networks for
# tests and measurements, the cloud's own services.
_WAYS_INSIDE = tuple(
    ip_network(network)
    for network in (
        "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32",
        "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*\.?", re.IGNORECASE)
# «0x7f.1», «2130706433», «127.1»: old ways of writing an address, read differently by different libraries.
_NUMBER_LAST = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)\.?\Z", re.IGNORECASE)
_STATUS = re.compile(rb"HTTP/1\.[01] ([2-5]\d\d)[ \r]")
_SAFE = "/%:@!$&'()*+,;=-._~?"


class NotSent(Exception):
    """Nothing was delivered. `reason` is a code; its sentence is in `notice_words`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Destination:
    """An address taken apart: what is connected to, and what is asked for there."""

    is_tls: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Return what the `Host` header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS["https" if self.is_tls else "http"] else f"{host}:{self.port}"


def destination(url: str) -> Destination:
    """Return the parts of a web address; raises `NotSent` for anything that is not plainly one."""
    if len(url) > MOST_CHARACTERS or "\\" in url or any(letter <= " " or letter == "\x7f" for letter in url):
        raise NotSent("bad_address")
    try:
        parts = urlsplit(url)
        own = PORTS[parts.scheme]
        port = parts.port or own
        host = _host(parts.hostname or "", is_bracketed="[" in parts.netloc)
    except (KeyError, ValueError):
        raise NotSent("bad_address") from None
    if "@" in parts.netloc or "%" in parts.netloc:
        raise NotSent("bad_address")
    asked = f"{quote(parts.path, safe=_SAFE) or '/'}{'?' if parts.query else ''}{quote(parts.query, safe=_SAFE)}"
    return Destination(parts.scheme == "https", host, port, asked)


def _host(written: str, *, is_bracketed: bool) -> str:
    if is_bracketed:
        return str(IPv6Address(written))
    host = written.encode("idna").decode("ascii").lower()
    if _NUMBER_LAST.search(host):
        return str(IPv4Address(host))
    if not _NAME.fullmatch(host):
        raise ValueError(host)
    return host


def is_public(address: IP) -> bool:
    """Return whether an address belongs to the open network, and to nothing behind or beside it."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return not any(address.version == network.version and address in network for network in _WAYS_INSIDE)


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name, as the system resolves it."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Outbound:
    """The client. `inner` are places behind the wall that the operator has opened: an address and a port each."""

    inner: frozenset[tuple[IP, int]] = frozenset()
    resolve: Resolve = look_up
    tls: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)
    seconds: float = SECONDS

    def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> int:
        """Send a body and return the status of the answer, whichever it is; raises `NotSent` if there was none."""
        deadline = time.monotonic() + self.seconds
        to = destination(url)
        addresses = self._checked(to, deadline)
        try:
            with self._connected(to, addresses, deadline) as connection:
                connection.settimeout(_left(deadline))
                connection.sendall(_request(to, body, headers))
                return _status(connection, deadline)
        except TimeoutError:
            raise NotSent("too_slow") from None
        except ssl.SSLError:
            raise NotSent("tls") from None
        except OSError:
            raise NotSent("no_answer") from None

    def _checked(self, to: Destination, deadline: float) -> list[str]:
        """Return the addresses to connect to, after looking at every one of them."""
        found = list(dict.fromkeys(self._resolved(to, deadline)))
        for written in found:
            address = ip_address(written.partition("%")[0])
            if (address, to.port) in self.inner:
                continue
            if not is_public(address):
                raise NotSent("inner_address")
            if to.port not in PORTS.values():
                raise NotSent("inner_port")
            if not to.is_tls:
                # Its address is a secret of its own (Slack, Telegram), and so is what waits at the desk.
                raise NotSent("not_encrypted")
        return found

    def _resolved(self, to: Destination, deadline: float) -> list[str]:
        # The system's resolver knows no deadline of ours; left alone, a thread that waits for it ends with it.
        answers: SimpleQueue[list[str] | None] = SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self.resolve(to.host, to.port))
            except (OSError, UnicodeError):
                answers.put(None)

        Thread(target=ask, name="outbound-name", daemon=True).start()
        try:
            found = answers.get(timeout=_left(deadline))
        except Empty:
            raise NotSent("too_slow") from None
        if not found:
            raise NotSent("unknown_name")
        return found

    def _connected(self, to: Destination, addresses: list[str], deadline: float) -> socket.socket:
        for number, address in enumerate(addresses, start=1):
            try:
                plain = socket.create_connection((address, to.port), timeout=_left(deadline))
                break
            except OSError:
                if number == len(addresses):
                    raise
        if not to.is_tls:
            return plain
        try:
            # The certificate must be the name's, not the address's: that is what the one who typed it meant.
            return self.tls().wrap_socket(plain, server_hostname=to.host)
        except BaseException:
            plain.close()
            raise


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _request(to: Destination, body: bytes, headers: Mapping[str, str]) -> bytes:
    said = {"Host": to.authority, "User-Agent": "Hiwar", "Accept": "*/*", "Connection": "close"}
    lines = [f"POST {to.path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in {**said, "Content-Length": str(len(body)), **headers}.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _status(connection: socket.socket, deadline: float) -> int:
    """Read as far as the end of the head, which is all that is asked; a drop at a time does not make it longer."""
    head = b""
    while b"\r\n\r\n" not in head:
        if len(head) >= MOST_BYTES:
            raise NotSent("long_answer")
        connection.settimeout(_left(deadline))
        piece = connection.recv(4096)
        if not piece:
            raise NotSent("broken_answer")
        head += piece
    found = _STATUS.match(head)
    if found is None:
        raise NotSent("broken_answer")
    return int(found[1])
