"""The boxes an MP4 file is made of (ISO/IEC 14496-12, 4.2), read within their bounds and blanked in place. Pure.

Belongs here: sizes, kinds, how a header in memory is walked. Not here: which boxes a film needs (`tracks`, `entries`),
which bytes its samples are (`samples`), and the file itself (`washing`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Set
from dataclasses import dataclass

# A film of hours has about a hundred.
MOST_BOXES = 10_000
FREE = b"free"
LONGEST_HEADER = 16


class MovieRefused(Exception):
    """The file is no film we take, and is as it came. `code` says which fact it was.

    `format`: no MP4 at all. `quicktime`: QuickTime's own .mov. `codec`: picture not H.264, sound not AAC or MP3, or
    either encrypted. `fragmented`: a recording cut into pieces for streaming. `tracks`: more than one picture or more
    than one sound. `external`: picture or sound lie in another file. `size`: under 16 or over 4096 pixels. `long`:
    over six hours. `broken`: anything else that does not fit together, or nothing to see.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Box:
    """Where a box starts, where its payload starts, and where both end."""

    kind: bytes
    start: int
    body: int
    end: int


Parts = dict[bytes, list[Box]]


def box_at(header: bytes, *, start: int, end: int, last_may_be_open: bool = False) -> Box:
    """Return the box that begins with these bytes and has to end by `end`.

    A size of 0 means "to the end of the file" and is taken, where allowed, for `mdat` alone.
    """
    if len(header) < 8:
        raise MovieRefused("broken")
    size, kind = struct.unpack_from(">I4s", header)
    head = 8
    if size == 1 and len(header) >= LONGEST_HEADER:
        head, size = LONGEST_HEADER, int.from_bytes(header[8:LONGEST_HEADER])
    elif size == 0 and kind == b"mdat" and last_may_be_open:
        size = end - start
    if not head <= size <= end - start:
        raise MovieRefused("broken")
    return Box(kind, start, start + head, start + size)


class Moov:
    """A film's header, whole in memory. What is asked outside a box's bounds is a refusal, never another error."""

    def __init__(self, data: bytearray) -> None:
        self.data = data
        self.box = box_at(data[:LONGEST_HEADER], start=0, end=len(data))
        self._seen = 0

    def children(self, parent: Box, *, skip: int = 0) -> Iterator[Box]:
        """Yield the boxes in a box, after `skip` bytes of its own."""
        at = parent.body + skip
        if at > parent.end:
            raise MovieRefused("broken")
        while at < parent.end:
            self._seen += 1
            if self._seen > MOST_BOXES:
                raise MovieRefused("broken")
            child = box_at(self.data[at : min(at + LONGEST_HEADER, parent.end)], start=at, end=parent.end)
            yield child
            at = child.end

    def sift(self, parent: Box, kept: Set[bytes], *, skip: int = 0) -> Parts:
        """Return the kept boxes in a box by their kind; every other one is blanked."""
        found: Parts = {}
        for child in self.children(parent, skip=skip):
            if child.kind in kept:
                found.setdefault(child.kind, []).append(child)
            else:
                self.blank(child)
        return found

    def blank(self, box: Box) -> None:
        """Turn a box into free room of the same size that holds nothing."""
        self.data[box.start + 4 : box.start + 8] = FREE
        self.data[box.body : box.end] = bytes(box.end - box.body)

    def payload(self, box: Box, *, least: int) -> bytes:
        """Return what a box holds, which has to be `least` bytes or more."""
        if box.end - box.body < least:
            raise MovieRefused("broken")
        return bytes(self.data[box.body : box.end])

    def trim(self, box: Box, used: int) -> None:
        """Write zeros over what a box holds after its first `used` bytes; it has to have as many."""
        if box.end - box.body < used:
            raise MovieRefused("broken")
        self.clear(box, used, box.end - box.body)

    def clear(self, box: Box, first: int, after: int) -> None:
        """Write zeros over a stretch of what a box holds; the caller has asked that it is that long."""
        self.data[box.body + first : box.body + after] = bytes(after - first)

    def table(self, box: Box, *, width: int, before: int = 8) -> bytes:
        """Return a table whose number of rows stands in the last four of the `before` bytes; what follows it goes."""
        rows = int.from_bytes(self.payload(box, least=before)[before - 4 : before])
        self.trim(box, before + rows * width)
        return bytes(self.data[box.body + before : box.body + before + rows * width])


def one(parts: Parts, kind: bytes) -> Box:
    """Return the one box of a kind. A second could be the one that a player believes."""
    found = optional(parts, kind)
    if found is None:
        raise MovieRefused("broken")
    return found


def optional(parts: Parts, *kinds: bytes) -> Box | None:
    """Return the one box of these kinds, or nothing."""
    found = [box for kind in kinds for box in parts.get(kind, ())]
    if len(found) > 1:
        raise MovieRefused("broken")
    return found[0] if found else None
