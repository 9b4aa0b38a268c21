"""What a reader asked for, read from the address and checked; and each fault as a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.search.models import Kind
from hiwar.search.queries.finding import MOST_PAGES
from hiwar.search.question import MOST_CHARACTERS, MOST_WORDS, BadQuestion, Fault, Question, question_of

NAMES = ("q", "kind", "section", "author", "since", "until", "page")
_LONGEST = 400


class Choice(Protocol):
    """Something that is known by its slug."""

    @property
    def id(self) -> int:
        """Return its number."""

    @property
    def slug(self) -> str:
        """Return its name in addresses."""


@dataclass(frozen=True)
class Search:
    """A search as it was asked for. `question` is None where there is nothing to look for, or a fault in `errors`."""

    values: Mapping[str, str]
    question: Question | None = None
    kind: str = Kind.ARTICLE
    section: int | None = None
    author: int | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1
    errors: Mapping[str, str] = field(default_factory=dict)


def search_from(asked: Mapping[str, str], *, sections: Sequence[Choice], authors: Sequence[Choice]) -> Search:
    """Return the search that an address asks for, each of its faults in words."""
    values = {name: asked.get(name, "").replace("\0", "")[:_LONGEST].strip() for name in NAMES}
    errors: dict[str, str] = {}
    parts: dict[str, Any] = {
        "kind": _kind(values, errors),
        "section": _chosen("section", values, sections, errors),
        "author": _chosen("author", values, authors, errors),
        "since": _day("since", values, errors),
        "until": _day("until", values, errors),
        "page": _page(values, errors),
        "question": _question(values, errors),
    }
    if parts["since"] and parts["until"] and parts["since"] > parts["until"]:
        errors["until"] = _("The last day is before the first one.")
    if parts["kind"] == Kind.COMMENT:
        # Readers are nobody's list: a comment is found by what it says.
        parts["author"] = None
    return Search(values=values, errors=errors, **parts)


def fault_in_words(fault: Fault) -> str:
    """Return what is wrong with a question, in one sentence."""
    match fault:
        case Fault.TOO_LONG:
            return ngettext(
                "Your question is longer than %(limit)s character. Shorten it.",
                "Your question is longer than %(limit)s characters. Shorten it.",
                MOST_CHARACTERS,
            ) % {"limit": MOST_CHARACTERS}
        case Fault.TOO_MANY_WORDS:
            return ngettext(
                "We look for %(limit)s word at most. Leave some out.",
                "We look for %(limit)s words at most. Leave some out.",
                MOST_WORDS,
            ) % {"limit": MOST_WORDS}
        case _:
            return _("There is no word in your question. Write at least one letter or digit.")


def _question(values: Mapping[str, str], errors: dict[str, str]) -> Question | None:
    try:
        return question_of(values["q"])
    except BadQuestion as refusal:
        if refusal.fault is not Fault.EMPTY:
            errors["q"] = fault_in_words(refusal.fault)
        return None


def _kind(values: Mapping[str, str], errors: dict[str, str]) -> str:
    if values["kind"] in ("", *Kind.values):
        return values["kind"] or Kind.ARTICLE
    errors["kind"] = _("Look in articles or in comments.")
    return Kind.ARTICLE


def _chosen(name: str, values: Mapping[str, str], choices: Sequence[Choice], errors: dict[str, str]) -> int | None:
    if not values[name]:
        return None
    found = next((choice for choice in choices if choice.slug == values[name]), None)
    if found is None:
        errors[name] = _("This section is not there.") if name == "section" else _("This author is not there.")
    return found.id if found else None


def _day(name: str, values: Mapping[str, str], errors: dict[str, str]) -> date | None:
    if not values[name]:
        return None
    try:
        return date.fromisoformat(values[name])
    except ValueError:
        errors[name] = _("Write the day as year, month and day: 2026-01-31.")
        return None


def _page(values: Mapping[str, str], errors: dict[str, str]) -> int:
    number = values["page"] or "1"
    if number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= MOST_PAGES:
        return int(number[:4])
    errors["page"] = _("This page is not there.")
    return 1
