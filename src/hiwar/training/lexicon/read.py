"""Reading the lexicon: tables of words become hashes, and the set of classes of each.

Belongs here: the form of the tables, and which class has which number. Not here: how a word is found with what grammar
adds to it (`hiwar.screening.model.lexicon`).

A table is named after its class and holds words between spaces; a line that begins with `#` is a remark. What is not
one word once it is folded is left out, and a word that ends in ta marbuta stands for the stem before a suffix too.

>>> from hiwar.training.lexicon.read import compiled
>>> arrays = compiled({"pets": "قطة قطط", "thieves": "# whoever takes\\nحرامي قطة"})
>>> len(arrays["lexicon_words"]), arrays["lexicon_members"].tolist()
(4, [[0, 0], [1, 0], [0, 1], [1, 1]])
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import fold_batch
from hiwar.screening.model.lexicon import hashes_of

FOLDER = Path(__file__).parent
_MARBUTA, _TA = "ه", "ت"


@cache
def lexicon() -> dict[str, NDArray[Any]]:
    """Return the arrays of the lexicon that ships, as `compiled` makes them of every table of the package."""
    return compiled({file.stem: file.read_text("utf-8") for file in FOLDER.glob("*.txt")})


def compiled(tables: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """Return `lexicon_words`, `lexicon_sets` and `lexicon_members` of tables by class; classes are sorted by name."""
    classes: dict[int, set[int]] = {}
    stems: dict[int, set[int]] = {}
    for number, name in enumerate(sorted(tables)):
        words = words_of(tables[name])
        before_suffixes = [word[:-1] + _TA for word in words if word.endswith(_MARBUTA)]
        for found, some in ((classes, words), (stems, before_suffixes)):
            for word in hashes_of(some).tolist():
                found.setdefault(word, set()).add(number)
    # What is a word itself needs no stem's meaning.
    classes = {**stems, **classes}
    classes.pop(0, None)
    sets = sorted({tuple(sorted(numbers)) for numbers in classes.values()}, key=lambda numbers: (len(numbers), numbers))
    members = np.zeros((len(sets) + 1, len(tables)), np.uint8)
    for row, numbers in enumerate(sets, start=1):
        members[row, list(numbers)] = 1
    numbered = {numbers: row for row, numbers in enumerate(sets, start=1)}
    ordered = sorted(classes)
    return {
        "lexicon_words": np.array(ordered, np.uint32),
        "lexicon_sets": np.array([numbered[tuple(sorted(classes[word]))] for word in ordered], np.uint16),
        "lexicon_members": members,
    }


def words_of(table: str) -> list[str]:
    """Return the words of a table, folded, each once, in order.

    >>> words_of("# remark\\nكلـب أسد\\nكلب")
    ['كلب', 'اسد']
    """
    typed = [word for line in table.splitlines() if not line.startswith("#") for word in line.split()]
    folded = fold_batch(typed)
    return list(dict.fromkeys(" ".join(folded.folded(index).text.split()) for index in range(len(typed))))
