"""Cleaning: what a reader typed becomes text that keeps its meaning and is safe to store, show and normalize.

Belongs here: the one way in for every text and every one-line field, from forms, imports and APIs. Not here: folding
for comparison (`fold`), escaping for HTML (templates do that), and opinions about the content (`hiwar.screening`).

The order of the steps is law, because NFC in CPython takes quadratic time on one long run of combining marks:
cap the code points, cut the runs, normalize, cap again. Every step is linear and cleaning twice changes nothing.
"""

import re
import unicodedata

from hiwar.arabic.alphabet import (
    BIDI_OVERRIDES,
    FILLERS,
    INVISIBLE,
    ISOLATE_CLOSER,
    ISOLATE_OPENERS,
    MARKS,
    has_letter_or_number,
)

LONGEST_RUN_OF_MARKS = 12
DEEPEST_ISOLATE = 8


class UncleanText(ValueError):
    """The text cannot be taken; the subclasses say why, as data."""


class TextTooLong(UncleanText):
    """The text has `length` code points (line ends counted once) where `limit` are allowed."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} > {limit}")
        self.length = length
        self.limit = limit


class ForbiddenCharacter(UncleanText):
    """The text holds NUL, half of a surrogate pair, or a noncharacter: `code_point` at `index`.

    No keyboard makes these; they come from broken programs and from people looking for one.
    """

    def __init__(self, code_point: int, index: int) -> None:
        super().__init__(f"U+{code_point:04X} at {index}")
        self.code_point = code_point
        self.index = index


_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_forbidden = re.compile(f"[\x00\ud800-\udfff{_NONCHARACTERS}]")
_line_end = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Joiners and direction marks (U+200B to U+200F) stay: words in Persian and mixed lines need them.
_strip_from_text = re.compile(
    f"[\x01-\x08\x0e-\x1f\x7f-\x9f\ufeff\u206a-\u206f\ufff9-\ufffb{BIDI_OVERRIDES}\U000e0000-\U000e007f]"
)
_strip_from_line = re.compile(f"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{INVISIBLE}]")
_filler = re.compile(f"[{FILLERS}]")
# Zero-width characters count as part of a run: put between marks they would hide it from the limit.
_stacked = f"[{MARKS}\u200b-\u200f\u2060-\u2064]"
_long_run = re.compile(f"({_stacked}{{{LONGEST_RUN_OF_MARKS}}}){_stacked}+")
_mark = re.compile(_stacked)
_isolate = re.compile(f"[{ISOLATE_OPENERS}{ISOLATE_CLOSER}]")
_blank_lines = re.compile("\n{4,}")
_ink = re.compile(rf"[^\s{INVISIBLE}]")


def clean_text(raw: str, *, max_chars: int, strict: bool = True) -> str:
    """Return a text of several lines, ready to be stored.

    Line ends become `\\n`, lines lose trailing spaces, at most two blank lines stay together, directional isolates are
    closed on their own line, other controls vanish, and the result is NFC.

    Raises `TextTooLong`, and `ForbiddenCharacter` unless `strict` is off (then such characters are dropped: an import
    must not lose a comment over them).

    >>> clean_text("  first\\r\\n\\r\\n\\r\\n\\r\\n\\r\\nsecond \\t ", max_chars=50)
    'first\\n\\n\\nsecond'
    >>> clean_text("a\\N{RIGHT-TO-LEFT OVERRIDE}b", max_chars=50)
    'ab'
    """
    text = _admit(raw, max_chars, strict)
    text = _line_end.sub("\n", text).replace("\t", " ")
    text = _strip_from_text.sub("", text)
    text = "\n".join(map(_tidy_line, text.split("\n")))
    text = _normalize(text)
    text = _blank_lines.sub("\n\n\n", text.strip())
    return _capped(text, max_chars)


def clean_line(raw: str, *, max_chars: int, strict: bool = True) -> str:
    """Return a one-line field (a name, an address, a search) without anything invisible.

    A line without one visible letter or number is no name, and becomes "". Raises as `clean_text` does.

    >>> clean_line(" Lay\\N{ZERO WIDTH SPACE}la\\nKhoury ", max_chars=40)
    'Layla Khoury'
    >>> clean_line("\\N{HANGUL FILLER} . \\N{WORD JOINER}", max_chars=40)
    ''
    """
    text = _admit(raw, max_chars, strict)
    text = " ".join(_strip_from_line.sub("", _filler.sub(" ", text)).split())
    text = " ".join(_normalize(text).split())
    return _capped(text, max_chars) if has_letter_or_number(text) else ""


def _admit(raw: str, limit: int, strict: bool) -> str:
    # Browsers send every line end as two characters; a text at the limit shown in the form must still be welcome.
    length = len(raw) - raw.count("\r\n")
    if length > limit:
        raise TextTooLong(length, limit)
    if not strict:
        return _forbidden.sub("", raw)
    if found := _forbidden.search(raw):
        raise ForbiddenCharacter(ord(found.group()), found.start())
    return raw


def _capped(text: str, limit: int) -> str:
    if len(text) > limit:
        raise TextTooLong(len(text), limit)
    return text


def _normalize(text: str) -> str:
    """Return NFC. Runs are cut before, for speed, and after, because a few characters decompose into two marks."""
    # Most texts have fewer marks than one run may have, and counting them is cheaper than looking for runs twice.
    if len(_mark.findall(text)) <= LONGEST_RUN_OF_MARKS and unicodedata.is_normalized("NFC", text):
        return text
    text = unicodedata.normalize("NFC", _long_run.sub(r"\1", text))
    return _long_run.sub(r"\1", text)


def _tidy_line(line: str) -> str:
    if not _ink.search(line):
        return ""
    if not _isolate.search(line):
        return line.rstrip()
    return _balance_isolates(line)


def _balance_isolates(line: str) -> str:
    """Close every isolate on its line and drop closers that close nothing.

    UAX 9 ends isolates with the paragraph, which here is the line; an open one would swallow our own markup. Beyond a
    depth no honest text reaches, openers are dropped, so that closing them cannot double the text.
    """
    kept: list[str] = []
    depth = 0
    for character in line:
        if character == ISOLATE_CLOSER:
            if depth == 0:
                continue
            depth -= 1
        elif character in ISOLATE_OPENERS:
            if depth == DEEPEST_ISOLATE:
                continue
            depth += 1
        kept.append(character)
    return "".join(kept).rstrip() + ISOLATE_CLOSER * depth
