"""How picture and sound are coded: the entries of `stsd`, cleaned of all that no decoder asks for. Pure.

ISO/IEC 14496-12, 12.1.3 and 12.2.3; -15, 5.3 (`avcC`); -14, 5.6 and -1, 7.2.6 (`esds`). Not here: the rest of a track.
"""

from __future__ import annotations

from hiwar.newsroom.mp4.boxes import Box, Moov, MovieRefused, one, optional

# Dolby's, Apple's and the spherical additions are not asked for by browsers, and each would be a place to hide in.
_PICTURE_PARTS = {b"avcC": None, b"pasp": 8, b"clap": 32, b"btrt": 12, b"colr": None}
_SOUND_PARTS = {b"esds": None, b"btrt": 12}
# Numbers only. The other two kinds, `prof` and `rICC`, are a whole profile with its texts, unread by browsers.
_COLOURS = {b"nclx": 11, b"nclc": 10}
_PICTURE_FIELDS, _SOUND_FIELDS = 78, 28
# All known encoders stay far below.
_LARGEST_ENTRY, _MOST_AVCC, _MOST_ESDS = 65_536, 8192, 512
_PROFILES_WITHOUT_EXTENSION = {66, 77, 88}
# MPEG-4 audio, the three AAC profiles of MPEG-2, and both kinds of MP3.
_SOUNDS = {0x40, 0x66, 0x67, 0x68, 0x69, 0x6B}
_ES, _DECODER = 3, 4
_DEPENDS, _ELSEWHERE, _CLOCK = 0x80, 0x40, 0x20


def cleaned_picture(moov: Moov, entry: Box) -> tuple[int, int]:
    """Return the width and height of a picture; what its entry says besides is gone."""
    if entry.kind not in {b"avc1", b"avc3"}:
        raise MovieRefused("codec")
    fields = moov.payload(entry, least=_PICTURE_FIELDS)
    for first, after in ((0, 6), (8, 24), (36, 40), (42, 74)):  # Reserved; a vendor's; reserved; the encoder's name.
        moov.clear(entry, first, after)
    found = _parts(moov, entry, _PICTURE_PARTS, skip=_PICTURE_FIELDS)
    _trim_avcc(moov, found.get(b"avcC"))
    colour = found.get(b"colr")
    if colour and (used := _COLOURS.get(moov.payload(colour, least=4)[:4])):
        moov.trim(colour, used)
    elif colour:
        moov.blank(colour)
    return int.from_bytes(fields[24:26]), int.from_bytes(fields[26:28])


def cleaned_sound(moov: Moov, entry: Box) -> None:
    """Take from a sound's entry all that no decoder asks for."""
    # Another version than 0 is QuickTime's, with fields of its own.
    if entry.kind != b"mp4a" or any(moov.payload(entry, least=_SOUND_FIELDS)[8:10]):
        raise MovieRefused("codec")
    for first, after in ((0, 6), (10, 16), (20, 24)):
        moov.clear(entry, first, after)
    _trim_esds(moov, _parts(moov, entry, _SOUND_PARTS, skip=_SOUND_FIELDS).get(b"esds"))


def _parts(moov: Moov, entry: Box, kept: dict[bytes, int | None], *, skip: int) -> dict[bytes, Box]:
    """Return an entry's kept boxes; those of a fixed length are cut to it."""
    found = moov.sift(_without_terminator(moov, entry, skip), {*kept, b"sinf"}, skip=skip)
    if b"sinf" in found:
        raise MovieRefused("codec")
    for kind, used in kept.items():
        box = optional(found, kind)
        if box and used is not None:
            moov.trim(box, used)
    return {kind: one(found, kind) for kind in found}


def _without_terminator(moov: Moov, entry: Box, skip: int) -> Box:
    """Return the entry less a rest too short for a box: Apple's programs end an entry with four zeros."""
    at = entry.body + skip
    if entry.end - entry.start > _LARGEST_ENTRY:
        raise MovieRefused("broken")
    # The walk itself refuses what does not fit; here it is only followed to its end.
    while entry.end - at >= 8:
        size = int.from_bytes(moov.data[at : at + 4])
        if size < 8:
            return entry
        at += size
    if at < entry.end:
        moov.clear(entry, at - entry.body, entry.end - entry.body)
        return Box(entry.kind, entry.start, entry.body, at)
    return entry


def _trim_avcc(moov: Moov, box: Box | None) -> None:
    """Keep H.264's parameter sets; what follows them is nobody's."""
    record = moov.payload(box, least=7) if box else b""
    if not box or record[0] != 1 or len(record) > _MOST_AVCC:
        raise MovieRefused("broken")
    at = _after_sets(record, 5, most=0x1F)
    at = _after_sets(record, at, most=0xFF)
    # Older writers leave the extension out although the profile asks for it.
    if record[1] not in _PROFILES_WITHOUT_EXTENSION and at + 4 <= len(record) and any(record[at:]):
        at = _after_sets(record, at + 3, most=0xFF)
    moov.trim(box, at)


def _after_sets(record: bytes, at: int, *, most: int) -> int:
    count = _byte(record, at) & most
    at += 1
    for _ in range(count):
        at += 2 + (_byte(record, at) << 8 | _byte(record, at + 1))
    return at


def _trim_esds(moov: Moov, box: Box | None) -> None:
    """Keep the one descriptor of a sound, after a look at what it says of the coding."""
    body = moov.payload(box, least=4) if box else b""
    if not box or len(body) > _MOST_ESDS:
        raise MovieRefused("broken")
    at, end = _descriptor(body, 4, tag=_ES)
    flags = _byte(body, at + 2)
    if flags & _ELSEWHERE:
        raise MovieRefused("external")
    at += 3 + (2 if flags & _DEPENDS else 0) + (2 if flags & _CLOCK else 0)
    at, end_of_decoder = _descriptor(body, at, tag=_DECODER)
    if end_of_decoder > end or end > len(body):
        raise MovieRefused("broken")
    if _byte(body, at) not in _SOUNDS:
        raise MovieRefused("codec")
    moov.trim(box, end)


def _descriptor(body: bytes, at: int, *, tag: int) -> tuple[int, int]:
    """Return where a descriptor's payload starts and ends; its length is written in one to four bytes of seven bits."""
    if _byte(body, at) != tag:
        raise MovieRefused("broken")
    length = 0
    for step in range(1, 5):
        part = _byte(body, at + step)
        length = length << 7 | part & 0x7F
        if part < 0x80:
            break
    return at + step + 1, at + step + 1 + length


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise MovieRefused("broken")
    return data[at]
