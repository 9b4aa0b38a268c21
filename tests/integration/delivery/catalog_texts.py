"""What our catalogs say, for tests that look for it on pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import hiwar
from scripts.catalogs import forms, read

LOCALE = Path(hiwar.__file__).parent / "config" / "locale"


@cache
def catalog_texts(code: str) -> frozenset[str]:
    """Return every text of a language's catalog that stands on a page as it is, without a place to fill in."""
    catalog = read(LOCALE / code / "LC_MESSAGES" / "django.po", code)
    told = (form for message in catalog if message.id for form in forms(message))
    return frozenset(" ".join(text.split()) for text in told if "%" not in text and "{" not in text and len(text) > 2)
