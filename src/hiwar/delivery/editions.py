"""The same newspaper in other languages, as readers and search engines are led there.

Belongs here: which editions there are, and which of them stands for every reader whose language has none. An edition is
an installation of its own; that its front page is the counterpart of ours is all we know of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from hiwar.arabic.languages import ARABIC, Language, language_of


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its language and the address of its front page."""

    language: Language
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions of a newspaper, in the languages' fixed order. Empty where this is the only one."""

    all: tuple[Edition, ...] = ()

    @property
    def others(self) -> tuple[Edition, ...]:
        """Return those that are elsewhere."""
        return tuple(one for one in self.all if not one.is_here)

    @property
    def for_everybody(self) -> Edition | None:
        """Return the edition for readers of any other language: the Arabic one, else the first.

        Every edition must name the same one, or search engines believe none of them.
        """
        return next((one for one in self.all if one.language is ARABIC), self.all[0] if self.all else None)


def known_editions() -> Editions:
    """Return this edition and those that the settings name."""
    if not settings.HIWAR_EDITIONS:
        return Editions()
    named = {settings.LANGUAGE_CODE: settings.HIWAR_ORIGIN, **dict(settings.HIWAR_EDITIONS)}
    made = (
        Edition(language_of(code), f"{origin}/", is_here=code == settings.LANGUAGE_CODE)
        for code, origin in sorted(named.items())
    )
    return Editions(tuple(made))
