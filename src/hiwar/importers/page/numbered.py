"""Cut the numbered list of comments on an extracted page into its comments.

The next comment is the line with exactly the next number, written and indented like the first one. Nothing else
begins a comment, because readers write lists, figures and blank lines of their own. Only where their words are indented
deeper than the page's numbers may a number be missing: there the margin belongs to the page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hiwar.importers.page.markers import marker_kind

# An extractor keeps the bidi marks of its page; they may stand before the number without changing it.
_ITEM = re.compile(
    r"[\u200e\u200f\u061c\ufeff]*(?P<open>\(?)(?P<digits>\d{1,6})[\u200e\u200f\u061c]*(?P<close>[.)\u0640:\-–]|[ ]-)"
    r"(?:\s+(?P<rest>.*))?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: how far it is indented, and its text without that."""

    indent: int
    text: str

    @classmethod
    def of(cls, raw: str) -> "Line":
        wide = raw.expandtabs(4).rstrip()
        return cls(len(wide) - len(wide.lstrip()), wide.lstrip())


@dataclass(frozen=True, slots=True)
class Item:
    """A line that opens a numbered item."""

    number: int
    rest: str
    indent: int
    width: int
    style: tuple[str, str, int]

    def continues(self, first: "Item", number: int) -> bool:
        """Tell whether this is item `number` of the list that `first` opened."""
        # Extractors align either the first digit of the numbers or the point after them.
        aligned = self.indent == first.indent or self.indent + self.width == first.indent + first.width
        return self.number == number and self.style == first.style and aligned


@dataclass(frozen=True, slots=True)
class NumberedText:
    """One comment as the list has it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class NumberedList:
    """The comments of the list, and the lines after its end."""

    texts: tuple[NumberedText, ...]
    after: tuple[Line, ...]
    end_is_sure: bool


def item_at(line: Line) -> Item | None:
    """Return the numbered item that `line` opens, if it opens one."""
    match = _ITEM.fullmatch(line.text)
    if match is None:
        return None
    digits = match["digits"]
    # Which set of digits: a reader's own «٢.» does not continue the page's "1.".
    zero = ord(digits[0]) - int(digits[0])
    if any(ord(digit) - int(digit) != zero for digit in digits):
        return None
    style = (match["open"], match["close"].strip(), zero)
    return Item(int(digits), (match["rest"] or "").rstrip(), line.indent, len(digits), style)


def read_list(lines: Sequence[Line], *, declared: int | None) -> NumberedList:
    """Cut `lines`, whose first one opens the list; `declared` decides between two readings, never drops a comment."""
    first = item_at(lines[0])
    assert first is not None, "the list begins with an item"  # noqa: S101
    hanging = _hangs(lines, first)
    if hanging:
        # Nothing a reader wrote stands at the margin of a hanging list, so the first marker there is its end.
        end = next((at for at, line in enumerate(lines) if at and _closes(line, first)), len(lines))
        starts = _starts_at_margin(lines[:end], first)
    else:
        end = len(lines)
        starts = _starts(lines, first, declared)
    last_end, sure = _end_of_last(lines[starts[-1] : end], first, hanging=hanging)
    stop = starts[-1] + last_end
    bounds = [*starts[1:], stop]
    texts = tuple(_text_of(lines[begin:to]) for begin, to in zip(starts, bounds, strict=True))
    return NumberedList(texts, tuple(line for line in lines[stop:] if line.text), sure or end < len(lines))


def _starts_at_margin(lines: Sequence[Line], first: Item) -> list[int]:
    """Return where the comments of a hanging list begin; a number may be missing where a comment was taken down."""
    starts, last = [0], first.number
    for at, line in enumerate(lines[1:], 1):
        item = item_at(line)
        if item and item.number > last and item.continues(first, item.number):
            starts.append(at)
            last = item.number
    return starts


def _starts(lines: Sequence[Line], first: Item, declared: int | None) -> list[int]:
    """Return where the comments begin: the lines after a blank one if that reading holds, else all that fit."""
    apart = _sequence(lines, first, declared, after_blank=True)
    every = _sequence(lines, first, declared, after_blank=False)
    if len(apart) == declared or (len(apart) > 1 and len(every) != declared):
        return apart
    return every


def _sequence(lines: Sequence[Line], first: Item, declared: int | None, *, after_blank: bool) -> list[int]:
    starts = [0]
    for at in range(1, len(lines)):
        if len(starts) == declared and _closes(lines[at], first):
            break
        if after_blank and lines[at - 1].text:
            continue
        item = item_at(lines[at])
        if item and item.continues(first, first.number + len(starts)):
            starts.append(at)
    return starts


def _hangs(lines: Sequence[Line], first: Item) -> bool:
    """Tell whether the lines of a comment are indented deeper than its number, judged by the first that has two."""
    last = first.number
    for line in lines[1:]:
        item = item_at(line)
        if item and item.number > last and item.continues(first, item.number):
            last = item.number
        elif line.text and not _closes(line, first):
            return line.indent > first.indent
    return first.indent > 0


def _closes(line: Line, first: Item) -> bool:
    return bool(line.text) and line.indent <= first.indent and marker_kind(line.text) == "end"


def _end_of_last(lines: Sequence[Line], first: Item, *, hanging: bool) -> tuple[int, bool]:
    """Return where the last comment ends within `lines`, and whether something on the page shows it."""
    for at in range(1, len(lines)):
        line = lines[at]
        if _closes(line, first) or (hanging and line.text and line.indent <= first.indent):
            return at, True
    paragraphs = any(not before.text and line.text for before, line in pairwise(lines[1:]))
    return len(lines), hanging or not paragraphs


def _text_of(lines: Sequence[Line]) -> NumberedText:
    item = item_at(lines[0])
    assert item is not None, "every comment begins with its item"  # noqa: S101
    margin = min((line.indent for line in lines[1:] if line.text), default=0)
    rows = [item.rest, *(" " * (line.indent - margin) + line.text if line.text else "" for line in lines[1:])]
    return NumberedText(item.number, "\n".join(rows).strip("\n"))
