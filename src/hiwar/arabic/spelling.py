"""One key for all spellings of a short name: of a topic, of anything people type again and again by hand.

Belongs here: what writers of one word do differently and no reader minds: vowel marks, tatweel, the seat of a hamza,
teh marbuta, yeh, case, digits, punctuation. Not here: repeated letters, which tell words apart («قصص» and «قص»); texts
of people who do not want to be matched are `fold`'s.
"""

from functools import lru_cache
from unicodedata import category, normalize

from hiwar.arabic.letters import folded_character

# Cairo and Damascus do not agree on the seat: «مسئول» and «مسؤول» are one word, and no two words differ in it alone.
_SEATS = str.maketrans({"ؤ": "ء", "ئ": "ء"})
# What tells names of things apart: C, C++ and C#.
_SIGNS = frozenset("+#")


@lru_cache(maxsize=4096)
def spelling_key(name: str) -> str:
    """Return the form in which two spellings of a name are equal; empty if it holds no letter and no digit.

    >>> spelling_key("كُرةُ القَدم") == spelling_key("كره  القدم") == spelling_key("#كرة_القدم")
    True
    >>> spelling_key("المسئولون") == spelling_key("المسؤولون"), spelling_key("قصص") == spelling_key("قص")
    (True, False)
    """
    seated = normalize("NFC", name).translate(_SEATS)
    kept = "".join(map(_kept, "".join(map(folded_character, seated))))
    words = [word.lstrip("".join(_SIGNS)) for word in kept.split()]
    return " ".join(word for word in words if word)


def _kept(character: str) -> str:
    return character if category(character)[0] in "LN" or character in _SIGNS else " "
