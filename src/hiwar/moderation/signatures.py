"""How a webhook proves that it is ours and fresh: an id, a time, a signature over both and the body (threats, F5)."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from hashlib import sha256

PREFIX = "hws_"
VERSION = "v1"


def new_secret() -> str:
    """Return a fresh secret for one endpoint: 256 random bits, recognizable by its beginning if it is ever lost."""
    return f"{PREFIX}{secrets.token_urlsafe(32)}"


def signature(secret: str, *, notice_id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of one delivery under one secret.

    >>> signature("s", notice_id="n1", timestamp=1390125900, body=b"{}")[:14]
    'v1=5b78b6d7a10'
    """
    message = f"{notice_id}.{timestamp}.".encode() + body
    return f"{VERSION}={hmac.new(secret.encode(), message, sha256).hexdigest()}"


def headers(secret_words: Iterable[str], *, notice_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return what a signed delivery says of itself; while a secret is being replaced, one signature under each."""
    signed = (signature(one, notice_id=notice_id, timestamp=timestamp, body=body) for one in secret_words)
    return {
        "Hiwar-Id": notice_id,
        "Hiwar-Timestamp": str(timestamp),
        "Hiwar-Signature": ",".join(signed),
    }
