"""Words so common that they tell nothing of a text. A question leaves them out unless it is made of nothing else.

Folded forms; inside a phrase each of them counts.
"""

COMMON = frozenset((
    "في", "من", "علي", "الي", "عن", "مع", "ان", "او", "لا", "ما", "هذا", "هذه", "ذلك", "تلك", "التي", "الذي",
    "الذين", "هو", "هي", "هم", "ثم", "قد", "كان", "كانت", "لم", "لن", "كل", "بعد", "قبل", "بين", "حتي", "اذا",
    "لكن", "غير", "عند", "منذ", "حول", "دون", "كما", "انه", "انها", "وفي", "ومن", "وعلي", "به", "بها", "له", "لها",
    "فيه", "فيها", "عليه", "عليها", "منه", "منها", "اي", "ايضا", "هل", "كيف", "the", "a", "an", "of", "in", "on",
    "and", "or", "to", "for", "is",
))  # fmt: skip
