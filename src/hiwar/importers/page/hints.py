"""Does a comment plainly speak to the one before it? A hint for the report, never a reason to make it a reply.

Only openings are looked at: what people write when they answer somebody.
"""

import re

from hiwar.arabic.fold import fold
from hiwar.importers.page.shape import ImportedComment

_WORDS = re.compile(r"[^\W_]+")
_SECOND_PERSON = tuple(
    " ".join(_WORDS.findall(fold(opening).text))
    for opening in (
        *("الأصح أن تقول", "الأصح أن تقولي", "الصحيح أن تقول", "كان عليك أن", "كلامك", "أتفق معك", "أختلف معك", "صدقت"),
        *("أخي صاحب التعليق", "أختي صاحبة التعليق", "رد على", "ردا على", "إلى صاحب التعليق", "التعليق السابق"),
        *("أنت تقول", "من قال لك", "تقولين", "أحسنت أخي", "أحسنت أختي"),
    )
)


def answers_former(text: str, former: ImportedComment) -> bool:
    """Tell whether `text` opens by addressing the comment `former`, by its number, its author, or in second person."""
    key = " ".join(_WORDS.findall(fold(text[:120]).text))
    if any(key.startswith(opening) for opening in _SECOND_PERSON):
        return True
    if re.match(rf"(?:(?:\S+ ){{0,3}})(?:رقم|التعليق|تعليق) {former.number}\b", key):
        return True
    if not former.name:
        return False
    name = " ".join(_WORDS.findall(fold(former.name).text))
    return bool(name) and re.match(rf"(?:(?:يا|اخي|الاخ|اختي|الي) )?{re.escape(name)}\b", key) is not None
