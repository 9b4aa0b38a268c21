"""Captions of films: WebVTT (W3C, 2019) and SubRip in, plain cues, WebVTT and a transcript out. Pure.

What is kept of a cue is when it is shown and its words; places, colours, fonts and regions are the page's own matter.
A file is taken whole or not at all: nothing an editor typed is left out in silence. Not here: sentences for editors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

from hiwar.arabic.alphabet import BIDI_OVERRIDES, ISOLATE_CLOSER, ISOLATE_OPENERS

MOST_CUES = 5_000
LONGEST_CUE = 500
LONGEST_TEXT = 300_000
LATEST = 12 * 3_600_000
MOST_LINES = 3
"""More than these cover the picture; what is over goes on in the last of them."""

# What is typed around the words, tags and settings, is bounded before anything is searched in it.
_LONGEST_FILE, _LONGEST_TYPED = 2_000_000, 5_000
_PAUSE = 2_000
_PARAGRAPH_WORDS = 60

_ENCODINGS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ARROW = "-->"
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t\n]|$)")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_MOMENT = r"(?:(\d{1,3})\s*:\s*)?(\d{1,2})\s*:\s*(\d{1,2})(?:\s*[.,]\s*(\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_MOMENT}\s*{_ARROW}\s*{_MOMENT}(?:\s.*)?")
# Each would turn what stands around it, or be seen by nobody; joiners and the two plain marks stay.
_UNSEEN = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff{BIDI_OVERRIDES}{ISOLATE_OPENERS}{ISOLATE_CLOSER}]"
)
_INK = re.compile("[^\\s\u061c\u200b-\u200f]")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>\n]+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|<\d[\d:.,]*>")
# Advanced SubStation's orders, as «{\an8}», travel in SubRip files; what could become one is taken apart.
_ORDER = re.compile(r"\{\\[^{}\n]*\}")
_BRACES = re.compile(r"[{\\]+")
_SPACES = re.compile(r"[^\S\n]+")
_SENTENCE_END = re.compile(r"[.؟?!…][»”\")\]]*$")


@dataclass(frozen=True)
class Cue:
    """Words and when they are shown, in milliseconds; their lines are apart by a line feed."""

    start: int
    end: int
    text: str


class CaptionsRefused(Exception):
    """The captions cannot be taken; `line` is where, from 1, and `code` says why.

    `empty`: there is no cue. `time`: the times cannot be read, or lie after twelve hours. `order`: a cue that begins
    before the one above it, or does not end after it began. `long`: over 500 characters in a cue or 300,000 in all.
    `many`: over 5,000 cues. `text`: words that belong to no cue, or bytes that are no text.
    """

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code, line)
        self.code = code
        self.line = line


@dataclass(frozen=True)
class _Typed:
    """A cue as it was typed, and the line of its times."""

    line: int
    start: int
    end: int
    text: str


def decoded(data: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 where its mark says so, else the Windows code page of Arabic.

    >>> decoded("مرحباً".encode("windows-1256"))
    'مرحباً'
    """
    mark = next((mark for mark in _ENCODINGS if data.startswith(mark)), b"")
    encoding, words = _ENCODINGS.get(mark, "utf-8"), data[len(mark) :]
    try:
        return words.decode(encoding)
    except UnicodeDecodeError as error:
        if not mark:
            return words.decode("windows-1256")
        line = words[: error.start].decode(encoding, "replace").count("\n") + 1
        raise CaptionsRefused("text", line) from None


def cues_in(text: str) -> tuple[Cue, ...]:
    """Return the cues of WebVTT or SubRip in their order; raises `CaptionsRefused`."""
    if len(text) > _LONGEST_FILE:
        raise CaptionsRefused("long", 1)
    cues: list[Cue] = []
    length, speaker, before = 0, "", 0
    for typed in _typed_cues(_UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))):
        if typed.start < before or typed.end <= typed.start:
            raise CaptionsRefused("order", typed.line)
        if len(typed.text) > _LONGEST_TYPED:
            raise CaptionsRefused("long", typed.line)
        words, speaker = _spoken(typed.text, speaker)
        words = _plain(unescape(_TAG.sub("", words)))
        length += len(words)
        if len(words) > LONGEST_CUE or length > LONGEST_TEXT:
            raise CaptionsRefused("long", typed.line)
        if len(cues) == MOST_CUES:
            raise CaptionsRefused("many", typed.line)
        before = typed.start
        if words:
            cues.append(Cue(typed.start, typed.end, words))
    if not cues:
        raise CaptionsRefused("empty", 1)
    return tuple(cues)


def webvtt(cues: Iterable[Cue]) -> str:
    """Return cues as WebVTT with nothing beside times and words. What `cues_in` reads in it are the same cues.

    >>> print(webvtt([Cue(1000, 3500, "سلمى: أهلاً <بكم>")]), end="")
    WEBVTT
    <BLANKLINE>
    00:00:01.000 --> 00:00:03.500
    سلمى: أهلاً &lt;بكم&gt;
    """
    blocks = ["WEBVTT"]
    for cue in cues:
        # An empty line would end the cue, and the rest be a cue of somebody's own.
        if words := _plain(cue.text):
            blocks.append(f"{_clock(cue.start)} {_ARROW} {_clock(cue.end)}\n{escape(words, quote=False)}")
    return "\n\n".join(blocks) + "\n"


def transcript(cues: Sequence[Cue]) -> tuple[str, ...]:
    """Return the words as paragraphs: a new one after a pause of two seconds, or at a sentence's end once long."""
    paragraphs: list[list[str]] = []
    silent_from, words = 0, 0
    for cue in cues:
        is_long = words >= _PARAGRAPH_WORDS and bool(_SENTENCE_END.search(paragraphs[-1][-1]))
        if not paragraphs or is_long or cue.start - silent_from >= _PAUSE:
            paragraphs.append([])
            words = 0
        parts = cue.text.split()
        paragraphs[-1].append(" ".join(parts))
        words += len(parts)
        silent_from = max(silent_from, cue.end)
    return tuple(" ".join(paragraph) for paragraph in paragraphs)


def _typed_cues(text: str) -> Iterator[_Typed]:
    is_webvtt = bool(_SIGNATURE.match(text))
    for line, block in _blocks(text.split("\n")):
        skipped = 0
        if is_webvtt and line == 1:
            # Programs write what they like below the signature; some leave out the empty line after it.
            skipped = next((at for at, words in enumerate(block) if _ARROW in words), len(block))
        elif is_webvtt and _ASIDE.match(block[0]):
            continue
        yield from _cues_of(block[skipped:], line + skipped, any_name=is_webvtt)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield lines that no empty one parts, with the number of the first."""
    block: list[str] = []
    for number, words in enumerate([*lines, ""], 1):
        if words.strip():
            block.append(words)
        elif block:
            yield number - len(block), block
            block = []


def _cues_of(block: list[str], line: int, *, any_name: bool) -> Iterator[_Typed]:
    arrows = [at for at, words in enumerate(block) if _ARROW in words]
    names = block[: arrows[0]] if arrows else block
    is_name = len(names) == 1 and (_is_number(names[0]) or (any_name and arrows))
    if names and not is_name:
        raise CaptionsRefused("text", line)
    for at, after in pairwise([*arrows, len(block)]):
        words = block[at + 1 : after]
        # The next cue follows without an empty line, its number first.
        if after < len(block) and words and _is_number(words[-1]):
            words.pop()
        start, end = _times(block[at], line + at)
        yield _Typed(line + at, start, end, "\n".join(words))


def _is_number(words: str) -> bool:
    return words.strip().isdecimal()


def _times(words: str, line: int) -> tuple[int, int]:
    found = _TIMES.fullmatch(words)
    if not found:
        raise CaptionsRefused("time", line)
    start, end = (_milliseconds(*found.groups()[at : at + 4]) for at in (0, 4))
    if max(start, end) > LATEST or max(int(found[at]) for at in (2, 3, 6, 7)) > 59:
        raise CaptionsRefused("time", line)
    return start, end


def _milliseconds(hours: str | None, minutes: str, seconds: str, rest: str | None) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((rest or "").ljust(3, "0"))


def _clock(moment: int) -> str:
    seconds, rest = divmod(moment, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _spoken(typed: str, speaker: str) -> tuple[str, str]:
    """Return a cue's words with each new speaker's name before them, and who speaks last; nobody named is nobody."""
    parts = _VOICE.split(typed)
    if len(parts) == 1:
        return typed, ""
    words = parts[0]
    for name, said in zip(map(str.strip, parts[1::2]), parts[2::2], strict=True):
        words += said if name in {"", speaker} else f"{name}: {said.lstrip()}"
        speaker = name
    return words, speaker


def _plain(text: str) -> str:
    """Return words in at most three lines, none of them empty; doing it twice changes nothing more."""
    text = _ORDER.sub("", _UNSEEN.sub("", text))
    text = _BRACES.sub(lambda found: "" if "{\\" in found[0] else found[0], text)
    lines = [line.strip() for line in _SPACES.sub(" ", text).split("\n") if _INK.search(line)]
    return "\n".join([*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]).strip("\n")
