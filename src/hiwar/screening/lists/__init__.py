"""The starter list: words and phrases that a person should see before readers do, by kind of harm.

Belongs here: tables, one file per kind, written as Python so that nothing is read from disk when a comment comes.
Not here: matching (`hiwar.screening.words`) and what a match leads to (`hiwar.screening.rules.starter_words`).

Folding spells words anew, so the tables write any common spelling: no vowel marks, ه for ة and ي for ى are fine.
"""

from hiwar.screening.lists.allowed import ALLOWED
from hiwar.screening.lists.curses import CURSES
from hiwar.screening.lists.identity import IDENTITY
from hiwar.screening.lists.incitement import INCITEMENT
from hiwar.screening.lists.insults import INSULTS
from hiwar.screening.lists.obscenity import OBSCENITY
from hiwar.screening.lists.privacy import PRIVACY
from hiwar.screening.lists.spam import SPAM
from hiwar.screening.words import WordEntry

__all__ = ["ALLOWED", "STARTER"]

# In the order of harm to people; a moderator sees the gravest finding first.
STARTER: dict[str, tuple[WordEntry, ...]] = {
    "incitement": INCITEMENT,
    "death_wish": CURSES,
    "sectarian": IDENTITY,
    "insult": INSULTS,
    "obscenity": OBSCENITY,
    "privacy": PRIVACY,
    "spam": SPAM,
}
