"""Who asked, reduced to a token that nobody can turn back into an address once two days have passed.

Here belong the client's address and its network prefix. The address lives for as long as one call of `NetTokens.of` and
is never an argument of anything else; tokens live in memory and nowhere else, and a restart forgets them. Not here: the
keys (`day_keys`), what a token is good for (limits belong to `discussions`).
"""

import hmac
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .day_keys import DayKeys

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

TOKEN_BYTES = 8
UNIX_SOCKET = "unix"


@dataclass(frozen=True, slots=True)
class Proxies:
    """Whose word about the client's address we take: of these networks, and of whoever reaches our Unix socket."""

    networks: tuple[Network, ...] = ()
    on_socket: bool = False

    def trust(self, address: Address | None) -> bool:
        """Tell whether a hop is one of our own proxies; None stands for the Unix socket."""
        if address is None:
            return self.on_socket
        return any(address in network for network in self.networks if network.version == address.version)


def trusted_proxies(names: Iterable[str]) -> Proxies:
    """Read the proxies by network or address, `unix` for the Unix socket; raise `ValueError` on anything odd."""
    kept = list(names)
    return Proxies(tuple(ipaddress.ip_network(name) for name in kept if name != UNIX_SOCKET), UNIX_SOCKET in kept)


def client_address(peer: str, forwarded: str | None, trusted: Proxies) -> Address | None:
    """Return the address of whoever asked: the peer, or the right-most hop that is none of our own proxies.

    `peer` is `address:port` as the server gives it. A hop that is no address ends the search at the proxy that
    wrote it. None means that the peer has no address, as on a Unix socket.
    """
    address = _parse(peer.rpartition(":")[0])
    hops = forwarded.split(",") if forwarded else []
    while hops and trusted.trust(address):
        hop = _parse(hops.pop().strip())
        if hop is None:
            break
        address = hop
    return address


def _parse(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def network_prefix(address: Address | None) -> bytes:
    """Return what neighbors share: the /24 of an IPv4 address, the /56 of an IPv6 address (one customer's line)."""
    if address is None:
        return UNIX_SOCKET.encode()
    return b"4" + address.packed[:3] if address.version == 4 else b"6" + address.packed[:7]


def net_token(day_key: bytes, *, site: str, prefix: bytes) -> str:
    """Return the token, in hex, of a network on a site on a day."""
    # Not `hmac.digest`: on the loop's thread it would let go of the interpreter each time (`accounts.keys`).
    return hmac.new(day_key, site.encode() + b"\0" + prefix, "sha256").digest()[:TOKEN_BYTES].hex()


class NetTokens:
    """Turns a connection into the pair of tokens that limits may count by."""

    def __init__(self, *, keys: DayKeys, trusted: Proxies = Proxies()) -> None:
        self.keys = keys
        self._trusted = trusted

    def of(self, peer: str, forwarded: str | None, *, site: str) -> tuple[str, str]:
        """Return the network's token of today, and the one it had yesterday ("" if that key is gone).

        Two, so that a count does not start again from nothing at midnight.
        """
        prefix = network_prefix(client_address(peer, forwarded, self._trusted))
        today, yesterday = self.keys.turn()
        return (
            net_token(today, site=site, prefix=prefix),
            net_token(yesterday, site=site, prefix=prefix) if yesterday else "",
        )


def seconds_to_midnight(now: datetime) -> float:
    """Return how long the present UTC day still lasts."""
    tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), tzinfo=UTC)
    return (tomorrow - now).total_seconds()
