"""A reader's key and the tags derived from it: what lets a browser prove «mine» while no query can say «hers».

The key is 256 random bits in a cookie and is never stored. Each tag is keyed with a secret of this installation, bound
to one site and one purpose, and cut to 128 bits: enough to be unguessable, short enough to index. Source of the scheme:
the project's threat model, section 2 («what is stored about a commenter»).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

KEY_BYTES = 32
TAG_BYTES = 16
LINK_EPOCH = timedelta(days=30)


def derived_key(purpose: str, site_id: int) -> bytes:
    """Return this installation's 32-byte key for one purpose on one site."""
    return _derived(settings.HIWAR_IDENTITY_SECRET, purpose, site_id)


@lru_cache(maxsize=256)
def _derived(secret: str, purpose: str, site_id: int) -> bytes:
    return hmac.digest(secret.encode(), f"{purpose}:{site_id}".encode(), sha256)


def link_epoch(now: datetime) -> int:
    """Return the number of the 30-day period `now` falls in; author links of two periods do not meet."""
    return int((now - datetime(1970, 1, 1, tzinfo=UTC)) / LINK_EPOCH)


@dataclass(frozen=True, repr=False)
class ReaderKey:
    """One browser's secret. Equal keys are one browser; nothing else about the reader is known."""

    secret: bytes

    @classmethod
    def fresh(cls) -> ReaderKey:
        """Return a new random key."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_cookie(cls, value: str | None) -> ReaderKey | None:
        """Return the key a cookie carries, or None for anything that is not exactly one of ours."""
        try:
            secret = base64.b64decode(f"{value}=".encode("ascii"), altchars=b"-_", validate=True) if value else b""
        except (binascii.Error, UnicodeEncodeError):
            return None
        return cls(secret) if len(secret) == KEY_BYTES else None

    def to_cookie(self) -> str:
        """Return the key as a cookie value."""
        return base64.urlsafe_b64encode(self.secret).decode("ascii").rstrip("=")

    def owner_tag(self, *, site_id: int, comment_id: str) -> str:
        """Return the tag that proves this browser wrote that one comment; every comment's tag is different."""
        return self._tag("owner", site_id, comment_id.encode())

    def report_tag(self, *, site_id: int, comment_id: str) -> str:
        """Return the tag under which this browser's report of that one comment is kept."""
        return self._tag("report", site_id, comment_id.encode())

    def author_link(self, *, site_id: int, now: datetime) -> str:
        """Return the tag by which moderators see «the same author» within one 30-day period."""
        return self._tag("link", site_id, str(link_epoch(now)).encode())

    def trust_tag(self, *, site_id: int, name_skeleton: str) -> str:
        """Return the tag under which approvals of this browser *and* this name are counted."""
        return self._tag("trust", site_id, name_skeleton.encode())

    def pace_key(self) -> str:
        """Return what the rate limiter counts by; it lies in memory, as long as the pause between two comments."""
        return sha256(b"pace" + self.secret).hexdigest()

    def _tag(self, purpose: str, site_id: int, message: bytes) -> str:
        # The reader's secret has a fixed length, so key and message cannot be confused with one another.
        # `hmac.digest` lets go of the interpreter for a microsecond's work, and waits to have it back.
        return hmac.new(derived_key(purpose, site_id), self.secret + message, "sha256").digest()[:TAG_BYTES].hex()


def owns(key: ReaderKey | None, *, site_id: int, comment_id: str, owner_tag: str) -> bool:
    """Return whether `key` wrote that comment, in time that does not depend on the answer."""
    expected = key.owner_tag(site_id=site_id, comment_id=comment_id) if key else "-"
    return hmac.compare_digest(expected, owner_tag)
