"""Making an uploaded film harmless in its place: every byte that neither picture nor sound needs becomes zero. Pure.

No sample moves, so that no offset has to be written anew, and nothing is decoded. Not here: H.264 and AAC themselves;
what a camera writes between two pictures of one sample is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from hiwar.newsroom.mp4.boxes import FREE, LONGEST_HEADER, MOST_BOXES, Box, Moov, MovieRefused, Parts, box_at, one
from hiwar.newsroom.mp4.samples import NOTHING, Ranges, merged
from hiwar.newsroom.mp4.tracks import Track, cleaned_header

LONGEST_SECONDS = 6 * 3600
SIDES = range(16, 4097)
_LARGEST_MOOV = 32 * 1024 * 1024
_LARGEST_FTYP = 160
_PIECE = 1024 * 1024
_QUICKTIME = b"qt  "
# One of these says that the file keeps to ISO/IEC 14496-12 or -14.
_BRANDS = frozenset(
    brand.ljust(4)
    for brand in b"isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 isoa isob isoc mp41 mp42 avc1 mmp4 MSNV XAVC "
    b"f4v F4V M4V M4VH M4VP 3gp4 3gp5 3gp6 3gp7 3gp8 3gp9 3g2a 3g2b 3g2c".split()
)


@dataclass(frozen=True)
class Movie:
    """What is known of a washed film: its pixels as they are shown, how long it lasts, whether it has sound."""

    width: int
    height: int
    seconds: float
    has_sound: bool


def washed_movie(file: BinaryIO) -> Movie:
    """Blank in place whatever neither picture nor sound needs, and return what the film is.

    Raises `MovieRefused` before the first byte is written. Washing again changes nothing.
    """
    size = file.seek(0, 2)
    boxes = list(_top_level(file, size))
    by_kind: Parts = {}
    for box in boxes:
        by_kind.setdefault(box.kind, []).append(box)
    _check_brands(file, boxes[0])
    if b"moof" in by_kind:
        raise MovieRefused("fragmented")
    moov_at = one(by_kind, b"moov")
    if moov_at.end - moov_at.start > _LARGEST_MOOV:
        raise MovieRefused("broken")
    moov = Moov(bytearray(_read(file, moov_at.start, moov_at.end)))
    seconds, tracks = cleaned_header(moov, file_size=size)
    movie = _facts(seconds, tracks)
    kept = _kept(tracks, by_kind.get(b"mdat", []))
    _write(file, moov_at.start, moov.data)
    for box in boxes[1:]:
        if box.kind == b"mdat":
            _blank_around(file, box, kept)
        elif box is not moov_at:
            _write(file, box.start + 4, FREE)
            _blank_around(file, box, NOTHING)
    return movie


def _top_level(file: BinaryIO, size: int) -> Iterator[Box]:
    at = 0
    for _ in range(MOST_BOXES):
        header = _read(file, at, min(at + LONGEST_HEADER, size))
        if at == 0 and header[4:8] != b"ftyp":
            raise MovieRefused("format")
        box = box_at(header, start=at, end=size, last_may_be_open=True)
        yield box
        at = box.end
        if at == size:
            return
    raise MovieRefused("broken")


def _check_brands(file: BinaryIO, ftyp: Box) -> None:
    if ftyp.end - ftyp.body < 8 or (ftyp.end - ftyp.body) % 4 or ftyp.end - ftyp.body > _LARGEST_FTYP:
        raise MovieRefused("broken")
    data = _read(file, ftyp.body, ftyp.end)
    brands = {data[:4], *(data[at : at + 4] for at in range(8, len(data), 4))}
    if not brands & _BRANDS:
        raise MovieRefused("quicktime" if _QUICKTIME in brands else "format")


def _facts(seconds: float, tracks: list[Track]) -> Movie:
    pictures = [track for track in tracks if track.is_picture]
    sounds = [track for track in tracks if not track.is_picture]
    if len(pictures) > 1 or len(sounds) > 1:
        raise MovieRefused("tracks")
    if not pictures or not len(pictures[0].samples):
        raise MovieRefused("broken")
    picture = pictures[0]
    if picture.width not in SIDES or picture.height not in SIDES:
        raise MovieRefused("size")
    if seconds > LONGEST_SECONDS:
        raise MovieRefused("long")
    return Movie(picture.width, picture.height, seconds, any(len(sound.samples) for sound in sounds))


def _kept(tracks: list[Track], mdats: list[Box]) -> Ranges:
    """Return the bytes that are samples, each of which has to lie in an `mdat`."""
    ranges = np.concatenate([track.samples for track in tracks])
    if not mdats:
        raise MovieRefused("broken")
    bodies = np.array([(box.body, box.end) for box in mdats], np.int64)
    around = np.searchsorted(bodies[:, 0], ranges[:, 0], "right") - 1
    if (around < 0).any() or (ranges[:, 1] > bodies[around, 1]).any():
        raise MovieRefused("broken")
    # By columns: they are searched once for each piece of the file.
    return np.asfortranarray(merged(ranges))


def _blank_around(file: BinaryIO, box: Box, kept: Ranges) -> None:
    """Write zeros over what a box holds and no kept range covers, a piece at a time."""
    for start in range(box.body, box.end, _PIECE):
        end = min(start + _PIECE, box.end)
        first, after = np.searchsorted(kept[:, 1], start, "right"), np.searchsorted(kept[:, 0], end, "left")
        inside = kept[first:after].clip(start, end) - start
        if len(inside) == 1 and inside[0, 0] == 0 and inside[0, 1] == end - start:
            continue
        edges = np.zeros(end - start + 1, np.int8)
        edges[inside[:, 0]] += 1
        edges[inside[:, 1]] -= 1
        data = np.frombuffer(bytearray(_read(file, start, end)), np.uint8)
        clean = np.where(np.cumsum(edges[:-1], dtype=np.int8) == 1, data, 0).astype(np.uint8)
        if (clean != data).any():
            _write(file, start, clean.tobytes())


def _read(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    data = file.read(end - start)
    if len(data) != end - start:
        raise MovieRefused("broken")
    return data


def _write(file: BinaryIO, start: int, data: bytes | bytearray) -> None:
    file.seek(start)
    file.write(data)
