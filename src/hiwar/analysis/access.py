"""Who may ask, and how often. A key comes in the address, in a header, or as a bearer token: clients do all three."""

from __future__ import annotations

from collections.abc import Mapping

from hiwar.delivery.requests import Request

from . import problems
from .keys import OPEN_DOOR, Key, Keyring, KeysUnavailable
from .pace import Pace

# Longer than any key of ours or of the original; more is not worth a digest.
MAX_KEY = 512
BEARER = "bearer "


class Access:
    """Admits requests by key, or all of them where there is no ring of keys."""

    def __init__(self, keyring: Keyring | None, *, pace: Pace | None = None) -> None:
        self._keyring = keyring
        self._pace = pace or Pace()

    async def admit(self, request: Request, query: Mapping[str, str]) -> Key:
        """Return the key that a request came with; raises `Problem`."""
        if self._keyring is None:
            return OPEN_DOOR
        presented = presented_key(request, query)
        if not presented:
            raise problems.key_missing()
        if len(presented) > MAX_KEY:
            raise problems.key_invalid()
        try:
            key = await self._keyring.find(presented)
        except KeysUnavailable:
            raise problems.unavailable() from None
        if key is None:
            raise problems.key_invalid()
        if not self._pace.allows(key.digest, per_second=key.per_second):
            raise problems.rate_exceeded()
        return key


def presented_key(request: Request, query: Mapping[str, str]) -> str:
    """Return the key of a request, or nothing. A header is preferred: addresses end up in other people's logs."""
    authorization = request.headers.get("authorization", "")
    bearer = authorization[len(BEARER) :] if authorization.lower().startswith(BEARER) else ""
    named = (request.headers.get("x-goog-api-key"), query.get("key"), bearer)
    tokens = (query.get("access_token"), query.get("oauth_token"))
    return next((value.strip() for value in (*named, *tokens) if value and value.strip()), "")
