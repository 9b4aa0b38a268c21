"""Word lists: finding listed words and phrases in a text, however they are spelled.

Belongs here: what an entry may say, compiling a list, matching it on folded words. Not here: the words (`lists`, and
each newsroom's settings) and what a match leads to (`rules`).

Whole words only: an entry «كلب» is found in «والكَلْب» and «ك ل ب», never inside «انقلاب» or «طلبكلبن».

>>> insults = WordList.compile([WordEntry("كلب", forms=("كلاب",))])
>>> [match.entry.text for match in insults.find("يا كلـب، والكلاب")]
['كلب', 'كلب']
"""

from hiwar.screening.words.entries import GAP, PRONOUN, Match, WordEntry
from hiwar.screening.words.lists import NO_WORDS, WordList

__all__ = ["GAP", "NO_WORDS", "PRONOUN", "Match", "WordEntry", "WordList"]
