"""From the lines of an article to its paragraphs.

A blank line parts paragraphs. Inside a block, lines are one paragraph only if the extractor plainly wrapped them.
"""

from collections.abc import Sequence
from itertools import pairwise

from hiwar.importers.page.numbered import Line
from hiwar.importers.page.shape import Guess

WIDEST_WRAP = 120
NARROWEST_WRAP = 40


def join_paragraphs(lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[Guess, ...]]:
    """Return the paragraphs in `lines`, and a guess where lines had to be joined or parted."""
    blocks = _blocks(lines)
    if not any(len(block) > 1 for block in blocks):
        return tuple(block[0] for block in blocks), ()
    if _is_wrapped(blocks):
        joined = sum(len(block) - 1 for block in blocks)
        return tuple(" ".join(block) for block in blocks), (Guess("lines_joined", {"lines": joined}),)
    rows = tuple(row for block in blocks for row in block)
    return rows, (Guess("lines_parted", {"paragraphs": len(rows)}),)


def _blocks(lines: Sequence[Line]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.text:
            blocks[-1].append(line.text)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_wrapped(blocks: Sequence[Sequence[str]]) -> bool:
    """Tell whether every line but a block's last is full: the next word would not have fitted any more."""
    width = max(len(row) for block in blocks for row in block)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return False
    return all(
        len(row) + 1 + len(following.split()[0]) > width for block in blocks for row, following in pairwise(block)
    )
