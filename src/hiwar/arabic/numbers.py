"""Numbers as readers of a country write them.

Belongs here: digits and their separators. Not here: counting words (`plurals`), dates (`dates`).
"""

import re
from enum import StrEnum


class Digits(StrEnum):
    """Which digits a site shows; the values are the names CLDR gives them."""

    LATIN = "latn"
    ARABIC = "arab"


_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
_EXTENDED = "۰۱۲۳۴۵۶۷۸۹"
_LATIN = "0123456789"
_to_arabic = str.maketrans(_LATIN + _EXTENDED, _ARABIC_INDIC * 2)
_to_latin = str.maketrans(_ARABIC_INDIC + _EXTENDED, _LATIN * 2)
_group = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_decimal = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
_arabic_group = re.compile("(?<=[0-9])\N{ARABIC THOUSANDS SEPARATOR}(?=[0-9])")
_arabic_decimal = re.compile("(?<=[0-9])\N{ARABIC DECIMAL SEPARATOR}(?=[0-9])")


def localize_digits(text: str, digits: Digits) -> str:
    """Return the text with its digits, and the separators inside its numbers, as the site writes them.

    >>> localize_digits("14,200", Digits.ARABIC)
    '١٤٬٢٠٠'
    >>> localize_digits("١٤٬٢٠٠ و٣٫٥", Digits.LATIN)
    '14,200 و3.5'
    """
    if Digits(digits) is Digits.LATIN:
        text = text.translate(_to_latin)
        return _arabic_decimal.sub(".", _arabic_group.sub(",", text))
    # Dates and versions («19.1.2014») have more than one point and keep them.
    text = _decimal.sub("\\1\N{ARABIC DECIMAL SEPARATOR}\\2", text)
    return _group.sub("\N{ARABIC THOUSANDS SEPARATOR}", text).translate(_to_arabic)


def format_number(number: int, digits: Digits) -> str:
    """Return a whole number in groups of three.

    >>> format_number(130000, Digits.LATIN)
    '130,000'
    """
    return localize_digits(f"{number:,}", digits)
