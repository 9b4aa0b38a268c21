"""What every page of ours needs besides its own matter: the newsroom's identity, its sections, its way with numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.languages import language_of
from hiwar.arabic.numbers import Digits, format_number, localize_digits
from hiwar.delivery.editions import known_editions
from hiwar.delivery.look import dressed
from hiwar.delivery.shelf import SHELF
from hiwar.newsroom.queries import look_of, sections

LONG_NAME = 10  # A longer name than this is set smaller in the masthead.


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of a page, read at most once a request, in four queries, or none if the shelf has it."""
    if not hasattr(request, "hiwar_chrome"):
        # Staff may read their pages in another language than readers.
        key = ("frame", request.get_host(), get_language())
        lasting = SHELF.take(key, lambda: _read(Site.find_for_request(request)))
        request.hiwar_chrome = {**lasting, "today": timezone.now()}  # type: ignore[attr-defined]
    return request.hiwar_chrome  # type: ignore[attr-defined, no-any-return]


def shown_of(request: HttpRequest) -> tuple[object, ...]:
    """Return what of the frame can change, for the page's tag."""
    frame = chrome(request)
    profile = frame["profile"]
    identity = (profile.name, profile.tagline, profile.style, frame["editions"])
    return (*map(str, identity), frame["sections"], frame["look"])


def _read(site: Site | None) -> dict[str, Any]:
    profile = SiteProfile.of(site)
    digits = Digits(profile.digits)
    return {
        "site": site,
        "profile": profile,
        "style": profile.style,
        "spoken": language_of(get_language()),
        "editions": known_editions(),
        "sections": sections(site=site),
        "look": dressed(look_of(site)),
        "long_name": len(profile.name) > LONG_NAME,
        "digits": partial(_digits, digits=digits),
        "comment_words": _comment_words(digits),
    }


def _digits(value: int | str, *, digits: Digits) -> str:
    """Return a number in groups of three, or a text with its digits, as the site writes them."""
    return format_number(value, digits) if isinstance(value, int) else localize_digits(value, digits)


def _comment_words(digits: Digits) -> Callable[[int], str]:
    def words(count: int) -> str:
        """Return the count of comments in words and the right one of six plural forms."""
        text = ngettext("%(count)s comment", "%(count)s comments", count)
        return text % {"count": format_number(count, digits)}

    return words
