"""Where an article shows what a reader wrote: a place in its text, which others fill while they draw the page.

The newsroom knows no comments. It keeps the comment's public id and leaves a place; whoever has the comments
(`signals.reader_quotes_asked`) says what stands there now, and nothing where readers can no longer read the comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Site

from hiwar.newsroom.signals import reader_quotes_asked

_ID = r"[A-Za-z0-9_-]{16}"
_PLACE = '<aside data-quote="{}"></aside>'
_PLACES = re.compile(_PLACE.format(f"({_ID})"))
# An address may carry an origin before it and a mark behind it; the desk gives it whole.
_ADDRESS = re.compile(rf"(?:\S*/c/)?({_ID})/?(?:[?#]\S*)?")


def id_from(typed: str) -> str:
    """Return the public id in a comment's address, or in an id itself; empty if there is none.

    >>> id_from("https://example.org/c/AbCdEfGh-1234_6x/")
    'AbCdEfGh-1234_6x'
    >>> id_from("https://example.org/a/12/")
    ''
    """
    found = _ADDRESS.fullmatch(typed.strip())
    return found[1] if found else ""


def place_for(public_id: str) -> SafeString:
    """Return the place in a text where a comment is to stand."""
    return format_html(_PLACE, public_id) if re.fullmatch(_ID, public_id) else SafeString("")


def quoted_in(html: str) -> tuple[str, ...]:
    """Return the public ids of the comments that have a place in a text, each once."""
    return tuple(dict.fromkeys(_PLACES.findall(html)))


def filled(html: str, cards: Mapping[str, SafeString]) -> str:
    """Return a text with a card in each place; a place without one disappears. Who calls knows both to be safe."""
    return _PLACES.sub(lambda place: cards.get(place[1], ""), html)


def cards_for(ids: Iterable[str], *, site: Site | None = None) -> dict[str, SafeString]:
    """Return what stands for each of these comments now; those that cannot be read on the site, or on any, are absent.

    Where nobody knows comments there are none.
    """
    wanted = tuple(ids)
    if not wanted:
        return {}
    answers = reader_quotes_asked.send(sender=None, ids=wanted, site=site)
    return {public_id: card for _receiver, cards in answers for public_id, card in cards.items()}
