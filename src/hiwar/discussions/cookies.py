"""What a reader's browser keeps for us: her key, the ids of her latest comments, and, if she agreed, her name.

All of it lives in cookies alone; the names and lifetimes are those of the threat model's cookie table. A request that
carries none of these cookies is answered with the page every anonymous reader gets. Inside a frame on another site's
page there is another jar, one for each site (CHIPS): she is nobody's acquaintance from elsewhere there.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import Morsel, SimpleCookie

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.seal import CannotUnseal, seal, unseal
from hiwar.discussions.addresses import within_frame


@dataclass(frozen=True)
class Jar:
    """The cookies of one kind of place: her key, the ids of her latest comments, her name."""

    reader: str
    mine: str
    who: str
    is_framed: bool = False

    @property
    def names(self) -> tuple[str, str, str]:
        """Return the names of all of them."""
        return self.reader, self.mine, self.who


def _jar(reader: str, mine: str, who: str, *, is_framed: bool = False) -> Jar:
    return Jar(*(f"{settings.HIWAR_COOKIE_PREFIX}{name}" for name in (reader, mine, who)), is_framed=is_framed)


ON_PAGES = _jar("hiwar_reader", "hiwar_mine", "hiwar_who")
IN_FRAMES = _jar("hiwar_frame", "hiwar_frame_mine", "hiwar_frame_who", is_framed=True)
READER, MINE, WHO = ON_PAGES.names
ALL = (*ON_PAGES.names, *IN_FRAMES.names)

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


class Partitioned(Morsel[str]):
    """A cookie that a browser keeps for the site around the frame alone; Python 3.11 knows no such attribute."""

    def OutputString(self, attrs: list[str] | None = None) -> str:
        """Return the cookie as it is sent."""
        return f"{super().OutputString(attrs)}; Partitioned"


def jar_of(request: HttpRequest) -> Jar:
    """Return the cookies that count where the request comes from."""
    return IN_FRAMES if within_frame(request) else ON_PAGES


def has_cookies(request: HttpRequest) -> bool:
    """Return whether the request carries any cookie of a reader's, readable or not."""
    return any(name in request.COOKIES for name in jar_of(request).names)


def reader_from(request: HttpRequest, *, now: datetime) -> ReaderState:
    """Return the reader's state; a cookie that is not exactly ours counts as absent."""
    return reader_in(request.COOKIES, jar=jar_of(request), now=now)


def reader_in(cookies: Mapping[str, str], *, jar: Jar, now: datetime) -> ReaderState:
    """Return what a request's cookies say of the reader in such places."""
    if not cookies:
        return ReaderState()
    return ReaderState(
        key=_key_from(cookies.get(jar.reader, ""), now=now),
        mine=tuple(PUBLIC_ID.findall(cookies.get(jar.mine, "")))[:MOST_OWN],
        remembered=_remembered_from(cookies.get(jar.who)),
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


@dataclass(frozen=True, repr=False)
class Crumb:
    """One cookie to be kept, for so many seconds, for this visit (None) or no longer (0)."""

    name: str
    value: str
    seconds: int | None
    is_framed: bool = False

    def put(self, response: HttpResponse) -> None:
        """Have Django's answer set it."""
        secure = settings.HIWAR_SECURE or self.is_framed
        # Browsers take one of a frame's with Secure alone, and on loopback without TLS too.
        same_site = "None" if self.is_framed else "Lax"
        response.set_cookie(
            self.name, self.value, max_age=self.seconds, path="/", secure=secure, httponly=True, samesite=same_site
        )
        if self.is_framed:
            plain, partitioned = response.cookies[self.name], Partitioned()
            partitioned.set(plain.key, plain.value, plain.coded_value)
            partitioned.update(plain)
            response.cookies[self.name] = partitioned

    def to_header(self, *, now: datetime) -> str:
        """Return it as a `Set-Cookie` header says it: word for word what `put` leads to."""
        life = ""
        if self.seconds is not None:
            life = f"expires={http_date(now.timestamp() + self.seconds)}; "
        age = "" if self.seconds is None else f"Max-Age={self.seconds}; "
        secure = "; Secure" if settings.HIWAR_SECURE or self.is_framed else ""
        place = "None" if self.is_framed else "Lax"
        apart = "; Partitioned" if self.is_framed else ""
        coded = SimpleCookie().value_encode(self.value)[1]
        return f"{self.name}={coded}; {life}HttpOnly; {age}Path=/; SameSite={place}{secure}{apart}"


def reader_crumbs(*, jar: Jar, key: ReaderKey, remembered: Remembered | None, now: datetime) -> tuple[Crumb, ...]:
    """Return the cookies of a key: for 90 days with the name if the reader agreed, else for this visit only."""
    if remembered is None:
        kept = _crumb(jar, jar.reader, f"{key.to_cookie()}.{_hours(now)}", None)
        return kept, _crumb(jar, jar.who, "", timedelta())
    text = json.dumps({"name": remembered.name, "email": remembered.email})
    who = base64.urlsafe_b64encode(seal(text, purpose="who")).decode("ascii")
    kept = _crumb(jar, jar.reader, f"{key.to_cookie()}.{KEPT}", WITH_CONSENT)
    return kept, _crumb(jar, jar.who, who, WITH_CONSENT)


def mine_crumb(*, jar: Jar, ids: tuple[str, ...]) -> Crumb:
    """Return the cookie by which a browser finds its own latest comments for half an hour; ids prove nothing alone."""
    return _crumb(jar, jar.mine, ".".join(ids[:MOST_OWN]), MINE_FOR)


def keep_reader(
    response: HttpResponse, *, jar: Jar, key: ReaderKey, remembered: Remembered | None, now: datetime
) -> None:
    """Let the browser keep its key."""
    for crumb in reader_crumbs(jar=jar, key=key, remembered=remembered, now=now):
        crumb.put(response)


def keep_mine(response: HttpResponse, *, jar: Jar, ids: tuple[str, ...]) -> None:
    """Let the browser find its own latest comments."""
    mine_crumb(jar=jar, ids=ids).put(response)


def forget_reader(response: HttpResponse, *, jar: Jar) -> None:
    """Remove everything this browser keeps for us in such places."""
    for name in jar.names:
        _crumb(jar, name, "", timedelta()).put(response)


def _crumb(jar: Jar, name: str, value: str, life: timedelta | None) -> Crumb:
    return Crumb(name, value, None if life is None else int(life.total_seconds()), jar.is_framed)
