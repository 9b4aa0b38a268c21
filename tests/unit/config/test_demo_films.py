"""The demo's film as it is kept: light, playable, and with captions that fit on a phone and end before it does."""

from __future__ import annotations

import tomllib
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

import hiwar.config.demo
from hiwar.newsroom.captions import Cue, cues_in
from hiwar.newsroom.mp4 import Movie, washed_movie

FOLDER = Path(hiwar.config.demo.__file__).parent
FILMS = FOLDER / "films"
BLOCKS = [
    block
    for path in sorted(FOLDER.glob("articles/*.toml"))
    for block in tomllib.loads(path.read_text("utf-8"))["body"]
    if block["type"] == "video"
]
every_film = pytest.mark.parametrize("block", BLOCKS, ids=[block["key"] for block in BLOCKS])


def movie_of(key: str) -> Movie:
    return washed_movie(BytesIO((FILMS / f"{key}.mp4").read_bytes()))


def cues_of(key: str) -> tuple[Cue, ...]:
    return cues_in((FILMS / f"{key}.ar.vtt").read_text("utf-8"))


def test_every_file_kept_belongs_to_a_film_that_an_article_shows():
    kept = {path.name for path in FILMS.iterdir()}

    assert kept == {f"{block['key']}{end}" for block in BLOCKS for end in (".mp4", ".ar.vtt", ".webp")}
    assert BLOCKS


@every_film
def test_a_film_is_light_and_plays_on_every_telephone(block):
    movie = movie_of(block["key"])

    assert (movie.width, movie.height, movie.has_sound) == (640, 360, True)
    assert 24 <= movie.seconds <= 40
    assert (FILMS / f"{block['key']}.mp4").stat().st_size <= 350_000


@every_film
def test_a_film_begins_before_it_has_come_whole(block):
    data = (FILMS / f"{block['key']}.mp4").read_bytes()

    assert 0 < data.index(b"moov") < data.index(b"mdat")


@every_film
def test_a_film_says_nothing_of_the_machine_that_made_it(block):
    data = (FILMS / f"{block['key']}.mp4").read_bytes()

    assert not [word for word in (b"Lavf", b"Lavc", b"x264", b"/tmp", b"/home") if word in data]


@every_film
def test_a_poster_has_the_shape_of_its_film_and_is_light(block):
    path = FILMS / f"{block['key']}.webp"

    with Image.open(path) as poster:
        assert poster.size == (1200, 675)
    assert path.stat().st_size <= 60_000


@every_film
def test_captions_are_short_enough_to_be_read_on_the_way(block):
    cues = cues_of(block["key"])

    assert 8 <= len(cues) <= 12
    for cue in cues:
        lines = cue.text.split("\n")
        assert len(lines) <= 2
        assert max(map(len, lines)) <= 42
        assert len(cue.text) / (cue.end - cue.start) * 1000 <= 17, "more letters a second than eyes follow"


@every_film
def test_captions_follow_each_other_and_end_before_the_film(block):
    cues = cues_of(block["key"])

    assert all(before.end <= after.start for before, after in pairwise(cues))
    assert cues[-1].end / 1000 < movie_of(block["key"]).seconds


@every_film
def test_what_is_to_be_heard_is_said_in_brackets(block):
    sounds = [cue.text for cue in cues_of(block["key"]) if cue.text.startswith("[")]

    assert sounds
    assert all(text.startswith("[صوت ") and text.endswith("]") for text in sounds)


@every_film
def test_a_film_is_described_beyond_its_title(block):
    words = [block[name].strip() for name in ("title", "alt", "caption", "credit")]

    assert all(words)
    assert len(set(words)) == len(words)
