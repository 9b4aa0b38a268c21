"""Small MP4 files, made box by box, with a camera's secrets in every place where cameras and people leave them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECRET = b"GPS+25.2048"
ONCE = 0xE0A1B2C3  # A moment at which a camera says it recorded.
UPRIGHT = (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
QUARTER_TURN = (0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 0x40000000)
PARAMETERS = bytes((1, 66, 0, 30, 0xFF, 0xE1, 0, 4, 0x67, 66, 0, 30, 1, 0, 2, 0x68, 0xCE))
AAC = bytes((3, 25, 0, 1, 0, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 5, 2, 0x12, 0x10, 6, 1, 2))
TYPE = (b"isom", b"isom", b"iso2", b"avc1", b"mp41")


def box(kind: bytes, *parts: bytes) -> bytes:
    """Return a box with its size in 32 bits."""
    payload = b"".join(parts)
    return struct.pack(">I4s", 8 + len(payload), kind) + payload


def long_box(kind: bytes, *parts: bytes) -> bytes:
    """Return a box with its size in 64 bits."""
    payload = b"".join(parts)
    return struct.pack(">I4sQ", 1, kind, 16 + len(payload)) + payload


def full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """Return a box with a version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def words(*numbers: int) -> bytes:
    """Return numbers of 32 bits each."""
    return struct.pack(f">{len(numbers)}I", *numbers)


def table(kind: bytes, *rows: tuple[int, ...]) -> bytes:
    """Return a table of numbers of 32 bits, with the number of its rows before them."""
    return full(kind, words(len(rows)), *(words(*row) for row in rows))


def ftyp(major: bytes = TYPE[0], *others: bytes) -> bytes:
    """Return what says which kind of file it is."""
    return box(b"ftyp", major, words(512), *others)


def picture_entry(*, kind: bytes = b"avc1", size: tuple[int, int] = (640, 360), more: bytes = b"") -> bytes:
    """Return how a picture is coded; the encoder's name holds the secret."""
    return box(
        kind,
        struct.pack(">6xHHH4sII", 1, 0, 0, b"CAMR", 512, 512),
        struct.pack(">HHIIIH", *size, 0x480000, 0x480000, 0, 1),
        bytes((len(SECRET),)) + SECRET.ljust(31, b"\0"),
        struct.pack(">Hh", 24, -1),
        box(b"avcC", PARAMETERS),
        box(b"pasp", words(1, 1)),
        more,
    )


def sound_entry(*, kind: bytes = b"mp4a", version: int = 0, esds: bytes = AAC, more: bytes = b"") -> bytes:
    """Return how a sound is coded."""
    fields = struct.pack(">6xHHH4sHHHHI", 1, version, 0, b"CAMR", 2, 16, 0, 0, 48_000 << 16)
    return box(kind, fields, full(b"esds", esds), more)


@dataclass
class Track:
    """One track: its chunks of samples, and everything a test may want otherwise."""

    handler: bytes
    entries: tuple[bytes, ...]
    chunks: list[list[bytes]]
    matrix: tuple[int, ...] = UPRIGHT
    version: int = 0
    flags_of_url: int = 1
    wide_offsets: bool = False
    field_of_size: int = 32
    more: bytes = b""  # After `mdia`, as `tref` and `udta` stand.
    tables: dict[bytes, bytes] = field(default_factory=dict)  # Instead of, or beside, those that are right.

    @property
    def samples(self) -> list[bytes]:
        """Return all samples in their order."""
        return [sample for chunk in self.chunks for sample in chunk]

    def built(self, number: int, offsets: list[int]) -> bytes:
        """Return the track's box, its chunks at these places of the file."""
        tkhd = full(
            b"tkhd",
            _times(self.version, words(number, 0), 5000),
            struct.pack(">8xhhHH", 0, 0, 0x100, 0),
            words(*self.matrix, 640 << 16, 360 << 16),
            version=self.version,
            flags=3,
        )
        mdhd = full(
            b"mdhd", _times(self.version, words(1000), 5000), struct.pack(">HH", 0x55C4, 0), version=self.version
        )
        hdlr = full(b"hdlr", b"mhlr", self.handler, b"appl" * 3, SECRET + b"\0")
        place = full(b"url ", SECRET if self.flags_of_url != 1 else b"", flags=self.flags_of_url)
        information = box(
            b"minf",
            full(b"vmhd", bytes(8), flags=1) if self.handler == b"vide" else full(b"smhd", bytes(4)),
            box(b"dinf", full(b"dref", words(1), place)),
            box(b"stbl", *self._tables(offsets).values()),
            box(b"free", SECRET),
        )
        edits = box(b"edts", table(b"elst", (5000, 0, 0x10000)))
        return box(b"trak", tkhd, edits, box(b"mdia", mdhd, hdlr, information), self.more)

    def _tables(self, offsets: list[int]) -> dict[bytes, bytes]:
        count = len(self.samples)
        runs = [(index, len(chunk), 1) for index, chunk in enumerate(self.chunks, 1)]
        offsets_of_chunks = (
            full(b"co64", words(len(offsets)), struct.pack(f">{len(offsets)}Q", *offsets))
            if self.wide_offsets
            else table(b"stco", *((offset,) for offset in offsets))
        )
        right = {
            b"stsd": full(b"stsd", words(len(self.entries)), *self.entries),
            b"stts": table(b"stts", (count, 100)),
            b"stss": table(b"stss", (1,)),
            b"stsc": table(b"stsc", *runs),
            b"stsz": self._sizes(),
            b"stco": offsets_of_chunks,
        }
        return right | self.tables

    def _sizes(self) -> bytes:
        sizes = [len(sample) for sample in self.samples]
        if self.field_of_size == 32:
            return full(b"stsz", words(0, len(sizes), *sizes))
        if self.field_of_size == 4:
            pairs = zip(sizes[::2], [*sizes[1::2], 0], strict=False)
            packed = bytes(first << 4 | second for first, second in pairs)
        else:
            packed = struct.pack(f">{len(sizes)}{'B' if self.field_of_size == 8 else 'H'}", *sizes)
        return full(b"stz2", words(self.field_of_size, len(sizes)), packed)


def picture_track(**options: object) -> Track:
    """Return a track of pictures in two chunks."""
    chunks = [[b"key-picture-1", b"picture-2"], [b"picture-3--"]]
    return Track(b"vide", **{"entries": (picture_entry(),), "chunks": chunks, **options})


def sound_track(**options: object) -> Track:
    """Return a track of sound in two chunks."""
    chunks = [[b"sound-1", b"sound-22"], [b"sound-333", b"so-4"]]
    return Track(b"soun", **{"entries": (sound_entry(),), "chunks": chunks, **options})


def places_track() -> Track:
    """Return the track in which an action camera writes where it was."""
    return Track(b"meta", (box(b"gpmd", bytes(6), b"\0\1", SECRET),), [[SECRET + b"-sample"]])


def secrets() -> bytes:
    """Return the boxes in which cameras, telephones and programs write what they know."""
    return b"".join((
        box(b"udta", box(b"\xa9xyz", SECRET), words(0)),
        full(b"meta", full(b"hdlr", bytes(20)), box(b"ilst", SECRET)),
        box(b"uuid", b"0123456789abcdef", b"<x:xmpmeta>" + SECRET),
    ))  # fmt: skip


@dataclass
class Film:
    """A film: its tracks and what stands beside them. `built` interleaves their chunks, with a secret between."""

    tracks: list[Track] = field(default_factory=lambda: [picture_track(), sound_track(), places_track()])
    brands: tuple[bytes, ...] = TYPE
    version: int = 0
    duration: int = 5000
    gap: bytes = SECRET
    beside: bytes = field(default_factory=secrets)  # In `moov`, and again beside it.
    header_first: bool = False
    open_end: bool = False
    long_size: bool = False

    def built(self) -> bytes:
        """Return the file."""
        head = ftyp(*self.brands) + self.beside
        if not self.header_first:
            mdat, offsets = self._data(len(head))
            return head + mdat + self._header(offsets)
        header = self._header([[0] * len(track.chunks) for track in self.tracks])
        mdat, offsets = self._data(len(head) + len(header))
        return head + self._header(offsets) + mdat

    def _data(self, start: int) -> tuple[bytes, list[list[int]]]:
        payload, offsets = self.gap, [[] for _ in self.tracks]
        start += 16 if self.long_size else 8
        for turn in range(max(len(track.chunks) for track in self.tracks)):
            for track, places in zip(self.tracks, offsets, strict=True):
                if turn < len(track.chunks):
                    places.append(start + len(payload))
                    payload += b"".join(track.chunks[turn]) + self.gap
        if self.open_end:
            return words(0) + b"mdat" + payload, offsets
        return (long_box if self.long_size else box)(b"mdat", payload), offsets

    def _header(self, offsets: list[list[int]]) -> bytes:
        mvhd = full(
            b"mvhd",
            _times(self.version, words(1000), self.duration),
            words(0x10000) + struct.pack(">H10x", 0x100),
            words(*UPRIGHT),
            SECRET.ljust(24, b"\0"),  # QuickTime's moments; zero since.
            words(len(self.tracks) + 1),
            version=self.version,
        )
        tracks = [track.built(number, offsets[number - 1]) for number, track in enumerate(self.tracks, 1)]
        return box(b"moov", mvhd, *tracks, self.beside)


def _times(version: int, between: bytes, duration: int) -> bytes:
    """Return the times of creation and change, what stands after them, and how long it lasts."""
    if version == 1:
        return struct.pack(">QQ", ONCE, ONCE) + between + struct.pack(">Q", duration)
    return words(ONCE, ONCE) + between + words(duration)
