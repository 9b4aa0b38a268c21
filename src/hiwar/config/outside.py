"""What an installation says of the world outside: its mail server, and inner places that alerts may be sent to.

Belongs here: from what the operator wrote to values that Django and the desk use, or one sentence that says what is
wrong with it. A password is in none of those sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import unquote, urlsplit

from hiwar.config.environment import LOOPBACK, Environment, SettingsError

SUBMISSION, SUBMISSION_TLS, RELAY = 587, 465, 25
_PORTS = {"smtp": RELAY, "smtp+starttls": SUBMISSION, "smtps": SUBMISSION_TLS}


@dataclass(frozen=True, repr=False)
class MailServer:
    """Where mail is handed in, by whom, and whose address it bears. Never printed."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    is_starttls: bool
    sender: str


def mail_server(environment: Environment) -> MailServer | None:
    """Return the mail server, or None where none is named; raises `SettingsError` for what cannot be one."""
    if not environment.mail:
        return None
    try:
        parts = urlsplit(environment.mail)
        port = parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise SettingsError(_SHAPE) from None
    if not parts.hostname or parts.scheme not in _PORTS or parts.path.strip("/") or parts.query:
        raise SettingsError(_SHAPE)
    if parts.scheme == "smtp" and parts.password and parts.hostname not in LOOPBACK:
        raise SettingsError("HIWAR_MAIL would send its password in clear text: use smtps:// or smtp+starttls://.")
    sender = environment.mail_from.strip()
    if "@" not in sender or any(letter < " " for letter in sender):
        raise SettingsError("HIWAR_MAIL needs HIWAR_MAIL_FROM, the address that its mail comes from.")
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        is_starttls=parts.scheme == "smtp+starttls",
        sender=sender,
    )


_SHAPE = (
    "HIWAR_MAIL must look like smtps://user:password@host, smtp+starttls://user:password@host:587 or smtp://localhost."
)


def opened_targets(environment: Environment) -> frozenset[tuple[IPv4Address | IPv6Address, int]]:
    """Return the addresses behind the wall, each with its port, that alerts may be sent to.

    Addresses and not names: what a name means is decided by whoever answers for it at the moment.
    """
    return frozenset(_target(written) for written in environment.alert_targets)


def _target(written: str) -> tuple[IPv4Address | IPv6Address, int]:
    try:
        parts = urlsplit(f"//{written.strip()}")
        address, port = ip_address(parts.hostname or ""), parts.port
    except ValueError:
        port = None
    if not port:
        raise SettingsError(
            f"“alert_targets” holds {written!r}, which is no address with a port, such as 10.0.0.5:8065."
        )
    return address, port
