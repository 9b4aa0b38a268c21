"""Where more is asked of comments for a while, what, by whom and until when; and the places where it can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize
from urllib.parse import unquote, urlencode, urlsplit

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.dates import DateStyle
from hiwar.arabic.fold import fold
from hiwar.discussions.models import Restraint, Scope, Thread
from hiwar.discussions.notices import notice_of
from hiwar.discussions.queries import Asked, effective
from hiwar.discussions.services import Place
from hiwar.moderation.queries.filters import section_choices, thread_on_desk
from hiwar.moderation.roles import Seat
from hiwar.newsroom.queries import live_articles

LATEST = 50
SHOWN_UNASKED = 10
MOST_DISCUSSIONS = 50
_ARTICLE = re.compile(r"/([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})/([^/]+)/?\Z")
_SHORT = re.compile(r"/a/([0-9]{1,9})/?\Z")
_TALK = re.compile(r"/talk/([A-Za-z0-9_-]{16})/")


@dataclass(frozen=True)
class Where:
    """A place as an address and a form name it: `field` with `value`."""

    place: Place
    name: str
    field: str
    value: str

    @property
    def query(self) -> str:
        """Return the query that opens this place."""
        return urlencode({self.field: self.value})


@dataclass(frozen=True)
class InForce:
    """What is asked somewhere, as readers are told of it. `where` is None where this person cannot change it."""

    name: str
    where: Where | None
    told: str
    by: str
    since: datetime
    ends_at: datetime | None


def whole_places(seat: Seat) -> tuple[Where, ...]:
    """Return the site and its sections, as far as this person may restrain them; one query."""
    sections = tuple(_section(key, name) for key, name in section_choices(seat))
    return sections if seat.sections else (_site(), *sections)


def place_asked(given: Mapping[str, str], *, seat: Seat) -> Where | None:
    """Return the place that an address or a form names; None for one that is not there or not this person's."""
    if public_id := given.get("thread"):
        thread = thread_on_desk(public_id, seat=seat)
        return _discussion(thread) if thread else None
    wanted = ("section", given["section"]) if given.get("section") else ("site", given.get("site", ""))
    return next((where for where in whole_places(seat) if (where.field, where.value) == wanted), None)


def asked_at(where: Where, *, seat: Seat, now: datetime) -> Asked:
    """Return what is asked at exactly this place."""
    rows = _active(seat, now).filter(scope=where.place.scope, key=where.place.key)
    return Asked(*(rows.values_list(*Asked._fields).first() or ()))


def in_force(seat: Seat, *, now: datetime) -> tuple[InForce, ...]:
    """Return what is asked now: of the site, of sections, then of discussions, the latest first; five queries."""
    style = SiteProfile.of(seat.site).style
    places = {where.place: where for where in whole_places(seat)}
    rows = _active(seat, now).select_related("by").order_by("-since")
    # What is asked of the whole site concerns everybody's sections.
    sections = rows.filter(scope=Scope.SECTION)
    if seat.sections:
        sections = sections.filter(key__in=seat.sections)
    whole = [*rows.filter(scope=Scope.SITE), *sections]
    own = Exists(seat.threads().filter(subject=OuterRef("key")))
    talks = list(rows.filter(own, scope=Scope.THREAD)[:MOST_DISCUSSIONS])
    for thread in seat.threads().filter(subject__in=[row.key for row in talks]):
        places[Place(Scope.THREAD, thread.subject)] = _discussion(thread)
    return tuple(_in_force(row, places.get(Place(row.scope, row.key)), style, now) for row in (*whole, *talks))


def discussions_found(words: str, *, seat: Seat) -> tuple[Where, ...]:
    """Return the discussion at an address, else those of the latest whose titles hold the words, if there are any."""
    if "/" in words:
        at = _at_address(words, seat=seat)
        return (_discussion(at),) if at else ()
    # Anybody can begin discussions on other sites under invented names, and would push out those that readers see.
    latest = seat.threads().filter(Q(host_page="") | Q(last_number__gt=0)).order_by("-pk")
    if not words:
        return tuple(map(_discussion, latest[:SHOWN_UNASKED]))
    wanted = fold(words).text.split()
    return tuple(_discussion(thread) for thread in latest[:LATEST] if _holds(thread.title, wanted))


def _holds(title: str, wanted: Iterable[str]) -> bool:
    folded = fold(title).text
    return all(word in folded for word in wanted)


def _at_address(address: str, *, seat: Seat) -> Thread | None:
    try:
        path = f"/{unquote(urlsplit(address.strip()).path).lstrip('/')}"
    except ValueError:
        return None
    page = address.strip().partition("#")[0]
    # An article's discussion stands on no other page.
    if page and (at := seat.threads().filter(host_page=page).first()):
        return at
    if found := _TALK.match(path):
        return thread_on_desk(found[1], seat=seat)
    if found := _SHORT.match(path):
        return seat.threads().filter(subject=f"article:{found[1]}").first()
    if found := _ARTICLE.match(path):
        year, month, day, slug = found.groups()
        written = f"{year}/{int(month):02}/{int(day):02}/{normalize('NFC', slug)}"
        pk = live_articles(site=seat.site).filter(address=written).values_list("pk", flat=True).first()
        return seat.threads().filter(subject=f"article:{pk}").first() if pk else None
    return None


def _active(seat: Seat, now: datetime) -> QuerySet[Restraint]:
    return Restraint.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), site=seat.site)


def _in_force(row: Restraint, where: Where | None, style: DateStyle, now: datetime) -> InForce:
    asked = Asked(*(getattr(row, name) for name in Asked._fields))
    return InForce(
        name=where.name if where else _site().name if row.scope == Scope.SITE else _("A section that is gone"),
        where=where,
        told=told(asked, style=style, now=now),
        by=str(row.by),
        since=row.since,
        ends_at=row.ends_at,
    )


def told(asked: Asked, *, style: DateStyle, now: datetime) -> str:
    """Return what readers are told of a restraint, were it the only one."""
    together = effective([asked], now=now)
    if together.closes_at and together.closes(now=now):
        return _("Closed since %(time)s.") % {"time": style.date_time(together.closes_at)}
    return str(notice_of(together, everything_waits=together.hold_all, style=style, now=now) or "")


def _site() -> Where:
    return Where(Place(), _("The whole site"), "site", "1")


def _section(key: str, name: str) -> Where:
    return Where(Place(Scope.SECTION, key), name, "section", key)


def _discussion(thread: Thread) -> Where:
    return Where(Place(Scope.THREAD, thread.subject), thread.title, "thread", thread.public_id)
