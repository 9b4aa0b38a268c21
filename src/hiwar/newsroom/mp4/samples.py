"""Where a track's samples lie in the file: the tables of `stbl` (ISO/IEC 14496-12, 8.7) as ranges of bytes. Pure.

Samples of one chunk touch, so that chunks are counted, not samples. Not here: what is in them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiwar.newsroom.mp4.boxes import Box, Moov, MovieRefused, Parts, one, optional

MOST_SAMPLES = 5_000_000
# Six hours of sound with a chunk for every sample stay below.
MOST_CHUNKS = 2_000_000

Ranges = NDArray[np.int64]
"""Rows of a first byte and the byte after the last."""
NOTHING: Ranges = np.empty((0, 2), np.int64)


def samples_in(moov: Moov, tables: Parts, *, entries: int, file_size: int) -> Ranges:
    """Return the bytes that are a track's samples, in the order of its tables."""
    offsets = _offsets(moov, tables, file_size)
    sizes, count = _sizes(moov, tables)
    per_chunk = _samples_per_chunk(moov, one(tables, b"stsc"), chunks=len(offsets), entries=entries)
    if per_chunk.sum() != count:
        raise MovieRefused("broken")
    if isinstance(sizes, int):
        lengths = per_chunk * sizes
    else:
        so_far = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))
        after = np.cumsum(per_chunk)
        lengths = so_far[after] - so_far[after - per_chunk]
    ranges = np.column_stack((offsets, offsets + lengths))
    return ranges[lengths > 0]


def merged(ranges: Ranges) -> Ranges:
    """Return ranges in the file's order of which no two touch."""
    if not len(ranges):
        return NOTHING
    ranges = ranges[np.argsort(ranges[:, 0], kind="stable")]
    ends = np.maximum.accumulate(ranges[:, 1])
    opens = np.concatenate(([True], ranges[1:, 0] > ends[:-1]))
    closes = np.concatenate((opens[1:], [True]))
    return np.column_stack((ranges[opens, 0], ends[closes]))


def _offsets(moov: Moov, tables: Parts, file_size: int) -> NDArray[np.int64]:
    box = optional(tables, b"stco", b"co64")
    if box is None:
        raise MovieRefused("broken")
    width = 4 if box.kind == b"stco" else 8
    found = np.frombuffer(moov.table(box, width=width), f">u{width}")
    # Compared before they become signed: 2**63 and above would turn negative.
    if len(found) > MOST_CHUNKS or (found > file_size).any():
        raise MovieRefused("broken")
    return found.astype(np.int64)


def _sizes(moov: Moov, tables: Parts) -> tuple[int | NDArray[np.unsignedinteger], int]:
    """Return each sample's size, or the one that all have, and how many there are."""
    box = optional(tables, b"stsz", b"stz2")
    if box is None:
        raise MovieRefused("broken")
    head = moov.payload(box, least=12)
    size, count = int.from_bytes(head[4:8]), int.from_bytes(head[8:12])
    if count > MOST_SAMPLES:
        raise MovieRefused("broken")
    if box.kind == b"stz2":
        return _compact_sizes(moov, box, size & 0xFF, count), count
    if size:
        moov.trim(box, 12)
        return size, count
    return np.frombuffer(moov.table(box, width=4, before=12), ">u4"), count


def _compact_sizes(moov: Moov, box: Box, bits: int, count: int) -> NDArray[np.unsignedinteger]:
    if bits not in {4, 8, 16}:
        raise MovieRefused("broken")
    used = (count * bits + 7) // 8
    moov.trim(box, 12 + used)
    table = moov.payload(box, least=12)[12 : 12 + used]
    if bits == 16:
        return np.frombuffer(table, ">u2")
    whole = np.frombuffer(table, np.uint8)
    # Two to a byte, the first in its upper half.
    return whole if bits == 8 else np.column_stack((whole >> 4, whole & 15)).ravel()[:count]


def _samples_per_chunk(moov: Moov, box: Box, *, chunks: int, entries: int) -> NDArray[np.int64]:
    rows = np.frombuffer(moov.table(box, width=12), ">u4").reshape(-1, 3).astype(np.int64)
    if not chunks:
        return np.zeros(0, np.int64)
    first, samples, entry = rows.T
    is_sound = len(rows) and first[0] == 1 and first[-1] <= chunks and (np.diff(first) > 0).all()
    if not is_sound or samples.max() > MOST_SAMPLES or entry.min() < 1 or entry.max() > entries:
        raise MovieRefused("broken")
    return np.repeat(samples, np.diff(first, append=chunks + 1))
