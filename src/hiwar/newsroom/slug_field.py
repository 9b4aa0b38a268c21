"""The slug as the browser proposes it while an editor types the headline: the same that `addresses.slug_from` makes.

Wagtail's own field does it; these are the replacements it makes first. Not here: the rule itself (`addresses`), and the
last word, which the form has (`forms`).
"""

from __future__ import annotations

from wagtail.admin.widgets.slug import SlugInput

from hiwar.newsroom.addresses import LONGEST_SLUG

# Tatweel, vowel marks, and what has no width; a regular expression of Python knows no classes of Unicode.
_DROPPED = "[\u0640\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_DROPPED += "\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_PARTING = r"[!-/:-@\[-`{-~" + "\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf"
_PARTING += "\u060c\u060d\u061b\u061e\u061f\u066a-\u066d\u06d4\u200c\u2010-\u2029\u202f-\u205f\u20a0-\u20c0"
_PARTING += "\ufd3e\ufd3f]"

FORMATTERS: list[tuple[str, str]] = [
    (_DROPPED, ""),
    *((digit, str(number)) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for number, digit in enumerate(digits)),
    (_PARTING, " "),
    (r"\s+", " "),
    ("^ | $", ""),
    # Cut after a whole word; a first word that is longer is cut in itself.
    (rf"^(?=.{{{LONGEST_SLUG + 1}}})(.{{1,{LONGEST_SLUG}}}) .*$", "$1"),
    (rf"^(\S{{{LONGEST_SLUG}}})\S.*$", "$1"),
]


def slug_input() -> SlugInput:
    """Return the field that proposes our slugs."""
    return SlugInput(formatters=list(FORMATTERS))
