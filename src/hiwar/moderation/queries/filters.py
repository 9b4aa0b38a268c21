"""What a queue can be narrowed to, as choices a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hiwar.discussions.models import Thread
from hiwar.discussions.triage import ARABIC, ARABIZI, OTHER
from hiwar.moderation.places import KINDS, Place
from hiwar.moderation.roles import Seat
from hiwar.newsroom.models import SectionPage

Choice = tuple[str, str]

_LANGUAGES: Mapping[str, str | Promise] = {
    ARABIC: _("Arabic"),
    ARABIZI: _("Arabic in Latin letters"),
    OTHER: _("Another language"),
}
_KINDS: Mapping[str, str | Promise] = {
    "violence": _("violence or a threat"),
    "death_wish": _("a death wish"),
    "identity": _("contempt for a group"),
    "privacy": _("private details"),
    "insult": _("an insult"),
    "obscenity": _("obscenity"),
    "toxic": _("abuse, by the model"),
    "false_name": _("another's name"),
    "listed": _("a word of our lists"),
    "spam": _("advertising"),
    "repeated": _("repetition"),
    "unscored": _("no score"),
    "circumstance": _("only its circumstances"),
}


@dataclass(frozen=True)
class Filters:
    """The choices of each filter, and the title of the one discussion a queue is narrowed to."""

    sections: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    thread_title: str


def filters(seat: Seat, place: Place) -> Filters:
    """Return what the queue of a place can be narrowed to; two queries at most."""
    title = ""
    if place.narrowed.thread:
        found = seat.threads().filter(public_id=place.narrowed.thread)
        title = found.values_list("title", flat=True).first() or ""
    return Filters(
        sections=section_choices(seat),
        languages=tuple((code, str(label)) for code, label in _LANGUAGES.items()),
        kinds=tuple((code, str(label)) for code, label in _KINDS.items() if code in KINDS),
        thread_title=title,
    )


def section_choices(seat: Seat) -> tuple[Choice, ...]:
    """Return the sections this person may see, by key and name, in the newspaper's order; one query."""
    pages = SectionPage.objects.live().descendant_of(seat.site.root_page).order_by("path")
    found = ((f"section:{pk}", title) for pk, title in pages.values_list("pk", "title"))
    return tuple((key, title) for key, title in found if not seat.sections or key in seat.sections)


def section_names(seat: Seat) -> dict[str, str]:
    """Return the name of each section by its key."""
    return dict(section_choices(seat))


def thread_on_desk(public_id: str, *, seat: Seat) -> Thread | None:
    """Return the discussion of that id if this seat may see it."""
    return seat.threads().filter(public_id=public_id).first()
