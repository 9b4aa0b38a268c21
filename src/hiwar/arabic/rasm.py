"""Rasm: Arabic as it was written before dots, and as some write today so that machines cannot read them.

Belongs here: telling such a text, the form in which it equals its dotted twin, and writing it. Not here: what such a
text says; readers manage, and so does a scorer that was shown both forms.

>>> is_dotless("ٮا كلٮ"), is_dotless("يا كلب")
(True, False)
>>> from hiwar.arabic.fold import fold_batch
>>> both = rasm_batch(fold_batch(["ٮا كلٮ", "يا كلب"]))
>>> both.folded(0).text == both.folded(1).text
True
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch
from hiwar.arabic.packed import stays

# Beh, noon ghunna, feh and qaf without dots. Folding gives them dots again, so they are looked for before it.
_SIGNS = "\u066e\u06ba\u06a1\u066f"
_sign = re.compile(f"[{_SIGNS}]")
# An alef maksura ends its word; inside one it is a yeh without dots, or a slip when dots stand elsewhere in the text.
_yeh_inside = re.compile("ى[ا-غل-يى]")
_dotted = re.compile("[بتثجخذزشضظغفقنيةپچژڤ]")

# Letters with one body. Noon, yeh and qaf have bodies of their own at the end of a word, but who writes without dots
# puts any of them for any other.
_BODIES = ("بتثني", "جحخچ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "هة")
_END_OF_TABLE = 0x700


def _table() -> NDArray[np.uint32]:
    table = np.arange(_END_OF_TABLE, dtype=np.uint32)
    for body in _BODIES:
        for letter in body:
            table[ord(letter)] = ord(body[0])
    return table


_bodies = _table()

_undotted = str.maketrans(
    {
        **dict.fromkeys("بتثپٹ", "\u066e"),
        "ن": "\u06ba",
        **dict.fromkeys("فڤ", "\u06a1"),
        "ق": "\u066f",
        **dict.fromkeys("يئی", "ى"),
        **dict.fromkeys("جخچ", "ح"),
        "ش": "س",
        **dict.fromkeys("زژ", "ر"),
        "ذ": "د",
        "ض": "ص",
        "ظ": "ط",
        "غ": "ع",
        "ة": "ه",
    }
)


def is_dotless(text: str) -> bool:
    """Tell whether a text, as typed, holds a letter that only dotless writing has, or no dot where one belongs."""
    if _sign.search(text):
        return True
    return "ى" in text and _yeh_inside.search(text) is not None and not _dotted.search(text)


def dotless_flags(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return what `is_dotless` says of each text."""
    return np.fromiter(map(is_dotless, texts), np.bool_, len(texts))


def undotted(text: str) -> str:
    """Return the text as someone writes it without dots.

    >>> undotted("يا بنت الشيخ قف")
    'ىا ٮںٮ السىح ٯڡ'
    """
    return text.translate(_undotted)


def rasm_batch(batch: FoldedBatch) -> FoldedBatch:
    """Return folded texts with one letter for all that share a body, and without the repeats that makes.

    The first letter of each body stands for it: «ب» for «ب ت ث ن ي». Done twice it changes nothing.
    """
    bodies = _bodies[np.minimum(batch.codes, _END_OF_TABLE - 1)]
    codes = np.where(batch.codes < _END_OF_TABLE, bodies, batch.codes)
    kept = np.ones(len(codes), np.bool_)
    np.not_equal(codes[1:], codes[:-1], out=kept[1:])
    kept |= stays(codes)
    codes = codes[kept]
    starts = np.zeros(len(batch) + 1, np.int64)
    np.add((codes == ord("\n")).nonzero()[0], 1, out=starts[1:])
    return FoldedBatch(codes=codes, origins=batch.origins[kept], starts=starts, ends=batch.ends)
