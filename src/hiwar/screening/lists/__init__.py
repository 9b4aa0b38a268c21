"""The starter list: words and phrases that a person should see before readers do, by kind of harm.

Belongs here: tables, one file per kind, written as Python so that nothing is read from disk when a comment comes.
Not here: matching (`hiwar.screening.words`) and what a match leads to (`hiwar.screening.rules.starter_words`).
"""

from hiwar.screening.words import WordEntry

STARTER: dict[str, tuple[WordEntry, ...]] = {
    "insult": (WordEntry("كلب", category="insult", forms=("كلاب", "كلبه"), reason="شتيمة"),),
}
ALLOWED: tuple[WordEntry, ...] = (WordEntry("نهر الكلب"),)
