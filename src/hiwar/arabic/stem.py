"""Light stems for finding: what a word has in common with its other forms when somebody looks for it.

Belongs here: taking off the article, letters that stand for «and», «in», «for», «like», and the endings of number,
gender, nisba and possession. Wider than `tokens.light_stem`, by which words are judged: a search that finds too much
shows the best first, a list that finds too much holds innocent comments. Not here: the index and its order
(`hiwar.search`), and broken plurals, which no rule of letters can tell.

>>> [stemmed("قانونيه", "قانونية").stem, stemmed("ولقانون", "وللقانون").stem, stemmed("بالقانون", "بِالقانون").stem]
['قانون', 'قانون', 'قانون']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from hiwar.arabic.alphabet import MARKS, TATWEEL

SHORTEST = 3
# Under «بلدية» nobody sees «لدية», but under «فكرة» a machine sees «كرة»: one letter goes off a long word alone.
_SHORTEST_AFTER_ONE = 4

_ARTICLES = ("وال", "فال", "بال", "كال", "ال")
# Their «ال» belongs to the word.
_NO_ARTICLE = frozenset((
    "بالغ", "بالغا", "بالغه", "بالغون", "بالغين", "والد", "والدا", "والدان", "والده", "والدها", "والدهم", "والدي",
    "والديه", "والديها", "والديهم", "والدين", "والدته", "والدتها", "والدتي", "والدات",
))  # fmt: skip
# «and» goes off short words too: it is written onto names («سوريا ولبنان») as onto anything else.
_JOINED = (
    ("و", SHORTEST),
    ("ف", _SHORTEST_AFTER_ONE),
    ("ب", _SHORTEST_AFTER_ONE),
    ("ل", _SHORTEST_AFTER_ONE),
    ("ك", _SHORTEST_AFTER_ONE),
    ("وب", SHORTEST),
    ("ول", SHORTEST),
    ("وك", SHORTEST),
    ("فب", SHORTEST),
    ("فل", SHORTEST),
)
# «ي» is among the endings, for it is a nisba more often than «my»: «لبناني».
_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ك")
# Longest first. «حكومته» has lost its «ة» to a pronoun, hence «ته».
_ENDINGS = (
    "يون", "يين", "يات", "تين", "تان", "اتي", "ات", "ون", "ين", "ان", "يه", "يا", "ته", "تي", "ه", "ي", "ا", "و",
)  # fmt: skip
_BOUND_FEMININE = "ت"
# The «ت» of these is their own.
_OWN_T = frozenset((
    "ثابت", "موقت", "صامت", "لافت", "ساكت", "خافت", "باهت", "ميت", "بحت", "بيوت", "زيوت", "سكوت", "كبريت", "ياقوت",
    "بنكنوت",
))  # fmt: skip
# Words whose last letters only look like an ending; what is left of them would be another word («لبن», «رمض»).
_WHOLE = frozenset((
    "المان", "لبنان", "سودان", "ايران", "عمان", "رمضان", "انسان", "ميدان", "سلطان", "برلمان", "قانون", "تلفزيون",
    "تليفون", "مليون", "بليون", "عثمان", "سليمان", "عدنان", "شيطان", "حيوان", "عنوان", "ديوان", "بستان", "طوفان",
    "سرطان", "فنان", "فلسطين", "صهيون", "زيتون", "ليمون", "كانون", "حزيران", "نيسان", "تشرين",
))  # fmt: skip
_written_marks = re.compile(f"[{MARKS}{TATWEEL}]")
_FOR_THE = re.compile("[وف]?لل")
_THE_L = re.compile("[وفبك]?الل")
_HAMZA = re.compile("[وفبك]?[أإآ]ل")


class _Front(Enum):
    """What the spelling of a word's first letters says that its folded form no longer does."""

    PLAIN = "plain"
    FOR_THE = "للقانون"
    THE_L = "اللاجئون"
    NO_ARTICLE = "ألمانيا"


@dataclass(frozen=True, slots=True)
class Stemmed:
    """A word without its article (`form`), its stem, and stems it may have besides, if it begins with a particle.

    >>> stemmed("وسوريا", "وسوريا")
    Stemmed(form='وسوريا', stem='وسور', others=('سور',))
    """

    form: str
    stem: str
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Return every stem, the likeliest first."""
        return (self.stem, *self.others)


def stemmed(folded: str, written: str) -> Stemmed:
    """Return the stems of a folded word; `written` is how it stands in the text.

    Folding drops repeats, so «للقانون» and «لقانون» fold alike: only the spelling tells the article in them.

    >>> stemmed("لقانون", "للقانون").form
    'قانون'
    """
    return _stemmed(folded, _front(folded, written))


def readings(folded: str, written: str) -> tuple[str, ...]:
    """Return the stems under which a word that is looked for may stand in texts, the likeliest first.

    >>> readings("المانيا", "المانيا")
    ('مان', 'المان')
    """
    found = stemmed(folded, written)
    # Whoever types «المانيا» in a hurry may mean «ألمانيا».
    whole = (_without_ending(folded),) if found.form != folded else ()
    return tuple(dict.fromkeys((*found.all, *whole)))


def _front(folded: str, written: str) -> _Front:
    if folded[:1] not in {"ا", "و", "ف", "ب", "ك", "ل"}:
        return _Front.PLAIN
    letters = _written_marks.sub("", written[:12])
    if _FOR_THE.match(letters):
        return _Front.FOR_THE
    if _THE_L.match(letters):
        return _Front.THE_L
    return _Front.NO_ARTICLE if _HAMZA.match(letters) else _Front.PLAIN


# A newspaper's words repeat: of a hundred thousand articles nine in ten words are among these.
@lru_cache(maxsize=65536)
def _stemmed(folded: str, front: _Front) -> Stemmed:
    form = _without_article(folded, front)
    stem = _without_ending(form)
    others = []
    if front is _Front.FOR_THE and form != folded:
        # «للاجئين» is «ل» and «اللاجئين»; the letters do not say so.
        others.append(_without_ending(f"ل{form}"))
    if form == folded:
        for joined, shortest in _JOINED:
            if form.startswith(joined) and len(form) - len(joined) >= shortest:
                others.append(_without_ending(form[len(joined) :]))
    return Stemmed(form, stem, tuple(other for other in dict.fromkeys(others) if other != stem))


def _without_article(folded: str, front: _Front) -> str:
    if front is _Front.FOR_THE:
        rest = folded[folded.index("ل") + 1 :]
    elif front is _Front.THE_L:
        rest = folded[folded.index("ل") :]
    elif front is _Front.NO_ARTICLE or folded in _NO_ARTICLE:
        return folded
    else:
        article = next((article for article in _ARTICLES if folded.startswith(article)), "")
        rest = folded[len(article) :]
    return rest if len(rest) >= SHORTEST else folded


def _without_ending(form: str) -> str:
    if form in _WHOLE:
        return form
    owned = next((form[: -len(one)] for one in _PRONOUNS if form.endswith(one) and _leaves(form, one)), form)
    if owned in _WHOLE:
        return owned
    # «مدرستهم»: the «ت» is the «ة» of «مدرسة».
    if owned != form and owned.endswith(_BOUND_FEMININE) and len(owned) > SHORTEST and owned not in _OWN_T:
        return owned[:-1] if not owned.endswith("ات") else _bare(owned)
    return _bare(owned)


def _bare(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and _leaves(word, ending):
            # «مؤقتة» is «مؤقت» and «ة», where «شركته» is «شركة» and «ه».
            own = ending[:1] == _BOUND_FEMININE and word[: -len(ending) + 1] in _OWN_T
            return word[: -len(ending) + 1] if own else word[: -len(ending)]
    return word


def _leaves(word: str, ending: str) -> bool:
    return len(word) - len(ending) >= SHORTEST
