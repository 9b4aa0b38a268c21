"""From the bytes of a file to its text, or a clear refusal.

Encodings live here; what the text means does not.
"""

import codecs
import re
import unicodedata
from pathlib import Path

from hiwar.importers.page.shape import NotAPage

MAX_BYTES = 5 * 1024 * 1024

# Saved Arabic pages of the 2000s are almost always one of these; anything else is named as broken, not guessed.
_LEGACY = ("cp1256", "iso8859-6")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def file_text(path: Path) -> str:
    """Return the text of the file at `path`, line ends as `\\n`; raise `NotAPage` when there is none to be had."""
    raw = _bytes_of(path)
    text = _decode(raw)
    if _looks_binary(text):
        raise NotAPage("binary")
    if not text.strip():
        raise NotAPage("empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise NotAPage("missing")
    if path.is_dir():
        raise NotAPage("directory")
    if not path.is_file():
        # A pipe or a device would make us wait for ever.
        raise NotAPage("not_a_file")
    try:
        with path.open("rb") as source:
            raw = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotAPage("unreadable") from error
    if len(raw) > MAX_BYTES:
        raise NotAPage("too_large", megabytes=MAX_BYTES // (1024 * 1024))
    if not raw.strip():
        raise NotAPage("empty")
    return raw


def _decode(raw: bytes) -> str:
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], codec)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in raw:
            raise NotAPage("binary") from error
        if _mostly_utf8(raw):
            # Reading damaged UTF-8 as an old code page would turn every letter into two wrong ones.
            raise NotAPage("broken_encoding", position=error.start) from error
        return _legacy(raw)


def _strictly(raw: bytes, codec: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        raise NotAPage("broken_encoding", position=error.start) from error


def _mostly_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    sound = sum(1 for char in text if char > "\x7f") - broken
    return sound > broken


def _legacy(raw: bytes) -> str:
    for codec in _codecs_for(raw):
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if _mostly_arabic(text):
            return text
    raise NotAPage("binary" if _looks_binary(raw.decode("latin-1")) else "broken_encoding", position=0)


def _codecs_for(raw: bytes) -> tuple[str, ...]:
    declared = _DECLARED.search(raw[:4096])
    if declared is None:
        return _LEGACY
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return _LEGACY
    return (name, *_LEGACY) if name in _LEGACY else _LEGACY


def _mostly_arabic(text: str) -> bool:
    beyond_ascii = [char for char in text if char > "\x7f" and char.isalpha()]
    arabic = sum(1 for char in beyond_ascii if "\u0600" <= char <= "\u06ff")
    return bool(beyond_ascii) and arabic * 10 >= len(beyond_ascii) * 9


def _looks_binary(text: str) -> bool:
    if "\0" in text:
        return True
    head = text[:20_000]
    controls = sum(1 for char in head if unicodedata.category(char) == "Cc" and char not in "\n\r\t\f\x85")
    return controls * 100 > len(head)
