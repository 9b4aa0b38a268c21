"""What a reader's browser keeps for us: her key, the ids of her latest comments, and, if she agreed, her name.

All of it lives in cookies alone; the names and lifetimes are those of the threat model's cookie table. A request that
carries none of these cookies is answered with the page every anonymous reader gets.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.seal import CannotUnseal, seal, unseal

READER = f"{settings.HIWAR_COOKIE_PREFIX}hiwar_reader"
MINE = f"{settings.HIWAR_COOKIE_PREFIX}hiwar_mine"
WHO = f"{settings.HIWAR_COOKIE_PREFIX}hiwar_who"
ALL = (READER, MINE, WHO)

WITHOUT_CONSENT = timedelta(hours=24)
WITH_CONSENT = timedelta(days=90)
MINE_FOR = timedelta(minutes=30)
MOST_OWN = 10
KEPT = "kept"
PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(frozen=True)
class Remembered:
    """The name and address a reader asked this browser to remember."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class ReaderState:
    """What a request's cookies say. Nothing in it was looked up anywhere."""

    key: ReaderKey | None = None
    mine: tuple[str, ...] = ()
    remembered: Remembered | None = None


def has_cookies(request: HttpRequest) -> bool:
    """Return whether the request carries any cookie of a reader's, readable or not."""
    return any(name in request.COOKIES for name in ALL)


def reader_from(request: HttpRequest, *, now: datetime) -> ReaderState:
    """Return the reader's state; a cookie that is not exactly ours counts as absent."""
    return ReaderState(
        key=_key_from(request.COOKIES.get(READER, ""), now=now),
        mine=tuple(PUBLIC_ID.findall(request.COOKIES.get(MINE, "")))[:MOST_OWN],
        remembered=_remembered_from(request.COOKIES.get(WHO)),
    )


def _key_from(value: str, *, now: datetime) -> ReaderKey | None:
    key, _, kept = value.partition(".")
    if kept != KEPT:
        # Browsers restore session cookies for weeks; without consent a key is ours for a day at most.
        fresh = kept.isdigit() and 0 <= _hours(now) - int(kept[:9]) <= WITHOUT_CONSENT // timedelta(hours=1)
        if not fresh:
            return None
    return ReaderKey.from_cookie(key)


def _hours(now: datetime) -> int:
    return int(now.timestamp() // 3600)


def _remembered_from(value: str | None) -> Remembered | None:
    if not value:
        return None
    try:
        kept = json.loads(unseal(base64.urlsafe_b64decode(value.encode("ascii")), purpose="who"))
        return Remembered(name=str(kept["name"]), email=str(kept["email"]))
    except (CannotUnseal, binascii.Error, UnicodeError, ValueError, KeyError, TypeError):
        return None


def keep_reader(response: HttpResponse, *, key: ReaderKey, remembered: Remembered | None, now: datetime) -> None:
    """Let the browser keep its key: for 90 days with the name if the reader agreed, else for this visit only."""
    if remembered is None:
        _set(response, READER, f"{key.to_cookie()}.{_hours(now)}", None)
        _delete(response, WHO)
        return
    text = json.dumps({"name": remembered.name, "email": remembered.email})
    _set(response, READER, f"{key.to_cookie()}.{KEPT}", WITH_CONSENT)
    _set(response, WHO, base64.urlsafe_b64encode(seal(text, purpose="who")).decode("ascii"), WITH_CONSENT)


def keep_mine(response: HttpResponse, *, ids: tuple[str, ...]) -> None:
    """Let the browser find its own latest comments for half an hour; the ids prove nothing alone."""
    _set(response, MINE, ".".join(ids[:MOST_OWN]), MINE_FOR)


def forget_reader(response: HttpResponse) -> None:
    """Remove everything this browser keeps for us."""
    for name in ALL:
        _delete(response, name)


def _set(response: HttpResponse, name: str, value: str, life: timedelta | None) -> None:
    response.set_cookie(name, value, max_age=int(life.total_seconds()) if life else None, **_attributes())


def _delete(response: HttpResponse, name: str) -> None:
    response.set_cookie(name, "", max_age=0, **_attributes())


def _attributes() -> dict[str, Any]:
    return {"path": "/", "secure": settings.HIWAR_SECURE, "httponly": True, "samesite": "Lax"}
