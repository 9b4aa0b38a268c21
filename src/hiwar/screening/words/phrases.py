"""Phrases: what an entry looks like once it is compiled, and whether a run of words is one.

Belongs here: reading `…` and `~`, folding, the forms of one entry told together, the word by which a phrase is noticed.
Not here: looking for many phrases at once (`lists`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from hiwar.arabic.fold import fold, fold_batch
from hiwar.arabic.tokens import stems, words_of
from hiwar.screening.words.entries import GAP, PRONOUN, WordEntry

LONGEST_GAP = 3  # Words that «…» in a phrase may stand for.
_word = re.compile(r"[^\W_]+")
SHORTEST_STEM = 3  # Letters that `stems` leaves after a clitic; shorter words take no ending either.
_PRONOUNS = ("ي", "ك", "كم", "كن", "ه", "ها", "هم", "هن", "نا", "ني", "و", "كي", "هون", "كون")
_ARTICLES = ("وال", "بال", "كال", "فال", "ال")
_OWNERS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "ي", "نا")
# What a stem may end in: the accusative, sound plurals, the dual, the feminine, nisba, and whose it is after each.
_ENDINGS = (
    "ا", "ون", "ين", "ان", "ات", "ه", "ي", "يه", "يا", "يات", "يون", "تان", "تين", "ني", "و", "كي",
    *_OWNERS, *(before + owner for before in ("ت", "ات", "ي") for owner in _OWNERS),
)  # fmt: skip
# Letters that stand alone as words: particles written apart, folded laughter.
_LONE_WORDS = frozenset("وفبلكعهي")
# Words that stand in every second comment, and in the news every day. A phrase noticed by one of them would be looked
# at in vain all day.
_everyday = """
الله يا يارب من في علي الي عن ان انه انهم هو هي هم انت انتم هذا هذه هاد كل كلهم ما لا لم لن لو رب ربنا اللهم شاء
بعد قبل مع بين عند يوم اليوم كان كانت يكون قال شعب العمل بلدكم بلدهم بلادكم بيت بيته حق لهم عليك عليكم عليه عليهم
يجب لازم الحمد احلي احسن الان رقم شارع الشارع حي عنوان العنوان مدرسه المدرسه عشره الرقم البلد الموت القتل مات يموت تموت
شيعه الشيعه شيعي الشيعي السنه السنين علويه العلويه العلوين العلوي دروز الدروز المسيحين النصاري اليهود الاقباط
الاكراد السورين السوريون السوري المصرين المصريون الفلسطينين الفلسطينيون العراقين العراقيون البنانين البنانيون
الاردنين الخليجين السودانين السودانيون اليمنين المغاربه الجزائرين التوانسه الاجئين الاجيون الاجانب العرب النساء
"""
_EVERYDAY = frozenset(_word.findall(fold(_everyday).text))


class Part(NamedTuple):
    """One word of a phrase: what it may be, how many words may stand before it, and the stem of a choice of endings."""

    words: frozenset[str]
    gap: int
    stem: str = ""


class Phrase(NamedTuple):
    """One or several forms of an entry. `anchor` is the place of the part by which it is noticed."""

    entry: WordEntry
    parts: tuple[Part, ...]
    anchor: int
    clitics: bool

    def fits(self, place: int, word: str) -> bool:
        """Tell whether a folded word may stand at this place of the phrase."""
        words = self.parts[place].words
        return word in words or (self.clitics and not words.isdisjoint(stems(word)))

    def left_over(self, word: str) -> int:
        """Return how many letters stand before what the entry says of its first word."""
        return next(len(word) - len(stem) for stem in stems(word) if stem in self.parts[0].words)

    def furthest_anchor(self) -> int:
        """Return how many words after its first one the phrase may have its anchor."""
        return sum(1 + part.gap for part in self.parts[1 : self.anchor + 1])

    def end_from(self, words: Sequence[str], position: int) -> int | None:
        """Return the position of the last word when the first one stands at `position`, if all of it is there.

        The nearest continuation is taken at every gap and never reconsidered, so the cost is bounded by the phrase.
        """
        if not self.fits(0, words[position]):
            return None
        for place in range(1, len(self.parts)):
            for following in range(position + 1, min(position + 2 + self.parts[place].gap, len(words))):
                if self.fits(place, words[following]):
                    position = following
                    break
            else:
                return None
        return position


class Company(NamedTuple):
    """The words of which one must stand beside an anchor for any of its phrases to be there; or `any` word may."""

    any: bool
    before: frozenset[str]
    after: frozenset[str]

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> "Company":
        """Return the company that phrases of one anchor need; a gap beside it needs none."""
        before: set[str] = set()
        after: set[str] = set()
        for phrase in phrases:
            if phrase.anchor and not phrase.parts[phrase.anchor].gap:
                before |= phrase.parts[phrase.anchor - 1].words
            elif phrase.anchor + 1 < len(phrase.parts) and not phrase.parts[phrase.anchor + 1].gap:
                after |= phrase.parts[phrase.anchor + 1].words
            else:
                return cls(True, frozenset(), frozenset())
        return cls(False, frozenset(before), frozenset(after))


def phrases_of(entries: Sequence[WordEntry]) -> Iterator[Phrase]:
    """Yield the phrases that entries stand for, as few as say the same; none for one without a letter or number."""
    # A table of phrases is made of few pieces; folding them together brings the start of a process from a second to
    # hundredths of one.
    pieces = list({piece for entry in entries for form in (entry.text, *entry.forms) for piece in _pieces(form)})
    batch = fold_batch(pieces)
    words = {piece: tuple(words_of(batch.folded(index).text)) for index, piece in enumerate(pieces)}
    for entry in entries:
        yield from _phrases(entry, words)


def _phrases(entry: WordEntry, words: Mapping[str, tuple[str, ...]]) -> list[Phrase]:
    # Dictionaries, because the order of the forms decides which of several at one place is reported.
    forms = (_parts(form, entry, words) for form in (entry.text, *entry.forms))
    shapes = dict.fromkeys(parts for parts in forms if parts)
    for place in (-1, 0):
        shapes = _told_together(shapes, place)
    phrases = [Phrase(entry, parts, _anchor(parts), entry.clitics) for parts in shapes]
    torn = dict.fromkeys(parts for form in (entry.text, *entry.forms) for parts in _torn(form, words))
    return phrases + [Phrase(entry, parts, _anchor(parts), clitics=False) for parts in torn]


def _torn(form: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Part, ...]]:
    """Yield a word torn by one space beside its first or last letter: «ك لب», «غب ي».

    Folding must leave that space alone, for it cannot know which word is meant; a list can. Torn elsewhere, both halves
    may be honest words («كل اب»), and a lone letter that is a word («و سام», «ههه») parts nothing.
    """
    pieces = _pieces(form)
    if len(pieces) != 1 or pieces[0].endswith(PRONOUN) or len(words.get(pieces[0], ())) != 1:
        return
    (word,) = words[pieces[0]]
    if len(word) < SHORTEST_STEM or not word.isalpha():
        return
    if word[0] not in _LONE_WORDS or (word[0] == "ك" and len(word) == SHORTEST_STEM):
        yield (Part(frozenset(word[0]), 0), Part(frozenset((word[1:],)), 0))
    if word[-1] not in _LONE_WORDS:
        yield (Part(frozenset((word[:-1],)), 0), Part(frozenset(word[-1]), 0))


def _told_together(shapes: dict[tuple[Part, ...], None], place: int) -> dict[tuple[Part, ...], None]:
    """Merge forms that differ in the word at one end alone: «يا قرد», «أنت قرد» become one phrase with a choice."""
    merged: dict[tuple[object, ...], tuple[Part, ...]] = {}
    for parts in shapes:
        same = (len(parts), place, parts[place].gap, *(part for part in parts if part is not parts[place]))
        known = merged.get(same)
        if known is None:
            merged[same] = parts
            continue
        choice = Part(known[place].words | parts[place].words, parts[place].gap)
        merged[same] = (*parts[:-1], choice) if place else (choice, *parts[1:])
    return dict.fromkeys(merged.values())


def _anchor(parts: tuple[Part, ...]) -> int:
    """Return the place of the part that clean texts are least likely to hold: not an everyday word, and a long one."""

    def weight(place: int) -> tuple[bool, int, int]:
        words = parts[place].words
        return words.isdisjoint(_EVERYDAY), min(map(len, words)), place

    return max(range(len(parts)), key=weight)


def _parts(form: str, entry: WordEntry, words: Mapping[str, tuple[str, ...]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    gap = 0
    for piece in _pieces(form):
        if piece == GAP:
            gap = LONGEST_GAP if parts else 0
            continue
        # One piece has several words if it has a hyphen or a point: «example.com».
        for word in words[piece]:
            parts.append(_part(word, piece, entry, gap))
            gap = 0
    return tuple(parts)


def _part(word: str, piece: str, entry: WordEntry, gap: int) -> Part:
    if piece.endswith(PRONOUN):
        return Part(frozenset(_joined(word, ending) for ending in _PRONOUNS), gap)
    if not entry.by_stem or len(word) < SHORTEST_STEM:
        return Part(frozenset((word,)), gap)
    # With its article a listed word would be found in no other company: «الكلب» means «كلب».
    stem = next((word[len(article) :] for article in _ARTICLES if _leaves_stem(word, article)), word)
    # «كلبة» said as a stem means «كلب» too.
    stem = stem[:-1] if stem.endswith("ه") and len(stem) > SHORTEST_STEM else stem
    return Part(frozenset((word, stem, *(_joined(stem, ending) for ending in _ENDINGS))), gap, stem)


def _leaves_stem(word: str, article: str) -> bool:
    return word.startswith(article) and len(word) - len(article) >= SHORTEST_STEM


@lru_cache(maxsize=8192)
def _pieces(form: str) -> tuple[str, ...]:
    return tuple(form.replace(GAP, f" {GAP} ").split())


def _joined(word: str, ending: str) -> str:
    """Return the two as one folded word: folding keeps no letter twice."""
    return word + ending[word[-1] == ending[0] :]
