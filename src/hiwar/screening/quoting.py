"""Whether a text that is like another one means the same: a warning that quotes an offer is not the offer.

Belongs here: what somebody adds who repeats a text to warn of it, to report it or to answer it. Not here: how alike
texts are (`sketch`). Whoever is suspected of quoting is only read by herself; so a sign too many costs little.

>>> offer = "فرصة للجميع: دخل يومي من المنزل، راسلونا على واتساب والباقي علينا"
>>> speak_about((f"انتبهوا، هذا احتيال: {offer}", f"{offer} 😂", f"من صاحب الإعلان «{offer}»؟"), offer)
[True, False, True]
"""

from collections import Counter
from collections.abc import Sequence

from hiwar.arabic.fold import fold_batch
from hiwar.arabic.tokens import words_of

# Folded, and found inside words: «واحذروا», «للاحتيال», «كذابين».
_WARNING = (
    "احتيال", "محتال", "احتال", "نصاب", "نصب", "احذر", "حذار", "تحذير", "تحذر", "انتبه", "كذب", "كذاب", "كاذب",
    "خداع", "خدعه", "مخادع", "وهمي", "مزيف", "مزور", "اشاعه", "شائعه", "بلغو", "ابلاغ", "بلاغ", "تصدق", "احظر",
    "احذف", "scam", "fraud", "fake", "beware", "careful", "report",
)  # fmt: skip
_QUOTATION_MARKS = frozenset('«»"“”„‟‹›❝❞＂〝〞')
# Of a longer text the beginning is read: warnings stand there, and a flood of long texts must not stop the desk.
_MOST_CHARACTERS = 2000


def speak_about(texts: Sequence[str], quoted: str) -> list[bool]:
    """Tell of each text whether it seems to quote the other one: it warns, or has quotation marks, and that one not."""
    marks = _quotation_marks(quoted)
    words, *others = _words([text[:_MOST_CHARACTERS] for text in (quoted, *texts)])
    return [
        _quotation_marks(text) > marks or any(sign in word for word in other - words for sign in _WARNING)
        for text, other in zip(texts, others, strict=True)
    ]


def _quotation_marks(text: str) -> int:
    return sum(letter in _QUOTATION_MARKS for letter in text)


def _words(texts: Sequence[str]) -> list[Counter[str]]:
    batch = fold_batch(texts)
    return [Counter(words_of(batch.folded(place).text)) for place in range(len(batch))]
