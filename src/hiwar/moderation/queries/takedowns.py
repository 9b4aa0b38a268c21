"""The register of takedown requests as a list and one by one; and which comments an address means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote, urlsplit

from django.db.models import Q, QuerySet

from hiwar.discussions.models import Comment
from hiwar.moderation.models import Takedown, TakedownOutcome
from hiwar.moderation.roles import Seat

PAGE = 50
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{16}", re.ASCII)
_ON_DESK = re.compile(r".*/desk/comment/([A-Za-z0-9_-]{16})/", re.ASCII)
_TALK = re.compile(r"/talk/([A-Za-z0-9_-]{16})/", re.ASCII)
_NUMBER = re.compile(r"c([1-9][0-9]{0,8})", re.ASCII)


def takedowns_page(*, seat: Seat, before: int | None = None) -> tuple[list[Takedown], int | None]:
    """Return fifty requests, newest first, and where the next page begins."""
    rows = takedowns_of(seat)
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def takedowns_of(seat: Seat) -> QuerySet[Takedown]:
    """Return the site's register, newest first."""
    return Takedown.objects.filter(site=seat.site).select_related("by", "site").order_by("-pk")


def takedown_by_id(public_id: str, *, seat: Seat) -> Takedown | None:
    """Return one request, if it is this site's."""
    return takedowns_of(seat).filter(public_id=public_id).first()


def open_takedowns(seat: Seat) -> int:
    """Return how many requests are still being examined."""
    return takedowns_of(seat).filter(outcome=TakedownOutcome.OPEN).count()


def comments_named(words: Iterable[str], *, seat: Seat) -> tuple[list[str], list[str]]:
    """Return the public ids of the comments that ids and addresses name, each once, and the words that name none."""
    found: dict[str, None] = {}
    unknown: list[str] = []
    for word in words:
        meant = _meant(word)
        public_id = seat.comments().filter(meant).values_list("public_id", flat=True).first() if meant else None
        if public_id:
            found[public_id] = None
        else:
            unknown.append(word)
    return list(found), unknown


def comments_linked(takedowns: Iterable[Takedown], *, seat: Seat) -> set[str]:
    """Return the public ids among those the requests name that lead to a comment still."""
    return set(_rows(takedowns, seat).values_list("public_id", flat=True))


def _rows(takedowns: Iterable[Takedown], seat: Seat) -> QuerySet[Comment]:
    ids = list(_ids(takedowns))
    return seat.comments().filter(public_id__in=ids).exclude(text="")


def _ids(takedowns: Iterable[Takedown]) -> Iterator[str]:
    for takedown in takedowns:
        yield from takedown.comments


def _meant(word: str) -> Q | None:
    """Return which comment an id or an address means."""
    if _PUBLIC_ID.fullmatch(word):
        return Q(public_id=word)
    try:
        address = urlsplit(word)
    except ValueError:
        return None
    if on_desk := _ON_DESK.fullmatch(address.path):
        return Q(public_id=on_desk[1])
    number = _NUMBER.fullmatch(address.fragment)
    if number is None:
        return None
    talk = _TALK.fullmatch(address.path)
    # Some browsers copy an Arabic address as it is read, others as it is sent; discussions have it as it is sent.
    paths = {address.path, unquote(address.path), quote(unquote(address.path))}
    thread = Q(thread__public_id=talk[1]) if talk else Q(thread__url__in=paths)
    return thread & Q(number=int(number[1]))
