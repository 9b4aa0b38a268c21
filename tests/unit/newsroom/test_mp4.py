"""An uploaded film before readers get it: picture and sound stay byte for byte, everything else goes."""

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.newsroom.mp4 import Movie, MovieRefused, washed_movie
from tests.factories.movies import (
    AAC,
    ONCE,
    PARAMETERS,
    QUARTER_TURN,
    SECRET,
    Film,
    box,
    ftyp,
    full,
    picture_entry,
    picture_track,
    places_track,
    secrets,
    sound_entry,
    sound_track,
    table,
    words,
)

MEGABYTE = 1024 * 1024
VORBIS = AAC.replace(b"\x40\x15", b"\xdd\x15")
ELSEWHERE = AAC.replace(b"\1\0\4\x11", b"\1\x40\4\x11")
# Without boxes at its end that could be cut off whole.
SMALL = Film(tracks=[picture_track(), sound_track()], header_first=True, beside=b"").built()


class Upload(BytesIO):
    """A file that knows the longest stretch that was read at once, and what was written."""

    longest_read = 0
    written = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.longest_read = max(self.longest_read, len(data))
        return data

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self.written += len(data)
        return super().write(data)


def washed(data: bytes) -> bytes:
    file = BytesIO(data)
    washed_movie(file)
    return file.getvalue()


def refusal_of(data: bytes) -> str:
    """Return the code a file is refused with, after a look whether it is as it was."""
    file = BytesIO(data)
    with pytest.raises(MovieRefused) as refusal:
        washed_movie(file)
    assert file.getvalue() == data
    return refusal.value.code


@pytest.mark.parametrize(
    "layout",
    [{}, {"header_first": True}, {"header_first": True, "open_end": True}, {"long_size": True}, {"version": 1}],
    ids=["header last", "header first", "open end", "64 bits", "version 1"],
)
def test_what_the_camera_knows_is_gone_and_every_sample_stays_where_it_was(layout: dict[str, object]) -> None:
    film = Film(**layout)
    upload = film.built()
    assert upload.count(SECRET) > 15

    clean = washed(upload)

    assert SECRET not in clean
    assert len(clean) == len(upload)
    for sample in film.tracks[0].samples + film.tracks[1].samples:
        assert clean.index(sample) == upload.index(sample)


@pytest.mark.parametrize("version", [0, 1])
def test_no_header_tells_when_it_was_recorded(version: int) -> None:
    tracks = [picture_track(version=version), sound_track(version=version)]
    upload = Film(tracks=tracks, version=version).built()
    assert upload.count(words(ONCE)) == 2 * 5

    clean = washed(upload)

    assert words(ONCE) not in clean
    for kind in (b"mvhd", b"tkhd", b"mdhd"):
        assert kind + bytes((version, 0, 0)) in clean


def test_the_boxes_of_other_tracks_and_of_texts_become_free_room() -> None:
    clean = washed(Film(tracks=[picture_track(more=box(b"tref", box(b"cdsc", words(2)))), places_track()]).built())

    for kind in (b"udta", b"meta", b"uuid", b"gpmd", b"tref", b"ilst", b"\xa9xyz"):
        assert kind not in clean
    assert clean.count(b"trak") == 1


def test_what_stands_after_a_tables_rows_is_gone() -> None:
    stsz = full(b"stsz", words(0, 3, 13, 9, 11), SECRET)
    stts = full(b"stts", words(1, 3, 100), SECRET)
    cslg = full(b"cslg", bytes(20), SECRET)
    picture = picture_track(tables={b"stsz": stsz, b"stts": stts, b"cslg": cslg})

    clean = washed(Film(tracks=[picture], gap=b"").built())

    assert SECRET not in clean
    assert stsz.removesuffix(SECRET) + bytes(len(SECRET)) in clean


@pytest.mark.parametrize(
    "entry",
    [
        picture_entry(more=box(b"colr", b"prof", SECRET)),
        picture_entry(more=box(b"colr", b"nclx", bytes(7), SECRET)),
        picture_entry(more=box(b"btrt", bytes(12), SECRET)),
        picture_entry(more=box(b"dvcC", SECRET)),
        picture_entry(more=bytes(4)),
    ],
    ids=["profile", "after the colours", "after the rate", "Dolby's", "terminator"],
)
def test_a_pictures_entry_keeps_what_decoders_ask_for(entry: bytes) -> None:
    clean = washed(Film(tracks=[picture_track(entries=(entry,))]).built())

    assert SECRET not in clean
    assert b"CAMR" not in clean
    assert PARAMETERS in clean
    assert box(b"pasp", words(1, 1)) in clean


@pytest.mark.parametrize("extension", [b"", b"\xfd\xf8\xf8\0"], ids=["left out", "there"])
def test_what_follows_the_parameters_of_picture_and_sound_is_gone(extension: bytes) -> None:
    high = b"\1\x64" + PARAMETERS[2:] + extension
    picture = picture_entry().replace(box(b"avcC", PARAMETERS), box(b"avcC", high, SECRET if extension else b""))
    picture = words(len(picture)) + picture[4:]
    sound = sound_entry(esds=AAC + SECRET)

    clean = washed(Film(tracks=[picture_track(entries=(picture,)), sound_track(entries=(sound,))]).built())

    assert SECRET not in clean
    assert high in clean
    assert AAC in clean


@pytest.mark.parametrize(
    ("film", "movie"),
    [
        (Film(), Movie(640, 360, 5.0, True)),
        (Film(version=1, duration=90_500), Movie(640, 360, 90.5, True)),
        (Film(tracks=[picture_track()]), Movie(640, 360, 5.0, False)),
        (Film(tracks=[picture_track(matrix=QUARTER_TURN)]), Movie(360, 640, 5.0, False)),
        (Film(tracks=[picture_track(matrix=QUARTER_TURN, version=1)]), Movie(360, 640, 5.0, False)),
        (Film(tracks=[picture_track(entries=(picture_entry(kind=b"avc3"),))]), Movie(640, 360, 5.0, False)),
        (Film(tracks=[picture_track(), sound_track(chunks=[])]), Movie(640, 360, 5.0, False)),
    ],
    ids=["film", "version 1", "silent", "on its side", "on its side, version 1", "avc3", "sound without a sample"],
)
def test_a_film_tells_its_size_its_length_and_whether_it_has_sound(film: Film, movie: Movie) -> None:
    found = washed_movie(BytesIO(film.built()))

    assert found == movie


@pytest.mark.parametrize(
    "options",
    [
        {"wide_offsets": True},
        {"field_of_size": 4},
        {"field_of_size": 8},
        {"field_of_size": 16},
        {"chunks": [[b"aaaa", b"bbbb"], [b"cccc"]], "tables": {b"stsz": full(b"stsz", words(4, 3))}},
        {"tables": {b"stsc": table(b"stsc", (1, 2, 1), (2, 1, 1))}},
    ],
    ids=["64 bits", "4 bits", "8 bits", "16 bits", "one size", "runs of chunks"],
)
def test_samples_are_found_by_every_kind_of_table(options: dict[str, object]) -> None:
    picture = picture_track(**options)

    clean = washed(Film(tracks=[picture]).built())

    assert SECRET not in clean
    assert all(b"".join(chunk) in clean for chunk in picture.chunks)


def test_a_large_file_is_washed_a_piece_at_a_time() -> None:
    # Each stretch crosses the boundaries of pieces, wherever these fall.
    large = b"p" * (2 * MEGABYTE + 5)
    secret = SECRET * (2 * MEGABYTE // len(SECRET))
    upload = Upload(Film(tracks=[picture_track(chunks=[[large], [b"small"], [large]])], gap=secret).built())

    washed_movie(upload)

    assert upload.longest_read <= MEGABYTE
    assert SECRET not in upload.getvalue()
    assert upload.getvalue().count(b"p" * len(large)) == 2


def test_washing_again_writes_nothing_new() -> None:
    once = washed(Film().built())

    assert washed(once) == once


def test_samples_that_lie_on_each_other_are_kept_whole() -> None:
    # Encoders write the same still once for many samples.
    picture = picture_track(chunks=[[b"first-still"], [b"still"]])
    data = Film(tracks=[picture], beside=b"").built()
    first, second = data.index(b"first-still"), data.rindex(b"still")
    shared = data.replace(table(b"stco", (first,), (second,)), table(b"stco", (first,), (first + 6,)))

    clean = washed(shared)

    assert b"first-still" in clean
    assert clean[second : second + 5] == bytes(5)


def test_empty_boxes_of_data_and_room_are_no_obstacle() -> None:
    film = Film(beside=secrets() + box(b"free") + box(b"mdat") + box(b"wide") + box(b"sidx", SECRET)).built()

    assert SECRET not in washed(film + box(b"free", SECRET) + box(b"mdat", SECRET))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "format"),
        (b"<html><video>", "format"),
        (Film(brands=(b"heic", b"mif1", b"heic")).built(), "format"),
        (Film(brands=(b"qt  ", b"qt  ")).built(), "quicktime"),
        (Film(tracks=[picture_track(entries=(picture_entry(kind=b"hvc1"),))]).built(), "codec"),
        (Film(tracks=[picture_track(entries=(picture_entry(kind=b"encv"),))]).built(), "codec"),
        (Film(tracks=[picture_track(entries=(picture_entry(more=box(b"sinf")),))]).built(), "codec"),
        (Film(tracks=[picture_track(), sound_track(entries=(sound_entry(kind=b"ac-3"),))]).built(), "codec"),
        (Film(tracks=[picture_track(), sound_track(entries=(sound_entry(version=1),))]).built(), "codec"),
        (Film(tracks=[picture_track(), sound_track(entries=(sound_entry(esds=VORBIS),))]).built(), "codec"),
        (Film(beside=box(b"mvex")).built(), "fragmented"),
        (SMALL + box(b"moof"), "fragmented"),
        (Film(tracks=[picture_track(), picture_track()]).built(), "tracks"),
        (Film(tracks=[picture_track(), sound_track(), sound_track()]).built(), "tracks"),
        (Film(tracks=[picture_track(flags_of_url=0)]).built(), "external"),
        (Film(tracks=[picture_track(), sound_track(entries=(sound_entry(esds=ELSEWHERE),))]).built(), "external"),
        (Film(tracks=[picture_track(entries=(picture_entry(size=(15, 360)),))]).built(), "size"),
        (Film(tracks=[picture_track(entries=(picture_entry(size=(4096, 4097)),))]).built(), "size"),
        (Film(duration=6 * 3_600_000 + 1).built(), "long"),
    ],
)  # fmt: skip
def test_what_is_no_film_for_readers_is_refused_by_name(data: bytes, code: str) -> None:
    assert refusal_of(data) == code


@pytest.mark.parametrize("rows", [((1, 2, 1), (1, 1, 1)), ((2, 2, 1),), ((1, 2, 1), (9, 1, 1)), ((1, 1, 1),),
                                  ((1, 2, 2), (2, 1, 1)), ((1, 0xFFFFFFFF, 1),), ()])  # fmt: skip
def test_chunks_that_do_not_add_up_are_refused(rows: tuple[tuple[int, ...], ...]) -> None:
    picture = picture_track(tables={b"stsc": table(b"stsc", *rows)})

    assert refusal_of(Film(tracks=[picture]).built()) == "broken"


@pytest.mark.parametrize(
    "tables",
    [
        {b"stco": table(b"stco", (4,), (60,))},
        {b"stco": full(b"co64", words(2), struct.pack(">QQ", 2**63, 2**64 - 1))},
        {b"stco": words(2**31) + b"stco" + bytes(4)},
        {b"stco": full(b"stco", words(0xFFFFFFFF))},
        {b"stsz": full(b"stsz", words(0xFFFFFFFF, 3))},
        {b"stsz": full(b"stsz", words(1, 0xFFFFFFFF))},
        {b"stsz": full(b"stsz", words(0, 3, 1))},
        {b"stsz": full(b"stz2", words(3, 3), bytes(9))},
        {b"stz2": full(b"stz2", words(8, 3), bytes(3))},
        {b"stsd": full(b"stsd", words(0))},
        {b"stsd": full(b"stsd", words(2), picture_entry())},
        {b"stsd": full(b"stsd", words(1), picture_entry(more=box(b"free", bytes(70_000))))},
        {b"stts": full(b"stts", words(2, 3, 100))},
        {b"stts": b""},
        {b"ctts": full(b"ctts", words(0xFFFFFFFF))},
    ],
)
def test_tables_that_point_outside_or_tell_two_stories_are_refused(tables: dict[bytes, bytes]) -> None:
    assert refusal_of(Film(tracks=[picture_track(tables=tables)]).built()) == "broken"


@pytest.mark.parametrize(
    "data",
    [
        ftyp(b"isom", b"isom"),
        ftyp(b"isom", *[b"isom"] * 100) + SMALL[32:],
        SMALL + SMALL[32:],
        SMALL + b"PK\3\4an archive",
        SMALL + bytes(3),
        SMALL + words(0) + b"free",
        Film(tracks=[sound_track()]).built(),
        Film(tracks=[picture_track(chunks=[])]).built(),
        Film(duration=0).built(),
        Film(duration=2**32 - 1).built(),
        Film(beside=box(b"free") * 10_001).built(),
        ftyp(b"isom", b"isom") + box(b"moov", bytes(33 * MEGABYTE)),
    ],
    ids=["brands alone", "brands by the hundred", "two headers", "archive behind", "three bytes behind",
         "open box behind", "no picture", "no sample", "no length", "unknown length", "too many boxes",
         "huge header"],
)  # fmt: skip
def test_a_file_that_does_not_fit_together_is_refused(data: bytes) -> None:
    assert refusal_of(data) == "broken"


def test_a_refused_film_is_not_written_to_even_for_a_moment() -> None:
    upload = Upload(Film(tracks=[picture_track(), sound_track(), sound_track()]).built())

    with pytest.raises(MovieRefused):
        washed_movie(upload)

    assert upload.written == 0


def test_a_film_cut_off_anywhere_is_refused() -> None:
    assert washed(SMALL)

    for length in range(len(SMALL)):
        assert refusal_of(SMALL[:length]) in {"format", "broken"}


@given(
    st.sampled_from([SMALL, Film().built(), Film(version=1, header_first=True, open_end=True).built()]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6),
)
def test_whatever_bytes_come_it_is_a_clean_film_or_a_refusal(film: bytes, changes: list[tuple[float, bytes]]) -> None:
    data = bytearray(film)
    for where, piece in changes:
        at = int(where * len(film))
        data[at : at + len(piece)] = piece
    file = BytesIO(bytes(data))

    try:
        washed_movie(file)
    except MovieRefused:
        assert file.getvalue() == data
    else:
        assert len(file.getvalue()) == len(data)
        assert washed(file.getvalue()) == file.getvalue()
