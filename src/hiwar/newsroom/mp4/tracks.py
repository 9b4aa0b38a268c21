"""A film's header cleaned of all that neither picture nor sound needs: `moov` and its tracks. Pure.

Kept is what a browser reads to play and to seek (ISO/IEC 14496-12, chapter 8). Gone besides texts, places and times:
`tref` (points at tracks that are gone), `iods`, `elng`, `sdtp`, `subs`, `sgpd` and `sbgp` (hints no browser plays by,
and room to hide in), `mvex` (refused). Not here: entries of `stsd` (`entries`), tables of samples (`samples`).
"""

from __future__ import annotations

from dataclasses import dataclass

from hiwar.newsroom.mp4.boxes import Box, Moov, MovieRefused, Parts, one, optional
from hiwar.newsroom.mp4.entries import cleaned_picture, cleaned_sound
from hiwar.newsroom.mp4.samples import Ranges, samples_in

PICTURE, SOUND = b"vide", b"soun"
_TABLES = {b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stsc", b"stsz", b"stz2", b"stco", b"co64"}
_MOST_ENTRIES = 16
# Where the times stand in version 0 and 1 of mvhd, tkhd and mdhd, and how long each of these is then.
_TIMES = ((4, 12), (4, 20))
_LENGTHS = {b"mvhd": (100, 112), b"tkhd": (84, 96), b"mdhd": (24, 36)}
_UNKNOWN_DURATION = (2**32 - 1, 2**64 - 1)


@dataclass(frozen=True)
class Track:
    """A kept track. Width and height are those of the picture as it is shown, zero for sound."""

    is_picture: bool
    width: int
    height: int
    samples: Ranges


def cleaned_header(moov: Moov, *, file_size: int) -> tuple[float, list[Track]]:
    """Return how many seconds the film lasts and its tracks of picture and sound; all else is blanked in `moov`."""
    parts = moov.sift(moov.box, {b"mvhd", b"trak", b"mvex"})
    if b"mvex" in parts:
        raise MovieRefused("fragmented")
    seconds = _seconds(moov, one(parts, b"mvhd"))
    tracks = (_cleaned_track(moov, box, file_size) for box in parts.get(b"trak", ()))
    return seconds, [track for track in tracks if track]


def _seconds(moov: Moov, mvhd: Box) -> float:
    version = _without_times(moov, mvhd)
    data = moov.payload(mvhd, least=_LENGTHS[mvhd.kind][version])
    at = _TIMES[version][1]
    scale, duration = int.from_bytes(data[at : at + 4]), int.from_bytes(data[at + 4 : at + (12 if version else 8)])
    end = _LENGTHS[mvhd.kind][version]
    # Reserved, and QuickTime's moments of poster and preview; the number of the next track stands last.
    moov.clear(mvhd, end - 74, end - 64)
    moov.clear(mvhd, end - 28, end - 4)
    if not scale or not duration or duration == _UNKNOWN_DURATION[version]:
        raise MovieRefused("broken")
    return duration / scale


def _without_times(moov: Moov, box: Box) -> int:
    """Take the times of creation and change from a header and return its version."""
    version = moov.payload(box, least=4)[0]
    if version > 1:
        raise MovieRefused("broken")
    moov.trim(box, _LENGTHS[box.kind][version])
    moov.clear(box, *_TIMES[version])
    return version


def _cleaned_track(moov: Moov, trak: Box, file_size: int) -> Track | None:
    parts = moov.sift(trak, {b"tkhd", b"edts", b"mdia"})
    media = moov.sift(one(parts, b"mdia"), {b"mdhd", b"hdlr", b"minf"})
    handler = _handler(moov, one(media, b"hdlr"))
    if handler not in {PICTURE, SOUND}:
        # Places of a camera's GPS, chapters, time codes, subtitles: ours come as a file of their own.
        moov.blank(trak)
        return None
    turned = _is_turned(moov, one(parts, b"tkhd"))
    _without_times(moov, one(media, b"mdhd"))
    _clean_edits(moov, optional(parts, b"edts"))
    information = moov.sift(one(media, b"minf"), {b"vmhd", b"smhd", b"dinf", b"stbl"})
    for kind, used in ((b"vmhd", 12), (b"smhd", 8)):
        if box := optional(information, kind):
            moov.trim(box, used)
    _check_that_it_lies_here(moov, one(information, b"dinf"))
    tables = moov.sift(one(information, b"stbl"), _TABLES)
    width, height, entries = _cleaned_entries(moov, one(tables, b"stsd"), handler)
    _trim_tables(moov, tables)
    samples = samples_in(moov, tables, entries=entries, file_size=file_size)
    return Track(handler == PICTURE, *((height, width) if turned else (width, height)), samples)


def _handler(moov: Moov, hdlr: Box) -> bytes:
    data = moov.payload(hdlr, least=24)
    moov.clear(hdlr, 4, 8)
    moov.trim(hdlr, 12)  # Reserved words, then a name for people: often the camera's or the program's.
    return data[8:12]


def _is_turned(moov: Moov, tkhd: Box) -> bool:
    """Return whether the picture is shown a quarter turned, to whichever side."""
    version = _without_times(moov, tkhd)
    used = _LENGTHS[tkhd.kind][version]
    matrix = moov.payload(tkhd, least=used)[used - 44 : used - 8]
    across, down = any(matrix[0:4]) or any(matrix[16:20]), any(matrix[4:8]) and any(matrix[12:16])
    after_times = _TIMES[version][1]
    moov.clear(tkhd, after_times + 4, after_times + 8)
    moov.clear(tkhd, used - 60, used - 52)
    return down and not across


def _clean_edits(moov: Moov, edts: Box | None) -> None:
    if edts and (elst := optional(moov.sift(edts, {b"elst"}), b"elst")):
        moov.table(elst, width=20 if moov.payload(elst, least=8)[0] == 1 else 12)


def _check_that_it_lies_here(moov: Moov, dinf: Box) -> None:
    dref = one(moov.sift(dinf, {b"dref"}), b"dref")
    places = moov.sift(dref, {b"url "}, skip=8)
    count = int.from_bytes(moov.payload(dref, least=8)[4:8])
    found = places.get(b"url ", [])
    # The flag alone says "in this file"; without it, an address follows. Another kind is always somewhere else.
    if len(found) != count or any(moov.payload(box, least=4)[3] != 1 for box in found):
        raise MovieRefused("external")
    for box in found:
        moov.trim(box, 4)


def _cleaned_entries(moov: Moov, stsd: Box, handler: bytes) -> tuple[int, int, int]:
    """Return the first picture's width and height, and how many entries there are."""
    entries = list(moov.children(stsd, skip=8))
    count = int.from_bytes(moov.payload(stsd, least=8)[4:8])
    if not 0 < count <= _MOST_ENTRIES or len(entries) != count:
        raise MovieRefused("broken")
    if handler == SOUND:
        for entry in entries:
            cleaned_sound(moov, entry)
        return 0, 0, count
    sizes = [cleaned_picture(moov, entry) for entry in entries]
    return *sizes[0], count


def _trim_tables(moov: Moov, tables: Parts) -> None:
    """Cut the tables that tell when, not where, to the rows they say they have."""
    for kind, width, needed in ((b"stts", 8, True), (b"ctts", 8, False), (b"stss", 4, False)):
        if box := one(tables, kind) if needed else optional(tables, kind):
            moov.table(box, width=width)
    if box := optional(tables, b"cslg"):
        moov.trim(box, 44 if moov.payload(box, least=4)[0] == 1 else 24)
