"""Drawings: what emoji are sent for in comments, which is not always what they show. The shoe is no shoe.

Belongs here: which emoji say what, and of which kind of harm one of them is a witness. Not here: what the words around
it say, which the model reads (`hiwar.screening.model.marks`).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

SCORN = "🐕🐶🐩🐖🐷🐽🐗🫏🐴🐑🐏🐐🐂🐃🐮🐄🐒🐵🦍🐀🐁🐭🐍🦂🐛🪳🪰🐸🤡💩🖕🤮🤢👞👟👠👡🥾🩴🚽🗑👅🍆🍑💦"
WEAPONS = "👊🤜🤛🔪🗡🔫💣🪓⚔🧨☠💀⚰🪢"
ANGER = "😡😠🤬😤👿😈👹👺👎😷"
LAUGHTER = "😂🤣😆😹😁😏🙈🙉🙊😜🤪😝"
CHEER = "🎉🎊🥳💃🕺🎈🍾🎂"
LOVE = "❤♥💙💚💛💜🖤🤍💕💖💗💞💓💘🌹🌷🌸🌺💐🙏🤲👏👍😍🥰😘😊☺✨🕊🌿🤝"
GRIEF = "💔😢😭😥😔😞🥺😣"

# Who draws a pig beside a minister insulted him without a word, and the words alone read calm. As with a listed word
# (`modes.DRAWN_FACTOR`), a score that the mode's whole rate of clean comments reach is then enough.
WITNESSES: Mapping[str, frozenset[str]] = MappingProxyType({"insult": frozenset(SCORN), "threat": frozenset(WEAPONS)})
# Letters lie below: hardly any comment is looked through for single drawings.
_pictures = re.compile("[\N{BLACK SUN WITH RAYS}-\U0001faff]")
_runs = {label: re.compile(f"[{''.join(sorted(drawings))}]+") for label, drawings in WITNESSES.items()}


def drawn_harms(text: str) -> list[str]:
    """Return the labels for which an emoji of the text is a witness.

    >>> drawn_harms("نراك قريبا 🔪"), drawn_harms("شكرا 🌹")
    (['threat'], [])
    """
    if not _pictures.search(text):
        return []
    return [label for label, runs in _runs.items() if runs.search(text)]


def places_drawn(text: str, label: str) -> list[tuple[int, int]]:
    """Return where the witnesses of a label stand in the text, those side by side as one.

    >>> places_drawn("كاتب 💩💩 المقال 💩", "insult"), places_drawn("كاتب 💩", "spam")
    ([(5, 7), (15, 16)], [])
    """
    return [found.span() for found in _runs[label].finditer(text)] if label in _runs else []
