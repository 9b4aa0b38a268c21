"""Numbers as readers of a country write them.

Belongs here: digits and their separators. Not here: counting words (`plurals`), dates (`dates`).
"""

import re
from enum import StrEnum
from functools import lru_cache


class Digits(StrEnum):
    """Which digits a site shows; the values are the names CLDR gives them."""

    LATIN = "latn"
    ARABIC = "arab"
    EXTENDED = "arabext"


_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
_EXTENDED = "۰۱۲۳۴۵۶۷۸۹"
_LATIN = "0123456789"
_to_eastern = {
    Digits.ARABIC: str.maketrans(_LATIN + _EXTENDED, _ARABIC_INDIC * 2),
    Digits.EXTENDED: str.maketrans(_LATIN + _ARABIC_INDIC, _EXTENDED * 2),
}
_to_latin = str.maketrans(_ARABIC_INDIC + _EXTENDED, _LATIN * 2)
_group = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_decimal = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
_arabic_group = re.compile("(?<=[0-9])\N{ARABIC THOUSANDS SEPARATOR}(?=[0-9])")
_arabic_decimal = re.compile("(?<=[0-9])\N{ARABIC DECIMAL SEPARATOR}(?=[0-9])")
# A percent sign belongs to its number: «80٪» would be two ways of writing in three characters.
_percent = re.compile(r"(?<=\d)%")
_arabic_percent = re.compile("(?<=[0-9])\N{ARABIC PERCENT SIGN}")


def localize_digits(text: str, digits: Digits) -> str:
    """Return the text with its digits, and the separators inside its numbers, as the site writes them.

    >>> localize_digits("14,200", Digits.ARABIC)
    '١٤٬٢٠٠'
    >>> localize_digits("١٤٬٢٠٠ و٣٫٥", Digits.LATIN)
    '14,200 و3.5'
    >>> localize_digits("80%", Digits.EXTENDED), localize_digits("٨٠٪", Digits.LATIN)
    ('۸۰٪', '80%')
    """
    digits = Digits(digits)
    if digits is Digits.LATIN:
        text = text.translate(_to_latin)
        return _arabic_percent.sub("%", _arabic_decimal.sub(".", _arabic_group.sub(",", text)))
    # Dates and versions («19.1.2014») have more than one point and keep them.
    text = _decimal.sub("\\1\N{ARABIC DECIMAL SEPARATOR}\\2", text)
    text = _percent.sub("\N{ARABIC PERCENT SIGN}", text)
    return _group.sub("\N{ARABIC THOUSANDS SEPARATOR}", text).translate(_to_eastern[digits])


# A page of comments writes a hundred numbers, and the next one the same.
@lru_cache(maxsize=4096)
def format_number(number: int, digits: Digits) -> str:
    """Return a whole number in groups of three.

    >>> format_number(130000, Digits.LATIN)
    '130,000'
    """
    return localize_digits(f"{number:,}", digits)
